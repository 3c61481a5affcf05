//! One page: asks gone, the rest there, page alive, undone to the byte, reader opened and closed to the byte.

use super::{Problems, Sources};
use crate::{
    case::{Article, Case},
    probe::{html, look, until},
    session::Session,
};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// Checks a fixture page.
pub async fn check(session: &Session, case: &Case, url: &str, sources: &Sources) -> Result<Problems> {
    let mut problems = Problems::new();
    session.console.take();
    session.open(url).await?;
    let phrases: Vec<&str> = case.hide.iter().map(|it| it.phrase.as_str()).collect();
    let gone = |seen: &Value| seen.as_array().is_some_and(|it| it.iter().all(|it| it == "hidden"));
    let seen = until(session, "phrases", json!([phrases]), gone).await;
    if let Err(error) = &seen {
        problems.push(format!("not all asks are hidden: {error:#}: {phrases:?}"));
    }
    let kept = look(session, "phrases", json!([case.keep])).await?;
    for (phrase, state) in case.keep.iter().zip(kept.as_array().into_iter().flatten()) {
        if state != "visible" {
            problems.push(format!("{state}, but to be kept: {phrase}"));
        }
    }
    let ledger = session.tell(url, json!({ "type": "ledger" })).await?;
    check_ledger(&ledger, case, &mut problems);
    check_badge(session, url, &ledger, &mut problems).await?;
    if !case.hide.is_empty() {
        check_alive(session, case, &mut problems).await?;
    }
    // What was not hidden the first time would be waited for in vain.
    let again: &[&str] = if seen.is_ok() { &phrases } else { &[] };
    check_undo(session, url, sources, again, &mut problems).await?;
    check_reader(session, url, case.article.as_ref(), &mut problems).await?;
    problems.extend(session.console.take().into_iter().map(|it| format!("the console says: {it}")));
    Ok(problems)
}

/// The badge tells how many asks are hidden, and nothing where there are none.
pub async fn check_badge(
    session: &Session,
    url: &str,
    ledger: &Value,
    problems: &mut Problems,
) -> Result<()> {
    let hidden = lines(ledger).iter().filter(|it| it.get("shown") == Some(&json!(false))).count();
    let expected = if hidden == 0 { String::new() } else { hidden.to_string() };
    let badge = session.badge(url).await?;
    if badge != expected {
        problems.push(format!("the badge says {badge:?}, {hidden} are hidden"));
    }
    Ok(())
}

/// Shows all and holds the page against what it was without Lede; then hides again.
pub async fn check_undo(
    session: &Session,
    url: &str,
    sources: &Sources,
    phrases: &[&str],
    problems: &mut Problems,
) -> Result<()> {
    session.tell(url, json!({ "type": "show-all" })).await?;
    let source = sources.get(url).context("the page was not opened without Lede")?;
    let undone = html(session).await?;
    if undone != *source {
        problems.push(format!("not undone: {}", difference(source, &undone)));
    }
    session.tell(url, json!({ "type": "hide-all" })).await?;
    let gone = |seen: &Value| seen.as_array().is_some_and(|it| it.iter().all(|it| it == "hidden"));
    if let Err(error) = until(session, "phrases", json!([phrases]), gone).await {
        problems.push(format!("not hidden again: {error:#}"));
    }
    Ok(())
}

/// Opens and closes the reader by message; a page without an article must not open one.
pub async fn check_reader(
    session: &Session,
    url: &str,
    article: Option<&Article>,
    problems: &mut Problems,
) -> Result<()> {
    let before = html(session).await?;
    let ledger = session.tell(url, json!({ "type": "toggle-reader" })).await?;
    let is_open = ledger.get("readerOpen") == Some(&json!(true));
    let Some(article) = article else {
        if is_open {
            problems.push("the reader opens on a page without an article".to_owned());
        }
        return Ok(());
    };
    if !is_open {
        problems.push("the reader does not open".to_owned());
        return Ok(());
    }
    check_article(session, article, problems).await?;
    session.tell(url, json!({ "type": "toggle-reader" })).await?;
    check_closed(session, &before, problems).await
}

/// What the open reader shows.
pub async fn check_article(session: &Session, article: &Article, problems: &mut Problems) -> Result<()> {
    let text = look(session, "reader", json!([])).await?;
    let text = text.as_str().unwrap_or_default();
    for phrase in article.has.iter().chain([&article.title]) {
        if !text.contains(&squeezed(phrase)) {
            problems.push(format!("the reader lacks: {phrase}"));
        }
    }
    for phrase in article.lacks.iter().filter(|it| text.contains(&squeezed(it))) {
        problems.push(format!("the reader has: {phrase}"));
    }
    Ok(())
}

/// Waits until the reader is gone and holds the page against what it was before.
pub async fn check_closed(session: &Session, before: &str, problems: &mut Problems) -> Result<()> {
    until(session, "reader", json!([]), Value::is_null).await?;
    let after = html(session).await?;
    if after != before {
        problems.push(format!("the closed reader leaves a trace: {}", difference(before, &after)));
    }
    Ok(())
}

fn check_ledger(ledger: &Value, case: &Case, problems: &mut Problems) {
    for ask in &case.hide {
        let is_listed = lines(ledger).iter().any(|it| it.get("kind").is_some_and(|it| *it == ask.kind));
        if !is_listed {
            problems.push(format!("the ledger lists no {}: {}", ask.kind, ask.phrase));
        }
    }
    if lines(ledger).iter().any(|it| it.get("evidence").and_then(Value::as_array).is_none_or(Vec::is_empty)) {
        problems.push("the ledger has a line without evidence".to_owned());
    }
}

async fn check_alive(session: &Session, case: &Case, problems: &mut Problems) -> Result<()> {
    if look(session, "scrolls", json!([])).await? != json!(true) {
        problems.push("the page does not scroll".to_owned());
    }
    if let Some(phrase) = case.keep.first()
        && look(session, "answers", json!([phrase])).await? != json!(true)
    {
        problems.push(format!("a click does not reach: {phrase}"));
    }
    Ok(())
}

fn lines(ledger: &Value) -> &[Value] {
    ledger.get("hidden").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// As `squeeze` of `probe.js` does.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Where two sources part, with some characters around it.
pub fn difference(expected: &str, got: &str) -> String {
    const AROUND: usize = 60;
    let same = expected.chars().zip(got.chars()).take_while(|(a, b)| a == b).count();
    let part =
        |it: &str| it.chars().skip(same.saturating_sub(AROUND / 2)).take(AROUND * 2).collect::<String>();
    format!("expected …{:?}…, got …{:?}…", part(expected), part(got))
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn a_difference_is_shown_where_it_begins() {
        assert_eq!(difference("<p>a", "<p>b"), "expected …\"<p>a\"…, got …\"<p>b\"…");
    }
}
