//! A real socket: connections, and the end of them.

use std::time::Duration;

use scholargraph_server::{Options, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};

use crate::common::Server;

struct Running {
    connection: TcpStream,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
}

async fn started(options: Options) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let shutdown = async { stopped.await.unwrap_or_default() };
    let serving = tokio::spawn(serve(listener, Server::with(options).state, shutdown));
    Running { connection: TcpStream::connect(address).await.unwrap(), stop, serving }
}

/// Reads until `end` has come.
async fn read_until(connection: &mut TcpStream, end: &str) -> String {
    let mut read = String::new();
    while !read.contains(end) {
        let mut piece = [0; 4096];
        let bytes = connection.read(&mut piece).await.unwrap();
        assert_ne!(bytes, 0, "the connection ended after {read}");
        read.push_str(str::from_utf8(&piece[..bytes]).unwrap());
    }
    read
}

#[tokio::test]
async fn a_shutdown_ends_idle_connections() {
    let mut running = started(Options::default()).await;
    running.connection.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let reply = read_until(&mut running.connection, "ok\n").await;
    assert!(reply.starts_with("HTTP/1.1 200 OK\r\n"), "{reply}");
    running.stop.send(()).unwrap();
    timeout(Duration::from_secs(5), running.serving).await.expect("it stops").unwrap().unwrap();
    assert_eq!(running.connection.read(&mut [0; 1]).await.unwrap(), 0, "the connection is closed");
}

#[tokio::test]
async fn a_shutdown_waits_only_so_long() {
    let options = Options { drain_limit: Duration::from_millis(20), ..Options::default() };
    let mut running = started(options).await;
    running.connection.write_all(b"GET /healthz HTTP/1.1\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(20)).await;
    running.stop.send(()).unwrap();
    timeout(Duration::from_secs(5), running.serving).await.expect("it stops").unwrap().unwrap();
}

#[tokio::test]
async fn clients_that_say_nothing_are_let_go() {
    let options = Options { idle_limit: Duration::from_millis(20), ..Options::default() };
    let mut running = started(options).await;
    running.connection.write_all(b"GET /healthz HTTP/1.1\r\n").await.unwrap();
    let mut rest = Vec::new();
    let closed = running.connection.read_to_end(&mut rest);
    timeout(Duration::from_secs(5), closed).await.expect("the connection is closed").unwrap();
}

#[tokio::test]
async fn connections_wait_for_room() {
    let mut running = started(Options { connections: 1, ..Options::default() }).await;
    running.connection.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    read_until(&mut running.connection, "ok\n").await;
    let mut second = TcpStream::connect(running.connection.peer_addr().unwrap()).await.unwrap();
    second.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let refused = timeout(Duration::from_millis(50), second.read(&mut [0; 1])).await;
    assert!(refused.is_err(), "there is room for one");
    drop(running.connection);
    timeout(Duration::from_secs(5), read_until(&mut second, "ok\n")).await.expect("then for the next");
}
