//! Chromium by chromedriver: starting, installing, the toolbar button and the keyboard command.

use crate::{
    driver::{self, Driver},
    session::{Display, Session},
    steps::busy,
};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::{
    env,
    path::{Path, PathBuf},
    process,
    time::Duration,
};
use thirtyfour::{
    Capabilities, CapabilitiesHelper, ChromiumLikeCapabilities, DesiredCapabilities, RequestData, SessionId,
    WebDriver,
    bidi::{BiDi, modules::web_extension::ExtensionData},
    common::command::FormatRequestData,
};
use tokio::time::{Instant, sleep};

/// No connection of the browser's own, no first-run pages, nothing that moves while a picture is taken, and every host is
/// this machine: made-up ones, and those of vendors whose frames the fixtures stand in for.
const SWITCHES: [&str; 11] = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=HttpsUpgrades,Translate",
    "--host-resolver-rules=MAP * 127.0.0.1",
    "--force-prefers-reduced-motion",
    "--window-size=1280,900",
];

/// So long after its end a worker is waited for to start again.
const RESTART: Duration = Duration::from_secs(30);

/// Starts Chromium with a new profile.
pub async fn start(display: Display) -> Result<(Driver, WebDriver, Option<PathBuf>)> {
    let process = driver::start("chromedriver", &[]).await?;
    let profile = env::temp_dir().join(format!("lede-chromium-{}", process::id()));
    let mut caps = DesiredCapabilities::chrome();
    let binary = driver::installed(&["chromium", "chromium-browser", "google-chrome"])?;
    caps.set_binary(&binary.to_string_lossy())?;
    caps.enable_bidi()?;
    for switch in SWITCHES {
        caps.add_arg(switch)?;
    }
    caps.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    if display == Display::Headless {
        caps.add_arg("--headless=new")?;
    }
    // Chromium's sandbox refuses to work for root, which is who runs the checks in a container.
    if env::var_os("HOME").is_some_and(|it| it == "/root") {
        caps.add_arg("--no-sandbox")?;
    }
    let driver = WebDriver::new(&process.url, Capabilities::from(caps)).await?;
    Ok((process, driver, Some(profile)))
}

/// Installs the unpacked extension; its id and the origin of its pages.
pub async fn install(session: &Session, extension: &str) -> Result<(String, String)> {
    let data = ExtensionData::Path { path: extension.into() };
    let installed = session.bidi.web_extension().install(data).await?;
    let id = serde_json::to_value(installed.extension)?.as_str().context("no id")?.to_owned();
    let origin = format!("chrome-extension://{id}");
    Ok((id, origin))
}

/// Gives the keyboard command to the extension's worker, as Chromium does when the keys are pressed.
pub async fn command(session: &Session, name: &str) -> Result<()> {
    let worker = target(&session.bidi, json!({}), "type", "service_worker").await?;
    let attach = json!({"method": "Target.attachToTarget", "params": {"targetId": worker, "flatten": true}});
    let attached = cdp(&session.bidi, attach).await?;
    let expression = format!(
        "chrome.tabs.query({{ active: true }}).then((tabs) => {{
            const tab = tabs.find((it) => it.url.startsWith('http'));
            chrome.commands.onCommand.dispatch({}, tab);
        }})",
        json!(name)
    );
    let evaluate = json!({"session": attached.get("sessionId"), "method": "Runtime.evaluate",
        "params": {"awaitPromise": true, "expression": expression}});
    cdp(&session.bidi, evaluate).await.map(|_| ())
}

/// Ends the extension's worker, as Chromium does after half a minute without work.
pub async fn kill_background(session: &Session) -> Result<()> {
    session.at_desk().await?;
    let tools = session.driver.handle();
    let mut stopped = tools.cmd(PageTools("ServiceWorker.enable")).await;
    if stopped.is_ok() {
        stopped = tools.cmd(PageTools("ServiceWorker.stopAllWorkers")).await;
    }
    session.at_page().await?;
    tokio::spawn(resume_workers(session.bidi.clone()));
    Ok(stopped.map(|_| ())?)
}

/// Lets the extension's next worker run: the web driver holds it at its start, for a debugger that does not come.
async fn resume_workers(bidi: BiDi) -> Result<()> {
    let deadline = Instant::now() + RESTART;
    let mut resumed: Vec<Value> = Vec::new();
    while Instant::now() < deadline {
        // The one that ends may still be listed beside the new one.
        for worker in targets(&bidi, json!({}), "type", "service_worker").await.unwrap_or_default() {
            if resumed.contains(&worker) {
                continue;
            }
            let attach =
                json!({"method": "Target.attachToTarget", "params": {"targetId": worker, "flatten": true}});
            if let Ok(attached) = cdp(&bidi, attach).await {
                let session = attached.get("sessionId");
                let resume = json!({"session": session, "method": "Runtime.runIfWaitingForDebugger"});
                cdp(&bidi, resume).await.ok();
            }
            resumed.push(worker);
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// Keeps the extension's worker busy for so many ms; it is woken first.
pub async fn stall_background(session: &Session, ms: u64) -> Result<()> {
    in_background(session, &format!("(() => {{ {} }})()", busy(ms))).await.map(|_| ())
}

/// Chooses an entry of the extension's context menu on a link, as Chromium tells the worker of it.
pub async fn choose(session: &Session, entry: &str, link: &str, page: &str) -> Result<()> {
    let script = format!(
        "chrome.tabs.query({{}}).then((tabs) => {{
            const tab = tabs.find((it) => it.url === {page});
            chrome.contextMenus.onClicked.dispatch({{ menuItemId: {entry}, linkUrl: {link}, pageUrl: {page} }}, tab);
        }})",
        page = json!(page),
        entry = json!(entry),
        link = json!(link),
    );
    in_background(session, &script).await.map(|_| ())
}

