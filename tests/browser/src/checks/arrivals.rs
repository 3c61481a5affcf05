//! The reader that comes by itself: on a site where it always opens, with the page never seen first; and on a page that was opened
//! for it by a link's menu. Paper: the reader printed flows over pages.

use super::Problems;
use crate::{
    probe::{html, until},
    session::Session,
};
use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::common::print::PrintParameters;

/// Chooses for the newspaper's site whether the reader opens by itself, as the popup does.
const ALWAYS: &str = "const { settings = { version: 1 } } = await chrome.storage.local.get('settings');
 const sites = { ...settings.sites, [new URL(URL_HERE).hostname]: { enabled: true, keep: [], reader: ON } };
 await chrome.storage.local.set({ settings: { ...settings, sites } });";

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
    Ok(problems)
}
