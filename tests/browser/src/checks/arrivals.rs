//! The reader that comes by itself: on a site where it always opens, with the page never seen first; and on a page that was opened
//! for it by a link's menu; in a tab that nobody sees. Paper: the reader printed flows over pages.

use super::Problems;
use crate::{
    chromium, firefox,
    probe::{PATIENCE, PAUSE, html, until},
    session::{Browser, Session},
    steps::{self, Lede, Step},
};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::common::print::PrintParameters;
use tokio::time::{Instant, sleep};

/// Chooses for the newspaper's site whether the reader opens by itself, as the popup does.
const ALWAYS: &str = "const { settings = { version: 1 } } = await chrome.storage.local.get('settings');
 const sites = { ...settings.sites, [new URL(URL_HERE).hostname]: { enabled: true, keep: [], reader: ON } };
 await chrome.storage.local.set({ settings: { ...settings, sites } });";

/// A link of the newspaper, made to lead to the newspaper at another address.
const LINK: &str = "const it = document.querySelector('article a[href]:not([href^=\"#\"])');
 it.href = arguments[0];
 it.scrollIntoView({ block: 'center', behavior: 'instant' });
 const { left, top, height } = it.getClientRects()[0];
 return [Math.round(left + 6), Math.round(top + height / 2)];";

/// Opens the newspaper in a tab behind the others and its article in the reader; whether the tab is seen, whether the article is
/// whole, and its paragraphs.
const UNSEEN: &str = "const tab = await chrome.tabs.create({ url: URL_HERE, active: false });
 const pause = () => new Promise((done) => setTimeout(done, 100));
 const tell = () => chrome.tabs.sendMessage(tab.id, { type: 'toggle-reader' }, { frameId: 0 }).catch(() => null);
 for (let left = 100; left > 0 && !(await tell())?.readerOpen; left -= 1) await pause();
 const look = () => chrome.scripting.executeScript({ target: { tabId: tab.id }, func: () => {
     const text = document.querySelector('lede-reader > article');
     return [document.visibilityState, Boolean(text && !text.matches('[aria-busy]')), text?.querySelectorAll('p').length ?? 0];
 } }).then(([{ result }]) => result);
 let seen = await look();
 for (let left = 60; left > 0 && !seen[1]; left -= 1) { await pause(); seen = await look(); }
 await chrome.tabs.remove(tab.id);
 return seen";

/// Asks for the reader and does not wait for it.
const TOGGLE: &str = "const tabId = await desk.tab(URL_HERE);
 void chrome.tabs.sendMessage(tabId, { type: 'toggle-reader' }, { frameId: 0 }).catch(() => null); return null";

/// The element that is seen in the middle of the window.
const TOPMOST: &str = "return document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.localName";

/// So long the background is busy, ms, and so long after it was asked the sheet must have gone: longer than the paper is left.
const BUSY_MS: u64 = 5000;
const SHEET: Duration = Duration::from_millis(2200);

/// Paragraphs that the newspaper's article surely has.
const PARAGRAPHS: u64 = 12;

/// Fewest bytes of a printed article: an empty sheet has about a thousand.
const PRINTED: usize = 8_000;

/// Checks both, and leaves the settings as they were.
pub async fn check(session: &Session, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    session.desk(&ALWAYS.replace("URL_HERE", &json!(url).to_string()).replace("ON", "true")).await?;
    session.driver.goto(url).await?;
    if let Err(error) = until(session, "reader", json!([]), Value::is_string).await {
        problems.push(format!("the reader does not open by itself: {error:#}"));
    }
    if html(session).await?.contains("<lede-veil") {
        problems.push("the veil stays".to_owned());
    }
    let paper = session.driver.print_page(PrintParameters::default()).await?;
    if paper.len() < PRINTED || !paper.starts_with(b"%PDF") {
        problems.push(format!("the printed reader has {} bytes", paper.len()));
    }
    session.desk(&ALWAYS.replace("URL_HERE", &json!(url).to_string()).replace("ON", "false")).await?;
    session.open(url).await?;
    session.tell(url, json!({ "type": "expect-reader" })).await?;
    if let Err(error) = until(session, "reader", json!([]), Value::is_string).await {
        problems.push(format!("the reader does not open where it was asked for: {error:#}"));
    }
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    until(session, "reader", json!([]), Value::is_null).await?;
    if let Err(error) = check_link(session, url).await {
        problems.push(format!("a link does not open in the reader from its menu: {error:#}"));
    }
    if session.browser == Browser::Chromium
        && let Err(error) = check_busy(session, url).await
    {
        problems.push(format!("with a busy background: {error:#}"));
    }
    let unseen =
        session.desk(&UNSEEN.replace("URL_HERE", &json!(format!("{url}?unseen")).to_string())).await?;
    let paragraphs = unseen.get(2).and_then(Value::as_u64).unwrap_or_default();
    if unseen.get(0) != Some(&json!("hidden"))
        || unseen.get(1) != Some(&json!(true))
        || paragraphs < PARAGRAPHS
    {
        problems.push(format!("in a tab that nobody sees the article is not whole: {unseen}"));
    }
    Ok(problems)
}

/// A background that is busy for a while leaves no empty sheet over the page meanwhile, and the reader opens in the end. Not in
/// Firefox, where the page that sends the message would be busy with it.
async fn check_busy(session: &Session, url: &str) -> Result<()> {
    session.open(url).await?;
    // Its parts are in the page from here on.
    for is_open in [true, false] {
        session.tell(url, json!({ "type": "toggle-reader" })).await?;
        until(session, "reader", json!([]), |it| it.is_string() == is_open).await?;
    }
    steps::run(session, &Step::StallBackground { ms: BUSY_MS }, url, Lede::Installed).await?;
    session.desk(&TOGGLE.replace("URL_HERE", &json!(url).to_string())).await?;
    sleep(SHEET).await;
    if session.driver.execute(TOPMOST, vec![]).await?.json().as_str() == Some("lede-reader") {
        bail!("an empty sheet lies over the page");
    }
    until(session, "reader", json!([]), Value::is_string).await?;
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    until(session, "reader", json!([]), Value::is_null).await.map(|_| ())
}

/// The entry of a link's menu opens the link in a tab beside, in the reader.
async fn check_link(session: &Session, url: &str) -> Result<()> {
    let link = format!("{url}?linked");
    let at = session.driver.execute(LINK, vec![json!(link)]).await?.json().clone();
    let before = session.driver.windows().await?;
    match session.browser {
        Browser::Chromium => chromium::choose(session, "open-link", &link, url).await?,
        Browser::Firefox => {
            let [x, y] = [0, 1].map(|index| at.get(index).and_then(Value::as_i64).unwrap_or_default());
            session.driver.action_chain().move_to(x, y).context_click().perform().await?;
            firefox::choose(session, "open-link").await?;
        }
    }
    let deadline = Instant::now() + PATIENCE;
    let opened = loop {
        let now = session.driver.windows().await?;
        if let Some(opened) = now.into_iter().find(|it| !before.contains(it)) {
            break opened;
        }
        if deadline < Instant::now() {
            bail!("no tab opens");
        }
        sleep(PAUSE).await;
    };
    session.driver.switch_to_window(opened).await?;
    let shown = until(session, "reader", json!([]), Value::is_string).await.context("no reader opens");
    let address = session.driver.current_url().await;
    session.driver.close_window().await?;
    session.at_page().await?;
    shown?;
    if address?.as_str() != link {
        bail!("it leads elsewhere");
    }
    Ok(())
}
