//! What the reader saves: one file of HTML that needs nothing else, with the highlights and notes of the article as its last part, and a picture
//! that the browser does not let it read left out with its description.
//!
//! The reader stands on a stage, so that the file can be read before it is saved. Not here: Markdown and EPUB, which the core writes
//! (`export`), and the books that `epubcheck` holds against their format.

use super::{
    Problems,
    stage::{Paragraph, highlight, raise},
};
use crate::session::Session;
use anyhow::Result;
use serde_json::{Value, json};

/// Saves the article by the key; the file.
const SAVE: &str = "const done = arguments[arguments.length - 1];
 const keep = URL.createObjectURL;
 URL.createObjectURL = (blob) => { URL.createObjectURL = keep; blob.text().then(done); return keep.call(URL, blob); };
 const closed = document.querySelectorAll('lede-reader img')[1];
 // As if it came from a host that does not share it: a canvas that has drawn it gives nothing away.
 const draw = CanvasRenderingContext2D.prototype.drawImage;
 CanvasRenderingContext2D.prototype.drawImage = function (image, ...more) {
     if (image === closed) throw new DOMException('not shared', 'SecurityError');
     return draw.call(this, image, ...more);
 };
 document.querySelector('lede-reader').shadowRoot.querySelector('dialog')
     .dispatchEvent(new KeyboardEvent('keydown', { key: 'w', bubbles: true, cancelable: true, composed: true }));";

/// Of a file: its last headline, what is quoted under it, what it would load, scripts and handlers in it, its pictures, and whether it
/// describes the one that it has not.
const FACTS: &str = "const [file, shown] = arguments[0]; const page = new DOMParser().parseFromString(file, 'text/html');
 const part = page.querySelector('article > section');
 const addresses = [...page.querySelectorAll('[src], [srcset], link[href], [poster]')].map((it) => it.getAttribute('src') ?? it.outerHTML);
 const left = [...document.querySelectorAll('lede-reader img')][1].alt;
 return {
     heading: part?.querySelector('h2').textContent ?? null,
     quoted: part?.querySelector('blockquote').textContent.trim() === shown,
     loads: addresses.filter((it) => !it.startsWith('data:')).concat(file.match(/url\\(|@import/g) ?? []),
     scripts: page.querySelectorAll('script').length + [...page.querySelectorAll('*')].filter((it) => [...it.attributes].some(({ name }) => name.startsWith('on'))).length,
     pictures: page.querySelectorAll('img[src^=\"data:image/\"]').length > 0,
     described: [...page.querySelectorAll('a')].some((it) => it.textContent === `[${left}]` && it.protocol === 'http:'),
 };";

/// Checks the saved file of the newspaper's article.
pub async fn check(session: &Session, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    raise(session, url, "").await?;
    // All of it stands there, with its pictures.
    let whole = "const done = arguments[0]; const look = () => document.querySelector('lede-reader article:not([aria-busy])') && [...document.querySelectorAll('lede-reader img')].every((it) => ((it.loading = 'eager'), it.complete)) ? done(true) : setTimeout(look, 50); look()";
    session.driver.execute_async(whole, vec![]).await?;
    let words = highlight(session, Paragraph::First).await?;
    let file = session.driver.execute_async(SAVE, vec![]).await?.json().clone();
    let facts = session.driver.execute(FACTS, vec![json!([file, words])]).await?.json().clone();
    let expected = json!({
        "heading": "Highlights and notes",
        "quoted": true,
        "loads": [],
        "scripts": 0,
        "pictures": true,
        "described": true,
    });
    for (name, value) in expected.as_object().into_iter().flatten() {
        let found = facts.get(name).unwrap_or(&Value::Null);
        if found != value {
            problems.push(format!("{name} of the saved file is {found}, expected {value}"));
        }
    }
    session.driver.execute("window.stage.closeReader()", vec![]).await?;
    Ok(problems)
}
