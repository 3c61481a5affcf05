//! Chromium by chromedriver: starting, installing, the toolbar button and the keyboard command.

use crate::{
    driver::{self, Driver},
    session::{Display, Session},
};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::{env, path::PathBuf, process};
use thirtyfour::{
    Capabilities, CapabilitiesHelper, ChromiumLikeCapabilities, DesiredCapabilities, WebDriver,
    bidi::modules::web_extension::ExtensionData,
};

/// No connection of the browser's own, no first-run pages, nothing that moves while a picture is taken, and every made-up
/// host is this machine.
const SWITCHES: [&str; 11] = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=HttpsUpgrades,Translate",
    "--host-resolver-rules=MAP *.example 127.0.0.1",
    "--force-prefers-reduced-motion",
    "--window-size=1280,900",
];

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
    let worker = target(session, json!({}), "type", "service_worker").await?;
    let attach = json!({"method": "Target.attachToTarget", "params": {"targetId": worker, "flatten": true}});
    let attached = cdp(session, attach).await?;
    let expression = format!(
        "chrome.tabs.query({{ active: true }}).then((tabs) => {{
            const tab = tabs.find((it) => it.url.startsWith('http'));
            chrome.commands.onCommand.dispatch({}, tab);
        }})",
        json!(name)
    );
    let evaluate = json!({"session": attached.get("sessionId"), "method": "Runtime.evaluate",
        "params": {"awaitPromise": true, "expression": expression}});
    cdp(session, evaluate).await.map(|_| ())
}

async fn cdp(session: &Session, request: Value) -> Result<Value> {
    let answer = session.bidi.send_raw("goog:cdp.sendCommand", request).await?;
    Ok(answer.get("result").cloned().unwrap_or_default())
}

async fn target(session: &Session, params: Value, key: &str, wanted: &str) -> Result<Value> {
    let found = cdp(session, json!({"method": "Target.getTargets", "params": params})).await?;
    let targets = found.get("targetInfos").and_then(Value::as_array).context("no targets")?;
    let target = targets.iter().find(|it| it.get(key).is_some_and(|it| it == wanted));
    target
        .and_then(|it| it.get("targetId"))
        .cloned()
        .with_context(|| format!("no target with {key} {wanted}"))
}
