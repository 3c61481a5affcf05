//! What Lede costs a page that never rests: the time of the processor that the main thread of the page's process takes, with and without.
//!
//! Counted by the system, so that what else the machine does is left out; hence Linux only. Not here: any figure of one task or one look.

use super::Summary;
use crate::{server::Server, session::Session, steps};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::{collections::HashMap, fs, process, time::Duration};
use tokio::time::{Instant, sleep};

/// The first second is the page's beginning, for which nothing is promised.
const BEGINNING: Duration = Duration::from_secs(1);
/// So long each load is counted.
const COUNTED: Duration = Duration::from_secs(4);
/// Pairs of loads, with Lede and without.
const ROUNDS: usize = 7;
/// Keeps the page's main thread busy for so many ms: which tells its process from the others.
const SPIN: &str = "const end = performance.now() + 400; while (performance.now() < end); return null";

/// Shares of the main thread, in per cent, over what the page takes itself: the median of the loads after the first second.
pub async fn share(session: &Session, server: &Server) -> Result<Share> {
    let url = server.demo("/ticker.html");
    let mut taken = [Vec::new(), Vec::new()];
    for round in 0..2 * ROUNDS {
        let is_on = round % 2 == 0;
        let settings = json!({ "version": 1, "sites": { "127.0.0.1": { "enabled": is_on, "keep": [], "reader": false } } });
        steps::set(session, &settings).await?;
        session.driver.goto(&url).await?;
        sleep(BEGINNING).await;
        let (before, began) = (main_threads(), Instant::now());
        sleep(COUNTED).await;
        let (after, lasted) = (main_threads(), began.elapsed());
        session.driver.execute(SPIN, vec![]).await?;
        let page = busiest(&after, &main_threads()).context("no process of the browser was busy")?;
        let took = spent(&before, &after, page);
        if let Some(times) = taken.get_mut(round % 2) {
            times.push(100.0 * took.as_secs_f64() / lasted.as_secs_f64());
        }
    }
    steps::set(session, &Value::Null).await?;
    let [with, without] = taken.map(Summary::of);
    Ok(Share { lede: with.median - without.median, with, without })
}

/// What a page's main thread is busy with, in per cent of the time.
pub struct Share {
    /// With Lede less without.
    lede: f64,
    with: Summary,
    without: Summary,
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { lede, with, without } = self;
        write!(
            f,
            "{lede:.1} % of the main thread after the first second: {:.1} % ({:.1} to {:.1}) with Lede, {:.1} % ({:.1} to {:.1}) without",
            with.median, with.least, with.most, without.median, without.least, without.most
        )
    }
}

/// How long the main thread of each process that descends from this one has run.
fn main_threads() -> HashMap<u32, Duration> {
    let listed = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = listed.filter_map(|it| it.file_name().to_str()?.parse().ok());
    let parents: HashMap<u32, u32> = pids.filter_map(|pid| Some((pid, parent(pid)?))).collect();
    let descends = |pid: &u32| {
        let mut line = std::iter::successors(Some(*pid), |it| parents.get(it).copied());
        line.any(|it| it == process::id())
    };
    parents.keys().copied().filter(descends).filter_map(|pid| Some((pid, ran(pid)?))).collect()
}

fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The command's name may hold anything; its last bracket ends it, then come the state and the parent.
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn ran(pid: u32) -> Option<Duration> {
    let times = fs::read_to_string(format!("/proc/{pid}/task/{pid}/schedstat")).ok()?;
    Some(Duration::from_nanos(times.split_whitespace().next()?.parse().ok()?))
}

/// The process whose main thread ran longest in between.
fn busiest(before: &HashMap<u32, Duration>, after: &HashMap<u32, Duration>) -> Option<u32> {
    after.keys().copied().max_by_key(|pid| spent(before, after, *pid))
}

fn spent(before: &HashMap<u32, Duration>, after: &HashMap<u32, Duration>, pid: u32) -> Duration {
    let at = |times: &HashMap<u32, Duration>| times.get(&pid).copied().unwrap_or_default();
    at(after).saturating_sub(at(before))
}
