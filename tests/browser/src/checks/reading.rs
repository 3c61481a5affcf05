//! Reading comfort in the reader, by what it does to the page that is seen: line focus, the outline's jumps, find in page,
//! every number of the appearance panel.
//!
//! The reader stands on a stage, so that its shadow root can be looked into. Not here: keys and what is kept (`reader`), colours
//! and names of controls (`access`), paper (`paper`).

use super::{Problems, stage::raise};
use crate::{probe::PAUSE, session::Session};
use anyhow::Result;
use serde_json::{Value, json};
use tokio::time::sleep;

/// Height of the band of line focus, in lines; null where there is none.
const BAND: &str = "const band = document.querySelector('lede-reader').shadowRoot.querySelector('.ruler');
 const line = Number.parseFloat(getComputedStyle(document.querySelector('lede-reader article')).lineHeight);
 return band && band.getBoundingClientRect().height / line;";

/// Lines of the band, as focus.js has it; a share of a line is rounding.
const LINES: f64 = 3.0;
const ROUNDING: f64 = 0.2;

/// A key in the reader's layer.
const PRESS: &str = "document.querySelector('lede-reader').shadowRoot.querySelector('dialog')
 .dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], bubbles: true, cancelable: true, composed: true }))";

/// Follows the outline's last entry; what it says.
const JUMP: &str = "const { shadowRoot } = document.querySelector('lede-reader');
 const entry = [...shadowRoot.querySelectorAll('.outline button')].at(-1);
 entry?.click();
 return entry?.textContent ?? null;";

/// Where the focus is and whether that is in the window.
const FOCUSED: &str = "const it = document.activeElement; const { top, bottom } = it.getBoundingClientRect();
 return top >= 0 && bottom <= innerHeight ? it.textContent : null;";

/// Scrolls to a share of the article.
const SCROLL: &str = "const layer = document.querySelector('lede-reader').shadowRoot.querySelector('dialog');
 layer.scrollTo({ top: arguments[0] * (layer.scrollHeight - layer.clientHeight), behavior: 'instant' });";

/// The share that the line at the top shows, in per cent, and what is said of the time left.
const PROGRESS: &str = "const root = document.querySelector('lede-reader').shadowRoot;
 return [Math.round(Number.parseFloat(root.querySelector('.progress').style.backgroundSize)), root.querySelector('.left').textContent];";

/// Looks for the article's last words as the browser's own search does.
const FIND: &str = "const words = [...document.querySelectorAll('lede-reader [data-lede=body] > p')].at(-1).textContent.trim().split(/\\s+/).slice(-4).join(' ');
 getSelection().removeAllRanges();
 return window.find(words) ? null : words;";

/// What the panel's numbers change.
const MEASURES: &str = "const it = document.querySelector('lede-reader [data-lede=body] > p'); const style = getComputedStyle(it);
 return ['fontSize', 'lineHeight', 'letterSpacing', 'wordSpacing'].map((name) => style[name]).concat(Math.round(it.getBoundingClientRect().width));";

/// How many numbers the open panel has.
const NUMBERS: &str = "return document.querySelector('lede-reader').shadowRoot.querySelectorAll('.panel .row[role=group]').length";

/// Raises one of them by a step.
const RAISE: &str = "document.querySelector('lede-reader').shadowRoot.querySelectorAll('.panel .row[role=group]')[arguments[0]].querySelector('button:last-of-type').click()";

/// Sets the text justified.
const JUSTIFY: &str = "document.querySelector('lede-reader').shadowRoot.querySelectorAll('.panel input[name=lede-align]')[1].click();
 return getComputedStyle(document.querySelector('lede-reader [data-lede=body] > p')).textAlign";

/// Gives all of it up again.
const RESET: &str =
    "document.querySelector('lede-reader').shadowRoot.querySelector('.panel .foot button').click()";

/// Checks all of it on the newspaper.
pub async fn check(session: &Session, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    raise(session, url, "").await?;
    check_progress(session, &mut problems).await?;
    check_band(session, &mut problems).await?;
    check_outline(session, &mut problems).await?;
    let lost = script(session, FIND, json!(null)).await?;
    if !lost.is_null() {
        problems.push(format!("find in page does not find {lost}"));
    }
    check_numbers(session, &mut problems).await?;
    Ok(problems)
}

