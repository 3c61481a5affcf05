//! The popup and the options page as a person uses them, on the demo newspaper: peek, show, this was wrong, hide this too, what is
//! remembered and forgotten, the report and its replay, a background that dies, a file that is no settings.
//!
//! The popup is opened as a page (`popup.html?tab=…`). Pictures of it go to `target/pictures`. What a person would lose by a slip is
//! held exactly: the page's HTML to the byte, the settings as stored.

use super::{Problems, Sources, page::check_undo};
use crate::{
    chromium,
    console::Console,
    firefox,
    probe::{html, look, until},
    session::{Browser, Session},
};
use anyhow::{Context, Result, bail};
use lede::report::Report;
use serde_json::{Value, json};
use std::{fs, path::Path, time::Duration};
use thirtyfour::prelude::*;
use tokio::time::{Instant, sleep};

/// How long a page of the extension may take to become as expected.
const PATIENCE: Duration = Duration::from_secs(15);

/// A block of the newspaper that Lede leaves alone, and that a reader may well not want.
const PROMO: &str = ".site-footer__address";

/// A file that is JSON and names a version, but describes a block as nobody would.
const BROKEN: &str = r#"{"version":1,"sites":{"news.example":{"hide":[{"tag":"div","names":"none"}]}}}"#;

/// Checks popup and options in one browser.
pub async fn check(session: &Session, url: &str, sources: &Sources, pictures: &Path) -> Result<Problems> {
    let mut problems = Problems::new();
    session.console.take();
    session.open(url).await?;
    let popup = Popup::open(session, url, pictures).await?;
    let checked = all(session, &popup, url, sources, &mut problems).await;
    popup.close().await?;
    checked?;
    check_options(session, pictures, &mut problems).await?;
    session.desk("await chrome.storage.local.clear(); return null").await?;
    report_console(&session.console, &mut problems);
    Ok(problems)
}

async fn all(
    session: &Session,
    popup: &Popup<'_>,
    url: &str,
    sources: &Sources,
    problems: &mut Problems,
) -> Result<()> {
    check_list(session, popup, url, problems).await?;
    check_peek(session, popup, problems).await?;
    check_wrong(session, popup, url, problems).await?;
    check_report(session, popup, url, problems).await?;
    check_picking(session, popup, url, problems).await?;
    check_own_choice(session, popup, url, problems).await?;
    check_undo(session, url, sources, &[], problems).await?;
    check_dead_background(session, popup, url, problems).await?;
    popup.check_foreign(problems).await
}

/// The popup lists what the ledger has, and one ask comes back and goes again.
async fn check_list(session: &Session, popup: &Popup<'_>, url: &str, problems: &mut Problems) -> Result<()> {
    let ledger = session.tell(url, json!({ "type": "ledger" })).await?;
    let hidden = ledger.get("hidden").and_then(Value::as_array).map_or(0, Vec::len);
    let rows = popup.run("return document.querySelectorAll('.ask').length").await?;
    if hidden == 0 || rows != json!(hidden) {
        problems.push(format!("the popup lists {rows} asks, the ledger {hidden}"));
    }
    popup.picture("list").await?;
    let before = html(session).await?;
    popup.run("document.querySelector('[data-focus^=\"ask-\"]').click(); return null").await?;
    popup.until("document.querySelectorAll('.ask.shown').length === 1").await?;
    let shown = look(session, "elements", json!(["[data-demo-ask]"])).await?;
    if !shown.to_string().contains("true") {
        problems.push("show brings nothing back".to_owned());
    }
    if let Err(error) = until(session, "focusIsIn", json!(["[data-demo-ask]"]), |it| *it == json!(true)).await
    {
        problems.push(format!("the keyboard does not follow what is shown: {error:#}"));
    }
    popup.run("document.querySelector('[data-focus^=\"ask-\"]').click(); return null").await?;
    popup.until("document.querySelectorAll('.ask.shown').length === 0").await?;
    same(session, &before, "after show and hide", problems).await
}

