//! The demo newspaper: six asks gone, every look-alike there, the reader by the keyboard command, the place kept.

use super::{
    Problems, Sources,
    page::{check_badge, check_closed, check_undo},
};
use crate::{
    probe::{html, look, until},
    server::{STRICT, Server},
    session::Session,
};
use anyhow::Result;
use serde_json::{Value, json};

/// How far the page is scrolled before the reader opens, in CSS px: past the title, within the article.
const PLACE: i64 = 900;

/// How far from its place a page may be after the reader closed, in CSS px: the height of a line.
const SLACK: i64 = 40;

/// The newspaper's pages by name: as it is, and with a policy that forbids every script.
pub fn editions(server: &Server, only: &str) -> Vec<(String, String)> {
    let page = "/newspaper/index.html";
    [("newspaper", page.to_owned()), ("newspaper-strict-csp", format!("{STRICT}{page}"))]
        .into_iter()
        .filter(|it| it.0.contains(only))
        .map(|(name, path)| (name.to_owned(), server.demo(&path)))
        .collect()
}

/// Checks an edition.
pub async fn check(session: &Session, url: &str, sources: &Sources) -> Result<Problems> {
    let mut problems = Problems::new();
    session.console.take();
    session.open(url).await?;
    let all = |visible: bool| {
        move |seen: &Value| {
            let elements = seen.as_array().map_or(&[][..], Vec::as_slice);
            !elements.is_empty() && elements.iter().all(|it| it.get(1) == Some(&json!(visible)))
        }
    };
    if let Err(error) = until(session, "elements", json!(["[data-demo-ask]"]), all(false)).await {
        problems.push(format!("asks are left: {error:#}"));
    }
    let kept = look(session, "elements", json!(["[data-demo-keep]"])).await?;
    let folded_away = |it: &Value| it.get(0).is_some_and(|it| it == "form.login-form");
    for element in kept.as_array().into_iter().flatten() {
        if element.get(1) != Some(&json!(true)) && !folded_away(element) {
            problems.push(format!("to be kept, but hidden: {element}"));
        }
    }
    if look(session, "scrolls", json!([null])).await? != json!(true) {
        problems.push("the page does not scroll".to_owned());
    }
    if look(session, "answers", json!(["The mill that keeps the moon’s hours"])).await? != json!(true) {
        problems.push("a click does not reach the headline".to_owned());
    }
    let ledger = session.tell(url, json!({ "type": "ledger" })).await?;
    check_badge(session, url, &ledger, &mut problems).await?;
    check_undo(session, url, sources, &[], &mut problems).await?;
    until(session, "elements", json!(["[data-demo-ask]"]), all(false)).await?;
    check_command(session, &mut problems).await?;
    problems.extend(session.console.take().into_iter().map(|it| format!("the console says: {it}")));
    Ok(problems)
}

/// Opens and closes the reader by the keyboard command, in the middle of the article.
async fn check_command(session: &Session, problems: &mut Problems) -> Result<()> {
    let before = html(session).await?;
    look(session, "scrollTo", json!([PLACE])).await?;
    session.command("toggle-reader").await?;
    let text = until(session, "reader", json!([]), Value::is_string).await?;
    let text = text.as_str().unwrap_or_default();
    if !text.contains("the mill that keeps the moon’s hours") {
        problems.push("the reader lacks the headline".to_owned());
    }
    for ask in ["small favour", "breaking news, first", "loyal readers", "become a part of our mission"] {
        if text.contains(ask) {
            problems.push(format!("the reader has the ask: {ask}"));
        }
    }
    session.command("toggle-reader").await?;
    check_closed(session, &before, problems).await?;
    let place = look(session, "scrolled", json!([])).await?.as_f64().unwrap_or_default() as i64;
    if SLACK < (place - PLACE).abs() {
        problems.push(format!("the page was scrolled to {PLACE}, and is at {place} after the reader closed"));
    }
    Ok(())
}
