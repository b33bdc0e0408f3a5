//! Where accounts are kept: SQLite or PostgreSQL, the same statements on both.

use std::{
    borrow::Cow,
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    Any, AnyPool, SqlSafeStr, Transaction,
    any::AnyPoolOptions,
    migrate::{Migration, MigrationType, Migrator},
};

use crate::{Error, private};

/// Where a store is.
///
/// ```
/// use scholargraph_community::Address;
/// assert!(Address::parse("postgres://graph@localhost/graph").is_some());
/// assert!(Address::parse("community.sqlite").is_some());
/// assert!(Address::parse("mysql://localhost").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    url: String,
    /// Where the file is, if it is one.
    file: Option<PathBuf>,
}

impl Address {
    /// A file, to be created where it is not there.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        let written = path.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
        Self { url: format!("sqlite://{written}?mode=rwc"), file: Some(path.to_owned()) }
    }

    /// What somebody writes: `postgres://…`, or the path of a file; `None` for databases of other kinds.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once("://") {
            Some(("postgres" | "postgresql", _)) => Some(Self { url: text.to_owned(), file: None }),
            Some(("sqlite" | "file", path)) => Some(Self::file(path.as_ref())),
            Some(_) => None,
            None => Some(Self::file(text.as_ref())),
        }
    }
}

/// All statements that make tables, oldest first. One that was released never changes.
const MIGRATIONS: [(&str, &str); 12] = [
    ("accounts", include_str!("../migrations/0001_accounts.sql")),
    ("follows", include_str!("../migrations/0002_follows.sql")),
    ("claims", include_str!("../migrations/0003_claims.sql")),
    ("conversations", include_str!("../migrations/0004_conversations.sql")),
    ("reviews", include_str!("../migrations/0005_reviews.sql")),
    ("identities", include_str!("../migrations/0006_identities.sql")),
    ("tokens", include_str!("../migrations/0007_tokens.sql")),
    ("moderation", include_str!("../migrations/0008_moderation.sql")),
    ("arrivals", include_str!("../migrations/0009_arrivals.sql")),
    ("affiliation", include_str!("../migrations/0010_affiliation.sql")),
    ("names", include_str!("../migrations/0011_names.sql")),
    ("served", include_str!("../migrations/0012_served.sql")),
];

/// Connections at a time.
const CONNECTIONS: u32 = 8;

/// A store that is open, in the form that this program knows.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    pool: AnyPool,
    /// How a transaction begins that will write.
    begin: &'static str,
}

impl Store {
    /// Opens the store at `address`, and brings it to its newest form.
    pub(crate) async fn open(address: &Address) -> Result<Self, Error> {
        let store = Self::connect(address).await?;
        migrator().run(store.pool()).await?;
        Ok(store)
    }

    async fn connect(address: &Address) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        if let Some(path) = &address.file {
            private::file(path)?;
        }
        let is_file = address.file.is_some();
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(Duration::from_secs(5))
            .after_connect(move |connection, _| Box::pin(async move {
                if is_file {
                    // Readers and one writer do not wait for each other, and a commit is on disk when it is told.
                    let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; \
                                   PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";
                    sqlx::raw_sql(pragmas).execute(connection).await?;
                }
                Ok(())
            }))
            .connect(&address.url)
            .await?;
        // A transaction of SQLite that reads first and writes then may have to be begun again.
        let begin = if is_file { "BEGIN IMMEDIATE" } else { "BEGIN" };
        Ok(Self { pool, begin })
    }

    /// For questions.
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// For changes: all of them or none.
    pub(crate) async fn change(&self) -> Result<Transaction<'static, Any>, Error> {
        Ok(self.pool.begin_with(self.begin).await?)
    }
}

