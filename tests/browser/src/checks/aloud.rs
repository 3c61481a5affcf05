//! Reading aloud, with voices that are no voices: neither browser has one on a machine without a screen. What is spoken, by which voice,
//! what is painted, and what keys and clicks do is the reader's own.

use super::{Problems, stage::raise};
use crate::{server::Server, session::Session};
use anyhow::Result;
use serde_json::{Value, json};

/// Two voices of the language, the first of them not of this machine; each sentence is kept, and ends when the test says so.
pub const VOICES: &str = "const voice = (voiceURI, localService) => ({ voiceURI, name: voiceURI, lang: 'en-GB', localService, default: !localService });
 window.spoken = [];
 const synthesis = { getVoices: () => [voice('cloud', false), voice('here', true), voice('other', true)], speak: (it) => window.spoken.push(it), cancel() {}, pause() {}, resume() {} };
 Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
 window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; this.rate = 1; } };";

/// Presses a key in the opened reader.
const PRESS: &str = "document.querySelector('lede-reader').shadowRoot.querySelector('dialog')
     .dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], bubbles: true, cancelable: true, composed: true }))";

/// What was spoken last: its words, its voice, what is painted.
const LAST: &str = "const last = window.spoken.at(-1); const painted = [...(CSS.highlights.get('lede-spoken') ?? [])].map(String).join('').replace(/\\s+/g, ' ').trim();
 return [last?.text ?? null, last?.voice?.voiceURI ?? null, painted];";

/// Clicks the middle of the last long paragraph's second line.
const CLICK: &str = "const it = [...document.querySelectorAll('lede-reader [data-lede=body] > p')].filter((it) => it.textContent.length > 200).at(-1);
 it.scrollIntoView({ block: 'center', behavior: 'instant' });
 const box = it.getClientRects()[0];
 it.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, clientX: box.left + 60, clientY: box.top + 10 }));
 return it.textContent;";

/// Ends sentence after sentence until nothing more is spoken; everything that was.
const TO_THE_END: &str = "for (let left = 500; left > 0; left -= 1) { const count = window.spoken.length; window.spoken.at(-1).onend?.(); if (window.spoken.length === count) break; }
 return window.spoken.map((it) => it.text).join(' ');";

/// Puts a line of code into the page's article before the reader reads it: the newspaper has none.
const CODE: &str = "const code = document.createElement('pre');
 code.append(Object.assign(document.createElement('code'), { textContent: 'let head = pond - sea;' }));
 document.querySelectorAll('article p')[4].after(code);";

/// Chooses the second voice of the box, or another speed; all voices that it offers.
const CHOOSE: &str = "const [what, value] = arguments[0]; const box = document.querySelector('lede-reader').shadowRoot.querySelector('.voice');
 const it = box.querySelectorAll('select')[what];
 it.value = value;
 it.dispatchEvent(new Event('change', { bubbles: true }));
 const { text, rate, voice } = window.spoken.at(-1);
 return [text, rate, voice.voiceURI, [...it.options].map((option) => option.value).includes('cloud')];";

/// Words that are not read: of captions and code.
const SILENT: &str = "return [...document.querySelectorAll('lede-reader :is(figcaption, pre)')].map((it) => it.textContent.replace(/\\s+/g, ' ').trim()).filter(Boolean)";

/// Checks reading aloud over the demo newspaper.
pub async fn check(session: &Session, server: &Server) -> Result<Problems> {
    let mut problems = Problems::new();
    raise(session, &server.demo("/newspaper/index.html"), VOICES).await?;
    let first = press(session, "s").await?;
    if first[1] != "here" {
        problems.push(format!("read by another voice than this machine's: {first:?}"));
    }
    for (key, what) in [("]", "the next sentence"), ("MediaTrackNext", "the media key")] {
        let before = last(session).await?;
        let after = press(session, key).await?;
        if after[0] == before[0] || after[0] != after[2] {
            problems.push(format!("{what} does not speak and paint another sentence: {before:?}, {after:?}"));
        }
    }
    let third = last(session).await?;
    for (choice, rate, voice) in [(json!([0, "1.6"]), 1.6, "here"), (json!([1, "other"]), 1.6, "other")] {
        let count = spoken(session).await?;
        let now = run(session, CHOOSE, choice.clone()).await?;
        if now != json!([third[0], rate, voice, false]) || spoken(session).await? != count + 1 {
            problems.push(format!("{choice} does not at once speak {third:?} so: {now}"));
        }
    }
    press(session, "k").await?;
    let count = spoken(session).await?;
    press(session, "MediaPlayPause").await?;
    if spoken(session).await? != count + 1 || last(session).await?[0] != third[0] {
        problems.push("a pause does not go on with its sentence".to_owned());
    }
    press(session, "s").await?;
    if !last(session).await?[2].is_empty() {
        problems.push("the sentence stays painted after reading".to_owned());
    }
    if press(session, "s").await?[0] != third[0] {
        problems.push(format!("reading does not resume with {third:?}: {:?}", last(session).await?));
    }
    let clicked = run(session, CLICK, json!(null)).await?;
    let words = last(session).await?[0].clone();
    if !clicked
        .as_str()
        .is_some_and(|it| it.split_whitespace().collect::<Vec<_>>().join(" ").starts_with(&words))
    {
        problems.push(format!("a click does not start at its sentence: {words:?}"));
    }
    press(session, "s").await?;
    raise(session, &server.demo("/newspaper/index.html"), &format!("{VOICES}{CODE}")).await?;
    press(session, "s").await?;
    let all = run(session, TO_THE_END, json!(null)).await?;
    let silent = run(session, SILENT, json!(null)).await?;
    let is_code = |it: &Value| it.as_str().is_some_and(|it| it.contains("pond - sea"));
    if !silent.as_array().is_some_and(|it| 1 < it.len() && it.iter().any(is_code)) {
        problems.push(format!("captions and code are not both there to be left out: {silent}"));
    }
    for words in silent.as_array().into_iter().flatten().filter_map(Value::as_str) {
        if all.as_str().unwrap_or_default().contains(words) {
            problems.push(format!("a caption or code is read: {words}"));
        }
    }
    if all.as_str().unwrap_or_default().len() < 1000 {
        problems.push(format!("not read to the end: {all}"));
    }
    Ok(problems)
}

async fn press(session: &Session, key: &str) -> Result<[String; 3]> {
    run(session, PRESS, json!(key)).await?;
    last(session).await
}

async fn last(session: &Session) -> Result<[String; 3]> {
    let seen = run(session, LAST, json!(null)).await?;
    let words = |at: usize| seen.get(at).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok([words(0), words(1), words(2)])
}

async fn spoken(session: &Session) -> Result<u64> {
    Ok(run(session, "return window.spoken.length", json!(null)).await?.as_u64().unwrap_or_default())
}

async fn run(session: &Session, script: &str, value: Value) -> Result<Value> {
    Ok(session.driver.execute(script, vec![value]).await?.json().clone())
}
