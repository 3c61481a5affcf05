//! Serves the fixture pages under their made-up hosts, and the demo, on loopback.
//!
//! The browsers are told that every `.example` host is this machine. Not here: TLS, ranges, anything but GET.

use crate::case::Case;
use anyhow::{Context, Result, bail};
use std::{
    collections::HashMap,
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::{Component, Path, PathBuf},
    sync::Arc,
    thread,
};

/// Under this folder the demo is served with a policy that forbids every script of the page.
pub const STRICT: &str = "/strict";

/// The policy of what is under [`STRICT`].
const NO_SCRIPTS: &str = "script-src 'none'";

/// A running server; it ends with the process.
pub struct Server {
    port: u16,
    hosts: Vec<String>,
}

/// What is served.
struct Content {
    /// Files of the demo.
    folder: PathBuf,
    /// Fixture pages, each with its policy, by host and path.
    pages: HashMap<(String, String), (PathBuf, Option<String>)>,
}

/// Starts serving.
pub fn start(folder: &Path, cases: &[Case]) -> Result<Server> {
    let mut pages = HashMap::new();
    for case in cases {
        let address = (case.host().to_owned(), case.path());
        if pages.insert(address, (case.file.clone(), case.csp.clone())).is_some() {
            bail!("two cases have the address {}", case.url);
        }
    }
    let content = Arc::new(Content { folder: folder.to_path_buf(), pages });
    let listener = TcpListener::bind("127.0.0.1:0").context("no port on loopback")?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let content = Arc::clone(&content);
            // A browser that goes away in the middle of an answer is no failure of the server.
            thread::spawn(move || answer(&stream, &content).ok());
        }
    });
    let mut hosts: Vec<String> = cases.iter().map(|it| it.host().to_owned()).collect();
    hosts.sort_unstable();
    hosts.dedup();
    Ok(Server { port, hosts })
}

impl Server {
    /// The made-up hosts.
    pub fn hosts(&self) -> &[String] {
        &self.hosts
    }

    /// Where a fixture page is.
    pub fn page(&self, case: &Case) -> String {
        format!("http://{}:{}{}", case.host(), self.port, case.path())
    }

    /// Where a file of the demo is.
    pub fn demo(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

fn answer(stream: &TcpStream, content: &Content) -> Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().context("no request")??;
    let target = request.split(' ').nth(1).context("no target")?;
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
    let body = found.as_ref().and_then(|it| fs::read(&it.0).ok());
    let status = if body.is_some() { "200 OK" } else { "404 Not Found" };
    let (file, policy) = found.unwrap_or_default();
    let body = body.unwrap_or_default();
    let policy = policy.map_or_else(String::new, |it| format!("Content-Security-Policy: {it}\r\n"));
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{policy}Cache-Control: no-store\r\n\
         Connection: close\r\n\r\n",
        media_type(&file),
        body.len()
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)?;
    Ok(())
}

impl Content {
    /// The file for a request, and the policy to send along.
    fn find(&self, host: &str, target: &str) -> Option<(PathBuf, Option<String>)> {
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
        (stays_inside && (host == "127.0.0.1" || host == "localhost")).then_some((file, policy))
    }
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
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
    use std::{collections::HashMap, path::PathBuf};

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let content = Content { folder: PathBuf::from("/www"), pages: HashMap::new() };
        assert!(content.find("127.0.0.1", "/a/../../etc/passwd").is_none());
        assert!(content.find("news.example", "/a.html").is_none());
        let (file, policy) = content.find("127.0.0.1", "/strict/a.html?x").unwrap();
        assert_eq!((file, policy.is_some()), (PathBuf::from("/www/a.html"), true));
    }
}
