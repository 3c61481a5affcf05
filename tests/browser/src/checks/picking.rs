//! *Pick the article*: pointed at with the mouse and with keys alone, remembered for the site, forgotten again. Each ends with the
//! page as it was, to the byte.
//!
//! Not here: pointing at something to hide (`ledger`), and how a block is found again on another page (`src/page/mark`).

use super::{Problems, page::check_closed};
use crate::{
    probe::{PATIENCE, PAUSE, html, look, until},
    session::Session,
};
use anyhow::{Result, bail};
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use tokio::time::{Instant, sleep};

/// A block of the newspaper with words of its own, which is not the article.
const CHOSEN: &str = ".comment-list";
/// Words of it, and words of the article that Lede finds by itself.
const WORDS: &str = "dilys marchbanks";
const OTHERS: &str = "retired bus driver";

/// Brings the block to the middle of the window, where the picker begins; the place of one of its words.
const CENTRE: &str = "const it = document.querySelector(`${arguments[0]} p`);
 it.scrollIntoView({ block: 'center', behavior: 'instant' });
 const { left, top, height } = it.getBoundingClientRect();
 return [Math.round(left + 12), Math.round(top + height / 2)];";

/// The block that is kept for the newspaper's site.
const KEPT: &str = "const { settings } = await chrome.storage.local.get('settings');
 return Object.values(settings?.sites ?? {}).map((it) => it.article).find(Boolean) ?? null";

/// Entries of the reader's menu, by the Tab key from its beginning.
const PICK_ENTRY: usize = 9;
const FORGET_ENTRY: usize = 10;

/// Checks both ways on the newspaper.
pub async fn check(session: &Session, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    session.console.take();
    for is_by_pointer in [true, false] {
        session.open(url).await?;
        let before = html(session).await?;
        let at = run(session, CENTRE, json!(CHOSEN)).await?;
        if is_by_pointer {
            point(session, url, &at).await?;
        } else {
            choose_by_keys(session, url).await?;
        }
        shows(session, WORDS, OTHERS, "right after it was picked", &mut problems).await?;
        kept(session, Value::is_object).await?;
        close(session, url, &before, &mut problems).await?;
        session.open(url).await?;
        session.tell(url, json!({ "type": "toggle-reader" })).await?;
        shows(session, WORDS, OTHERS, "on the next visit", &mut problems).await?;
        press_entry(session, FORGET_ENTRY).await?;
        kept(session, Value::is_null).await?;
        check_closed(session, &before, &mut problems).await?;
        session.tell(url, json!({ "type": "toggle-reader" })).await?;
        shows(session, OTHERS, WORDS, "once the choice is forgotten", &mut problems).await?;
        close(session, url, &before, &mut problems).await?;
    }
    problems.extend(session.console.take().into_iter().map(|it| format!("the console says: {it}")));
    Ok(problems)
}

/// As the popup begins it; from the word under the pointer up to the whole block, then a click would choose the word's own block.
async fn point(session: &Session, url: &str, at: &Value) -> Result<()> {
    let [x, y] = [0, 1].map(|index| at.get(index).and_then(Value::as_i64).unwrap_or_default());
    session.tell(url, json!({ "type": "pick-article" })).await?;
    picker(session, true).await?;
    // The list's own edge: between two of its entries there is nothing else to point at.
    let edge = run(session, "const { left, top } = document.querySelector(arguments[0]).getBoundingClientRect(); return [Math.round(left) + 2, Math.round(top) + 2]", json!(CHOSEN)).await?;
    let [left, top] = [0, 1].map(|index| edge.get(index).and_then(Value::as_i64).unwrap_or_default());
    session.driver.action_chain().move_to(x, y).move_to(left, top.max(1)).click().perform().await?;
    picker(session, false).await
}

/// From the reader's own menu, never touching the mouse.
async fn choose_by_keys(session: &Session, url: &str) -> Result<()> {
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    until(session, "reader", json!([]), Value::is_string).await?;
    press_entry(session, PICK_ENTRY).await?;
    picker(session, true).await?;
    // The picker begins with the paragraph in the middle; its entry and the list are two steps up.
    session
        .driver
        .action_chain()
        .send_keys(Key::Up)
        .send_keys(Key::Up)
        .send_keys(Key::Enter)
        .perform()
        .await?;
    picker(session, false).await
}

async fn picker(session: &Session, is_up: bool) -> Result<()> {
    let fits = |it: &Value| it.as_array().is_some_and(|it| it.is_empty() != is_up);
    until(session, "elements", json!(["lede-picker"]), fits).await.map(|_| ())
}

async fn press_entry(session: &Session, entry: usize) -> Result<()> {
    session.driver.action_chain().send_keys("m").perform().await?;
    for _ in 0..entry {
        session.driver.action_chain().send_keys(Key::Tab).perform().await?;
    }
    Ok(session.driver.action_chain().send_keys(Key::Enter).perform().await?)
}

/// The reader opens with these words and without those.
async fn shows(
    session: &Session,
    words: &str,
    others: &str,
    when: &str,
    problems: &mut Problems,
) -> Result<()> {
    let text = until(session, "reader", json!([]), Value::is_string).await?;
    let has = |it: &str| text.as_str().is_some_and(|text| text.contains(it));
    if !has(words) || has(others) {
        problems.push(format!("{when}, the reader shows {text}"));
    }
    Ok(())
}

async fn close(session: &Session, url: &str, before: &str, problems: &mut Problems) -> Result<()> {
    look(session, "settled", json!([])).await?;
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    check_closed(session, before, problems).await
}

/// Waits until what is kept is as expected.
async fn kept(session: &Session, fits: impl Fn(&Value) -> bool) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let kept = session.desk(KEPT).await?;
        if fits(&kept) {
            return Ok(());
        }
        if deadline < Instant::now() {
            bail!("kept for the site is {kept}");
        }
        sleep(PAUSE).await;
    }
}

async fn run(session: &Session, text: &str, value: Value) -> Result<Value> {
    Ok(session.driver.execute(text, vec![value]).await?.json().clone())
}
