//! What a provider says, kept for a while.

use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::Error;

/// Something that is asked for elsewhere and kept.
///
/// Where it cannot be had, what was had before is used on, and nobody waits for another try for a while.
#[derive(Debug)]
pub(super) struct Kept<T>(Mutex<State<T>>);

#[derive(Debug)]
struct State<T> {
    value: Option<T>,
    /// When it was asked for the last time.
    asked: Option<Instant>,
}

/// It is asked for again after so long.
pub(super) const LIFETIME: Duration = Duration::from_secs(60 * 60);
/// It is never asked for more often than this.
pub(super) const PAUSE: Duration = Duration::from_secs(30);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(State { value: None, asked: None }))
    }
}

impl<T: Clone> Kept<T> {
    /// What is kept, if it is no older than `age`; else what `ask` gives now.
    pub(super) async fn get(&self, age: Duration, ask: impl AsyncFnOnce() -> Result<T, Error>) -> Result<T, Error> {
        let mut state = self.0.lock().await;
        let is_within = |limit: Duration| state.asked.is_some_and(|asked| asked.elapsed() <= limit);
        if is_within(if state.value.is_some() { age.max(PAUSE) } else { PAUSE }) {
            return state.value.clone().ok_or_else(|| crate::Refusal::ProviderFailed.into());
        }
        let told = ask().await;
        state.asked = Some(Instant::now());
        match told {
            Ok(value) => Ok(state.value.insert(value).clone()),
            Err(error) => state.value.clone().ok_or(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::Refusal;

    #[tokio::test]
    async fn nobody_waits_twice_for_what_cannot_be_had() {
        let (kept, asked) = (Kept::default(), Cell::new(0));
        let ask = async |answer: Result<u32, Error>| {
            kept.get(LIFETIME, async || {
                asked.set(asked.get() + 1);
                answer
            })
            .await
        };
        assert!(ask(Err(Refusal::ProviderFailed.into())).await.is_err());
        assert!(ask(Ok(1)).await.is_err(), "it was asked for just now");
        assert_eq!(asked.get(), 1);
        kept.0.lock().await.asked = None;
        assert_eq!(ask(Ok(1)).await.unwrap(), 1);
        assert_eq!((ask(Ok(2)).await.unwrap(), asked.get()), (1, 2), "it is kept");
        kept.0.lock().await.asked = None;
        let used_on = ask(Err(Refusal::ProviderFailed.into())).await.unwrap();
        assert_eq!((used_on, asked.get()), (1, 3), "what was had before is used on");
    }
}
