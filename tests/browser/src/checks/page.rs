//! One page: asks gone, the rest there, page alive, undone to the byte, reader opened and closed to the byte.

use super::{Problems, Sources, ledger::Popup};
use crate::{
    case::{Article, Case},
    probe::{PATIENCE, PAUSE, html, look, until},
    session::Session,
    steps::{self, Lede},
};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::{path::Path, time::Instant};
use tokio::time::sleep;

/// The page as it is without Lede, after all of its steps.
pub async fn without_lede(session: &Session, case: &Case, url: &str) -> Result<String> {
    session.driver.goto(url).await.with_context(|| url.to_owned())?;
    for step in &case.steps {
        steps::run(session, step, url, Lede::Absent).await?;
    }
    html(session).await
}

/// Checks a fixture page.
pub async fn check(session: &Session, case: &Case, url: &str, sources: &Sources) -> Result<Problems> {
    session.console.take();
    if let Some(settings) = &case.settings {
        steps::set(session, settings).await?;
    }
    let checked = check_steps(session, case, url, sources).await;
    if case.changes_settings() {
        steps::set(session, &Value::Null).await?;
    }
    let mut problems = checked?;
    problems.extend(session.console.take().into_iter().map(|it| format!("the console says: {it}")));
    Ok(problems)
}

async fn check_steps(session: &Session, case: &Case, url: &str, sources: &Sources) -> Result<Problems> {
    let mut problems = Problems::new();
    for step in &case.before {
        steps::run(session, step, url, Lede::Installed).await?;
    }
    if case.before.is_empty() {
        session.open(url).await?;
    } else {
        // Lede may be long in saying anything then.
        session.driver.goto(url).await.with_context(|| url.to_owned())?;
    }
    for step in &case.steps {
        if let Err(error) = steps::run(session, step, url, Lede::Installed).await {
            problems.push(format!("{step:?}: {error:#}"));
        }
    }
    let are_hidden = check_seen(session, case, &mut problems).await?;
    let ledger = session.tell(url, json!({ "type": "ledger" })).await?;
    check_ledger(&ledger, case, &mut problems);
    if case.fights_back
        && let Err(error) = check_popup_says_so(session, url).await
    {
        problems.push(format!("that the page brings its ask back, the popup does not say: {error:#}"));
    }
    check_badge(session, url, &ledger, &mut problems).await?;
    check_alive(session, case, &mut problems).await?;
    // What was not hidden the first time would be waited for in vain.
    let phrases: Vec<&str> = case.hide.iter().map(|it| it.phrase.as_str()).collect();
    check_undo(session, url, sources, if are_hidden { &phrases } else { &[] }, &mut problems).await?;
    if !case.is_live || case.article.is_some() {
        check_reader(session, url, case.article.as_ref(), &mut problems).await?;
    }
    Ok(problems)
}

/// What is hidden and what is not; whether all asks are.
async fn check_seen(session: &Session, case: &Case, problems: &mut Problems) -> Result<bool> {
    let phrases: Vec<&str> = case.hide.iter().map(|it| it.phrase.as_str()).collect();
    let all_hidden = |seen: &Value| seen.as_array().is_some_and(|it| it.iter().all(|it| it == "hidden"));
    let seen = until(session, "phrases", json!([phrases]), all_hidden).await;
    if let Err(error) = &seen {
        problems.push(format!("not all asks are hidden: {error:#}: {phrases:?}"));
    }
    for (selectors, visible) in [(&case.gone, false), (&case.stays, true)] {
        for selector in selectors {
            let all = |seen: &Value| {
                let elements = seen.as_array().map_or(&[][..], Vec::as_slice);
                !elements.is_empty() && elements.iter().all(|it| it.get(1) == Some(&json!(visible)))
            };
            if let Err(error) = until(session, "elements", json!([selector]), all).await {
                problems.push(format!(
                    "{selector} is not {}: {error:#}",
                    if visible { "kept" } else { "hidden" }
                ));
            }
        }
    }
    let kept = look(session, "phrases", json!([case.keep])).await?;
    for (phrase, state) in case.keep.iter().zip(kept.as_array().into_iter().flatten()) {
        if state != "visible" {
            problems.push(format!("{state}, but to be kept: {phrase}"));
        }
    }
    if let Some(notice) = case.notice
        && let Err(error) = until(session, "notice", json!([]), |it| *it == json!(notice)).await
    {
        problems.push(format!("the notice of a cut article: {error:#}, expected {notice}"));
    }
    for [selector, property, value] in &case.style {
        if let Err(error) = until(session, "computed", json!([selector, property]), |it| it == value).await {
            problems.push(format!("{property} of {selector}: {error:#}, expected {value}"));
        }
    }
    if let Some(place) = case.scrolled {
        let now = look(session, "scrolled", json!([])).await?.as_f64().unwrap_or_default();
        if 1.0 < (now - place as f64).abs() {
            problems.push(format!("the page is scrolled to {now}, expected {place}"));
        }
    }
    Ok(seen.is_ok())
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
    // The count comes after the edits, and a busy background takes its time.
    let deadline = Instant::now() + PATIENCE;
    let mut badge = session.badge(url).await?;
    while badge != expected && Instant::now() < deadline {
        sleep(PAUSE).await;
        badge = session.badge(url).await?;
    }
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
    // A long article grows for a moment after the reader has opened.
    until(session, "reader", json!([]), Value::is_string).await?;
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
    let insists =
        |it: &Value| it.get("fightsBack") == Some(&json!(true)) && it.get("shown") == Some(&json!(true));
    if lines(ledger).iter().any(insists) != case.fights_back {
        problems
            .push(format!("that the page insists on its ask, the ledger should say: {}", case.fights_back));
    }
    if lines(ledger).iter().any(|it| it.get("evidence").and_then(Value::as_array).is_none_or(Vec::is_empty)) {
        problems.push("the ledger has a line without evidence".to_owned());
    }
}

/// The popup says of the ask that the page brings it back, and how often.
async fn check_popup_says_so(session: &Session, url: &str) -> Result<()> {
    let popup = Popup::open(session, url, Path::new("")).await?;
    let said = popup.until("/\\d/.test(document.querySelector('.ask.shown .fights')?.textContent)").await;
    popup.close().await?;
    said
}

async fn check_alive(session: &Session, case: &Case, problems: &mut Problems) -> Result<()> {
    let has_asks = !case.hide.is_empty() || !case.gone.is_empty();
    if !has_asks && !case.is_live || case.stays_locked {
        return Ok(());
    }
    // A lock may have come with the last step.
    if let Err(error) = until(session, "scrolls", json!([case.scroller]), |it| *it == json!(true)).await {
        problems.push(format!("the page does not scroll: {error:#}"));
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
