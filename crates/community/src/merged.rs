//! Going along with ids that were merged.

use crate::{Community, Error, claim, confirmation, conversation, follow, hiding, mirror, review};

/// Every key that something is known about.
const KNOWN: &str = "SELECT node FROM follows UNION SELECT person FROM claims UNION SELECT person FROM reviews \
                     UNION SELECT work FROM reviews UNION SELECT person FROM confirmations UNION SELECT person FROM hidings ORDER BY 1";

impl Community {
    /// Goes along with merged ids: whoever follows or claims a node that `merged` leads to another does so with that one
    /// from now on. To be asked for whenever another snapshot is served. What leads nowhere stays as it is.
    ///
    /// Returns how many nodes were merged.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn go_along(&self, merged: impl Fn(&str) -> Option<String>) -> Result<usize, Error> {
        let known: Vec<(String,)> = sqlx::query_as(KNOWN).fetch_all(self.store().pool()).await?;
        let moved: Vec<(String, String)> =
            known.into_iter().filter_map(|(from,)| merged(&from).map(|to| (from, to))).collect();
        if moved.is_empty() {
            return Ok(0);
        }
        let mut touched: Vec<&str> = moved.iter().flat_map(|(from, to)| [from.as_str(), to.as_str()]).collect();
        touched.sort_unstable();
        touched.dedup();
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &touched).await?;
        for (from, to) in &moved {
            follow::go_along(&mut change, from, to).await?;
            claim::go_along(&mut change, from, to, self.now()).await?;
            conversation::go_along(&mut change, from, to).await?;
            hiding::go_along(&mut change, from, to).await?;
            review::go_along(&mut change, from, to).await?;
            confirmation::go_along(&mut change, from, to).await?;
        }
        change.commit().await?;
        self.mirror().refresh(self.store()).await?;
        Ok(moved.len())
    }
}
