//! The server: it listens until the user stops it, and starts what works beside it.

use std::io;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{Semaphore, mpsc, oneshot};

use crate::diagnostic::{Code, Finding, Place};
use crate::load;
use crate::preview::fingerprint::fingerprint;
use crate::preview::home::Home;
use crate::preview::message::About;
use crate::project::{Files, Inventory, WorkFolder};

use super::guard::Guard;
use super::hub::{Hub, Now, Today};
use super::random::random_hex;
use super::rejoin::Rejoin;
use super::together::{self, Together};
use super::versions::Versions;
use super::visitors::{Stay, Visitor, Visitors};
use super::watch::{self, Watch};
use super::writer::Writer;
use super::{routes, supervisor};

/// A folder gets one of this many ports of its own, from the first.
const PORTS: (u16, u16) = (21_000, 6_000);

/// So many ports are tried when the folder's own is taken.
const TRIES: u16 = 20;

/// A request has this long to come.
const HEADER_TIMEOUT: Duration = Duration::from_secs(5);

/// Who has not shown the key is connected for so long, whatever they send or take.
const STRANGER_TIMEOUT: Duration = Duration::from_secs(15);

/// So many connections are open at the same time.
const MOST_CONNECTIONS: usize = 400;

/// So many bytes of a request or an answer wait in memory for each connection.
const MOST_BUFFERED: usize = 64 * 1024;

/// So many bytes of an answer the system keeps for each connection.
const SEND_BUFFER: u32 = 128 * 1024;

/// So many connections may wait until they are taken; one more is tried again by its system only after a second.
const MOST_WAITING: u32 = 4096;

/// A preview that ends with its last window waits so long for another: a page that is loaded anew, a computer that sleeps.
const CLOSED_FOR: Duration = Duration::from_secs(300);

/// How the preview is started.
#[derive(Debug, Clone)]
pub struct PreviewOptions {
    /// The work folder.
    pub folder: WorkFolder,
    /// The port; none: one that belongs to the folder.
    pub port: Option<u16>,
    /// The document to begin with, `<period>/<name>`.
    pub document: Option<String>,
    /// Which day it is.
    pub today: Today,
    /// What the clock of this computer says, for versions that are kept and for what people say; none while it cannot be right.
    pub now: Now,
    /// Whether it ends when its last window has been closed for a while.
    pub until_closed: bool,
}

/// Serves the preview until the user stops it. `ready` is told the address, which holds the key.
///
/// # Errors
/// No port is free, or the system refuses what a server needs; the finding says so.
pub fn serve(options: &PreviewOptions, ready: impl FnOnce(&str)) -> Result<(), Box<Finding>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| cannot_serve(&error))?;
    let served = runtime.block_on(serve_until_stopped(options, ready)).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => port_in_use(options.port.unwrap_or_default()),
        _ => cannot_serve(&error),
    });
    // Threads that still wait for the file system are not waited for.
    runtime.shutdown_background();
    served
}

async fn serve_until_stopped(options: &PreviewOptions, ready: impl FnOnce(&str)) -> io::Result<()> {
    let folder = &options.folder;
    let root = folder.root().canonicalize()?;
    let listener = listen(options.port, &root)?;
    let port = listener.local_addr()?.port();
    let key = random_hex(32)?;
    let name = fingerprint(root.to_string_lossy().as_bytes());
    let secret = Home::secret_of_user(&name).map_or_else(|| random_hex(32), Ok)?;
    let (tasks, waiting) = mpsc::unbounded_channel();
    let (folders, folders_read) = mpsc::unbounded_channel();
    let hub = Arc::new(Hub::new(tasks.clone(), options.today));
    let told = hub.clone();
    let writer = Writer::new(folder.clone());
    let versions = Versions::start(writer.clone(), options.now, move |why| told.not_kept(&why));
    let (beside, changed) = mpsc::unbounded_channel();
    tokio::spawn(watch::tell(Watch::new(&root), folders_read, tasks, (versions.clone(), beside)));
    let supervised = tokio::spawn(supervisor::supervise(folder.clone(), hub.clone(), waiting, folders));
    let about = About {
        run: random_hex(8)?,
        secret: secret.clone(),
        folder: name,
        folder_name: root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        organisation: organisation(folder),
        version: env!("CARGO_PKG_VERSION"),
    };
    let watched = hub.clone();
    let rejoin = Rejoin { port, secret, key: key.clone(), challenge: random_hex(16)? };
    let mark = together::secret_of_user().map_or_else(|| random_hex(32), Ok)?;
    let together = Arc::new(Together::new(writer, hub.clone(), options.now, &mark));
    tokio::spawn(together.clone().follow(changed));
    let app = routes::router(about, versions.clone(), hub, together.clone(), Guard::new(port, &key), rejoin);
    let document = options.document.as_ref().map(|document| format!("&document={document}")).unwrap_or_default();
    ready(&format!("http://127.0.0.1:{port}/#sleutel={key}{document}"));
    tokio::select! {
        () = answer(listener, app) => {}
        () = stopped() => {}
        _ = supervised => {}
        () = closed(&watched), if options.until_closed => {}
    }
    versions.finish();
    together.leave();
    Ok(())
}

