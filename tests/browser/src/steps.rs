//! What happens in a live situation: the steps of a `case.toml`, done as a user, a page's server or the browser would.
//!
//! A situation runs twice, without Lede and with it; steps that concern Lede are passed over the first time.
//! Not here: what must be true in the end (`checks/page.rs`).

use crate::{
    chromium, firefox,
    probe::{look, until},
    session::{Browser, Session},
};
use anyhow::{Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::{common::print::PrintParameters, prelude::*};
use tokio::time::sleep;

/// One step.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// Nothing, for so many ms.
    Wait { ms: u64 },
    /// Waits until the page's script has set `data-stage` on html.
    Stage { is: String },
    /// Dispatches an event on the document, for which the page's script listens.
    Event { name: String },
    /// A trusted click on the element of a selector.
    Click { on: String },
    /// A trusted key: "Tab", or the character that it writes.
    Press { key: String },
    /// Scrolls the page, CSS px.
    Scroll { to: i64 },
    /// Loads the page again.
    Reload,
    /// Goes back in the history.
    Back,
    /// Prints the page.
    Print,
    /// Waits until this is hidden and that is visible; what the page's script wrote into `window.name` is compared at once.
    Expect {
        #[serde(default)]
        hidden: Vec<String>,
        #[serde(default)]
        visible: Vec<String>,
        #[serde(default)]
        told: Option<String>,
    },
    /// Waits until the notice of a cut article is there, or is not.
    Notice { shown: bool },
    /// Changes the settings, as the options page would.
    Settings { are: Value },
    /// Sends Lede's content script a message, as the popup does.
    Tell { message: Value },
    /// Ends the background, as browsers do when it is idle.
    KillBackground,
    /// Keeps the background busy for so many ms, as a long judgement of another tab would.
    StallBackground { ms: u64 },
}

/// Whether Lede is installed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lede {
    Absent,
    Installed,
}

/// Does a step on the open page; what is wrong is an error.
pub async fn run(session: &Session, step: &Step, url: &str, lede: Lede) -> Result<()> {
    if lede == Lede::Absent && step.concerns_lede() {
        return Ok(());
    }
    match step {
        Step::Wait { ms } => sleep(Duration::from_millis(*ms)).await,
        Step::Stage { is } => until(session, "stage", json!([]), |it| it == is).await.map(|_| ())?,
        Step::Event { name } => look(session, "event", json!([name])).await.map(|_| ())?,
        Step::Click { on } => session.driver.find(By::Css(on.as_str())).await?.click().await?,
        Step::Press { key } => press(session, key).await?,
        Step::Scroll { to } => look(session, "scrollTo", json!([to])).await.map(|_| ())?,
        Step::Reload => session.driver.refresh().await?,
        Step::Back => session.driver.back().await?,
        Step::Print => session.driver.print_page(PrintParameters::default()).await.map(|_| ())?,
        Step::Expect { hidden, visible, told } => expect(session, hidden, visible, told.as_deref()).await?,
        Step::Notice { shown } => {
            until(session, "notice", json!([]), |it| *it == json!(shown)).await.map(|_| ())?;
        }
        Step::Settings { are } => set(session, are).await?,
        Step::Tell { message } => session.tell(url, message.clone()).await.map(|_| ())?,
        Step::KillBackground => match session.browser {
            Browser::Chromium => chromium::kill_background(session).await?,
            Browser::Firefox => firefox::kill_background(session).await?,
        },
        Step::StallBackground { ms } => {
            match session.browser {
                Browser::Chromium => chromium::stall_background(session, *ms).await?,
                // All pages of an extension share a thread there.
                Browser::Firefox => session.desk(&busy(*ms)).await.map(|_| ())?,
            }
            sleep(Duration::from_millis(2 * STALLS_AFTER_MS)).await;
        }
    }
    Ok(())
}

/// Keeps settings as the options page would; null takes them away.
pub async fn set(session: &Session, settings: &Value) -> Result<()> {
    let change = if settings.is_null() {
        "await chrome.storage.local.remove('settings')".to_owned()
    } else {
        format!("await chrome.storage.local.set({{ settings: {settings} }})")
    };
    session.desk(&change).await.map(|_| ())
}

/// So long the driver has for its answer before a thread is busy: in Firefox the answer comes from the same thread.
const STALLS_AFTER_MS: u64 = 300;

/// A script that keeps its thread busy from [`STALLS_AFTER_MS`] on.
pub fn busy(ms: u64) -> String {
    format!(
        "setTimeout(() => {{ const end = Date.now() + {ms}; while (Date.now() < end); }}, {STALLS_AFTER_MS}); return null"
    )
}

impl Step {
    fn concerns_lede(&self) -> bool {
        use Step::{Expect, KillBackground, Notice, Settings, StallBackground, Tell};
        matches!(
            self,
            Expect { .. }
                | Notice { .. }
                | Settings { .. }
                | Tell { .. }
                | KillBackground
                | StallBackground { .. }
        )
    }
}

async fn press(session: &Session, key: &str) -> Result<()> {
    let keys = if key == "Tab" { char::from(Key::Tab).to_string() } else { key.to_owned() };
    Ok(session.driver.action_chain().send_keys(keys).perform().await?)
}

async fn expect(session: &Session, hidden: &[String], visible: &[String], told: Option<&str>) -> Result<()> {
    for (phrases, state) in [(hidden, "hidden"), (visible, "visible")] {
        let all = |seen: &Value| seen.as_array().is_some_and(|it| it.iter().all(|it| it == state));
        if let Err(error) = until(session, "phrases", json!([phrases]), all).await {
            bail!("not all {state}: {error:#}: {phrases:?}");
        }
    }
    if let Some(told) = told {
        let got = look(session, "told", json!([])).await?;
        if got != told {
            bail!("the page's script tells {got}, expected {told:?}");
        }
    }
    Ok(())
}
