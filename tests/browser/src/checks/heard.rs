//! What a screen reader meets in the reader, and where the keyboard leads: one named modal dialog with its toolbar and one main part, headings
//! without a gap, messages that are said, and a focus that goes through tools and text in the order in which they stand.
//!
//! The reader stands on a stage. Not here: names and colours of every control (`access`), and what the keys do (`reader`).

use super::{Problems, stage::raise};
use crate::{
    probe::{PATIENCE, PAUSE},
    session::Session,
};
use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use tokio::time::{Instant, sleep};

/// How often Tab is pressed in the text; the page has more places than that.
const STEPS: usize = 4;

/// The layer's parts: whether it is a named modal dialog; its toolbar with a name, main parts and places for messages; titles; jumps
/// between the levels of headings; tools without a name; whether the focus is on the main part.
const PARTS: &str = "const host = document.querySelector('lede-reader'); const { shadowRoot: root } = host; const dialog = root.querySelector('dialog');
 const levels = [...host.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((it) => Number(it.localName[1]));
 return {
     dialog: dialog.matches(':modal') && Boolean(dialog.getAttribute('aria-label')),
     toolbars: [...root.querySelectorAll('[role=toolbar]')].filter((it) => it.getAttribute('aria-label')).length,
     mains: root.querySelectorAll('main').length + host.querySelectorAll('main').length,
     messages: root.querySelectorAll('[role=status]').length,
     titles: levels.filter((it) => it === 1).length,
     jumps: levels.filter((it, at) => at > 0 && it > levels[at - 1] + 1).length,
     nameless: [...root.querySelectorAll('.bar button')].filter((it) => !it.getAttribute('aria-label')).length,
     begins: root.activeElement === root.querySelector('main'),
 };";

/// Where Tab has led: whether that is in the article, below the place before, which is kept; and what it is.
const ON: &str = "const it = document.activeElement; const before = window.before;
 window.before = it;
 return [Boolean(it.closest('lede-reader article')), !before || Boolean(before.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING), it.outerHTML.slice(0, 80)];";

/// Puts the focus back to where it is in the beginning.
const TO_MAIN: &str =
    "document.querySelector('lede-reader').shadowRoot.querySelector('main').focus({ preventScroll: true })";

/// The place of the tool with the focus among the tools; -1 where none has it.
const TOOL: &str = "const { shadowRoot } = document.querySelector('lede-reader');
 return [...shadowRoot.querySelectorAll('.bar button')].indexOf(shadowRoot.activeElement)";

/// What is said.
const SAID: &str =
    "return document.querySelector('lede-reader').shadowRoot.querySelector('[role=status]').textContent";

/// Checks it on a staged page with notes, a table and cards.
pub async fn check(session: &Session, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    raise(session, url, "").await?;
    let parts = run(session, PARTS).await?;
    let expected = json!({
        "dialog": true, "toolbars": 1, "mains": 1, "messages": 1, "titles": 1, "jumps": 0, "nameless": 0, "begins": true,
    });
    if parts != expected {
        problems.push(format!("the reader's parts are {parts}, expected {expected}"));
    }
    for step in 0..STEPS {
        press(session, Key::Tab).await?;
        let place = run(session, ON).await?;
        if place.get(0) != Some(&json!(true)) || place.get(1) != Some(&json!(true)) {
            problems.push(format!("Tab {step} does not lead on in the article, but to {place}"));
        }
    }
    run(session, TO_MAIN).await?;
    session
        .driver
        .action_chain()
        .key_down(Key::Shift)
        .send_keys(Key::Tab)
        .key_up(Key::Shift)
        .perform()
        .await?;
    let first = run(session, TOOL).await?.as_i64().unwrap_or(-1);
    press(session, if first == 0 { Key::Right } else { Key::Left }).await?;
    let second = run(session, TOOL).await?.as_i64().unwrap_or(-1);
    if first < 0 || (second - first).abs() != 1 {
        problems.push(format!("Shift and Tab lead to tool {first}, an arrow from there to {second}"));
    }
    press(session, "w").await?;
    let deadline = Instant::now() + PATIENCE;
    while run(session, SAID).await? == json!("") {
        if deadline < Instant::now() {
            problems.push("that the file is saved is not said".to_owned());
            break;
        }
        sleep(PAUSE).await;
    }
    run(session, "window.stage.closeReader()").await?;
    Ok(problems)
}

async fn press(session: &Session, key: impl Into<TypingData>) -> Result<()> {
    Ok(session.driver.action_chain().send_keys(key).perform().await?)
}

async fn run(session: &Session, script: &str) -> Result<Value> {
    Ok(session.driver.execute(script, vec![]).await?.json().clone())
}
