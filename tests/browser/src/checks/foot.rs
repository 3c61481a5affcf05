//! The bars at the foot of a page: the notice of a cut article, and what is said while the user peeks or points. They never lie over one
//! another, are wholly in the window however narrow, and have the colours of popup and options, in each scheme and in the user's own colours.
//!
//! Not here: when a bar comes and goes (the fixture pages, `ledger`).

use super::{
    Problems,
    stage::{Need, Scheme, need, prefer},
};
use crate::{
    case::Case,
    probe::{PATIENCE, PAUSE, until},
    server::Server,
    session::Session,
};
use anyhow::{Result, bail};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

/// A page that says it holds only a part of its article, and has an ask to peek at.
pub const PAGE: &str = "live-gated-json-ld";

/// Windows, CSS px: a wide one, and one as narrow as a telephone.
const WIDTHS: [u32; 2] = [1280, 400];

/// In the content script's world, as no other sees what stands in a closed shadow root: the bars, and which colours are not those of ui.css.
const LOOK: &str = "const sheet = (await (await fetch('ui.css')).text()).replaceAll(':root', ':host');
 const target = { tabId: await desk.tab(URL) };
 const [{ result }] = await chrome.scripting.executeScript({ target, args: [sheet], func: (css) => {
     const rootOf = (it) => it.openOrClosedShadowRoot ?? globalThis.chrome.dom.openOrClosedShadowRoot(it);
     const host = document.querySelector('lede-notice');
     if (!host) return null;
     const probe = document.createElement('lede-probe');
     const own = new CSSStyleSheet();
     own.replaceSync(css);
     probe.attachShadow({ mode: 'open' }).adoptedStyleSheets = [own];
     document.documentElement.append(probe);
     const colour = (it, name) => getComputedStyle(it).getPropertyValue(name).trim();
     const strange = ['--paper', '--sheet', '--ink', '--soft', '--line', '--firm', '--red'].filter((it) => colour(host, it) !== colour(probe, it));
     probe.remove();
     const bars = [...rootOf(host).querySelectorAll('.bar')].map((it) => {
         const { left, top, right, bottom } = it.getBoundingClientRect();
         return { left, top, right, bottom, ground: getComputedStyle(it).backgroundColor, text: it.innerText.trim() };
     });
     const system = document.createElement('i');
     system.style.color = 'Canvas';
     document.documentElement.append(system);
     const canvas = getComputedStyle(system).color;
     system.remove();
     return { strange, bars, canvas, width: innerWidth, height: innerHeight, seen: host.checkVisibility() };
 } });
 return result;";

/// Checks the bars in every width, scheme and palette.
pub async fn check(session: &Session, case: &Case, server: &Server) -> Result<Problems> {
    let mut problems = Problems::new();
    let url = server.page(case);
    let window = session.driver.get_window_rect().await?;
    let checked = all(session, &url, &mut problems).await;
    session
        .driver
        .set_window_rect(window.x, window.y, u32::try_from(window.width)?, u32::try_from(window.height)?)
        .await?;
    prefer(session, Scheme::Light).await?;
    need(session, Need::LessMotion).await?;
    checked.map(|()| problems)
}

async fn all(session: &Session, url: &str, problems: &mut Problems) -> Result<()> {
    session.open(url).await?;
    until(session, "notice", json!([]), |it| *it == json!(true)).await?;
    session.tell(url, json!({ "type": "peek" })).await?;
    for width in WIDTHS {
        session.driver.set_window_rect(0, 0, width, 800).await?;
        for scheme in Scheme::ALL {
            prefer(session, scheme).await?;
            let what = format!("{width} px wide, {}", scheme.name());
            let seen =
                look(session, url, |it| it.pointer("/bars/1").is_some() && strange(it) == Some(0)).await?;
            if strange(&seen) != Some(0) {
                problems.push(format!("{what}: not the colours of the popup: {seen}"));
            }
            check_places(&seen, &what, problems);
        }
    }
    need(session, Need::OwnColours).await?;
    let is_canvas =
        |it: &Value| it.pointer("/bars/0/ground") == it.get("canvas") && it.get("canvas").is_some();
    let seen = look(session, url, is_canvas).await?;
    if !is_canvas(&seen) {
        problems.push(format!("bars without the colours of the user: {seen}"));
    }
    session.tell(url, json!({ "type": "peek" })).await?;
    session.tell(url, json!({ "type": "pick" })).await?;
    let seen = look(session, url, |it| it.get("seen") == Some(&json!(false))).await?;
    if seen.get("seen") != Some(&json!(false)) {
        problems.push(format!("a bar stands under what asks to point: {seen}"));
    }
    session.open(url).await
}

/// No bar lies over another or beyond the window.
fn check_places(seen: &Value, what: &str, problems: &mut Problems) {
    let side = |bar: &Value, name: &str| bar.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
    let bars = seen.get("bars").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let inside = |it: &Value| {
        0.0 <= side(it, "left")
            && side(it, "right") <= side(seen, "width")
            && 0.0 <= side(it, "top")
            && side(it, "bottom") <= side(seen, "height")
    };
    let apart =
        bars.windows(2).all(|it| matches!(it, [one, next] if side(one, "bottom") <= side(next, "top")));
    if bars.len() != 2 || !apart || !bars.iter().all(inside) {
        problems.push(format!("{what}: the bars do not stand above one another in the window: {seen}"));
    }
}

/// How many colours are strange.
fn strange(seen: &Value) -> Option<usize> {
    seen.get("strange").and_then(Value::as_array).map(Vec::len)
}

/// Looks until it is as expected or patience is at an end; what was seen last.
async fn look(session: &Session, url: &str, expected: impl Fn(&Value) -> bool) -> Result<Value> {
    let deadline = Instant::now() + PATIENCE;
    let script = LOOK.replace("URL", &json!(url).to_string());
    loop {
        let seen = session.desk(&script).await?;
        if expected(&seen) {
            return Ok(seen);
        }
        if deadline < Instant::now() {
            return if seen.is_null() { bail!("no bar is on the page") } else { Ok(seen) };
        }
        sleep(PAUSE).await;
    }
}
