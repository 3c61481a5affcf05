//! What the system says a person needs: more contrast, colours of their own, less motion or any. The reader stands on a stage.
//!
//! Not here: names and contrast of every control in every theme (`access`).

use super::{
    Problems,
    stage::{Need, need, raise},
};
use crate::{probe::PAUSE, session::Session};
use anyhow::{Result, bail};
use serde_json::{Value, json};
use tokio::time::sleep;

/// Whether paper, ink, a link, what is set back and the line of a quotation have the system's colours.
const FORCED: &str = "const text = document.querySelector('lede-reader article'); const { shadowRoot } = document.querySelector('lede-reader');
 const probe = document.createElement('i'); document.body.append(probe);
 const link = document.createElement('a'); link.href = '/elsewhere'; text.append(link);
 const system = (name) => (probe.style.color = name, getComputedStyle(probe).color);
 const of = (it, name) => getComputedStyle(it)[name];
 const seen = [matchMedia('(forced-colors: active)').matches,
     of(shadowRoot.querySelector('dialog'), 'backgroundColor') === system('Canvas'), of(text, 'color') === system('CanvasText'),
     of(link, 'color') === system('LinkText'), of(text.querySelector('[data-lede=facts]'), 'color') === system('CanvasText'),
     of(text.querySelector('blockquote'), 'borderInlineStartColor') === system('CanvasText')];
 probe.remove(); link.remove();
 return seen;";

/// Whether the words that are set back have the colour of the others.
const CONTRAST: &str = "const text = document.querySelector('lede-reader article'); const ink = getComputedStyle(text).color;
 return [matchMedia('(prefers-contrast: more)').matches, ...['[data-lede=facts]', 'figcaption'].map((it) => getComputedStyle(text.querySelector(it)).color === ink)];";

/// Whether the text is there, and whether it comes up moving or has.
const MOVING: &str = "const { shadowRoot } = document.querySelector('lede-reader'); const main = shadowRoot.querySelector('main');
 return [!shadowRoot.querySelector('.waiting'), window.moved || main.getAnimations().length > 0 || getComputedStyle(main).animationName !== 'none'];";

/// Opens the outline and goes to its last entry: how far the layer is scrolled at once, and whether that is where it is going.
const JUMP: &str = "const { shadowRoot } = document.querySelector('lede-reader'); const dialog = shadowRoot.querySelector('dialog');
 dialog.scrollTop = 0;
 dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'o', bubbles: true, cancelable: true, composed: true }));
 [...shadowRoot.querySelectorAll('.outline button')].at(-1).click();
 return dialog.scrollTop > 200;";

/// What the reader's first moment is watched by: its dialog is told of before the page's script sees it.
const WATCH: &str = "window.moved = false;
 addEventListener('animationstart', () => (window.moved = true), true);
 const attach = Element.prototype.attachShadow;
 Element.prototype.attachShadow = function (init) {
     const root = attach.call(this, init);
     root.addEventListener('animationstart', () => (window.moved = true), true);
     return root;
 };";

/// Looks at a page until it is as the system says.
const TURNS: usize = 40;

/// So many looks after the text is there, it would have been told that it moves.
const FRAMES: usize = 10;

/// Checks each need over the newspaper; the system says nothing special afterwards.
pub async fn check(session: &Session, url: &str) -> Result<Problems> {
    let mut problems = Problems::new();
    let checked = all(session, url, &mut problems).await;
    need(session, Need::LessMotion).await?;
    checked.map(|()| problems)
}

async fn all(session: &Session, url: &str, problems: &mut Problems) -> Result<()> {
    need(session, Need::OwnColours).await?;
    raise(session, url, "").await?;
    all_true(session, FORCED, "forced colours", problems).await?;
    need(session, Need::MoreContrast).await?;
    raise(session, url, "").await?;
    all_true(session, CONTRAST, "more contrast", problems).await?;
    for (what, wants_motion) in [(Need::LessMotion, false), (Need::Nothing, true)] {
        need(session, what).await?;
        raise(session, url, WATCH).await?;
        let jumps = run(session, JUMP).await? == json!(true);
        if jumps == wants_motion {
            problems
                .push(format!("with motion {wants_motion}, the outline leads to its place at once: {jumps}"));
        }
        let moves = moves(session).await?;
        if moves != wants_motion {
            problems.push(format!("with motion {wants_motion}, the text comes up moving: {moves}"));
        }
    }
    Ok(())
}

/// Whether the text comes up moving: on a busy machine it is some time until it comes up at all, and a frame until that is told.
async fn moves(session: &Session) -> Result<bool> {
    let mut since = 0;
    for _ in 0..TURNS {
        let seen = run(session, MOVING).await?;
        if seen.get(1) == Some(&json!(true)) {
            return Ok(true);
        }
        since += usize::from(seen.get(0) == Some(&json!(true)));
        if FRAMES < since {
            return Ok(false);
        }
        sleep(PAUSE).await;
    }
    bail!("the text does not come up");
}

async fn all_true(session: &Session, script: &str, what: &str, problems: &mut Problems) -> Result<()> {
    // Browsers take up what the system says when they have a moment.
    let mut seen = Value::Null;
    let is_all = |it: &Value| it.as_array().is_some_and(|it| it.iter().all(|it| *it == json!(true)));
    for _ in 0..TURNS {
        seen = run(session, script).await?;
        if is_all(&seen) {
            break;
        }
        sleep(PAUSE).await;
    }
    if !is_all(&seen) {
        problems.push(format!("{what}: {seen}"));
    }
    Ok(())
}

async fn run(session: &Session, script: &str) -> Result<Value> {
    Ok(session.driver.execute(script, vec![]).await?.json().clone())
}
