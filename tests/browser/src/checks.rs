//! The checks: every fixture page and the demo newspaper, in each browser with Lede installed as a user installs it.
//!
//! First all pages are opened without Lede, so that undoing can be held against what they were.

mod access;
mod aloud;
mod arrivals;
mod content;
mod files;
mod foot;
mod heard;
mod leaving;
mod ledger;
mod marks;
mod newspaper;
mod notebook;
mod notes;
mod page;
mod paper;
mod picking;
mod prefers;
mod reader;
mod reading;
mod saving;
mod stage;
mod translating;

use crate::{
    case::{self, Case},
    probe,
    server::{self, Server},
    session::{Browser, Display, Session},
};
use anyhow::{Context, Result};
use std::{collections::HashMap, fs, path::Path, process::ExitCode, time::Instant};

/// What is wrong with a page, in words; nothing when all is right.
pub type Problems = Vec<String>;

/// What a page was without Lede, by address.
pub type Sources = HashMap<String, String>;

/// Where pictures of the extension's own pages and printed sheets go, from an unpacked extension.
const PICTURES: &str = "../../target/pictures";

/// Which checks to run, and what for.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// axe-core's script; without it nothing is looked for that keeps people with disabilities out.
    pub axe: Option<&'a Path>,
    /// Only checks whose name contains this.
    pub only: &'a str,
    /// How often each fixture page is checked.
    pub repeat: usize,
}

