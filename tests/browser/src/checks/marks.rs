//! Highlights in the installed extension: made by key, painted, kept, found again in a changed text, deleted; the page never has a trace.

use super::{Problems, page::check_closed};
use crate::{
    probe::{html, look, until},
    session::Session,
};
use anyhow::Result;
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::prelude::*;
use tokio::time::sleep;

/// Selects some words of the reader's longest paragraph; the words.
const SELECT: &str = "const it = [...document.querySelectorAll('lede-reader [data-lede=body] > p')].sort((a, b) => b.textContent.length - a.textContent.length)[0];
 const node = [...it.childNodes].filter((it) => it.nodeType === 3).sort((a, b) => b.length - a.length)[0];
 const range = document.createRange();
 range.setStart(node, 5); range.setEnd(node, Math.min(node.length - 1, 75));
 getSelection().removeAllRanges(); getSelection().addRange(range);
 return String(range);";

/// Words that are painted as highlights.
const PAINTED: &str = "return ['yellow', 'green', 'blue', 'pink'].flatMap((it) => [...(CSS.highlights.get(`lede-${it}`) ?? [])].map(String)).join('|')";

/// Changes a word inside the highlighted words, and puts a sentence before them, in the page itself.
const CHANGE: &str = "const words = arguments[0];
 const it = [...document.querySelectorAll('p')].find((it) => it.textContent.includes(words));
 const node = [...it.childNodes].find((it) => it.nodeType === 3 && it.data.includes(words));
 const middle = words.indexOf(' ', 30) + 1;
 node.data = 'A sentence came in. ' + node.data.replace(words, words.slice(0, middle) + 'quite ' + words.slice(middle));";

/// What the extension keeps of highlights.
const KEPT: &str = "return Object.entries(await chrome.storage.local.get(null)).filter(([it]) => it.startsWith('highlights:')).flatMap(([, it]) => it.list)";

/// How many pages the options list at first, after deleting one, after taking that back, after deleting all, and after taking that back.
const LISTED: &str = "const count = () => document.querySelectorAll('#highlighted li').length;
 const seen = async (wanted) => {
     for (let at = 0; at < 40 && count() !== wanted; at += 1) await new Promise((done) => setTimeout(done, 50));
     return count();
 };
 const found = [await seen(1)];
 for (const press of ['#highlighted button', '#delete-highlights']) {
     document.querySelector(press).click();
     found.push(await seen(0));
     document.querySelector('#undo-highlights').click();
     found.push(await seen(1));
 }
 return found";

/// Checks highlights on the newspaper.
pub async fn check(session: &Session, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    session.console.take();
    session.open(url).await?;
    let before = html(session).await?;
    open(session, url).await?;
    let words = select(session).await?;
    press(session, "h").await?;
    if painted(session, &words).await?.is_err() {
        problems.push(format!("not painted: {words}"));
    }
    let kept = session.desk(KEPT).await?;
    if kept.pointer("/0/quote").and_then(Value::as_str) != Some(words.trim()) {
        problems.push(format!("not kept: {words:?}: {kept}"));
    }
    let listed = session.desk(LISTED).await?;
    if listed != json!([1, 0, 1, 0, 1]) {
        problems.push(format!("the options list, delete and take back {listed} pages with highlights"));
    }
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    check_closed(session, &before, &mut problems).await?;
    if run(session, PAINTED, json!(null)).await? != "" {
        problems.push("the closed reader leaves highlights painted".to_owned());
    }
    session.open(url).await?;
    run(session, CHANGE, json!(words)).await?;
    open(session, url).await?;
    let last = words.split_whitespace().next_back().unwrap_or_default();
    if let Err(seen) = painted(session, "quite").await? {
        problems.push(format!("not found again in the changed text: {seen}"));
    } else if let Err(seen) = painted(session, last).await? {
        problems.push(format!("found again in part: {seen}"));
    }
    // The list: its first button goes to the words, the second edits, the third deletes.
    press(session, "h").await?;
    for _ in 0..3 {
        press(session, Key::Tab).await?;
    }
    press(session, Key::Enter).await?;
    sleep(Duration::from_millis(300)).await;
    let left = session.desk(KEPT).await?;
    if left != json!([]) {
        problems.push(format!("not deleted: {left}"));
    }
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    until(session, "reader", json!([]), Value::is_null).await?;
    problems.extend(session.console.take().into_iter().map(|it| format!("the console says: {it}")));
    Ok(problems)
}

/// Selects some words of the reader's longest paragraph; the words.
pub async fn select(session: &Session) -> Result<String> {
    Ok(run(session, SELECT, json!(null)).await?.as_str().unwrap_or_default().to_owned())
}

/// Waits until words are painted; otherwise what is.
async fn painted(session: &Session, words: &str) -> Result<Result<(), String>> {
    let mut seen = String::new();
    for _ in 0..40 {
        run(session, PAINTED, json!(null)).await?.as_str().unwrap_or_default().clone_into(&mut seen);
        if seen.contains(words.trim()) {
            return Ok(Ok(()));
        }
        sleep(Duration::from_millis(50)).await;
    }
    Ok(Err(seen))
}

/// Opens the reader and waits until it stands.
pub async fn open(session: &Session, url: &str) -> Result<()> {
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    until(session, "reader", json!([]), Value::is_string).await?;
    look(session, "settled", json!([])).await?;
    Ok(())
}

/// Presses a key, or types a text, where the focus is.
pub async fn press(session: &Session, key: impl Into<TypingData>) -> Result<()> {
    session.driver.action_chain().send_keys(key).perform().await?;
    Ok(())
}

async fn run(session: &Session, script: &str, value: Value) -> Result<Value> {
    Ok(session.driver.execute(script, vec![value]).await?.json().clone())
}