/// The line at the top is as long as what is read, and the time left grows less until there is none.
async fn check_progress(session: &Session, problems: &mut Problems) -> Result<()> {
    let mut told = Vec::new();
    for (share, length) in [(0.0, 0), (0.5, 50), (1.0, 100)] {
        script(session, SCROLL, json!(share)).await?;
        let is_there =
            |seen: &Value| seen.get(0).and_then(Value::as_i64).is_some_and(|it| it.abs_diff(length) <= 2);
        let mut seen = Value::Null;
        for _ in 0..20 {
            seen = script(session, PROGRESS, json!(null)).await?;
            if is_there(&seen) {
                break;
            }
            sleep(PAUSE).await;
        }
        if !is_there(&seen) {
            problems.push(format!("the line of progress is {seen} at {share} of the article"));
        }
        told.extend(seen.get(1).cloned());
    }
    if told.windows(2).any(|it| it.first() == it.last()) || told.iter().any(|it| it == "") {
        problems.push(format!("the time left is {told:?} at its beginning, middle and end"));
    }
    script(session, SCROLL, json!(0.0)).await?;
    Ok(())
}

/// `l` shows a band of a few lines, and Escape takes it away but not the reader.
async fn check_band(session: &Session, problems: &mut Problems) -> Result<()> {
    press(session, "l").await?;
    let lines = script(session, BAND, json!(null)).await?;
    if lines.as_f64().is_none_or(|it| (it - LINES).abs() > ROUNDING) {
        problems.push(format!("the band of line focus is {lines} lines high"));
    }
    press(session, "Escape").await?;
    if !script(session, BAND, json!(null)).await?.is_null() {
        problems.push("line focus stays after Escape".to_owned());
    }
    Ok(())
}

/// An entry of the outline leads to its heading, and the focus with it.
async fn check_outline(session: &Session, problems: &mut Problems) -> Result<()> {
    press(session, "o").await?;
    let entry = script(session, JUMP, json!(null)).await?;
    for _ in 0..20 {
        if !entry.is_null() && script(session, FOCUSED, json!(null)).await? == entry {
            return Ok(());
        }
        sleep(PAUSE).await;
    }
    problems.push(format!("the outline's entry {entry} does not lead to its heading"));
    Ok(())
}

/// Each number changes the text, justified is justified, and the reset gives all of it back.
async fn check_numbers(session: &Session, problems: &mut Problems) -> Result<()> {
    press(session, "a").await?;
    let first = script(session, MEASURES, json!(null)).await?;
    let mut before = first.clone();
    let count = script(session, NUMBERS, json!(null)).await?.as_u64().unwrap_or_default();
    if count < 5 {
        problems.push(format!("the appearance panel has {count} numbers"));
    }
    for number in 0..count {
        script(session, RAISE, json!(number)).await?;
        let after = script(session, MEASURES, json!(null)).await?;
        if after == before {
            problems.push(format!("number {number} of the appearance panel changes nothing: {after}"));
        }
        before = after;
    }
    let align = script(session, JUSTIFY, json!(null)).await?;
    if align != json!("justify") {
        problems.push(format!("justified text is aligned {align}"));
    }
    script(session, RESET, json!(null)).await?;
    let mut after = Value::Null;
    for _ in 0..20 {
        after = script(session, MEASURES, json!(null)).await?;
        if after == first {
            break;
        }
        sleep(PAUSE).await;
    }
    if after != first {
        problems.push(format!("the reset leaves {after} of {first}"));
    }
    press(session, "Escape").await
}

/// Presses a key in the reader, wherever the search has left the focus.
async fn press(session: &Session, key: &str) -> Result<()> {
    script(session, PRESS, json!(key)).await?;
    Ok(())
}

async fn script(session: &Session, text: &str, value: Value) -> Result<Value> {
    Ok(session.driver.execute(text, vec![value]).await?.json().clone())
}
