//! The reader in a page that embeds the core, as the demo does: here its closed shadow root can be opened before it is made, so that
//! what stands in it can be looked at. The files are those that the extension ships.

use crate::session::{Browser, Session};
use anyhow::{Result, bail};
use serde_json::{Value, json};

/// Opens shadow roots that ask to be closed, then loads the demo's stage into the page that is open.
const RAISE: &str = "const [before, done] = arguments;
 const attach = Element.prototype.attachShadow;
 Element.prototype.attachShadow = function () { return attach.call(this, { mode: 'open' }); };
 new Function(before)();
 addEventListener('ledestage', ({ detail }) => { window.stage = detail; detail.openReader(() => {}); done(null); });
 addEventListener('ledetrouble', ({ detail }) => done(detail));
 const script = document.createElement('script');
 script.type = 'module';
 script.src = '/stage.js';
 document.head.append(script);";

/// Opens a page of the demo's server and its article in the reader; `before` is run in the page first.
pub async fn raise(session: &Session, url: &str, before: &str) -> Result<()> {
    session.driver.goto(url).await?;
    let answer = session.driver.execute_async(RAISE, vec![json!(before)]).await?;
    match answer.json() {
        Value::Null => Ok(()),
        trouble => bail!("the stage is not there: {trouble}"),
    }
}

/// Highlights the beginning of the paragraph that `arguments[0]` finds among the long ones, by the key; the words.
const HIGHLIGHT: &str = "const paragraphs = [...document.querySelectorAll('lede-reader [data-lede=body] > p')].map((it) => it.firstChild);
 const node = paragraphs[arguments[0]]((it) => it.length > 80);
 const range = document.createRange();
 range.setStart(node, 0);
 range.setEnd(node, 60);
 getSelection().removeAllRanges();
 getSelection().addRange(range);
 const words = String(range).trim();
 document.querySelector('lede-reader').shadowRoot.querySelector('dialog')
     .dispatchEvent(new KeyboardEvent('keydown', { key: 'h', bubbles: true, cancelable: true, composed: true }));
 return words;";

/// Which of the long paragraphs of an article.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Paragraph {
    /// The first.
    First,
    /// The last.
    Last,
}

/// Highlights the beginning of a long paragraph in the reader, as a reader would by the key; the words.
pub async fn highlight(session: &Session, paragraph: Paragraph) -> Result<Value> {
    let find = match paragraph {
        Paragraph::First => "find",
        Paragraph::Last => "findLast",
    };
    Ok(session.driver.execute(HIGHLIGHT, vec![json!(find)]).await?.json().clone())
}

/// What the system says of colours.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// As CSS calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Makes the system say so, for the window in front.
pub async fn prefer(session: &Session, scheme: Scheme) -> Result<()> {
    match session.browser {
        Browser::Chromium => {
            crate::chromium::emulate(session, &[("prefers-color-scheme", scheme.name())]).await
        }
        Browser::Firefox => {
            let number = u8::from(scheme == Scheme::Light);
            crate::firefox::set(session, &[("layout.css.prefers-color-scheme.content-override", number)])
                .await
        }
    }
}

/// What the system says that a person needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing: things may move.
    Nothing,
    /// Little that moves, as the browsers are started.
    LessMotion,
    /// More contrast; Firefox knows that only together with colours of the user's own.
    MoreContrast,
    /// Colours of the user's own.
    OwnColours,
}

/// Makes the system say so, and nothing else, for the window in front.
pub async fn need(session: &Session, need: Need) -> Result<()> {
    let motion = if need == Need::Nothing { "no-preference" } else { "reduce" };
    match session.browser {
        Browser::Chromium => {
            let more = match need {
                Need::Nothing | Need::LessMotion => None,
                Need::MoreContrast => Some(("prefers-contrast", "more")),
                Need::OwnColours => Some(("forced-colors", "active")),
            };
            let features = more.into_iter().chain([("prefers-reduced-motion", motion)]);
            crate::chromium::emulate(session, &features.collect::<Vec<_>>()).await
        }
        Browser::Firefox => {
            let is_own = matches!(need, Need::MoreContrast | Need::OwnColours);
            // 2: the user's own colours instead of the page's; 0: as the system has it.
            let colours = ("browser.display.document_color_use", if is_own { 2 } else { 0 });
            let motion = ("ui.prefersReducedMotion", u8::from(need != Need::Nothing));
            crate::firefox::set(session, &[motion, colours]).await
        }
    }
}
