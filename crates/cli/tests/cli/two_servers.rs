//! Two servers of the real program on one store.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
};

use sqlx::{AssertSqlSafe, Connection};

use crate::served::{Server, until};

const PASSWORD: &str = "correct horse battery";

/// The answer of a server, head and all.
fn ask(server: &Server, method: &str, path: &str, cookie: &str, fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    let body = body.join("&");
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            server.address,
            body.len()
        )
        .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// Opens an account, and gives the cookie of its session.
fn join(server: &Server, mail: &Path, name: &str) -> String {
    let email = format!("{name}@example.org");
    ask(server, "POST", "/sign-up", "", &[("email", &email), ("name", name), ("new", PASSWORD)]);
    let mut token = String::new();
    until("a letter arrives", || {
        let Some(found) = link_to(mail, &email) else { return false };
        token = found;
        true
    });
    let confirmed = ask(server, "POST", "/confirm", "", &[("token", &token), ("password", PASSWORD)]);
    let cookie = confirmed.lines().find_map(|line| line.strip_prefix("set-cookie: "));
    cookie.unwrap_or_else(|| panic!("{confirmed}")).split(';').next().unwrap().to_owned()
}

/// The secret in the letter to `email`.
fn link_to(mail: &Path, email: &str) -> Option<String> {
    let letters = fs::read_dir(mail).ok()?.filter_map(|file| fs::read_to_string(file.ok()?.path()).ok());
    letters.filter(|letter| letter.contains(email)).find_map(|letter| {
        let letter = letter.replace("=\r\n", "").replace("=3D", "=");
        let (_, behind) = letter.split_once("confirm?token=")?;
        Some(behind.chars().take_while(char::is_ascii_hexdigit).collect())
    })
}

/// The addresses of a store of each kind that there is, each empty.
fn stores(folder: &Path) -> Vec<String> {
    let mut stores = vec![folder.join("community.sqlite").to_str().unwrap().to_owned()];
    if let Some(server) = scholargraph_testkit::postgres("two servers of the program") {
        let name = format!("programs_{}", std::process::id());
        sqlx::any::install_default_drivers();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut connection = sqlx::AnyConnection::connect(&server).await.unwrap();
            sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.unwrap();
        });
        stores.push(format!("{}/{name}", server.rsplit_once('/').unwrap().0));
    }
    stores
}

#[test]
fn two_processes_on_one_store_are_one_community() {
    let folder = tempfile::tempdir().unwrap();
    let mail = folder.path().join("mail");
    for store in stores(folder.path()) {
        let start = || {
            let mail = mail.to_str().unwrap();
            Server::start(&[], &["--local-accounts", "--store", &store, "--mail-folder", mail])
        };
        let (one, two) = (start(), start());
        let cookie = join(&one, &mail, "ada");
        let page = "/people/xiaoyao-liang";
        let followers = |server: &Server| {
            let answer = ask(server, "GET", page, "", &[]);
            let (before, _) = answer.split_once(" follower")?;
            Some(before.rsplit(|letter: char| !letter.is_ascii_digit()).next()?.to_owned())
        };
        let follow = [("node", "person:xiaoyao-liang"), ("follow", "yes"), ("next", page)];
        let done = ask(&two, "POST", "/follow", &cookie, &follow);
        assert!(done.starts_with("HTTP/1.1 303"), "{done}");
        until("one shows what two was told", || followers(&one).as_deref() == Some("1"));
        // One that is killed takes nothing along.
        drop(two);
        assert!(ask(&one, "GET", "/account", &cookie, &[]).contains("ada@example.org"));
        let three = start();
        until("three knows", || followers(&three).as_deref() == Some("1"));
        let ended = ask(&three, "POST", "/sign-out", &cookie, &[]);
        assert!(ended.starts_with("HTTP/1.1 303"), "{ended}");
        assert!(ask(&one, "GET", "/account", &cookie, &[]).starts_with("HTTP/1.1 303"));
        fs::remove_dir_all(&mail).unwrap();
    }
}