/// What an expression gives in the extension's worker, which is woken first; a promise is waited for.
pub async fn in_background(session: &Session, expression: &str) -> Result<Value> {
    let evaluate = json!({"session": background(session).await?, "method": "Runtime.evaluate",
        "params": {"awaitPromise": true, "returnByValue": true, "expression": expression}});
    let answer = cdp(&session.bidi, evaluate).await?;
    if let Some(trouble) = answer.get("exceptionDetails") {
        bail!("the worker says {trouble}");
    }
    Ok(answer.pointer("/result/value").cloned().unwrap_or_default())
}

/// Bytes of the heap in use by the extension's worker, which is woken first, after its garbage was collected.
pub async fn heap_of_background(session: &Session) -> Result<f64> {
    heap(&session.bidi, &background(session).await?).await
}

/// The same of the page in front, with what extensions keep beside it.
pub async fn heap_of_page(session: &Session) -> Result<f64> {
    let context = json!({ "context": session.driver.window().await?.to_string() });
    let attached = session.bidi.send_raw("goog:cdp.getSession", context).await?;
    heap(&session.bidi, attached.get("session").context("no session")?).await
}

async fn heap(bidi: &BiDi, session: &Value) -> Result<f64> {
    cdp(bidi, json!({ "session": session, "method": "HeapProfiler.collectGarbage" })).await?;
    let used = cdp(bidi, json!({ "session": session, "method": "Runtime.getHeapUsage" })).await?;
    used.get("usedSize").and_then(Value::as_f64).context("no heap")
}

/// The developer tools' session with the extension's worker, which is woken first.
async fn background(session: &Session) -> Result<Value> {
    session.desk("return chrome.runtime.sendMessage({ type: 'check-settings', settings: {} })").await?;
    let worker = target(&session.bidi, json!({}), "type", "service_worker").await?;
    let attach = json!({"method": "Target.attachToTarget", "params": {"targetId": worker, "flatten": true}});
    cdp(&session.bidi, attach).await?.get("sessionId").cloned().context("no session")
}

/// Makes the pages of the window in front believe in these media features, by name and value, and in no others.
pub async fn emulate(session: &Session, features: &[(&str, &str)]) -> Result<()> {
    let context = json!({ "context": session.driver.window().await?.to_string() });
    let attached = session.bidi.send_raw("goog:cdp.getSession", context).await?;
    let features: Vec<Value> =
        features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    let params = json!({ "features": features });
    let request = json!({ "session": attached.get("session"), "method": "Emulation.setEmulatedMedia", "params": params });
    cdp(&session.bidi, request).await.map(|_| ())
}

/// Has files saved into a folder without asking.
pub async fn download_to(session: &Session, folder: &Path) -> Result<()> {
    let params = json!({ "behavior": "allow", "downloadPath": folder });
    cdp(&session.bidi, json!({ "method": "Browser.setDownloadBehavior", "params": params })).await.map(|_| ())
}

async fn cdp(bidi: &BiDi, request: Value) -> Result<Value> {
    let answer = bidi.send_raw("goog:cdp.sendCommand", request).await?;
    Ok(answer.get("result").cloned().unwrap_or_default())
}

async fn target(bidi: &BiDi, params: Value, key: &str, wanted: &str) -> Result<Value> {
    let found = targets(bidi, params, key, wanted).await?;
    found.into_iter().next().with_context(|| format!("no target with {key} {wanted}"))
}

async fn targets(bidi: &BiDi, params: Value, key: &str, wanted: &str) -> Result<Vec<Value>> {
    let found = cdp(bidi, json!({"method": "Target.getTargets", "params": params})).await?;
    let targets = found.get("targetInfos").and_then(Value::as_array).context("no targets")?;
    let fits = |it: &&Value| it.get(key).is_some_and(|it| it == wanted);
    Ok(targets.iter().filter(fits).filter_map(|it| it.get("targetId")).cloned().collect())
}

/// A command of the developer tools without parameters, for the page in front.
#[derive(Debug)]
struct PageTools(&'static str);

impl FormatRequestData for PageTools {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let path = format!("/session/{session}/goog/cdp/execute");
        RequestData::new("POST".parse().unwrap_or_default(), path)
            .add_body(json!({ "cmd": self.0, "params": {} }))
    }
}