/// Peeking shows what is hidden in its place and leaves no trace.
async fn check_peek(session: &Session, popup: &Popup<'_>, problems: &mut Problems) -> Result<()> {
    let before = html(session).await?;
    popup.run("document.querySelector('#peek').click(); return null").await?;
    popup.until("document.querySelector('#peek').ariaPressed === 'true'").await?;
    let seen = look(session, "elements", json!(["[data-lede-hidden=peek]"])).await?;
    let pale = seen.as_array().map_or(0, |it| it.iter().filter(|it| it.get(1) == Some(&json!(true))).count());
    let all = seen.as_array().map_or(0, Vec::len);
    if pale == 0 || pale < all {
        problems.push(format!("a peek shows {pale} of {all} elements"));
    }
    popup.picture_of_page("peek").await?;
    popup.run("document.querySelector('#peek').click(); return null").await?;
    popup.until("document.querySelector('#peek').ariaPressed === 'false'").await?;
    same(session, &before, "after a peek", problems).await
}

/// What was hidden wrongly comes back, stays after a reload, and goes again once that is forgotten.
async fn check_wrong(session: &Session, popup: &Popup<'_>, url: &str, problems: &mut Problems) -> Result<()> {
    let asks = || look(session, "elements", json!(["[data-demo-ask]"]));
    let first = popup.run("return document.querySelector('.ask .words').textContent").await?;
    popup.run("document.querySelector('[data-focus^=\"wrong-\"]').click(); return null").await?;
    popup.until("document.querySelectorAll('#own-list li').length === 1").await?;
    popup.picture("wrong").await?;
    session.open(url).await?;
    let visible = asks().await?.to_string().matches("true").count();
    if visible == 0 {
        problems.push(format!("what was hidden wrongly is hidden again after a reload: {first}"));
    }
    popup.reload().await?;
    popup.run("document.querySelector('#own').open = true; document.querySelector('#own-list button').click(); return null").await?;
    popup.until("document.querySelector('#own').hidden").await?;
    until(session, "elements", json!(["[data-demo-ask]"]), |it| !it.to_string().contains("true")).await?;
    let left = session.desk("return (await chrome.storage.local.get('settings')).settings.sites").await?;
    if left != json!({}) {
        problems.push(format!("what was forgotten is still kept: {left}"));
    }
    Ok(())
}

/// The report of the page says what was decided, tells nothing private, and replays natively to the same verdict.
async fn check_report(
    session: &Session,
    popup: &Popup<'_>,
    url: &str,
    problems: &mut Problems,
) -> Result<()> {
    let before = html(session).await?;
    popup.run("document.querySelector('#report-make').click(); return null").await?;
    popup.until("!document.querySelector('#report').hidden").await?;
    popup.picture("report").await?;
    let text = popup.run("return (await fetch(document.querySelector('#report-save').href)).text()").await?;
    let report = Report::read(text.as_str().context("the report is no text")?)?;
    if report.replay()? != report.verdict {
        problems.push("the report does not replay to its verdict".to_owned());
    }
    let ledger = session.tell(url, json!({ "type": "ledger" })).await?;
    let lines = ledger.get("hidden").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let decided: Vec<&str> = report.verdict.hidden.iter().map(|it| it.text.as_str()).collect();
    for line in lines.iter().filter_map(|it| it.get("text").and_then(Value::as_str)) {
        if !decided.contains(&line) {
            problems.push(format!("hidden on the page, but not in the report: {line}"));
        }
    }
    if decided.len() != lines.len() {
        problems.push(format!("the report hides {} asks, the page {}", decided.len(), lines.len()));
    }
    popup.run("document.querySelector('#report-leave').click(); return null").await?;
    same(session, &before, "after a report", problems).await
}

