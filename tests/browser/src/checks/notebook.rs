//! The list of highlights: a note is typed and stands in it, a highlight is gone to, deleted and taken back with its note.
//!
//! The reader stands on a stage, so that its shadow root can be looked into. Not here: what is kept across visits (`marks`), files (`files`).

use super::{
    Problems,
    marks::press,
    stage::{Paragraph, highlight, raise},
};
use crate::{probe::PAUSE, session::Session};
use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use tokio::time::sleep;

/// What is typed.
const NOTE: &str = "Was it ever dry?";

/// Looks at a page until it is as expected.
const TURNS: usize = 40;

/// Scrolls to the top and opens the list.
const LIST: &str = "const { shadowRoot } = document.querySelector('lede-reader'); const dialog = shadowRoot.querySelector('dialog');
 getSelection().removeAllRanges();
 dialog.scrollTo({ top: 0, behavior: 'instant' });
 dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'h', bubbles: true, cancelable: true, composed: true }));
 return shadowRoot.querySelectorAll('.highlights li').length;";

/// Presses what a selector finds in the reader's layer.
const CLICK: &str = "const it = document.querySelector('lede-reader').shadowRoot.querySelector(arguments[0]); it?.click(); return Boolean(it);";

/// The list's lines: the words, the note.
const LINES: &str = "return [...document.querySelector('lede-reader').shadowRoot.querySelectorAll('.highlights li')].map((it) => [it.querySelector('.quote').textContent.trim(), it.querySelector('.words')?.textContent ?? ''])";

/// Whether the highlighted words are seen, and painted as a note.
const SEEN: &str = "const [range] = CSS.highlights.get('lede-noted') ?? [];
 const box = range?.getBoundingClientRect();
 return Boolean(box && box.top >= 0 && box.bottom <= innerHeight);";

/// How many highlights are painted as noted.
const NOTED: &str = "return (CSS.highlights.get('lede-noted') ?? new Set()).size";

/// Checks it on the newspaper.
pub async fn check(session: &Session, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    raise(session, url, "").await?;
    let words = highlight(session, Paragraph::Last).await?;
    run(session, LIST, "").await?;
    click(session, ".highlights li .tool", &mut problems).await?;
    press(session, NOTE).await?;
    press(session, Key::Escape).await?;
    run(session, LIST, "").await?;
    expect(session, LINES, &json!([[words, NOTE]]), "the list", &mut problems).await?;
    click(session, ".highlights .quote", &mut problems).await?;
    expect(session, SEEN, &json!(true), "from the list, the highlight is seen", &mut problems).await?;
    run(session, LIST, "").await?;
    click(session, ".highlights li .tool:last-child", &mut problems).await?;
    expect(session, LINES, &json!([]), "the list after deleting", &mut problems).await?;
    expect(session, NOTED, &json!(0), "painted after deleting", &mut problems).await?;
    click(session, ".toast button", &mut problems).await?;
    expect(session, NOTED, &json!(1), "painted after taking it back", &mut problems).await?;
    press(session, Key::Escape).await?;
    run(session, LIST, "").await?;
    expect(session, LINES, &json!([[words, NOTE]]), "the list after taking it back", &mut problems).await?;
    run(session, "window.stage.closeReader()", "").await?;
    Ok(problems)
}

async fn click(session: &Session, selector: &str, problems: &mut Problems) -> Result<()> {
    if run(session, CLICK, selector).await? != json!(true) {
        problems.push(format!("nothing to press: {selector}"));
    }
    Ok(())
}

/// Waits until a script gives this.
async fn expect(
    session: &Session,
    script: &str,
    wanted: &Value,
    what: &str,
    problems: &mut Problems,
) -> Result<()> {
    let mut seen = Value::Null;
    for _ in 0..TURNS {
        seen = run(session, script, "").await?;
        if seen == *wanted {
            return Ok(());
        }
        sleep(PAUSE).await;
    }
    problems.push(format!("{what}: {seen}, expected {wanted}"));
    Ok(())
}

async fn run(session: &Session, script: &str, value: &str) -> Result<Value> {
    Ok(session.driver.execute(script, vec![json!(value)]).await?.json().clone())
}
