//! The reader on paper: printed to PDF by both browsers, and the sheets held against the article.
//!
//! The sheets are kept in `target/pictures` for eyes: only those judge beauty. Not here: the print style itself.

use super::{Problems, stage::raise};
use crate::{pdf, session::Session};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, path::Path};
use thirtyfour::common::print::PrintParameters;

/// The page with something folded, a numbered list that begins at 3, a film, code and notes.
pub const PAGE: &str = "reader-structures";

/// Paper at least as bright counts as white, 0 to 255.
const WHITE: u8 = 250;

/// Makes the reader as unlike paper as can be: a dark theme, two columns, line focus, an open panel, a highlight.
const DRESS: &str = "const { shadowRoot } = document.querySelector('lede-reader'); const dialog = shadowRoot.querySelector('dialog');
 const press = (key) => dialog.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true }));
 for (const key of ['2', 'l']) press(key);
 const node = [...document.querySelectorAll('lede-reader [data-lede=body] p')].map((it) => it.firstChild).find((it) => it?.length > 80);
 const range = document.createRange();
 range.setStart(node, 0);
 range.setEnd(node, 60);
 getSelection().removeAllRanges();
 getSelection().addRange(range);
 for (const key of ['h', 'a']) press(key);
 dialog.dataset.theme = arguments[0];
 if (arguments[1]) dialog.dataset.font = arguments[1];
 return String(range).trim();";

/// A face without variants: Firefox prints the bold of a variable face as drawings, which have no letters.
const PLAIN: &str = "system";

/// What the article says, block by block, and all of its letters; signs of formulas have other letters on paper.
const ARTICLE: &str = "const text = document.querySelector('lede-reader > article'); const body = text.querySelector('[data-lede=body]');
 const blocks = [...text.querySelectorAll(arguments[0]), ...body.querySelectorAll('p, li, td, pre code, figcaption')].filter((it) => !it.querySelector('math'));
 return [blocks.map((it) => it.textContent), text.textContent];";

/// Words in the article's drawings: a browser prints them as letters too.
const DRAWN: &str = "const done = arguments[0]; const drawings = [...document.querySelectorAll('lede-reader img[src$=\".svg\"]')];
 const words = async ({ src }) => [...new DOMParser().parseFromString(await (await fetch(src)).text(), 'image/svg+xml').querySelectorAll('text')].map((it) => it.textContent).join(' ');
 Promise.all(drawings.map(words)).then((all) => done(all.join(' ')));";

/// What printing may have left behind: something made for paper, something unfolded, a way back hidden.
const LEFT: &str = "const { shadowRoot } = document.querySelector('lede-reader');
 return [shadowRoot.querySelectorAll('.paper').length, document.querySelectorAll('lede-reader details[open], lede-reader [data-lede-back]').length];";

/// Prints the newspaper's article out of a dark theme: all of it comes on white paper, on more than one sheet, and with it only the
/// highlights and where it stands.
pub async fn check_newspaper(session: &Session, url: &str, pictures: &Path) -> Result<Problems> {
    let mut problems = Problems::new();
    let words = open(session, url, "dark", PLAIN).await?;
    let [blocks, whole] = article(session, "[data-lede=head] > *, h2, h3").await?;
    let sheets = print(session, &pictures.join(format!("{}-paper.pdf", session.browser.name()))).await?;
    compare(&sheets, &blocks, &mut problems);
    let whole = whole.first().map(String::as_str).unwrap_or_default();
    let drawn = session.driver.execute_async(DRAWN, vec![]).await?.json().clone();
    let drawn = drawn.as_str().unwrap_or_default();
    let wanted = format!("{whole} {drawn} Highlights and notes {words} Source: {url}");
    let printed: String = sheets.iter().map(|it| it.letters.as_str()).collect();
    let (wanted, printed) = (counts(&pdf::letters(&wanted)), counts(&printed));
    if wanted != printed {
        let differ: Vec<_> = printed.iter().filter(|it| wanted.get(it.0) != Some(it.1)).collect();
        problems.push(format!("other letters are printed than the article has: {differ:?} of {wanted:?}"));
    }
    Ok(problems)
}