/// Pointing: Escape leaves all as it was, a click hides and does not reach the page.
async fn check_picking(
    session: &Session,
    popup: &Popup<'_>,
    url: &str,
    problems: &mut Problems,
) -> Result<()> {
    session.driver.execute("window.heard = 0; for (const it of ['click', 'mousedown', 'keydown']) document.addEventListener(it, () => (window.heard += 1), true)", vec![]).await.ok();
    let before = html(session).await?;
    let is_up = |seen: &Value| seen.as_array().is_some_and(|it| !it.is_empty());
    session.tell(url, json!({ "type": "pick" })).await?;
    until(session, "elements", json!(["lede-picker"]), is_up).await?;
    session
        .driver
        .action_chain()
        .send_keys(Key::Tab)
        .send_keys(Key::Up)
        .send_keys(Key::Escape)
        .perform()
        .await?;
    until(session, "elements", json!(["lede-picker"]), |it| !is_up(it)).await?;
    same(session, &before, "after leaving the picker", problems).await?;

    session
        .driver
        .execute(
            format!(
                "document.querySelector('{PROMO}').scrollIntoView({{ block: 'center', behavior: 'instant' }})"
            ),
            vec![],
        )
        .await?;
    let at = session.driver.execute(format!("const it = document.querySelector('{PROMO}').getBoundingClientRect(); return [it.left + it.width / 2, it.top + it.height / 2].map(Math.round)"), vec![]).await?;
    let at = at.json().as_array().cloned().unwrap_or_default();
    let [x, y] = [0, 1].map(|index| at.get(index).and_then(Value::as_i64).unwrap_or(0));
    session.tell(url, json!({ "type": "pick" })).await?;
    until(session, "elements", json!(["lede-picker"]), is_up).await?;
    session.driver.action_chain().move_to(x, y).perform().await?;
    popup.picture_of_page("picker").await?;
    // Upwards from what lies under the pointer to the block itself: the way of someone without a steady hand.
    session.driver.action_chain().send_keys(Key::Up).send_keys(Key::Enter).perform().await?;
    until(session, "elements", json!(["lede-picker"]), |it| !is_up(it)).await?;
    until(session, "elements", json!(["[data-lede-hidden]"]), is_up).await?;
    let heard = session.driver.execute("return window.heard ?? 0", vec![]).await?;
    if heard.json() != &json!(0) {
        problems.push(format!("the page hears {} events of the picking", heard.json()));
    }
    Ok(())
}

/// What the user pointed at goes on every load, and comes back once it is forgotten.
async fn check_own_choice(
    session: &Session,
    popup: &Popup<'_>,
    url: &str,
    problems: &mut Problems,
) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    let own = "return Object.values((await chrome.storage.local.get('settings')).settings?.sites ?? {}).flatMap((it) => it.hide ?? []).length";
    while session.desk(own).await? == json!(0) {
        if deadline < Instant::now() {
            bail!("what the user pointed at is not remembered");
        }
        sleep(Duration::from_millis(50)).await;
    }
    session.open(url).await?;
    let ledger = session.tell(url, json!({ "type": "ledger" })).await?;
    if !ledger.to_string().contains(r#""kind":"own""#) {
        problems.push(format!("what the user pointed at is not hidden after a reload: {ledger}"));
    }
    popup.reload().await?;
    popup.run("document.querySelector('#own').open = true; return null").await?;
    popup.picture("own").await
}

/// Ends the extension's background, as browsers do when it has been idle.
async fn end_background(session: &Session) -> Result<()> {
    match session.browser {
        Browser::Chromium => chromium::kill_background(session).await,
        Browser::Firefox => firefox::kill_background(session).await,
    }
}

