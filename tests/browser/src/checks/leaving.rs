//! Leaving the reader before it is there, while its empty paper lies over the page and the core has not yet answered: by Escape, and by
//! asking for it once more.
//!
//! The background is kept busy meanwhile with questions of the same kind, as a slow machine would. Not here: leaving an open reader (`reader`).

use super::{Problems, page::check_closed};
use crate::{
    probe::{PATIENCE, PAUSE, html, look, until},
    session::{Browser, Session},
};
use anyhow::{Result, bail};
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use tokio::time::{Instant, sleep};

/// Where the focus is before the reader is asked for, and how often the page hears a key from then on.
const BEGIN: &str = "document.querySelector('a[href]').focus();
 window.heard = 0;
 for (const type of ['keydown', 'keypress']) document.addEventListener(type, () => (window.heard += 1));
 return null";

/// What an empty paper is told by.
const PAPER: &str = "return Boolean(document.querySelector('lede-reader') && !document.querySelector('lede-reader > article'))";

/// What the page may show once the paper is left: a layer, keys heard, the focus elsewhere.
const TRACES: &str = "return [document.querySelectorAll('lede-reader, lede-notice, lede-veil').length, window.heard, document.activeElement === document.querySelector('a[href]')]";

/// Has the background read the page for some two seconds, and meanwhile the page open its reader.
const JAM: &str = "const id = await desk.tab(URL);
 const eyes = () => { const { numbers, text } = ledePage.snapshot(document, 'full'); return { numbers: [...numbers], text }; };
 const [{ result }] = await chrome.scripting.executeScript({ target: { tabId: id }, func: eyes });
 const read = () => chrome.runtime.sendMessage({ type: 'read', ...result });
 await read();
 const begun = performance.now();
 await read();
 const count = Math.min(400, Math.ceil(2000 / (performance.now() - begun)));
 window.jam = Promise.all(Array.from({ length: count }, read));
 const toggle = () => void chrome.tabs.sendMessage(id, { type: 'toggle-reader' }, { frameId: 0 });
 AGAIN
 toggle();
 return count";

/// Asks for the reader once more while its paper lies there.
const TOGGLE: &str = "setTimeout(toggle, 400);";

/// The same in Firefox, where all pages of an extension share the thread that is busy: the page's own script is told at once.
const TURN_BACK: &str = "void chrome.scripting.executeScript({ target: { tabId: id }, func: () => void setTimeout(() => ledeOpening.turnBack(), 400) });";

/// Waits until the background has answered everything.
const CLEAR: &str = "await window.jam; await chrome.runtime.sendMessage({ type: 'check-settings', settings: {} }); return null";

/// Checks it on the newspaper.
pub async fn check(session: &Session, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    session.console.take();
    session.open(url).await?;
    look(session, "settled", json!([])).await?;
    let before = html(session).await?;
    // The first time the reader's scripts are sent for, which a busy background would not answer.
    toggle(session, url, &before, &mut problems).await?;
    run(session, BEGIN).await?;
    jam(session, url, "").await?;
    session.driver.action_chain().send_keys(Key::Escape).perform().await?;
    let left = run(session, TRACES).await?;
    if left != json!([0, 0, true]) {
        problems.push(format!("Escape over the empty paper leaves layers, keys and focus as {left}"));
    }
    check_late(session, "Escape", &mut problems).await?;
    check_closed(session, &before, &mut problems).await?;
    let again = if session.browser == Browser::Firefox { TURN_BACK } else { TOGGLE };
    jam(session, url, again).await?;
    check_late(session, "asking again", &mut problems).await?;
    check_closed(session, &before, &mut problems).await?;
    toggle(session, url, &before, &mut problems).await?;
    problems.extend(session.console.take().into_iter().map(|it| format!("the console says: {it}")));
    Ok(problems)
}

/// Has the reader asked for while the background is busy, and waits for its paper; `again` asks once more.
async fn jam(session: &Session, url: &str, again: &str) -> Result<()> {
    session.desk(&JAM.replace("URL", &json!(url).to_string()).replace("AGAIN", again)).await?;
    let deadline = Instant::now() + PATIENCE;
    while run(session, PAPER).await? != json!(true) {
        if deadline < Instant::now() {
            bail!("no empty paper lies over the page");
        }
    }
    Ok(())
}

/// Waits for the core's answer, which must not open what was left by `how`.
async fn check_late(session: &Session, how: &str, problems: &mut Problems) -> Result<()> {
    session.desk(CLEAR).await?;
    for _ in 0..10 {
        sleep(PAUSE).await;
        let late = run(session, TRACES).await?;
        if late.get(0) != Some(&json!(0)) {
            problems.push(format!("a late answer opens the reader that was left by {how}"));
            break;
        }
    }
    Ok(())
}

/// Opens the reader and closes it again.
async fn toggle(session: &Session, url: &str, before: &str, problems: &mut Problems) -> Result<()> {
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    until(session, "reader", json!([]), Value::is_string).await?;
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    check_closed(session, before, problems).await
}

async fn run(session: &Session, script: &str) -> Result<Value> {
    Ok(session.driver.execute(script, vec![]).await?.json().clone())
}
