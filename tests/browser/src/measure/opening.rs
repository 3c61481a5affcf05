//! How long the reader takes to open a page: from the core's answer to the first frame that shows the article, to the whole
//! tree, and the longest stretch in which the page could do nothing else.
//!
//! Not here: how long the core reads (`benches/`).

use super::Summary;
use crate::{
    probe::until,
    server::{self, STRICT},
    session::Session,
};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::Path;
use tokio::time::sleep;

/// Puts the watch into the page in front.
const WATCH: &str = "const tabId = await desk.tab(URL_HERE);
 await chrome.scripting.executeScript({ target: { tabId }, func: (FUNC_HERE) }); return null";

/// What the watch noted.
const NOTED: &str = "const tabId = await desk.tab(URL_HERE);
 const [{ result }] = await chrome.scripting.executeScript({ target: { tabId }, func: () => globalThis.ledeNote }); return result";

/// Prints the medians for a page in a file, as the browser has it without the page's own scripts.
pub async fn print(session: &Session, file: &Path, loads: usize) -> Result<()> {
    let folder = file.parent().context("a file stands in a folder")?;
    let name = file.file_name().context("a file has a name")?.to_string_lossy();
    let server = server::start(folder, &[])?;
    let url = server.demo(&format!("{STRICT}/{name}"));
    let watch = WATCH.replace("FUNC_HERE", include_str!("opening.js"));
    let mut times: [Vec<f64>; 5] = Default::default();
    // The first load also warms the browser.
    for load in 0..=loads {
        session.open(&url).await?;
        // What Lede does by itself is over by then.
        sleep(super::SETTLE).await;
        session.desk(&watch.replace("URL_HERE", &json!(url).to_string())).await?;
        session.tell(&url, json!({ "type": "toggle-reader" })).await?;
        until(session, "reader", json!([]), Value::is_string).await?;
        sleep(super::SETTLE).await;
        let noted = session.desk(&NOTED.replace("URL_HERE", &json!(url).to_string())).await?;
        let found = ["up", "shown", "whole", "task", "all"].map(|it| noted.get(it).and_then(Value::as_f64));
        for (times, time) in times.iter_mut().zip(found).filter(|_| 0 < load) {
            times.push(time.with_context(|| format!("the reader is not there: {noted}"))?);
        }
    }
    let [up, shown, whole, task, all] = times.map(Summary::of);
    println!(
        "{}: {name} from the core's answer to the reader's layer: {up}; to the first frame of the article: {shown} (from the press: {all}); to the whole article: {whole}; longest task: {task}",
        session.browser.name()
    );
    Ok(())
}
