//! The reader on the demo newspaper: a hostile sheet, a translator, a page that takes it away, the keys, the kept looks and
//! place. Each ends with the page as it was, to the byte.

use super::{Problems, page::check_closed};
use crate::{
    probe::{PATIENCE, PAUSE, html, look, until},
    session::Session,
};
use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use tokio::time::{Instant, sleep};

/// A page's sheet at its worst; each rule is one that real pages carry in some form.
const HOSTILE: &str = "* { color: lime !important; font: 40px cursive !important; text-transform: uppercase !important } \
     lede-reader, lede-reader * { display: none !important; opacity: 0 !important } :not(:defined) { visibility: hidden !important }";

/// What a translator does: it puts the words of each paragraph into an element of its own.
const TRANSLATE: &str = "for (const it of document.querySelectorAll('lede-reader p')) {
     const words = document.createElement('font');
     words.textContent = `translated ${it.textContent}`;
     it.replaceChildren(words);
 }";

/// Every element and attribute of the article that no rule of the core allows.
const STRANGERS: &str = "const tags = new Set(`article header div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code kbd samp var
     figure figcaption img picture table caption colgroup col thead tbody tfoot tr th td a em strong b i u s small mark sub sup q cite abbr
     dfn time del ins br wbr hr ruby rb rt rp rtc bdi bdo span section aside details summary audio video source track data address`.split(/\\s+/));
 const attributes = /^(data-lede|lang|dir|title|href|src|alt|width|height|datetime|colspan|rowspan|scope|start|type|role|data-language|tabindex|aria-label|loading|decoding|controls|preload)$/;
 return [...document.querySelectorAll('lede-reader *')].flatMap((it) => [
     ...(tags.has(it.localName) ? [] : [it.localName]),
     ...[...it.attributes].filter(({ name, value }) => !attributes.test(name) && !(name === 'style' && value.startsWith('--lede-'))).map(({ name }) => `${it.localName} ${name}`),
     ...(it.localName === 'a' && !/^(https?|mailto|tel):|^#/.test(it.getAttribute('href') ?? '#') ? [it.getAttribute('href')] : []),
 ]);";

/// Computed style of the first paragraph: what the hostile sheet may not have changed.
const STYLE: &str = "const it = document.querySelector('lede-reader [data-lede=body] p');
 const { fontFamily, fontSize, color, display, textTransform } = getComputedStyle(it);
 return [fontFamily, fontSize, color, display, textTransform, it.checkVisibility({ opacityProperty: true, visibilityProperty: true })].join('; ');";

/// Size of the article's text, CSS px.
const SIZE: &str = "const it = document.querySelector('lede-reader article'); return it && Number.parseFloat(getComputedStyle(it).fontSize)";

/// How many blocks are remembered as removed in the reader.
const REMOVED: &str = "const { settings } = await chrome.storage.local.get('settings');
 return Object.values(settings?.sites ?? {}).flatMap((it) => it.removed ?? []).length";

/// Forgets them, as the options page does.
const FORGET: &str = "const { settings } = await chrome.storage.local.get('settings');
 for (const site of Object.values(settings?.sites ?? {})) site.removed = [];
 await chrome.storage.local.set({ settings }); return null";

/// Times that the reader comes back when the page takes it away, as overlay.js has it.
const RETURNS: usize = 3;

/// Checks the reader on the newspaper.
pub async fn check(session: &Session, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    session.console.take();
    session.open(url).await?;
    check_article(session, url, &mut problems).await?;
    check_keys(session, url, &mut problems).await?;
    check_blocks(session, url, &mut problems).await?;
    check_removal(session, url, &mut problems).await?;
    problems.extend(session.console.take().into_iter().map(|it| format!("the console says: {it}")));
    Ok(problems)
}

/// Neither the page's sheet nor a translator breaks the article, and it holds nothing that is not allowed.
async fn check_article(session: &Session, url: &str, problems: &mut Problems) -> Result<()> {
    let before = html(session).await?;
    open(session, url).await?;
    let strangers = script(session, STRANGERS, json!(null)).await?;
    if strangers != json!([]) {
        problems.push(format!("the reader holds what it may not: {strangers}"));
    }
    let styled = script(session, STYLE, json!(null)).await?;
    let hostile = "const it = document.createElement('style'); it.id = 'hostile'; it.textContent = arguments[0]; document.head.append(it)";
    script(session, hostile, json!(HOSTILE)).await?;
    let attacked = script(session, STYLE, json!(null)).await?;
    if styled != attacked {
        problems.push(format!("the page's sheet reaches the reader: {styled} became {attacked}"));
    }
    script(session, "document.querySelector('#hostile').remove()", json!(null)).await?;
    script(session, TRANSLATE, json!(null)).await?;
    let text = look(session, "reader", json!([])).await?;
    if !text.as_str().is_some_and(|it| it.contains("translated")) {
        problems.push("a translator's words do not stay".to_owned());
    }
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    check_closed(session, &before, problems).await
}

/// Escape ends one thing at a time, the page hears no key, and what was set is kept.
async fn check_keys(session: &Session, url: &str, problems: &mut Problems) -> Result<()> {
    script(
        session,
        "window.heard = 0; document.addEventListener('keydown', () => (window.heard += 1))",
        json!(null),
    )
    .await?;
    let before = html(session).await?;
    open(session, url).await?;
    let was = script(session, SIZE, json!(null)).await?.as_f64().unwrap_or_default();
    press(session, "a").await?;
    press(session, Key::Escape).await?;
    press(session, "l").await?;
    press(session, Key::Escape).await?;
    press(session, "+").await?;
    let larger = move |it: &Value| it.as_f64().is_some_and(|it| was < it);
    if !larger(&script(session, SIZE, json!(null)).await?) {
        problems.push("Escape closed more than what was open, or + does not enlarge the text".to_owned());
    }
    press(session, Key::Escape).await?;
    check_closed(session, &before, problems).await?;
    if script(session, "return window.heard", json!(null)).await? != json!(0) {
        problems.push("the page hears the reader's keys".to_owned());
    }
    open(session, url).await?;
    if !larger(&script(session, SIZE, json!(null)).await?) {
        problems.push("the size of the text is not kept".to_owned());
    }
    press(session, "-").await?;
    press(session, Key::Escape).await?;
    check_closed(session, &before, problems).await
}

/// A block that was removed stays away on the next visit, is listed, and is back once that is forgotten.
async fn check_blocks(session: &Session, url: &str, problems: &mut Problems) -> Result<()> {
    let before = html(session).await?;
    open(session, url).await?;
    press(session, "x").await?;
    let words = script(
        session,
        "const block = document.querySelectorAll('lede-reader [data-lede=body] > p')[2];
         block.click();
         return block.textContent.replace(/\\s+/g, ' ').trim().toLowerCase()",
        json!(null),
    )
    .await?;
    let words = words.as_str().unwrap_or_default().to_owned();
    let deadline = Instant::now() + PATIENCE;
    while session.desk(REMOVED).await? != json!(1) {
        if deadline < Instant::now() {
            problems.push("what is removed in the reader is not remembered".to_owned());
            break;
        }
        sleep(PAUSE).await;
    }
    press(session, Key::Escape).await?;
    press(session, Key::Escape).await?;
    check_closed(session, &before, problems).await?;
    for is_kept in [true, false] {
        open(session, url).await?;
        let text = look(session, "reader", json!([])).await?;
        if words.is_empty() || text.as_str().is_none_or(|it| it.contains(&words) == is_kept) {
            problems
                .push(format!("a removed block is {}", if is_kept { "back" } else { "not to be had back" }));
        }
        press(session, Key::Escape).await?;
        check_closed(session, &before, problems).await?;
        session.desk(FORGET).await?;
    }
    Ok(())
}

/// The reader comes back when the page takes it away, and gives up on a page that goes on.
async fn check_removal(session: &Session, url: &str, problems: &mut Problems) -> Result<()> {
    let before = html(session).await?;
    open(session, url).await?;
    for _ in 0..RETURNS {
        script(session, "document.querySelector('lede-reader').remove()", json!(null)).await?;
        until(session, "reader", json!([]), Value::is_string).await?;
    }
    script(session, "document.querySelector('lede-reader').remove()", json!(null)).await?;
    check_closed(session, &before, problems).await
}

async fn open(session: &Session, url: &str) -> Result<()> {
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    until(session, "reader", json!([]), Value::is_string).await?;
    // The text is there before it shows: it waits a moment for its face.
    until(session, "elements", json!(["lede-reader h1"]), |it| it.to_string().contains("true")).await?;
    Ok(())
}

async fn press(session: &Session, key: impl Into<TypingData>) -> Result<()> {
    session.driver.action_chain().send_keys(key).perform().await?;
    Ok(())
}

async fn script(session: &Session, text: &str, value: Value) -> Result<Value> {
    Ok(session.driver.execute(text, vec![value]).await?.json().clone())
}
