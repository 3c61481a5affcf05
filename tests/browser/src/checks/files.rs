//! Files as they arrive on the disk: the entries of the reader's menu pressed by keys, in the installed extension, with a note typed to a
//! highlight. Markdown has front matter only where the switch says so, an e-book opens as one, and the note is in each.
//!
//! Not here: what else is in a file (`saving` for HTML; Markdown and EPUB are the core's, `export`), and paper (`paper`).

use super::{
    Problems,
    marks::{open, press, select},
};
use crate::{
    chromium, firefox,
    probe::{PATIENCE, PAUSE, until},
    session::{Browser, Session},
};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::{env, fs, io::Cursor, path::Path, process};
use thirtyfour::prelude::*;
use tokio::time::{Instant, sleep};
use zip::ZipArchive;

/// What is typed to the highlight.
const NOTE: &str = "Ask the miller: since when?";

/// The menu's entries by their place, from the first: the Tab keys that lead to each.
const MARKDOWN: usize = 2;
const FRONT_MATTER: usize = 3;
const HTML: usize = 4;
const EPUB: usize = 5;

/// What an e-book begins with: a file of this name and these words, as every reader of e-books looks for it.
const MIMETYPE: (&str, &str) = ("mimetype", "application/epub+zip");

/// What the extension keeps of the page's first highlight.
const KEPT: &str = "return Object.entries(await chrome.storage.local.get(null)).filter(([it]) => it.startsWith('highlights:')).flatMap(([, it]) => it.list)[0]?.note ?? null";

/// Gives up the highlight and the switch.
const FORGET: &str = "const all = await chrome.storage.local.get(null);
 await chrome.storage.local.remove(Object.keys(all).filter((it) => it.startsWith('highlights:') || it === 'settings'));";

/// Checks the files of the newspaper's article.
pub async fn check(session: &Session, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    let folder = env::temp_dir().join(format!("lede-files-{}", process::id()));
    let checked = all(session, url, &folder, &mut problems).await;
    session.desk(FORGET).await?;
    fs::remove_dir_all(&folder).ok();
    checked.map(|()| problems)
}

async fn all(session: &Session, url: &str, folder: &Path, problems: &mut Problems) -> Result<()> {
    session.open(url).await?;
    open(session, url).await?;
    let words = select(session).await?;
    press(session, "h").await?;
    write(session).await?;
    let kept = session.desk(KEPT).await?;
    if kept != json!(NOTE) {
        problems.push(format!("of the note is kept {kept}"));
    }
    let plain = text(&save(session, &folder.join("plain"), MARKDOWN).await?);
    choose(session, FRONT_MATTER).await?;
    let fronted = text(&save(session, &folder.join("fronted"), MARKDOWN).await?);
    let html = text(&save(session, &folder.join("html"), HTML).await?);
    let book = save(session, &folder.join("epub"), EPUB).await?;
    let book = text(&read_book(book, problems)?);
    let body = plain.split_once("\n\n").map_or("", |it| it.1).trim_end();
    let is_true = [
        ("Markdown has a text", !body.is_empty()),
        ("Markdown begins with the title", plain.starts_with("# ")),
        (
            "Markdown has front matter where it is switched on",
            fronted.starts_with("---\n") && fronted.contains(url),
        ),
        ("front matter changes nothing of the text", fronted.contains(body)),
        ("the web page is one", html.starts_with("<!DOCTYPE html>") && html.trim_end().ends_with("</html>")),
    ];
    problems.extend(is_true.iter().filter(|it| !it.1).map(|it| format!("not so: {}", it.0)));
    for (name, file) in
        [("Markdown", &plain), ("Markdown with front matter", &fronted), ("HTML", &html), ("EPUB", &book)]
    {
        for (what, part) in [("the highlight", words.trim()), ("the note", NOTE)] {
            if !file.contains(part) {
                problems.push(format!("{name} has not {what}: {part}"));
            }
        }
    }
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    until(session, "reader", json!([]), Value::is_null).await?;
    Ok(())
}

/// Writes the note: from the list of highlights, where the second button of each opens it, by keys alone.
async fn write(session: &Session) -> Result<()> {
    press(session, "h").await?;
    for key in [Key::Tab, Key::Tab, Key::Enter] {
        press(session, key).await?;
    }
    press(session, NOTE).await?;
    press(session, Key::Escape).await
}

/// Presses an entry of the menu.
async fn choose(session: &Session, entry: usize) -> Result<()> {
    press(session, "m").await?;
    for _ in 0..entry {
        press(session, Key::Tab).await?;
    }
    press(session, Key::Enter).await
}

/// Presses an entry of the menu that saves a file into a new folder; the file.
async fn save(session: &Session, folder: &Path, entry: usize) -> Result<Vec<u8>> {
    fs::create_dir_all(folder)?;
    match session.browser {
        Browser::Chromium => chromium::download_to(session, folder).await?,
        Browser::Firefox => firefox::download_to(session, folder).await?,
    }
    choose(session, entry).await?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        let files: Vec<_> = fs::read_dir(folder)?.flatten().map(|it| it.path()).collect();
        // A file on its way has a second one beside it, or an ending of its own.
        if let [file] = files.as_slice()
            && file.extension().is_some_and(|it| it == "md" || it == "html" || it == "epub")
            && fs::metadata(file)?.len() > 0
        {
            return fs::read(file).with_context(|| file.display().to_string());
        }
        if deadline < Instant::now() {
            bail!("no file arrives in {}: {files:?}", folder.display());
        }
        sleep(PAUSE).await;
    }
}

/// The pages of an e-book, one after the other.
fn read_book(book: Vec<u8>, problems: &mut Problems) -> Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(book)).context("the e-book is no archive")?;
    let mut pages = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at)?;
        let mut content = Vec::new();
        std::io::copy(&mut file, &mut content)?;
        let is_stored = file.compression() == zip::CompressionMethod::Stored;
        if at == 0
            && (file.name(), content.as_slice(), is_stored) != (MIMETYPE.0, MIMETYPE.1.as_bytes(), true)
        {
            problems.push(format!("the e-book begins with {}", file.name()));
        }
        if file.enclosed_name().is_some_and(|it| it.extension().is_some_and(|it| it == "xhtml")) {
            pages.extend(content);
        }
    }
    Ok(pages)
}

fn text(file: &[u8]) -> String {
    String::from_utf8_lossy(file).into_owned()
}
