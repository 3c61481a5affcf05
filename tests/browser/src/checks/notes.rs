//! Footnotes in the reader: a note opens beside its mark by click and key, goes by Escape and by a click elsewhere, gives the focus back,
//! and leads to its place, from where the way back leads to the mark.
//!
//! The reader stands on a stage, for the note lies in its shadow root. Not here: whether marks and notes find each other (`reader::build`).

use super::{Problems, stage::raise};
use crate::{
    probe::{PATIENCE, PAUSE},
    session::Session,
};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use tokio::time::{Instant, sleep};

/// The fixture page with notes.
pub const PAGE: &str = "reader-structures";

/// How the first note begins; its mark; its place.
const WORDS: &str = "The channel was a yard and a hand";
const MARK: &str = "lede-reader sup a";
const BACK: &str = "lede-reader [data-lede=body] li a[href^='#']";

/// What is seen: the note's first words (null without a note); whether it has the focus and a name, lies in the window, and is near its
/// mark without lying on it; links back in it; whether the mark has the focus; whether the reader is open.
const SEEN: &str = "const host = document.querySelector('lede-reader'); const note = host?.shadowRoot.querySelector('.note');
 const mark = document.querySelector('lede-reader sup a');
 const near = () => {
     const [it, at] = [note.getBoundingClientRect(), mark.getBoundingClientRect()];
     const isInside = it.top >= 0 && it.left >= 0 && it.bottom <= innerHeight && it.right <= innerWidth;
     const gap = Math.max(it.top - at.bottom, at.top - it.bottom);
     return isInside && gap >= 0 && gap < 40;
 };
 return {
     note: note ? note.textContent.trim().slice(0, 33) : null,
     focused: Boolean(note) && host.shadowRoot.activeElement === note && note.getAttribute('role') === 'dialog' && Boolean(note.ariaLabel),
     near: Boolean(note) && near(),
     back: note ? note.querySelectorAll('a[href^=\"#\"]').length : 0,
     marked: document.activeElement === mark,
     open: Boolean(host),
 };";

/// Brings the mark into the middle of the window.
const TO_THE_MARK: &str =
    "document.querySelector('lede-reader sup a').scrollIntoView({ block: 'center', behavior: 'instant' })";

/// A place beside the article, CSS px.
const MARGIN: (i64, i64) = (40, 300);

/// Presses the button in the open note that leads to its place.
const GO: &str = "document.querySelector('lede-reader').shadowRoot.querySelector('.note .go').click()";

/// The element with the focus: its first words, and whether it is in the window.
const FOCUSED: &str = "const it = document.activeElement; const { top, bottom } = it.getBoundingClientRect();
 return [it.textContent.trim().slice(0, 33), bottom > 0 && top < innerHeight];";

/// Checks the notes of the page at a staged address.
pub async fn check(session: &Session, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    raise(session, url, "").await?;
    let opened =
        json!({ "note": WORDS, "focused": true, "near": true, "back": 0, "marked": false, "open": true });
    let closed =
        json!({ "note": null, "focused": false, "near": false, "back": 0, "marked": true, "open": true });
    session.driver.execute(TO_THE_MARK, vec![]).await?;
    let mark = session.driver.find(By::Css(MARK)).await.context("no mark")?;
    mark.click().await?;
    expect(session, &opened, "a click on the mark", &mut problems).await?;
    press(session, Key::Escape).await?;
    expect(session, &closed, "Escape in the note", &mut problems).await?;
    press(session, Key::Enter).await?;
    expect(session, &opened, "Enter on the mark", &mut problems).await?;
    session.driver.action_chain().move_to(MARGIN.0, MARGIN.1).click().perform().await?;
    let gone = json!({ "note": null, "open": true });
    expect(session, &gone, "a click beside the note", &mut problems).await?;
    mark.click().await?;
    expect(session, &opened, "a second click on the mark", &mut problems).await?;
    session.driver.execute(GO, vec![]).await?;
    expect(session, &gone, "the button that leads to the note's place", &mut problems).await?;
    reach(session, WORDS, "the note's place", &mut problems).await?;
    session.driver.find(By::Css(BACK)).await.context("no way back")?.click().await?;
    reach(session, "1", "the mark, from its note", &mut problems).await?;
    session.driver.execute("window.stage.closeReader()", vec![]).await?;
    Ok(problems)
}

/// Waits until all that is expected is seen.
async fn expect(session: &Session, expected: &Value, what: &str, problems: &mut Problems) -> Result<()> {
    let is_there = |seen: &Value| {
        expected.as_object().into_iter().flatten().all(|(name, value)| seen.get(name) == Some(value))
    };
    if let Some(seen) = wait(session, SEEN, is_there).await? {
        problems.push(format!("after {what} there is {seen}, expected {expected}"));
    }
    Ok(())
}

/// Waits until an element that begins with the words has the focus, in the window.
async fn reach(session: &Session, words: &str, what: &str, problems: &mut Problems) -> Result<()> {
    if let Some(seen) = wait(session, FOCUSED, |seen| *seen == json!([words, true])).await? {
        problems.push(format!("{what} is not reached: the focus is at {seen}"));
    }
    Ok(())
}

/// Looks until it is as it should be; the last look where it never is.
async fn wait(session: &Session, look: &str, is_there: impl Fn(&Value) -> bool) -> Result<Option<Value>> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let seen = session.driver.execute(look, vec![]).await?.json().clone();
        if is_there(&seen) {
            return Ok(None);
        }
        if deadline < Instant::now() {
            return Ok(Some(seen));
        }
        sleep(PAUSE).await;
    }
}

async fn press(session: &Session, key: Key) -> Result<()> {
    Ok(session.driver.action_chain().send_keys(key).perform().await?)
}