/// Ends when no window has been open for a while.
async fn closed(hub: &Hub) {
    let mut last_open = Instant::now();
    while last_open.elapsed() < CLOSED_FOR {
        tokio::time::sleep(CLOSED_FOR / 60).await;
        if hub.has_tabs() {
            last_open = Instant::now();
        }
    }
}

/// Answers every connection. Who does not say what they want is sent away, and so is who has no key when places are
/// short, so that nobody can keep others out by waiting.
pub(in crate::preview) async fn answer(listener: TcpListener, app: Router) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let visitors = Arc::new(Visitors::default());
    loop {
        if places.available_permits() == 0 {
            visitors.make_room();
        }
        let Ok(place) = places.clone().acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // No more files can be opened; others close soon.
            tokio::time::sleep(HEADER_TIMEOUT / 100).await;
            continue;
        };
        // Small messages go at once.
        let _ = stream.set_nodelay(true);
        let (visitor, stays) = visitors.enter();
        let app = app.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = converse(stream, app, visitor.clone()) => {}
                () = must_go(stays) => {}
            }
            visitor.leave();
            drop(place);
        });
    }
}

async fn converse(stream: TcpStream, app: Router, visitor: Visitor) {
    let service = TowerToHyperService::new(app.layer(Extension(visitor)));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT).max_buf_size(MOST_BUFFERED);
    // A browser that goes away in the middle of an answer is none of our errors.
    let _ = server.serve_connection(TokioIo::new(stream), service).with_upgrades().await;
}

/// Ends when a visitor has been a stranger for too long, or makes room for another.
async fn must_go(stays: oneshot::Receiver<Stay>) {
    if let Ok(Ok(Stay)) = tokio::time::timeout(STRANGER_TIMEOUT, stays).await {
        std::future::pending().await
    }
}

fn listen(port: Option<u16>, root: &Path) -> io::Result<TcpListener> {
    if let Some(port) = port {
        return bind(port);
    }
    let own = own_port(root);
    (own..own + TRIES).find_map(|port| bind(port).ok()).map_or_else(|| bind(0), Ok)
}

/// Only this computer can come here.
pub(in crate::preview) fn bind(port: u16) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    // After a restart the port is free at once. On Windows this would let others take it.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    // Who does not read what they ask for is not given more of it to keep.
    socket.set_send_buffer_size(SEND_BUFFER)?;
    socket.bind((Ipv4Addr::LOCALHOST, port).into())?;
    socket.listen(MOST_WAITING)
}

/// A folder has the same port every time: what a browser keeps for a page, it keeps by its port.
fn own_port(root: &Path) -> u16 {
    let digits = fingerprint(root.to_string_lossy().as_bytes());
    let number = u16::from_str_radix(&digits[..4], 16).unwrap_or_default();
    PORTS.0 + number % PORTS.1
}

fn organisation(folder: &WorkFolder) -> String {
    let inventory = Inventory::default();
    let data = load::dataset(&Files::new(folder.clone()), &inventory).without_findings();
    data.organisation().to_owned()
}

/// The user stops the program with Ctrl+C, or the system does.
pub(in crate::preview) async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

fn port_in_use(port: u16) -> Box<Finding> {
    Box::new(
        Finding::new(Code::CannotServe, Place::file("--poort"), format!("Poort {port} is al in gebruik."))
            .hint("Misschien staat de preview al open in een ander venster.")
            .hint("Kies een andere poort, of laat --poort weg."),
    )
}

pub(in crate::preview) fn cannot_serve(error: &io::Error) -> Box<Finding> {
    Box::new(
        Finding::new(Code::CannotServe, Place::file("griffel bekijk"), "De preview kan niet worden gestart.")
            .hint(format!("Technische melding: {error}")),
    )
}
