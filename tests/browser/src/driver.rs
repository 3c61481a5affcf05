//! Starts chromedriver or geckodriver on a free port of loopback; it ends with the value.

use anyhow::{Context, Result, bail};
use std::{env, net::TcpListener, path::PathBuf, process::Stdio, time::Duration};
use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::{Instant, sleep},
};

/// How long a driver may take until it answers.
const START: Duration = Duration::from_secs(20);

/// A running driver.
pub struct Driver {
    _process: Child,
    /// Where it listens.
    pub url: String,
}

/// Starts a driver by its command's name.
pub async fn start(name: &str, args: &[&str]) -> Result<Driver> {
    let port = free_port()?;
    let process = Command::new(name)
        .arg(format!("--port={port}"))
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{name} does not start; is it installed?"))?;
    let deadline = Instant::now() + START;
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        if deadline < Instant::now() {
            bail!("{name} does not answer on port {port}");
        }
        sleep(Duration::from_millis(50)).await;
    }
    Ok(Driver { _process: process, url: format!("http://127.0.0.1:{port}") })
}

/// A port that was free a moment ago: drivers do not tell which one they took.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0").context("no port on loopback")?.local_addr()?.port())
}

/// The first of the commands that the machine has.
pub fn installed(names: &[&str]) -> Result<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |it| it.join(name)))
        .find(|it| it.is_file())
        .with_context(|| format!("none of {} is installed", names.join(", ")))
}
