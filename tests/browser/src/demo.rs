//! The demo newspaper with Lede installed: on the screen for a person, or as pictures where there is no screen.

use crate::{
    probe::until,
    server,
    session::{Browser, Display, Session},
};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::time::sleep;

/// The newspaper.
const PAGE: &str = "/newspaper/index.html";

/// What `demo` takes.
#[derive(clap::Args)]
pub struct Args {
    /// The project's root, with dist/ and www/.
    root: PathBuf,
    /// The browser.
    #[arg(long, value_enum)]
    browser: Browser,
    /// Write pictures and a table to this folder instead of showing a window.
    #[arg(long)]
    pictures: Option<PathBuf>,
}

/// Shows the demo.
pub async fn show(args: &Args) -> Result<()> {
    let root = args.root.canonicalize().with_context(|| args.root.display().to_string())?;
    let server = server::start(&root.join("www"), &[])?;
    let extension = root.join("dist").join(args.browser.name());
    let url = server.demo(PAGE);
    match &args.pictures {
        Some(folder) => pictures(args.browser, &extension.to_string_lossy(), &url, folder).await,
        None => window(args.browser, &extension.to_string_lossy(), &url).await,
    }
}

/// A window for a person; returns when it is closed.
async fn window(browser: Browser, extension: &str, url: &str) -> Result<()> {
    let mut session = Session::start(browser, Display::Screen, &[]).await?;
    session.install(extension).await?;
    session.driver.goto(url).await?;
    println!("{url} is open in {} with Lede installed; close its window to end.", browser.name());
    println!("Alt+R opens the reader; the toolbar button tells what was hidden.");
    while session.driver.windows().await.is_ok_and(|it| !it.is_empty()) {
        sleep(Duration::from_millis(500)).await;
    }
    // The browser went with its last window: there is nothing left to end.
    session.quit().await.or(Ok(()))
}

async fn pictures(browser: Browser, extension: &str, url: &str, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let mut session = Session::start(browser, Display::Headless, &[]).await?;
    session.driver.goto(url).await?;
    picture(&session, folder, "before").await?;
    session.install(extension).await?;
    session.open_desk().await?;
    session.open(url).await?;
    let gone = |seen: &Value| {
        seen.as_array()
            .is_some_and(|it| !it.is_empty() && it.iter().all(|it| it.get(1) == Some(&json!(false))))
    };
    if let Err(error) = until(&session, "elements", json!(["[data-demo-ask]"]), gone).await {
        println!("not all asks are hidden: {error:#}");
    }
    picture(&session, folder, "after").await?;
    let ledger = session.tell(url, json!({ "type": "ledger" })).await?;
    let table = table(&ledger);
    fs::write(folder.join(format!("{}-hidden.txt", browser.name())), &table)?;
    print!("\n{table}\n");
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    until(&session, "reader", json!([]), Value::is_string).await?;
    // The reader fades in; a picture of the fade would show nothing.
    until(&session, "settled", json!([]), |it| it == &json!(true)).await?;
    picture(&session, folder, "reader").await?;
    session.quit().await
}

async fn picture(session: &Session, folder: &Path, name: &str) -> Result<()> {
    let file = folder.join(format!("{}-{name}.png", session.browser.name()));
    session.driver.screenshot(&file).await?;
    println!("{}", file.display());
    Ok(())
}

/// What was hidden: kind, first words, evidence; the columns as wide as need be.
fn table(ledger: &Value) -> String {
    let text = |it: &Value, key: &str| it.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let evidence = |it: &Value| {
        let all = it.get("evidence").and_then(Value::as_array).into_iter().flatten();
        all.map(|it| text(it, "words")).collect::<Vec<_>>().join("; ")
    };
    let lines = ledger.get("hidden").and_then(Value::as_array).into_iter().flatten();
    let mut rows = vec![["kind".to_owned(), "first words".to_owned(), "evidence".to_owned()]];
    rows.extend(lines.map(|it| [text(it, "kind"), head(&text(it, "text")), evidence(it)]));
    let width =
        |at: usize| rows.iter().filter_map(|it| it.get(at)).map(|it| it.chars().count()).max().unwrap_or(0);
    let (kinds, words) = (width(0), width(1));
    rows.iter().fold(String::new(), |mut table, [kind, text, evidence]| {
        let _ = writeln!(table, "{kind:kinds$}  {text:words$}  {evidence}");
        table
    })
}

/// The first words of a text, to fit in a column.
fn head(text: &str) -> String {
    const COLUMN: usize = 48;
    let mut head: String = text.chars().take(COLUMN).collect();
    if head.len() < text.len() {
        head.push('…');
    }
    head
}

#[cfg(test)]
mod tests {
    use super::table;
    use serde_json::json;

    #[test]
    fn a_row_an_ask() {
        let ledger = json!({ "hidden": [
            { "kind": "newsletter", "text": "Get it", "evidence": [{ "words": "asks to sign up" }, { "words": "has a field" }] },
        ] });
        assert_eq!(
            table(&ledger),
            "kind        first words  evidence\nnewsletter  Get it       asks to sign up; has a field\n"
        );
    }
}
