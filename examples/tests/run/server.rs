//! The example that serves: started on a free port, asked, and stopped as Ctrl-C does.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    SERVER, executable,
    promise::{Promise, promises},
};

/// Where the documentation has it serve.
const DOCUMENTED: &str = "127.0.0.1:3000";

/// What takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn it_answers_what_it_promises_and_stops_when_told() -> Result<()> {
    let promises = promises(SERVER)?;
    let [start, questions @ ..] = &promises[..] else { bail!("{SERVER} promises nothing") };
    let mut server = Server::start()?;
    assert_eq!(server.greeting.replace(&server.address, DOCUMENTED), start.output);
    ensure!(!questions.is_empty(), "{SERVER} promises no answers");
    for Promise { command, output } in questions {
        let path = command.strip_prefix(&format!("curl http://{DOCUMENTED}")).with_context(|| command.clone())?;
        assert_eq!(server.ask(path)?, output.trim_end(), "{path}");
    }
    assert_eq!(server.stop()?, "stopped\n");
    Ok(())
}

/// A server that does not outlive its test.
struct Server {
    process: Child,
    output: BufReader<ChildStdout>,
    /// The line that it prints first.
    greeting: String,
    address: String,
}

impl Server {
    fn start() -> Result<Self> {
        let mut process = Command::new(executable(SERVER)?).arg("127.0.0.1:0").stdout(Stdio::piped()).spawn()?;
        let output = BufReader::new(process.stdout.take().context("its output is piped")?);
        let mut server = Self { process, output, greeting: String::new(), address: String::new() };
        server.output.read_line(&mut server.greeting)?;
        let address = server.greeting.split(' ').find_map(|word| word.strip_prefix("http://"));
        server.address = address.with_context(|| format!("no address in `{}`", server.greeting))?.to_owned();
        Ok(server)
    }

    /// The body of its answer. HTTP/1.0 spares us chunks and connections that stay open.
    fn ask(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", self.address)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (_, body) = answer.split_once("\r\n\r\n").with_context(|| format!("not HTTP: `{answer}`"))?;
        Ok(body.trim_end().to_owned())
    }

    /// Tells it to stop, sees that it does so with success, and returns what it says last.
    fn stop(&mut self) -> Result<String> {
        let interrupt = format!("kill -INT {}", self.process.id());
        ensure!(Command::new("sh").args(["-c", &interrupt]).status()?.success(), "`{interrupt}` fails");
        let told = Instant::now();
        let status = loop {
            match self.process.try_wait()? {
                Some(status) => break status,
                None if told.elapsed() > PATIENCE => bail!("it does not stop"),
                None => thread::sleep(Duration::from_millis(5)),
            }
        };
        ensure!(status.success(), "it stops with {status}");
        let mut last = String::new();
        self.output.read_to_string(&mut last)?;
        Ok(last)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Fails where it has stopped already.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
