//! Stores of either kind, and what arrives by mail.

use std::{
    cell::Cell,
    fs,
    net::{IpAddr, Ipv4Addr},
    path::PathBuf,
    time::Duration,
};

use scholargraph_community::{
    Account, Address, Community, Error, HostOptions, Mailer, NewAccount, Options, Proof, ProviderOptions, Refusal,
    Session, Shown, Visitor,
};
use sqlx::{AssertSqlSafe, Connection};

/// Where everybody asks from.
pub(crate) const PLACE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// What everybody's browser calls itself.
pub(crate) const AGENT: &str = "Mozilla/5.0 (test)";
pub(crate) const PASSWORD: &str = "correct horse battery";

/// What shows that a record is somebody's who has an address at the institution.
pub(crate) const DOMAIN: Proof<'_> = Proof { domain: Some("example.org"), orcid: None };

thread_local! {
    static TIME: Cell<i64> = const { Cell::new(1_700_000_000) };
}

/// Lets time pass for this test.
pub(crate) fn pass(seconds: i64) {
    TIME.set(TIME.get() + seconds);
}

/// A store for one test, and the mail it sends.
pub(crate) struct Place {
    pub(crate) address: Address,
    /// How somebody would write the address.
    pub(crate) written: String,
    pub(crate) mail: PathBuf,
    /// What people can sign in with beside a password.
    pub(crate) providers: Vec<ProviderOptions>,
    /// Whose tokens are believed.
    pub(crate) host: Option<HostOptions>,
    _folder: tempfile::TempDir,
}

impl Place {
    /// One of each kind that there is.
    pub(crate) async fn all(test: &str) -> Vec<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut places = vec![Self::new(folder.path().join("community.sqlite").to_str().unwrap().to_owned(), folder)];
        if let Some(server) = scholargraph_testkit::postgres(test) {
            let folder = tempfile::tempdir().unwrap();
            let name = format!("test_{}", folder.path().file_name().unwrap().to_str().unwrap().trim_start_matches('.'));
            sqlx::any::install_default_drivers();
            let mut connection = sqlx::AnyConnection::connect(&server).await.unwrap();
            let made = AssertSqlSafe(format!("CREATE DATABASE \"{name}\""));
            sqlx::raw_sql(made).execute(&mut connection).await.unwrap();
            let base = server.rsplit_once('/').unwrap().0;
            places.push(Self::new(format!("{base}/{name}"), folder));
        }
        places
    }

    fn new(written: String, folder: tempfile::TempDir) -> Self {
        let address = Address::parse(&written).unwrap();
        Self { address, written, mail: folder.path().join("mail"), providers: Vec::new(), host: None, _folder: folder }
    }

    /// A process that works with the store.
    pub(crate) async fn open(&self) -> Community {
        self.try_open().await.unwrap()
    }

    pub(crate) async fn try_open(&self) -> Result<Community, Error> {
        let mailer = Mailer::folder(&self.mail, "Graph <graph@example.org>").unwrap();
        let options = Options { public_url: "https://graph.example.org".to_owned(), ..self.options() };
        Community::open(&self.address, mailer, options).await
    }

    fn options(&self) -> Options {
        Options {
            clock: || TIME.get(),
            providers: self.providers.clone(),
            host: self.host.clone(),
            ..Options::default()
        }
    }

    /// Waits until so many letters have arrived, and gives them, as they are sent, in no order.
    pub(crate) async fn letters(&self, number: usize) -> Vec<String> {
        for _ in 0..500 {
            let files: Vec<_> = fs::read_dir(&self.mail).unwrap().map(|file| file.unwrap().path()).collect();
            let letters =
                files.iter().map(|file| fs::read_to_string(file).unwrap().replace("=\r\n", "").replace("=3D", "="));
            let letters: Vec<String> = letters.filter(|letter| letter.contains("\r\n\r\n")).collect();
            if letters.len() >= number {
                assert_eq!(letters.len(), number);
                return letters;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{number} letters did not arrive");
    }

    /// Takes out the one letter that has arrived.
    pub(crate) async fn letter(&self) -> String {
        let letter = self.letters(1).await.remove(0);
        fs::read_dir(&self.mail).unwrap().for_each(|file| fs::remove_file(file.unwrap().path()).unwrap());
        letter
    }

    /// Opens an account.
    pub(crate) async fn join(&self, community: &Community, name: &str) -> Session {
        community.sign_up(new(name), PLACE).await.unwrap();
        let token = token(&self.letter().await);
        community.confirm(&token, PASSWORD, AGENT).await.unwrap()
    }
}

pub(crate) fn email(name: &str) -> String {
    format!("{name}@example.org")
}

pub(crate) fn new(name: &str) -> NewAccount {
    NewAccount { email: email(name), name: name.to_owned(), password: PASSWORD.to_owned() }
}

/// The secret in a letter.
pub(crate) fn token(letter: &str) -> String {
    let (_, behind) = letter.split_once("?token=").unwrap_or_else(|| panic!("no link in {letter}"));
    behind.chars().take_while(char::is_ascii_hexdigit).collect()
}

/// The owner of an account, by a token.
pub(crate) fn whom(account: &Account) -> Visitor {
    Visitor { account: account.clone(), by: Shown::Token }
}

/// Why it was refused.
#[track_caller]
pub(crate) fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}
