//! Firefox by geckodriver: starting, installing, the keyboard command.

use crate::{
    driver::{self, Driver},
    session::{Display, Session},
};
use anyhow::{Result, bail};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use thirtyfour::{
    Capabilities, CapabilitiesHelper, DesiredCapabilities, RequestData, SessionId, WebDriver,
    common::{capabilities::firefox::FirefoxPreferences, command::FormatRequestData},
    extensions::addons::firefox::FirefoxTools,
};

/// The extension's id in the manifest.
const ID: &str = "lede@lede.example";

/// Firefox names an extension's pages by a random number; the tests choose it.
const UUID: &str = "11111111-2222-4333-8444-555555555555";

/// Starts Firefox with a new profile, in which the made-up hosts are this machine.
pub async fn start(display: Display, hosts: &[String]) -> Result<(Driver, WebDriver, Option<PathBuf>)> {
    // Without a port of its own, a second Firefox on the machine would be spoken to.
    let bidi_port = format!("--websocket-port={}", driver::free_port()?);
    // The extension's own pages and the browser's window may only be driven with system access.
    let process = driver::start("geckodriver", &["--allow-system-access", &bidi_port]).await?;
    let mut caps = DesiredCapabilities::firefox();
    caps.set_firefox_binary(&driver::installed(&["firefox-esr", "firefox"])?.to_string_lossy())?;
    caps.enable_bidi()?;
    caps.add_arg("--width=1280")?;
    caps.add_arg("--height=900")?;
    if display == Display::Headless {
        caps.add_arg("-headless")?;
    }
    let mut preferences = FirefoxPreferences::new();
    preferences.set("extensions.webextensions.uuids", json!({ ID: UUID }).to_string())?;
    preferences.set("network.dns.localDomains", hosts.join(","))?;
    preferences.set("dom.security.https_first", false)?;
    // Nothing moves while a picture is taken.
    preferences.set("ui.prefersReducedMotion", 1)?;
    caps.set_preferences(preferences)?;
    let driver = WebDriver::new(&process.url, Capabilities::from(caps)).await?;
    Ok((process, driver, None))
}

/// Installs the unpacked extension until Firefox ends; its id and the origin of its pages.
pub async fn install(session: &Session, extension: &str) -> Result<(String, String)> {
    FirefoxTools::new(session.driver.handle().clone()).install_addon(extension, Some(true)).await?;
    Ok((ID.to_owned(), format!("moz-extension://{UUID}")))
}

/// Gives the keyboard command to the extension, as Firefox does when the keys are pressed.
pub async fn command(session: &Session, _name: &str) -> Result<()> {
    chrome(
        session,
        "const window = Services.wm.getMostRecentWindow('navigator:browser');
         window.document.querySelector('#ext-keyset-id-lede_lede_example key').doCommand();",
    )
    .await
    .map(|_| ())
}

/// Ends the extension's event page, as Firefox does after half a minute without work.
pub async fn kill_background(session: &Session) -> Result<()> {
    let kill = format!(
        "await WebExtensionPolicy.getByID({}).extension.terminateBackground({{ disableResetIdleForTest: true }})",
        json!(ID)
    );
    chrome(session, &kill).await.map(|_| ())
}

/// Sets numbers among the browser's preferences; those of its look are taken up at once.
pub async fn set(session: &Session, preferences: &[(&str, u8)]) -> Result<()> {
    for (name, number) in preferences {
        chrome(session, &format!("Services.prefs.setIntPref({}, {number})", json!(name))).await?;
    }
    Ok(())
}

/// Has files saved into a folder without asking.
pub async fn download_to(session: &Session, folder: &Path) -> Result<()> {
    // The list of downloads would come up and take the focus from the page.
    let script = format!(
        "Services.prefs.setBoolPref('browser.download.alwaysOpenPanel', false);
         Services.prefs.setStringPref('browser.download.dir', {});",
        json!(folder)
    );
    chrome(session, &script).await?;
    // 2: the folder of the preference above.
    set(session, &[("browser.download.folderList", 2)]).await
}

/// Chooses an entry of the extension's part of the context menu that is open.
pub async fn choose(session: &Session, entry: &str) -> Result<()> {
    let script = format!(
        "const {{ document, setTimeout }} = Services.wm.getMostRecentWindow('navigator:browser');
         const menu = document.querySelector('#contentAreaContextMenu');
         for (let left = 100; left > 0 && menu.state !== 'open'; left -= 1) await new Promise((done) => setTimeout(done, 50));
         const item = menu.querySelector({});
         if (!item) throw new Error(`no such entry: ${{[...menu.querySelectorAll('[id*=lede]')].map((it) => it.id)}}`);
         item.doCommand();
         menu.hidePopup();",
        json!(format!("[id$='-menuitem-_{entry}']"))
    );
    chrome(session, &script).await.map(|_| ())
}

/// Runs a script in the browser's own window.
async fn chrome(session: &Session, script: &str) -> Result<Value> {
    session.driver.handle().cmd(Realm("chrome")).await?;
    let wrapped = format!(
        "const done = arguments[arguments.length - 1];
         (async () => {{ {script} }})().then((it) => done([it ?? null]), (error) => done(String(error)));"
    );
    let answer = session.driver.execute_async(wrapped, vec![]).await;
    session.driver.handle().cmd(Realm("content")).await?;
    match answer?.json() {
        Value::Array(values) => Ok(values.first().cloned().unwrap_or_default()),
        error => bail!("{error}"),
    }
}

/// Whose scripts the next commands run: the browser's (`chrome`) or the page's (`content`).
#[derive(Debug)]
struct Realm(&'static str);

impl FormatRequestData for Realm {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let path = format!("/session/{session}/moz/context");
        RequestData::new("POST".parse().unwrap_or_default(), path).add_body(json!({ "context": self.0 }))
    }
}