/// The background dies; the popup still shows, hides, and keeps what is chosen.
async fn check_dead_background(
    session: &Session,
    popup: &Popup<'_>,
    url: &str,
    problems: &mut Problems,
) -> Result<()> {
    end_background(session).await?;
    popup.reload().await?;
    popup.run("document.querySelector('#all').click(); return null").await?;
    popup.until("document.querySelectorAll('.ask:not(.shown)').length === 0").await?;
    end_background(session).await?;
    popup.run("document.querySelector('#support').click(); return null").await?;
    popup.until("!document.querySelector('#kept').hidden").await?;
    session.open(url).await?;
    let ledger = session.tell(url, json!({ "type": "ledger" })).await?;
    let kinds = ["paywall", "subscription", "donation"];
    if kinds.iter().any(|kind| ledger.to_string().contains(&format!(r#""kind":"{kind}""#))) {
        problems.push("a choice made while the background was dead is lost".to_owned());
    }
    popup.reload().await?;
    popup.run("document.querySelector('#support').click(); return null").await?;
    popup.until("document.querySelector('#kept').hidden").await
}

/// The options list the site with what is remembered, and refuse a broken file without losing anything.
async fn check_options(session: &Session, pictures: &Path, problems: &mut Problems) -> Result<()> {
    let page = Popup::at(session, &format!("{}/options.html", session.origin), pictures).await?;
    page.until("document.querySelectorAll('#sites li.own').length === 1").await?;
    page.picture("options").await?;
    let stored = "return JSON.stringify(await chrome.storage.local.get())";
    let before = page.run(stored).await?;
    for (name, text) in [("broken", BROKEN), ("newer", r#"{"version":99}"#), ("text", "not JSON at all")] {
        let import = format!(
            "const data = new DataTransfer(); data.items.add(new File([{}], 'x.json'));
             document.querySelector('#refused').hidden = true;
             const file = document.querySelector('#file'); file.files = data.files; file.dispatchEvent(new Event('change')); return null",
            json!(text)
        );
        page.run(&import).await?;
        page.until("!document.querySelector('#refused').hidden && document.querySelector('#refused').textContent.length > 20")
            .await
            .with_context(|| format!("the {name} file is not refused"))?;
    }
    page.picture("options-refused").await?;
    if page.run(stored).await? != before {
        problems.push("a refused file changed the settings".to_owned());
    }
    page.run("document.querySelector('#sites li.own button').click(); return null").await?;
    page.until("document.querySelectorAll('#sites li.own').length === 0").await?;
    page.close().await
}

fn report_console(console: &Console, problems: &mut Problems) {
    problems.extend(console.take().into_iter().map(|it| format!("the console says: {it}")));
}

async fn same(session: &Session, before: &str, when: &str, problems: &mut Problems) -> Result<()> {
    // The ring around what came back, and the line that says what was done, go by themselves.
    until(session, "elements", json!(["lede-peek, lede-notice"]), |it| it == &json!([])).await?;
    let after = html(session).await?;
    if after != before {
        problems
            .push(format!("the page is not what it was {when}: {}", super::page::difference(before, &after)));
    }
    Ok(())
}

/// A page of the extension in a window of its own.
pub struct Popup<'a> {
    session: &'a Session,
    window: WindowHandle,
    pictures: &'a Path,
}

impl<'a> Popup<'a> {
    /// The popup about the tab that shows an address.
    pub async fn open(session: &'a Session, url: &str, pictures: &'a Path) -> Result<Self> {
        let tab = session.desk(&format!("return desk.tab({})", json!(url))).await?;
        let popup = Self::at(session, &format!("{}/popup.html?tab={tab}", session.origin), pictures).await?;
        popup.until("document.querySelectorAll('.ask').length > 0").await?;
        Ok(popup)
    }

    async fn at(session: &'a Session, address: &str, pictures: &'a Path) -> Result<Self> {
        let window = session.driver.new_window().await?;
        session.driver.switch_to_window(window.clone()).await?;
        session.driver.goto(address).await?;
        session.at_page().await?;
        Ok(Self { session, window, pictures })
    }

    /// Runs a script in it, which may return a promise; the page under test is in front afterwards.
    async fn run(&self, script: &str) -> Result<Value> {
        self.session.run_in(&self.window, script).await
    }

    pub async fn until(&self, condition: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while self.run(&format!("return !!({condition})")).await? != json!(true) {
            if deadline < Instant::now() {
                bail!("not so in a page of the extension: {condition}");
            }
            sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    async fn reload(&self) -> Result<()> {
        self.run("setTimeout(() => location.reload()); return null").await?;
        sleep(Duration::from_millis(300)).await;
        self.until(
            "document.querySelector('#host')?.textContent && !document.querySelector('#reading').hidden",
        )
        .await
    }

    /// Says of a page of the browser that nothing can be done there.
    async fn check_foreign(&self, problems: &mut Problems) -> Result<()> {
        let tab = self.session.desk("return (await chrome.tabs.getCurrent()).id").await?;
        let foreign =
            Self::at(self.session, &format!("{}/popup.html?tab={tab}", self.session.origin), self.pictures)
                .await?;
        foreign.until("document.querySelector('#deck').textContent.length > 20").await?;
        let offers = "return [...document.querySelectorAll('main button, main section')].filter((it) => it.checkVisibility()).length";
        if foreign.run(offers).await? != json!(0) {
            problems.push("the popup offers something on a page of the browser".to_owned());
        }
        foreign.picture("foreign").await?;
        foreign.close().await
    }

    async fn picture(&self, name: &str) -> Result<()> {
        self.session.driver.switch_to_window(self.window.clone()).await?;
        let picture = self.session.driver.screenshot_as_png().await;
        self.session.at_page().await?;
        self.save(name, &picture?)
    }

    async fn picture_of_page(&self, name: &str) -> Result<()> {
        let picture = self.session.driver.screenshot_as_png().await?;
        self.save(name, &picture)
    }

    fn save(&self, name: &str, picture: &[u8]) -> Result<()> {
        fs::create_dir_all(self.pictures)?;
        let file = self.pictures.join(format!("{}-{name}.png", self.session.browser.name()));
        fs::write(&file, picture).with_context(|| file.display().to_string())
    }

    pub async fn close(self) -> Result<()> {
        self.session.driver.switch_to_window(self.window).await?;
        self.session.driver.close_window().await?;
        self.session.at_page().await
    }
}
