//! A preview that runs for one test, and connections to it. Nothing here waits for ever.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::client::IntoClientRequest;
use tungstenite::{Message, WebSocket};

use crate::workbench::{Ran, griffel};

/// Whatever is waited for comes within this time, also on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a tab listens before it looks whether it has listened long enough.
const LISTEN: Duration = Duration::from_millis(100);

/// Waits until something is so, looking again and again.
#[track_caller]
pub fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        thread::sleep(LISTEN);
    }
}

/// Runs `griffel bekijk` where it ends by itself; one that serves instead is ended, and fails the test.
#[track_caller]
pub fn ends(folder: &Path, arguments: &[&str]) -> Ran {
    let mut child = griffel(folder)
        .arg("bekijk")
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("griffel starts");
    let start = Instant::now();
    while child.try_wait().expect("its status").is_none() {
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("it goes on: {:?}", child.wait_with_output());
        }
        thread::sleep(LISTEN / 10);
    }
    child.wait_with_output().expect("its output").into()
}

/// A running preview; it is ended with the test.
pub struct Preview {
    child: Child,
    pub port: u16,
    pub key: String,
}

impl Preview {
    /// Starts the preview of a work folder.
    pub fn of(folder: &Path) -> Self {
        Self::with(folder, &[])
    }

    /// Starts it with more arguments.
    pub fn with(folder: &Path, arguments: &[&str]) -> Self {
        Self::start(griffel(folder), arguments)
    }

    /// Starts it with a command that runs the program in a work folder.
    pub fn start(mut program: Command, arguments: &[&str]) -> Self {
        let mut child = program
            .args(["bekijk", "--map", "."])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("griffel starts");
        let stdout = child.stdout.take().expect("standard output");
        let (sender, address) = mpsc::channel();
        thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            let mut line = String::new();
            let _ = stdout.read_line(&mut line);
            // The test may have given up.
            let _ = sender.send(line);
            // What it says later has somewhere to go.
            let _ = std::io::copy(&mut stdout, &mut std::io::sink());
        });
        let line = address.recv_timeout(PATIENCE);
        if line.is_err() {
            let _ = child.kill();
        }
        let line = line.expect("an address in time");
        let address = line.split("http://127.0.0.1:").nth(1).unwrap_or_else(|| panic!("no address: {line}"));
        let (port, key) = address.trim().split_once("/#sleutel=").expect("a key");
        Self { child, port: port.parse().expect("a port"), key: key.to_owned() }
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// A request as the page would make it.
    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let host = format!("127.0.0.1:{}", self.port);
        let bearer = format!("Bearer {}", self.key);
        let mut all = vec![("Host", host.as_str()), ("Authorization", bearer.as_str())];
        all.extend_from_slice(headers);
        self.raw(method, path, &all, body)
    }

    /// A request with these headers and no others.
    pub fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connects");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        stream.set_write_timeout(Some(PATIENCE)).expect("set");
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        // A server that refuses a large body may close before all of it was sent.
        match stream.write_all(format!("{request}\r\n{body}").as_bytes()) {
            Err(error) if matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset) => {}
            written => written.expect("written"),
        }
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::parse(&bytes)
    }

    /// A connection as the page has one.
    pub fn connect(&self) -> Tab {
        self.try_connect(&format!("http://127.0.0.1:{}", self.port), &self.key).expect("connects")
    }

    /// A connection from a page of `origin` with some key.
    pub fn try_connect(&self, origin: &str, key: &str) -> Result<Tab, tungstenite::Error> {
        let mut request = format!("ws://127.0.0.1:{}/api/live", self.port).into_client_request()?;
        let headers = request.headers_mut();
        headers.insert("Origin", origin.parse().expect("a header"));
        headers.insert("Sec-WebSocket-Protocol", format!("griffel, sleutel.{key}").parse().expect("a header"));
        let stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        match tungstenite::client(request, stream) {
            Ok((socket, _)) => {
                socket.get_ref().set_read_timeout(Some(LISTEN))?;
                Ok(Tab { socket })
            }
            Err(tungstenite::HandshakeError::Failure(error)) => Err(error),
            Err(tungstenite::HandshakeError::Interrupted(_)) => panic!("the server does not answer"),
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended in the test.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer of the server.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        Self { status, head, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A connection of one browser tab.
pub struct Tab {
    socket: WebSocket<TcpStream>,
}

impl Tab {
    /// Says something.
    pub fn say(&mut self, message: &Value) {
        self.socket.send(Message::text(message.to_string())).expect("sent");
    }

    /// Shows a document; gives it in full.
    pub fn open(&mut self, document: &str) -> Value {
        self.say(&json!({"type": "open", "document": document}));
        self.until(|message| {
            message["type"] == "document" && message["document"] == document && message["full"] == true
        })
    }

    /// The next message of which `wanted` is true.
    #[track_caller]
    pub fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        let start = Instant::now();
        let mut heard = Vec::new();
        while start.elapsed() < PATIENCE {
            if let Some(message) = self.next() {
                if wanted(&message) {
                    return message;
                }
                heard.push(message.to_string().chars().take(300).collect::<String>());
            }
        }
        panic!("what was waited for did not come; but: {heard:#?}");
    }

    /// The next message, if one comes soon.
    pub fn next(&mut self) -> Option<Value> {
        match self.socket.read() {
            Ok(Message::Text(text)) => Some(serde_json::from_str(&text).expect("JSON")),
            Ok(_) => None,
            Err(tungstenite::Error::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock => None,
            Err(error) => panic!("the connection is gone: {error}"),
        }
    }

    /// What comes until nothing more comes.
    #[track_caller]
    pub fn rest(&mut self) -> Vec<Value> {
        let start = Instant::now();
        let mut heard = Vec::new();
        while let Some(message) = self.next() {
            assert!(start.elapsed() < PATIENCE, "it does not stop: {message}");
            heard.push(message);
        }
        heard
    }

    /// The next version of a document.
    #[track_caller]
    pub fn document(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        self.until(|message| message["type"] == "document" && wanted(message))
    }
}

/// All text in the layers of a document message.
pub fn words(document: &Value) -> String {
    let layers = document["layers"].as_object().expect("layers");
    let runs = layers.values().flat_map(|layer| layer["runs"].as_array().expect("runs"));
    runs.map(|run| run[0].as_str().expect("text").replace('\u{a0}', " ")).collect::<Vec<_>>().join("")
}
