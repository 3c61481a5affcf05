//! A browser with two windows: the page under test, and a page of the extension from which Lede is asked and told.

use crate::{chromium, console::Console, driver::Driver, firefox};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::{path::PathBuf, time::Duration};
use thirtyfour::{WebDriver, WindowHandle, bidi::BiDi};
use tokio::time::{Instant, sleep};

/// How long Lede may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The browsers that Lede is made for.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Browser {
    /// Chromium or Chrome.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Browser {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// The name of its folder in dist/ and in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }
}

/// Whether the browser shows its windows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// Nothing is shown: for checks and pictures.
    Headless,
    /// On the screen, for a person.
    Screen,
}

/// A running browser.
pub struct Session {
    pub browser: Browser,
    pub driver: WebDriver,
    pub bidi: BiDi,
    pub console: Console,
    /// Where the extension's own pages are, without a slash at the end; empty until it is installed.
    pub origin: String,
    /// The extension's id; empty until it is installed.
    pub id: String,
    pub profile: Option<PathBuf>,
    _process: Driver,
    page: WindowHandle,
    desk: Option<WindowHandle>,
}

impl Session {
    /// Starts a browser, without Lede. `hosts` are those that are this machine.
    pub async fn start(browser: Browser, display: Display, hosts: &[String]) -> Result<Self> {
        let (process, driver, profile) = match browser {
            Browser::Chromium => chromium::start(display).await?,
            Browser::Firefox => firefox::start(display, hosts).await?,
        };
        let bidi = driver.bidi().await?;
        let console = Console::listen(&bidi).await?;
        let page = driver.window().await?;
        let (origin, id) = (String::new(), String::new());
        Ok(Self { browser, driver, bidi, console, origin, id, profile, _process: process, page, desk: None })
    }

    /// Installs the unpacked extension.
    pub async fn install(&mut self, extension: &str) -> Result<()> {
        (self.id, self.origin) = match self.browser {
            Browser::Chromium => chromium::install(self, extension).await?,
            Browser::Firefox => firefox::install(self, extension).await?,
        };
        Ok(())
    }

    /// Opens a window with a page of the extension, from which Lede is asked and told. It hears what the pages report.
    pub async fn open_desk(&mut self) -> Result<()> {
        // A window of its own rather than a tab: the page under test stays the visible tab of its window.
        let desk = self.driver.new_window().await?;
        self.driver.switch_to_window(desk.clone()).await?;
        self.driver.goto(format!("{}/options.html", self.origin)).await?;
        self.driver.execute(include_str!("desk.js"), vec![]).await?;
        self.desk = Some(desk);
        self.driver.switch_to_window(self.page.clone()).await?;
        Ok(())
    }

    /// Opens a page and waits until Lede has looked at it.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.desk("desk.reports.length = 0; return null").await?;
        self.driver.goto(url).await.with_context(|| url.to_owned())?;
        let deadline = Instant::now() + PATIENCE;
        while self.desk("return desk.reports.length").await? == json!(0) {
            if deadline < Instant::now() {
                bail!("Lede says nothing of {url}");
            }
            sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// Sends a message to Lede in the page, as the popup does, and gives back its answer.
    pub async fn tell(&self, url: &str, message: Value) -> Result<Value> {
        self.desk(&format!("return desk.tell({}, {message})", json!(url))).await
    }

    /// The text of the badge on the page's tab.
    pub async fn badge(&self, url: &str) -> Result<String> {
        let text = self.desk(&format!("return desk.badge({})", json!(url))).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Gives a keyboard command to the extension.
    pub async fn command(&self, name: &str) -> Result<()> {
        match self.browser {
            Browser::Chromium => chromium::command(self, name).await,
            Browser::Firefox => firefox::command(self, name).await,
        }
    }

    /// Runs a script in the extension's page; it may return a promise. The page under test is in front afterwards.
    pub async fn desk(&self, script: &str) -> Result<Value> {
        let desk = self.desk.clone().context("no desk is open")?;
        self.run_in(&desk, script).await
    }

    /// Runs a script in a window of the extension; it may return a promise. The page under test is in front afterwards.
    pub async fn run_in(&self, window: &WindowHandle, script: &str) -> Result<Value> {
        self.driver.switch_to_window(window.clone()).await?;
        let wrapped = format!(
            "const done = arguments[arguments.length - 1]; const desk = window.ledeDesk;
             (async () => {{ {script} }})().then((it) => done([it ?? null]), (error) => done(String(error)));"
        );
        let answer = self.driver.execute_async(wrapped, vec![]).await;
        self.at_page().await?;
        match answer?.json() {
            Value::Array(values) => Ok(values.first().cloned().unwrap_or_default()),
            error => bail!("{error}"),
        }
    }

    /// The next commands go to the extension's page.
    pub async fn at_desk(&self) -> Result<()> {
        let desk = self.desk.clone().context("no desk is open")?;
        Ok(self.driver.switch_to_window(desk).await?)
    }

    /// The next commands go to the page under test.
    pub async fn at_page(&self) -> Result<()> {
        Ok(self.driver.switch_to_window(self.page.clone()).await?)
    }

    /// Ends the browser.
    pub async fn quit(self) -> Result<()> {
        self.driver.quit().await?;
        if let Some(profile) = self.profile {
            std::fs::remove_dir_all(profile).ok();
        }
        Ok(())
    }
}
