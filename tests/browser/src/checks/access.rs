//! axe-core over everything that Lede shows: popup, options, the product page, the demo, the reader with each of its panels, in each theme
//! and in both colour schemes. One violation of any of its rules is a failure.

use super::{
    Problems,
    stage::{Scheme, prefer, raise},
};
use crate::{server::Server, session::Session};
use anyhow::Result;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;

/// Themes of the reader, as look.js has them.
const THEMES: [&str; 7] = ["auto", "light", "sepia", "grey", "dark", "black", "contrast"];

/// The extension's own pages.
pub const OWN_PAGES: [&str; 2] = ["access-popup", "access-options"];

/// Keys that open the reader's panels, each closed by Escape; the first opens none.
const PANELS: [&str; 6] = ["", "a", "o", "h", "m", "?"];

/// Runs axe; the violations as lines: rule, theme, the elements.
const RUN: &str = "const [axe, done] = arguments;
 if (!window.axe) new Function(axe)();
 window.axe.run(document, { resultTypes: ['violations'] }).then(
     ({ violations }) => done(violations.map((it) => `${it.id}: ${it.nodes.slice(0, 3).map((node) => `${node.target.flat().join(' ')} (${node.any.concat(node.all)[0]?.message ?? ''})`).join('; ')}`)),
     (error) => done([String(error)]));";

/// Sets the theme of the opened reader.
const THEME: &str =
    "document.querySelector('lede-reader').shadowRoot.querySelector('dialog').dataset.theme = arguments[0]";

/// Presses a key in the opened reader; nothing moves while axe measures colours.
const PRESS: &str = "const { shadowRoot } = document.querySelector('lede-reader');
 const dialog = shadowRoot.querySelector('dialog');
 const press = (key) => dialog.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true }));
 if (shadowRoot.querySelector('.panel, .sheet')) press('Escape');
 if (arguments[0]) press(arguments[0]);
 for (const it of shadowRoot.getAnimations?.() ?? []) it.finish();";

/// Pages of the web that are looked at, by the name of the check.
pub fn pages(server: &Server, only: &str) -> Vec<(&'static str, String)> {
    [("access-www", "/index.html"), ("access-demo", "/demo.html"), ("access-reader", "/newspaper/index.html")]
        .into_iter()
        .filter(|it| it.0.contains(only))
        .map(|(name, path)| (name, server.demo(path)))
        .collect()
}

/// Checks a page of the web, or the reader over the demo newspaper.
pub async fn check(session: &Session, axe: &str, name: &str, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    for scheme in Scheme::ALL {
        prefer(session, scheme).await?;
        if name == "access-reader" {
            raise(session, url, "").await?;
            // A modal dialog makes the rest of the page inert by itself; axe knows only the attribute.
            session.driver.execute("document.body.inert = true", vec![]).await?;
            check_reader(session, axe, scheme, &mut problems).await?;
        } else {
            session.driver.goto(url).await?;
            note(session, axe, &format!("{name}, {}", scheme.name()), &mut problems).await?;
        }
    }
    prefer(session, Scheme::Light).await?;
    Ok(problems)
}

/// Checks the popup over the demo newspaper, or the options.
pub async fn check_own(session: &Session, axe: &str, name: &str, server: &Server) -> Result<Problems> {
    let mut problems = Problems::new();
    let url = server.demo("/newspaper/index.html");
    session.open(&url).await?;
    let tab = session.desk(&format!("return desk.tab({})", json!(url))).await?;
    let page =
        if name == "access-popup" { format!("popup.html?tab={tab}") } else { "options.html".to_owned() };
    let before = session.driver.window().await?;
    let window = session.driver.new_window().await?;
    session.driver.switch_to_window(window).await?;
    for scheme in Scheme::ALL {
        prefer(session, scheme).await?;
        session.driver.goto(format!("{}/{page}", session.origin)).await?;
        sleep(Duration::from_millis(500)).await;
        note(session, axe, &format!("{name}, {}", scheme.name()), &mut problems).await?;
    }
    prefer(session, Scheme::Light).await?;
    session.driver.close_window().await?;
    session.driver.switch_to_window(before).await?;
    Ok(problems)
}

/// The reader as it is in each theme, and each panel in the theme of the scheme.
async fn check_reader(session: &Session, axe: &str, scheme: Scheme, problems: &mut Problems) -> Result<()> {
    for theme in THEMES.into_iter().filter(|it| *it == "auto" || scheme == Scheme::Light) {
        session.driver.execute(THEME, vec![json!(theme)]).await?;
        for panel in PANELS.into_iter().filter(|it| it.is_empty() || theme == "auto") {
            session.driver.execute(PRESS, vec![json!(panel)]).await?;
            let place = format!("reader, {}, {theme}, panel {panel:?}", scheme.name());
            note(session, axe, &place, problems).await?;
        }
    }
    Ok(())
}

async fn note(session: &Session, axe: &str, place: &str, problems: &mut Problems) -> Result<()> {
    let found = session.driver.execute_async(RUN, vec![json!(axe)]).await?;
    let violations = found.json().as_array().cloned().unwrap_or_default();
    problems.extend(violations.iter().map(|it| format!("{place}: {}", it.as_str().unwrap_or_default())));
    if matches!(found.json(), Value::Null) {
        problems.push(format!("{place}: axe did not answer"));
    }
    Ok(())
}