fn migrator() -> Migrator {
    let migrations = (1..).zip(MIGRATIONS).map(|(version, (name, sql))| {
        Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}

#[cfg(test)]
mod tests {
    use sqlx::{AssertSqlSafe, Connection};

    use super::*;

    /// A row for a table of each version, by the first that has it.
    const ROWS: [(usize, &str, &str); 9] = [
        (1, "accounts", "(id, created, name, email, password) VALUES ('a', 1, 'Ada', 'ada@example.org', '')"),
        (2, "follows", "(account, node, created) VALUES ('a', 'topic:T1', 1)"),
        (
            3,
            "claims",
            "(id, person, account, created, state, domain, reason) VALUES ('c', 'person:A1', 'a', 1, 'accepted', '', '')",
        ),
        (4, "blocks", "(account, blocked, created) VALUES ('a', 'a', 1)"),
        (5, "reviews", "(account, person, work, verdict, at) VALUES ('a', 'person:A1', 'work:W1', 'mine', 1)"),
        (6, "identities", "(issuer, subject, account, orcid, created) VALUES ('https://orcid.org', '1', 'a', '', 1)"),
        (7, "tokens", "(secret, id, account, created, seen, name) VALUES ('s', 't', 'a', 1, 1, 'a program')"),
        (8, "moderators", "(account, at) VALUES ('a', 1)"),
        (9, "arrivals", "(node, work, at) VALUES ('topic:T1', 'work:W1', 1)"),
    ];

    /// Versions that add columns alone.
    const WITHOUT_TABLES: [usize; 2] = [10, 11];

    #[tokio::test]
    async fn older_stores_are_brought_up_with_what_is_in_them() {
        let known = ROWS.len() + WITHOUT_TABLES.len();
        assert_eq!(known + 1, MIGRATIONS.len(), "every released version but the last is known");
        for version in 1..MIGRATIONS.len() {
            let folder = tempfile::tempdir().unwrap();
            for address in addresses(&folder, version).await {
                let old = Store::connect(&address).await.unwrap();
                migrator().run_to(i64::try_from(version).unwrap(), old.pool()).await.unwrap();
                for (_, table, row) in ROWS.iter().filter(|(first, ..)| *first <= version) {
                    let made = AssertSqlSafe(format!("INSERT INTO {table} {row}"));
                    sqlx::query(made).execute(old.pool()).await.unwrap();
                }
                old.pool().close().await;
                let new = Store::open(&address).await.unwrap();
                for (first, table, _) in ROWS {
                    let count = AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
                    let (number,): (i64,) = sqlx::query_as(count).fetch_one(new.pool()).await.unwrap();
                    assert_eq!(number, i64::from(first <= version), "{table} of version {version}");
                }
                new.pool().close().await;
            }
        }
    }

    /// A place for a store of each kind that there is.
    async fn addresses(folder: &tempfile::TempDir, version: usize) -> Vec<Address> {
        let mut addresses = vec![Address::file(&folder.path().join("community.sqlite"))];
        if let Some(server) = scholargraph_testkit::postgres("older stores") {
            let name = format!("older_{}_{version}", std::process::id());
            sqlx::any::install_default_drivers();
            let mut connection = sqlx::AnyConnection::connect(&server).await.unwrap();
            let made = AssertSqlSafe(format!("CREATE DATABASE {name}"));
            sqlx::raw_sql(made).execute(&mut connection).await.unwrap();
            let written = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
            addresses.push(Address::parse(&written).unwrap());
        }
        addresses
    }

    #[tokio::test]
    async fn newer_stores_are_refused_and_stay_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let address = Address::file(&folder.path().join("community.sqlite"));
        let store = Store::open(&address).await.unwrap();
        let newer = "INSERT INTO _sqlx_migrations VALUES (99, 'later', '2030-01-01', TRUE, x'00', 1)";
        sqlx::query(newer).execute(store.pool()).await.unwrap();
        let refused = Store::open(&address).await.unwrap_err();
        assert!(refused.to_string().contains("newer version"), "{refused}");
    }
}
