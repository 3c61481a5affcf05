//! Serves the fixture pages under their made-up hosts, and the demo, on loopback.
//!
//! The browsers are told that every host is this machine. In a live situation's files, `<!--piece NAME-->` stands for
//! `pieces/NAME.html` beside the situations, `{{port}}` for the server's port, and at `<!--pause MS-->` the server waits before
//! it sends the rest. Not here: TLS, ranges, anything but GET.

use crate::case::{self, Case};
use anyhow::{Context, Result, bail};
use std::{
    collections::HashMap,
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

/// Under this folder the demo is served with a policy that forbids every script of the page.
pub const STRICT: &str = "/strict";

/// The policy of what is under [`STRICT`].
const NO_SCRIPTS: &str = "script-src 'none'";

/// A running server; it ends with the process.
pub struct Server {
    port: u16,
    hosts: Vec<String>,
    asked: Arc<Mutex<Vec<String>>>,
}

/// What is served.
struct Content {
    /// Files of the demo.
    folder: PathBuf,
    /// Fixture pages and what belongs to them, by host and path.
    pages: HashMap<(String, String), Page>,
    port: u16,
    /// The targets of all requests, in their order.
    asked: Arc<Mutex<Vec<String>>>,
}

/// A file and how it is sent.
#[derive(Clone, Default)]
struct Page {
    file: PathBuf,
    policy: Option<String>,
    is_live: bool,
}

/// Starts serving.
pub fn start(folder: &Path, cases: &[Case]) -> Result<Server> {
    let mut pages = HashMap::new();
    for case in cases {
        let own = Page { file: case.file.clone(), policy: case.csp.clone(), is_live: case.is_live };
        let beside = |file: &String| case.file.with_file_name(file);
        let others = case.served.iter().map(|(url, file)| {
            (case::parts(url), Page { file: beside(file), is_live: true, ..Page::default() })
        });
        let whole = case.path();
        let staged = stage(case);
        let places = [((case.host(), whole.as_str()), own.clone()), (("127.0.0.1", staged.as_str()), own)];
        for ((host, path), page) in others.chain(places) {
            if pages.insert((host.to_owned(), path.to_owned()), page).is_some() {
                bail!("two files have the address {host}{path}");
            }
        }
    }
    let mut hosts: Vec<String> = pages.keys().map(|it| it.0.clone()).collect();
    hosts.sort_unstable();
    hosts.dedup();
    let listener = TcpListener::bind("127.0.0.1:0").context("no port on loopback")?;
    let port = listener.local_addr()?.port();
    let asked = Arc::default();
    let content = Arc::new(Content { folder: folder.to_path_buf(), pages, port, asked: Arc::clone(&asked) });
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let content = Arc::clone(&content);
            // A browser that goes away in the middle of an answer is no failure of the server.
            thread::spawn(move || answer(&stream, &content).ok());
        }
    });
    Ok(Server { port, hosts, asked })
}

impl Server {
    /// The made-up hosts.
    pub fn hosts(&self) -> &[String] {
        &self.hosts
    }

    /// The targets that begin so and were asked for since the last look, in their order.
    pub fn take_asked(&self, start: &str) -> Vec<String> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.drain(..).filter(|it| it.starts_with(start)).collect()
    }

    /// Where a fixture page is.
    pub fn page(&self, case: &Case) -> String {
        format!("http://{}:{}{}", case.host(), self.port, case.path())
    }

    /// Where a fixture page is beside the demo's files, for what stands on its stage.
    pub fn staged(&self, case: &Case) -> String {
        self.demo(&stage(case))
    }

    /// Where a file of the demo is.
    pub fn demo(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

fn stage(case: &Case) -> String {
    format!("/fixtures/{}", case.name)
}

fn answer(stream: &TcpStream, content: &Content) -> Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().context("no request")??;
    let target = request.split(' ').nth(1).context("no target")?;
    content.asked.lock().unwrap_or_else(PoisonError::into_inner).push(target.to_owned());
    let mut host = String::new();
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((_, value)) = line.split_once(':').filter(|it| it.0.eq_ignore_ascii_case("host")) {
            value.trim().split(':').next().unwrap_or_default().clone_into(&mut host);
        }
    }
    let found = content.find(&host, target);
    let body = found.as_ref().and_then(|it| content.body(it).ok());
    let status = if body.is_some() { "200 OK" } else { "404 Not Found" };
    let Page { file, policy, .. } = found.unwrap_or_default();
    let policy = policy.map_or_else(String::new, |it| format!("Content-Security-Policy: {it}\r\n"));
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\n{policy}Cache-Control: no-store\r\nConnection: close\r\n\r\n",
        media_type(&file)
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes())?;
    for (pause, part) in body.unwrap_or_default() {
        stream.flush()?;
        thread::sleep(pause);
        stream.write_all(&part)?;
    }
    Ok(())
}

/// A part of a body, and the time to wait before it is sent.
type Part = (Duration, Vec<u8>);

impl Content {
    /// What is sent of a file, in parts.
    fn body(&self, page: &Page) -> Result<Vec<Part>> {
        let bytes = fs::read(&page.file)?;
        if !page.is_live {
            return Ok(vec![(Duration::ZERO, bytes)]);
        }
        let mut text = String::from_utf8(bytes)?.replace("{{port}}", &self.port.to_string());
        while let Some((before, rest)) = text.split_once("<!--piece ") {
            let (name, after) = rest.split_once("-->").context("a piece has no end")?;
            let pieces =
                page.file.parent().and_then(Path::parent).context("no folder of pieces")?.join("pieces");
            text = format!(
                "{before}{}{after}",
                fs::read_to_string(pieces.join(format!("{name}.html")))?.trim_end()
            );
        }
        let mut parts = text.split("<!--pause ");
        let first = (Duration::ZERO, parts.next().unwrap_or_default().as_bytes().to_vec());
        let later = parts.map(|it| {
            let (ms, part) = it.split_once("-->").context("a pause has no end")?;
            Ok((Duration::from_millis(ms.parse()?), part.as_bytes().to_vec()))
        });
        std::iter::once(Ok(first)).chain(later).collect()
    }

    /// The file for a request, and how it is sent.
    fn find(&self, host: &str, target: &str) -> Option<Page> {
        if let Some(page) = self.pages.get(&(host.to_owned(), target.to_owned())) {
            return Some(page.clone());
        }
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let (path, policy) = match path.strip_prefix(STRICT) {
            Some(rest) => (rest, Some(NO_SCRIPTS.to_owned())),
            None => (path, None),
        };
        let path = Path::new(path.trim_start_matches('/'));
        let stays_inside = path.components().all(|it| matches!(it, Component::Normal(_)));
        let mut file = self.folder.join(path);
        if file.is_dir() {
            file = file.join("index.html");
        }
        let is_demo = stays_inside && (host == "127.0.0.1" || host == "localhost");
        is_demo.then_some(Page { file, policy, is_live: false })
    }
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "xhtml" => "application/xhtml+xml; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::Content;
    use std::{collections::HashMap, path::PathBuf, sync::Arc};

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let content =
            Content { folder: PathBuf::from("/www"), pages: HashMap::new(), port: 0, asked: Arc::default() };
        assert!(content.find("127.0.0.1", "/a/../../etc/passwd").is_none());
        assert!(content.find("news.example", "/a.html").is_none());
        let page = content.find("127.0.0.1", "/strict/a.html?x").unwrap();
        assert_eq!((page.file, page.policy.is_some()), (PathBuf::from("/www/a.html"), true));
    }
}
