//! A translator at work in the open reader, as those of browsers and extensions work: every text node taken out and put back within
//! elements of its own, in another language, or its words written over. Afterwards everything that goes by the text still does: reading
//! aloud, find in page, highlights, the outline, the saved file; and closing leaves the page as it was.
//!
//! The reader stands on a stage, with voices that are no voices. Not here: dictionaries, which hang bubbles beside words (`content`).

use super::{Problems, aloud::VOICES, stage::raise};
use crate::{probe::html, session::Session};
use anyhow::Result;
use serde_json::{Value, json};

/// Translates every word to itself, backwards; `arguments[0]` says how: "wrap" or "write".
const TRANSLATE: &str =
    "const turned = (words) => words.replace(/\\p{L}+/gu, (it) => [...it].reverse().join(''));
 const text = document.querySelector('lede-reader article');
 const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
 const nodes = [];
 while (walker.nextNode()) if (walker.currentNode.data.trim()) nodes.push(walker.currentNode);
 for (const node of nodes) {
     if (arguments[0] === 'write') { node.data = turned(node.data); continue; }
     const outer = document.createElement('font');
     outer.style.verticalAlign = 'inherit';
     const inner = outer.cloneNode();
     outer.append(inner);
     inner.append(document.createTextNode(turned(node.data)));
     node.replaceWith(outer);
 }
 document.documentElement.lang = 'cy';
 document.documentElement.classList.add('translated-ltr');
 text.lang = 'cy';
 return nodes.length;";

/// Takes back what a translator changes about the page itself.
const UNDO: &str = "document.documentElement.lang = arguments[0]; document.documentElement.classList.remove('translated-ltr');
 if (!document.documentElement.classList.length) document.documentElement.removeAttribute('class')";

/// Presses a key in the opened reader.
const PRESS: &str = "document.querySelector('lede-reader').shadowRoot.querySelector('dialog')
     .dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], bubbles: true, cancelable: true, composed: true }))";

/// What was spoken last, what is painted, and whether the article holds it.
const SPOKEN: &str = "const squeeze = (it) => it.replace(/\\s+/g, ' ').trim();
 const last = window.spoken.at(-1)?.text ?? '';
 const painted = squeeze([...(CSS.highlights.get('lede-spoken') ?? [])].map(String).join(''));
 return [last.length > 5, last === painted, squeeze(document.querySelector('lede-reader article').textContent).includes(last.slice(0, 30))];";

/// Selects words across several text nodes of the longest paragraph, highlights them; whether they are painted, and listed.
const HIGHLIGHT: &str = "const it = [...document.querySelectorAll('lede-reader [data-lede=body] p')].sort((a, b) => b.textContent.length - a.textContent.length)[0];
 it.scrollIntoView({ block: 'center', behavior: 'instant' });
 const range = document.createRange();
 range.selectNodeContents(it);
 const words = String(range);
 getSelection().removeAllRanges();
 getSelection().addRange(range);
 const { shadowRoot } = document.querySelector('lede-reader');
 shadowRoot.querySelector('dialog').dispatchEvent(new KeyboardEvent('keydown', { key: 'h', bubbles: true, cancelable: true, composed: true }));
 return [words.length > 100, [...(CSS.highlights.get('lede-yellow') ?? [])].map(String).includes(words)];";

/// Finds the last words as the browser's own search does; null where they are found.
const FIND: &str = "const words = [...document.querySelectorAll('lede-reader [data-lede=body] > p')].at(-1).textContent.trim().split(/\\s+/).slice(-4).join(' ');
 getSelection().removeAllRanges();
 return window.find(words) ? null : words;";

/// Saves the article as a file; whether that holds the words as they are now, whole.
const SAVE: &str = "const done = arguments[arguments.length - 1];
 const keep = URL.createObjectURL;
 URL.createObjectURL = (blob) => { URL.createObjectURL = keep; blob.text().then((file) => {
     const words = (it) => it.textContent.replace(/\\s+/g, ' ').trim();
     const saved = words(new DOMParser().parseFromString(file, 'text/html').querySelector('article') ?? document.createElement('i'));
     const lost = [...document.querySelectorAll('lede-reader [data-lede=body] > p')].map(words).filter((it) => !saved.includes(it));
     done(lost);
 }); return keep.call(URL, blob); };
 document.querySelector('lede-reader').shadowRoot.querySelector('dialog')
     .dispatchEvent(new KeyboardEvent('keydown', { key: 'w', bubbles: true, cancelable: true, composed: true }));";

/// The names in the outline beside those of the headings.
const OUTLINE: &str = "const { shadowRoot } = document.querySelector('lede-reader');
 const names = [...shadowRoot.querySelectorAll('.outline button')].map((it) => it.textContent.trim());
 return [names, [...document.querySelectorAll('lede-reader [data-lede=body] :is(h2, h3, h4)')].map((it) => it.textContent.trim())];";

/// Checks both ways of translating over the newspaper.
pub async fn check(session: &Session, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    for way in ["wrap", "write"] {
        raise(session, url, VOICES).await?;
        session.driver.execute("window.stage.closeReader()", vec![]).await?;
        let before = html(session).await?;
        let lang = run(session, "return document.documentElement.lang", json!(null)).await?;
        session.driver.execute("window.stage.openReader(() => {})", vec![]).await?;
        // A translator meets whatever stands there, and goes on as the rest comes; here all of it stands.
        session
            .driver
            .execute_async(
                "const done = arguments[0]; const look = () => document.querySelector('lede-reader article:not([aria-busy])') ? done(true) : setTimeout(look, 50); look()",
                vec![],
            )
            .await?;
        run(session, TRANSLATE, json!(way)).await?;
        check_tools(session, way, &mut problems).await?;
        session.driver.execute("window.stage.closeReader()", vec![]).await?;
        run(session, UNDO, lang).await?;
        if html(session).await? != before {
            problems.push(format!("{way}: the closed reader leaves a trace"));
        }
    }
    Ok(problems)
}

async fn check_tools(session: &Session, way: &str, problems: &mut Problems) -> Result<()> {
    for (key, what) in [("s", "reading aloud"), ("]", "the next sentence")] {
        run(session, PRESS, json!(key)).await?;
        let spoken = run(session, SPOKEN, json!(null)).await?;
        if spoken != json!([true, true, true]) {
            problems.push(format!("{way}: {what} does not speak and paint what stands there: {spoken}"));
        }
    }
    run(session, PRESS, json!("s")).await?;
    let marked = run(session, HIGHLIGHT, json!(null)).await?;
    if marked != json!([true, true]) {
        problems.push(format!("{way}: no highlight can be made: {marked}"));
    }
    let lost = run(session, FIND, json!(null)).await?;
    if !lost.is_null() {
        problems.push(format!("{way}: find in page does not find {lost}"));
    }
    run(session, PRESS, json!("o")).await?;
    let names = run(session, OUTLINE, json!(null)).await?;
    if names.get(0) != names.get(1) || names.pointer("/0/0").is_none() {
        problems.push(format!("{way}: the outline has other names than the headings: {names}"));
    }
    run(session, PRESS, json!("Escape")).await?;
    let lost = session.driver.execute_async(SAVE, vec![]).await?.json().clone();
    if lost != json!([]) {
        problems.push(format!("{way}: the saved file has not {lost}"));
    }
    Ok(())
}

async fn run(session: &Session, script: &str, value: Value) -> Result<Value> {
    Ok(session.driver.execute(script, vec![value]).await?.json().clone())
}