/// Prints a page of structures: what is folded is unfolded, a list begins where it begins, and afterwards the reader is as it was.
pub async fn check_structures(session: &Session, url: &str, pictures: &Path) -> Result<Problems> {
    let mut problems = Problems::new();
    open(session, url, "contrast", "").await?;
    let [blocks, _] = article(session, "[data-lede=deck]").await?;
    let file = pictures.join(format!("{}-paper-structures.pdf", session.browser.name()));
    let sheets = print(session, &file).await?;
    compare(&sheets, &blocks, &mut problems);
    let printed: String = sheets.iter().map(|it| it.letters.as_str()).collect();
    for (what, wanted) in [
        ("a list that begins at 3", "3. Grease the hinge"),
        ("what is folded on the screen", "Nine feet of head was thought a good day"),
        ("where the film is", "youtube.com/embed/tidemill01"),
    ] {
        if !printed.contains(&pdf::letters(wanted)) {
            problems.push(format!("{what} is not printed"));
        }
    }
    let left = session.driver.execute(LEFT, vec![]).await?.json().clone();
    if left != json!([0, 0]) {
        problems.push(format!("printing leaves behind {left}"));
    }
    Ok(problems)
}

/// Opens the article in a theme, and in another face where one is named, and highlights some words of it, which it gives back.
async fn open(session: &Session, url: &str, theme: &str, face: &str) -> Result<String> {
    raise(session, url, "").await?;
    let words = session.driver.execute(DRESS, vec![json!(theme), json!(face)]).await?;
    Ok(words.json().as_str().unwrap_or_default().to_owned())
}

/// The texts of the article's blocks and of what else is named, and its whole text as the only one of a list.
async fn article(session: &Session, more: &str) -> Result<[Vec<String>; 2]> {
    let seen = session.driver.execute(ARTICLE, vec![json!(more)]).await?.json().clone();
    let texts = |it: Option<&Value>| match it {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(text)) => vec![text.clone()],
        _ => vec![],
    };
    Ok([texts(seen.get(0)), texts(seen.get(1))])
}

async fn print(session: &Session, file: &Path) -> Result<Vec<pdf::Sheet>> {
    let printed = session.driver.print_page(PrintParameters::default()).await?;
    fs::create_dir_all(file.parent().unwrap_or(file)).with_context(|| file.display().to_string())?;
    fs::write(file, &printed).with_context(|| file.display().to_string())?;
    pdf::sheets(printed)
}

/// More than one sheet, all white, and every block on one of them or over the edge of two.
fn compare(sheets: &[pdf::Sheet], blocks: &[String], problems: &mut Problems) {
    if sheets.len() < 2 {
        problems.push(format!("the article stands on {} sheet", sheets.len()));
    }
    for (at, sheet) in sheets.iter().enumerate().filter(|it| it.1.paper < WHITE) {
        problems.push(format!("sheet {} is dark: {}", at + 1, sheet.paper));
    }
    if blocks.is_empty() {
        problems.push("the article has no blocks".to_owned());
    }
    for block in blocks {
        let block = pdf::letters(block);
        if !sheets.iter().any(|it| it.letters.contains(&block)) && !is_parted(sheets, &block) {
            problems.push(format!("not printed: {block}"));
        }
    }
}

/// Whether a block begins on a sheet and ends on the next.
fn is_parted(sheets: &[pdf::Sheet], block: &str) -> bool {
    let cuts: Vec<(&str, &str)> = block.char_indices().map(|(at, _)| block.split_at(at)).collect();
    sheets.windows(2).any(|pair| match pair {
        [one, next] => {
            cuts.iter().any(|(head, tail)| one.letters.contains(head) && next.letters.contains(tail))
        }
        _ => false,
    })
}

/// How often each letter comes.
fn counts(letters: &str) -> BTreeMap<char, usize> {
    letters.chars().fold(BTreeMap::new(), |mut counts, letter| {
        *counts.entry(letter).or_default() += 1;
        counts
    })
}
