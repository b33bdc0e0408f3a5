//! Passwords: Argon2id, a few at a time.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::{Error, Refusal};

/// How many are hashed at a time: each takes 19 MiB and some hundredths of a second of a core.
const AT_A_TIME: usize = 2;

/// Hashes and compares passwords with the parameters that OWASP advises for Argon2id (19 MiB, two passes, one lane;
/// <https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html>).
#[derive(Clone, Debug)]
pub(crate) struct Passwords {
    turns: Arc<Semaphore>,
    /// What no password hashes to, compared with where there is no account, so that it takes as long.
    nobody: Arc<str>,
}

impl Passwords {
    pub(crate) async fn new() -> Result<Self, Error> {
        let turns = Arc::new(Semaphore::new(AT_A_TIME));
        let nobody = hashed(crate::secret::new_id()?).await?.into();
        Ok(Self { turns, nobody })
    }

    pub(crate) async fn hash(&self, password: &str) -> Result<String, Error> {
        let _turn = self.turns.acquire().await;
        hashed(password.to_owned()).await
    }

    /// Is this the password that was hashed? Never where there is no hash, which takes as long to find out.
    pub(crate) async fn fits(&self, password: &str, hash: Option<&str>) -> Result<bool, Error> {
        let _turn = self.turns.acquire().await;
        let (password, known) = (password.to_owned(), hash.is_some());
        let hash = hash.unwrap_or(&self.nobody).to_owned();
        let fits = spawn_blocking(move || {
            let hash = PasswordHash::new(&hash).map_err(|error| Error::Secret(error.to_string()))?;
            Ok::<_, Error>(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        });
        Ok(fits.await.map_err(|error| Error::Secret(error.to_string()))?? && known)
    }
}

async fn hashed(password: String) -> Result<String, Error> {
    let hash =
        spawn_blocking(move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()));
    let hash = hash.await.map_err(|error| Error::Secret(error.to_string()))?;
    hash.map_err(|error| Error::Secret(error.to_string()))
}

/// Refuses passwords that are guessed first: length is what counts
/// (NIST SP 800-63B, 3.1.1, <https://doi.org/10.6028/NIST.SP.800-63b-4>).
pub(crate) fn check(password: &str, email: &str, name: &str) -> Result<(), Refusal> {
    const SHORTEST: usize = 10;
    const LONGEST: usize = 200;
    let length = password.chars().count();
    let is_guessed = [email, name].iter().any(|known| known.eq_ignore_ascii_case(password))
        || password.chars().all(|letter| password.starts_with(letter));
    match length {
        _ if length > LONGEST => Err(Refusal::LongPassword),
        _ if length < SHORTEST || is_guessed => Err(Refusal::WeakPassword),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_itself_fits() {
        let passwords = Passwords::new().await.unwrap();
        let hash = passwords.hash("correct horse").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.fits("correct horse", Some(&hash)).await.unwrap());
        assert!(!passwords.fits("correct horsf", Some(&hash)).await.unwrap());
        assert!(!passwords.fits("correct horse", None).await.unwrap());
        assert_ne!(hash, passwords.hash("correct horse").await.unwrap());
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        let check = |password: &str| check(password, "ada@example.org", "Ada Lovelace");
        assert_eq!(check("short"), Err(Refusal::WeakPassword));
        assert_eq!(check("aaaaaaaaaaaa"), Err(Refusal::WeakPassword));
        assert_eq!(check("ADA@example.org"), Err(Refusal::WeakPassword));
        assert_eq!(check("ada lovelace"), Err(Refusal::WeakPassword));
        assert_eq!(check(&"ab".repeat(101)), Err(Refusal::LongPassword));
        assert_eq!(check("ten signs!"), Ok(()));
    }
}
