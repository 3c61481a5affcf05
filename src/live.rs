//! Drives the core over a live document, through the same `page.js` pass as the extension.
//!
//! For pages whose owner wants Lede in them (the demo, an embedding) and for the headless tests. The page must have loaded
//! `hands.js`, `page.js` and `hide.css` first; their global `ledePage` is bound here and does all looking and all changing.
//!
//! Not here: verdicts, observing what changes later (`extension/content.js`), and `JsError` (`api`).

use crate::{
    Scan,
    article::{Article, Extent},
    hide::Edit,
    judge::Kind,
    page::{NodeId, Page, snapshot},
    reader::Reader,
    settings::Settings,
};
use js_sys::Array;
use serde::Serialize;
use std::fmt;
use wasm_bindgen::prelude::*;
use web_sys::Document;

/// Looks at the document, finds the asks and hides them. What was shown again stays shown.
pub fn scan(document: &Document, settings: &Settings) -> Result<Scan, LiveError> {
    let seen = look(document, "brief").map_err(LiveError::Eyes)?;
    let scan = crate::scan(&parse(&seen)?, settings);
    let answer = to_js(&Answer::of(&scan)).map_err(LiveError::Hands)?;
    hands::apply(&answer, &seen.nodes()).map_err(LiveError::Hands)?;
    Ok(scan)
}

/// Reads the document's article; none where it has none. `source` numbers in the tree are places in the returned nodes.
pub fn read(document: &Document, settings: &Settings) -> Result<Option<(Article, Reader, Array)>, LiveError> {
    let seen = look(document, "full").map_err(LiveError::Eyes)?;
    let read = crate::read(&parse(&seen)?, settings);
    Ok(read.map(|(article, reader)| (article, reader, seen.nodes())))
}

/// What `scan` answers, as the hands read it.
#[derive(Debug, Serialize)]
pub struct Answer<'a> {
    hidden: Vec<Found<'a>>,
    edits: &'a [Edit],
    extent: Extent,
    subscribe: Option<&'a str>,
    readable: bool,
}

#[derive(Debug, Serialize)]
struct Found<'a> {
    id: usize,
    node: NodeId,
    also: &'a [NodeId],
    kind: Kind,
    text: &'a str,
    evidence: Vec<Reason>,
}

#[derive(Debug, Serialize)]
struct Reason {
    code: &'static str,
    values: Vec<String>,
    words: String,
}

impl<'a> Answer<'a> {
    /// The answer for a scan; ids are places in its findings.
    #[must_use]
    pub fn of(scan: &'a Scan) -> Self {
        let reason = |it: &crate::nags::Evidence| Reason {
            code: it.code(),
            values: it.values(),
            words: it.to_string(),
        };
        let hidden = scan.findings.hidden.iter().enumerate().map(|(id, it)| Found {
            id,
            node: it.node,
            also: &it.also,
            kind: it.kind,
            text: &it.text,
            evidence: it.evidence.iter().map(reason).collect(),
        });
        Self {
            hidden: hidden.collect(),
            edits: &scan.edits,
            extent: scan.extent,
            subscribe: scan.subscribe.as_deref(),
            readable: scan.readable,
        }
    }
}

/// A value as plain JavaScript objects, numbers and strings; maps become objects.
pub fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}

/// Why a live document could not be dealt with.
#[derive(Debug, Clone, PartialEq)]
pub enum LiveError {
    /// The eyes failed, mostly because `page.js` is not loaded.
    Eyes(JsValue),
    /// What the eyes handed over does not parse.
    Snapshot(snapshot::SnapshotError),
    /// The hands failed; what they did is in the ledger.
    Hands(JsValue),
}

impl fmt::Display for LiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Eyes(error) => write!(f, "the page could not be looked at: {error:?}"),
            Self::Snapshot(error) => write!(f, "what was seen of the page does not parse: {error}"),
            Self::Hands(error) => write!(f, "the edits could not be done: {error:?}"),
        }
    }
}

impl std::error::Error for LiveError {}

fn parse(seen: &Snapshot) -> Result<Page, LiveError> {
    snapshot::parse(&seen.numbers(), &seen.text()).map_err(LiveError::Snapshot)
}

/// The calls of `extension/hands.js`, which documents them.
pub mod hands {
    use super::{Array, JsValue, wasm_bindgen};

    #[wasm_bindgen(js_namespace = ledePage)]
    #[allow(missing_docs, reason = "hands.js documents them")]
    extern "C" {
        #[wasm_bindgen(catch)]
        pub fn apply(answer: &JsValue, nodes: &Array) -> Result<(), JsValue>;
        pub fn ledger() -> JsValue;
        pub fn show(id: u32);
        pub fn hide(id: u32);
        #[wasm_bindgen(js_name = showAll)]
        pub fn show_all();
        #[wasm_bindgen(js_name = hideAgain)]
        pub fn hide_again();
        pub fn undo();
    }
}

#[wasm_bindgen(js_namespace = ledePage)]
extern "C" {
    #[wasm_bindgen(catch, js_name = snapshot)]
    fn look(page: &Document, mode: &str) -> Result<Snapshot, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// What the eyes saw.
    #[derive(Debug, Clone)]
    pub type Snapshot;
    #[wasm_bindgen(method, getter)]
    fn numbers(this: &Snapshot) -> Vec<u32>;
    #[wasm_bindgen(method, getter)]
    fn text(this: &Snapshot) -> String;
    #[wasm_bindgen(method, getter)]
    fn nodes(this: &Snapshot) -> Array;
}