/// Runs the checks and prints a line for each; fails when one does, or when nothing ran.
pub async fn all(root: &Path, browser: Option<Browser>, wanted: &Wanted<'_>) -> Result<ExitCode> {
    let root = root.canonicalize().with_context(|| root.display().to_string())?;
    let cases = case::all(&root.join("tests/pages"), wanted.only)?;
    let server = server::start(&root.join("www"), &cases)?;
    let axe = wanted.axe.map(fs::read_to_string).transpose().context("axe-core")?;
    let mut tally = Tally::default();
    for browser in Browser::ALL.into_iter().filter(|it| browser.is_none_or(|only| only == *it)) {
        let extension = root.join("dist").join(browser.name());
        let checked = check(browser, &extension, &server, &cases, axe.as_deref(), wanted, &mut tally).await;
        if let Err(error) = checked {
            tally.note(browser, "browser", Instant::now(), &[format!("{error:#}")]);
        }
    }
    println!("\n{} passed, {} failed", tally.passed, tally.failed);
    Ok(if tally.failed == 0 && 0 < tally.passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    fn note(&mut self, browser: Browser, name: &str, start: Instant, problems: &[String]) {
        let seconds = start.elapsed().as_secs_f32();
        if problems.is_empty() {
            self.passed += 1;
            println!("test {}::{name} ... ok ({seconds:.1} s)", browser.name());
        } else {
            self.failed += 1;
            println!("test {}::{name} ... FAILED ({seconds:.1} s)", browser.name());
            for problem in problems {
                println!("    {problem}");
            }
        }
    }
}

async fn check(
    browser: Browser,
    extension: &Path,
    server: &Server,
    cases: &[Case],
    axe: Option<&str>,
    &Wanted { only, repeat, .. }: &Wanted<'_>,
    tally: &mut Tally,
) -> Result<()> {
    let mut session = Session::start(browser, Display::Headless, server.hosts()).await?;
    let newspapers = newspaper::editions(server, only);
    let mut sources = Sources::new();
    for (_, url) in &newspapers {
        session.driver.goto(url).await.with_context(|| url.clone())?;
        sources.insert(url.clone(), probe::html(&session).await?);
    }
    for case in cases {
        let url = server.page(case);
        let source = page::without_lede(&session, case, &url).await.with_context(|| case.name.clone())?;
        sources.insert(url, source);
    }
    if "aloud".contains(only) {
        let start = Instant::now();
        let problems = aloud::check(&session, server).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, "aloud", start, &problems);
    }
    for (name, url) in access::pages(server, only).into_iter().filter(|_| axe.is_some()) {
        let start = Instant::now();
        let checked = access::check(&session, axe.unwrap_or_default(), name, &url).await;
        tally.note(browser, name, start, &checked.unwrap_or_else(|it| vec![format!("{it:#}")]));
    }
    session.install(&extension.to_string_lossy()).await.context("the extension cannot be installed")?;
    session.open_desk().await.context("no page of the extension opens")?;
    for name in access::OWN_PAGES.into_iter().filter(|it| axe.is_some() && it.contains(only)) {
        let start = Instant::now();
        let checked = access::check_own(&session, axe.unwrap_or_default(), name, server).await;
        tally.note(browser, name, start, &checked.unwrap_or_else(|it| vec![format!("{it:#}")]));
    }
    for (name, url) in newspapers.iter().filter(|it| !it.0.contains("strict")) {
        let start = Instant::now();
        let marked = marks::check(&session, url).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, &format!("highlights-{name}"), start, &marked);
        let start = Instant::now();
        let arrived = arrivals::check(&session, url).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, &format!("arrivals-{name}"), start, &arrived);
        let start = Instant::now();
        let left = leaving::check(&session, url).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, &format!("leaving-{name}"), start, &left);
        let start = Instant::now();
        let read = reading::check(&session, url).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, &format!("reading-{name}"), start, &read);
        let start = Instant::now();
        let printed = paper::check_newspaper(&session, url, &extension.join(PICTURES)).await;
        tally.note(
            browser,
            &format!("paper-{name}"),
            start,
            &printed.unwrap_or_else(|it| vec![format!("{it:#}")]),
        );
        let start = Instant::now();
        let seen = prefers::check(&session, url).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, &format!("prefers-{name}"), start, &seen);
        let start = Instant::now();
        let translated = translating::check(&session, url).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, &format!("translating-{name}"), start, &translated);
        let start = Instant::now();
        let saved = saving::check(&session, url).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, &format!("saving-{name}"), start, &saved);
        let start = Instant::now();
        let arrived = files::check(&session, url).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, &format!("files-{name}"), start, &arrived);
        let start = Instant::now();
        let listed = notebook::check(&session, url).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, &format!("notebook-{name}"), start, &listed);
        let start = Instant::now();
        let picked = picking::check(&session, url).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, &format!("picking-{name}"), start, &picked);
    }
    for (name, url) in &newspapers {
        let start = Instant::now();
        let problems =
            newspaper::check(&session, url, &sources).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, name, start, &problems);
    }
    for (name, url) in newspapers.iter().map(|(name, url)| (format!("reader-{name}"), url)) {
        let start = Instant::now();
        let problems = reader::check(&session, url).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, &name, start, &problems);
    }
    for case in cases.iter().filter(|it| content::PAGES.contains(&it.name.as_str())) {
        let start = Instant::now();
        let problems = content::check(&session, case, server, &sources)
            .await
            .unwrap_or_else(|it| vec![format!("{it:#}")]);
        tally.note(browser, &format!("content-{}", case.name), start, &problems);
    }
    for case in cases.iter().filter(|it| it.name == foot::PAGE) {
        let start = Instant::now();
        let problems = foot::check(&session, case, server).await;
        tally.note(browser, "foot", start, &problems.unwrap_or_else(|it| vec![format!("{it:#}")]));
    }
    for case in cases.iter().filter(|it| it.name == notes::PAGE) {
        let start = Instant::now();
        let problems = notes::check(&session, &server.staged(case)).await;
        tally.note(browser, "notes", start, &problems.unwrap_or_else(|it| vec![format!("{it:#}")]));
        let start = Instant::now();
        let problems = heard::check(&session, &server.staged(case)).await;
        tally.note(browser, "heard", start, &problems.unwrap_or_else(|it| vec![format!("{it:#}")]));
    }
    for case in cases.iter().filter(|it| it.name == paper::PAGE) {
        let start = Instant::now();
        let problems =
            paper::check_structures(&session, &server.staged(case), &extension.join(PICTURES)).await;
        tally.note(browser, "paper", start, &problems.unwrap_or_else(|it| vec![format!("{it:#}")]));
    }
    for (name, url) in newspapers.iter().map(|(name, url)| (format!("ledger-{name}"), url)) {
        let start = Instant::now();
        let problems = ledger::check(&session, url, &sources, &extension.join(PICTURES)).await;
        tally.note(browser, &name, start, &problems.unwrap_or_else(|it| vec![format!("{it:#}")]));
    }
    for case in (0..repeat).flat_map(|_| cases) {
        let start = Instant::now();
        let url = server.page(case);
        let problems =
            page::check(&session, case, &url, &sources).await.unwrap_or_else(|it| vec![format!("{it:#}")]);
        match &case.known_failure {
            // The native test is the one that fails once such a page is right; here it may be right already.
            Some(why) if !problems.is_empty() => {
                println!("test {}::{} ... known failure: {why}", browser.name(), case.name);
            }
            _ => tally.note(browser, &case.name, start, &problems),
        }
    }
    session.quit().await
}
