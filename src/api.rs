//! What JavaScript calls; the only place that knows `JsError`.
//!
//! The extension's background calls the functions with a snapshot that came in a message; a page that embeds the core makes
//! a [`LiveLede`]. Values cross once each way: numbers and text in, plain objects out (their forms: `live::Answer` and
//! `reader::Reader`). Nothing here panics on what a page holds, and should the core ever, the console says where.
//!
//! Not here: verdicts, where settings are kept, and when a page is looked at (`extension/content.js`).

use crate::{
    article::Article,
    export::{self, Highlights, Picture, PictureKind},
    judge, live, nags,
    page::{NodeId, Page, mark, snapshot},
    reader::{
        Reader,
        passage::{self, Passage},
    },
    report::Report,
    settings::Settings,
};
use js_sys::{Array, Uint8Array, Uint32Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// Scans a small page with something of everything, so that the engine has compiled what a scan runs before a page waits for it:
/// it compiles a function when it is first called, and a cold scan of 5,000 nodes took five times as long as a warm one.
#[wasm_bindgen]
pub fn warm() {
    if let Ok(page) = include_str!("warm.outline").parse::<Page>() {
        let scan = crate::scan(&page, &Settings::default());
        live::to_js(&live::Answer::of(&scan)).ok();
    }
}

/// Finds the asks in a snapshot; `settings` may be undefined.
#[wasm_bindgen]
pub fn scan(numbers: &[u32], text: &str, settings: JsValue) -> Result<JsValue, JsError> {
    let scan = crate::scan(&parse(numbers, text)?, &read_settings(settings)?);
    answered(live::to_js(&live::Answer::of(&scan)))
}

/// Reads a snapshot's article as a tree of allow-listed elements; null where it has none. `earlier` holds the snapshots of the
/// pages before it, pairs of numbers and text, where an article comes in parts; it may be empty.
#[wasm_bindgen]
pub fn read(numbers: &[u32], text: &str, settings: JsValue, earlier: &Array) -> Result<JsValue, JsError> {
    match read_parts(numbers, text, settings, earlier)? {
        Some((article, reader)) if article.is_readable => answered(live::to_js(&reader)),
        _ => Ok(JsValue::NULL),
    }
}

/// Describes a node of a snapshot: `{ mark, found, refused }`. `found` says whether the mark finds that very block again, `refused`
/// whether it would stay although the user wants it hidden, because it holds the better part of the article.
#[wasm_bindgen]
pub fn describe(numbers: &[u32], text: &str, node: u32) -> Result<JsValue, JsError> {
    let page = parse(numbers, text)?;
    let mark = mark::describe(&page, NodeId(node));
    let found = mark::find(&page, &mark) == Some(NodeId(node));
    let refused = nags::refuses(&page, &judge::judge(&page), NodeId(node)).is_some();
    answered(live::to_js(&Described { mark, found, refused }))
}

/// The text of a report's file about a snapshot; `version` is Lede's, `browser` what the browser calls itself.
#[wasm_bindgen]
pub fn report(
    numbers: &[u32],
    text: &str,
    settings: JsValue,
    version: &str,
    browser: &str,
) -> Result<String, JsError> {
    let report = Report::of(numbers, text, &read_settings(settings)?, version, browser)?;
    Ok(serde_json::to_string(&report)?)
}

/// A snapshot's article as Markdown, with the highlights if there are any; undefined where it has none. An `address` that is
/// not empty asks for front matter.
#[wasm_bindgen]
pub fn markdown(
    numbers: &[u32],
    text: &str,
    settings: JsValue,
    earlier: &Array,
    highlights: JsValue,
    address: &str,
) -> Result<Option<String>, JsError> {
    let read = read_parts(numbers, text, settings, earlier)?;
    let highlights = read_highlights(highlights)?;
    Ok(read.map(|(article, _)| {
        let front = if address.is_empty() { String::new() } else { export::front_matter(&article, address) };
        front + &export::markdown(&export::marked(article, &highlights))
    }))
}

/// A snapshot's article as the bytes of an EPUB file; undefined where it has none. `pictures` are pairs of an address, as the
/// reader's tree has it, and the file's bytes; those of other formats than EPUB readers must know are left out.
#[wasm_bindgen]
pub fn epub(
    numbers: &[u32],
    text: &str,
    settings: JsValue,
    earlier: &Array,
    highlights: JsValue,
    pictures: &Array,
) -> Result<Option<Vec<u8>>, JsError> {
    let read = read_parts(numbers, text, settings, earlier)?;
    let highlights = read_highlights(highlights)?;
    let pictures: Vec<Picture> = pictures.iter().filter_map(|pair| picture(&Array::from(&pair))).collect();
    Ok(read.map(|(article, _)| export::epub(&export::marked(article, &highlights), &pictures)))
}

/// Where each highlighted passage stands in the text now: `[[start, end] | null]`, in UTF-16 units.
#[wasm_bindgen]
pub fn find_passages(text: &str, passages: JsValue) -> Result<JsValue, JsError> {
    let passages: Vec<Passage> = serde_wasm_bindgen::from_value(passages)?;
    answered(live::to_js(&passage::find(text, &passages)))
}

/// Refuses settings that the options page could not have made, with a reason; gives back what was understood.
#[wasm_bindgen]
pub fn check_settings(settings: JsValue) -> Result<JsValue, JsError> {
    let settings = read_settings(settings)?;
    settings.check()?;
    answered(live::to_js(&settings))
}

/// The core over one live document, for a page that loaded `hands.js`, `page.js` and `hide.css`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct LiveLede {
    document: Document,
    settings: Settings,
    nodes: Array,
}

#[wasm_bindgen]
#[allow(clippy::unused_self, reason = "a page wants to hold one object with all the calls")]
impl LiveLede {
    /// Takes up a document; nothing is read or changed yet. `settings` may be undefined.
    #[wasm_bindgen(constructor)]
    pub fn new(document: Document, settings: JsValue) -> Result<LiveLede, JsError> {
        Ok(Self { document, settings: read_settings(settings)?, nodes: Array::new() })
    }

    /// Finds the asks and hides them; answers `{ hidden, edits, extent, subscribe, readable }`.
    pub fn scan(&self) -> Result<JsValue, JsError> {
        let scan = live::scan(&self.document, &self.settings)?;
        answered(live::to_js(&live::Answer::of(&scan)))
    }

    /// Reads the article as a tree of allow-listed elements; null where there is none.
    pub fn read(&mut self) -> Result<JsValue, JsError> {
        let read = live::read(&self.document, &self.settings)?.filter(|(article, ..)| article.is_readable);
        let Some((_, reader, nodes)) = read else {
            return Ok(JsValue::NULL);
        };
        self.nodes = nodes;
        answered(live::to_js(&reader))
    }

    /// The live element behind a `source` number of the tree that `read` gave last.
    #[must_use]
    pub fn element(&self, source: u32) -> Option<Element> {
        self.nodes.get(source).dyn_into().ok()
    }

    /// What was hidden, each with why: `[{ id, kind, text, evidence, shown, fightsBack }]`.
    #[must_use]
    pub fn ledger(&self) -> JsValue {
        live::hands::ledger()
    }

    /// Shows one ask again.
    pub fn show(&self, id: u32) {
        live::hands::show(id);
    }

    /// Hides one ask again.
    pub fn hide(&self, id: u32) {
        live::hands::hide(id);
    }

    /// Shows every ask again; the ledger stays.
    #[wasm_bindgen(js_name = showAll)]
    pub fn show_all(&self) {
        live::hands::show_all();
    }

    /// Hides again what was shown.
    #[wasm_bindgen(js_name = hideAgain)]
    pub fn hide_again(&self) {
        live::hands::hide_again();
    }

    /// Leaves the document as if Lede had never been.
    pub fn undo(&self) {
        live::hands::undo();
    }
}

/// What `describe` answers.
#[derive(Debug, Serialize)]
struct Described {
    mark: mark::Mark,
    found: bool,
    refused: bool,
}

fn read_parts(
    numbers: &[u32],
    text: &str,
    settings: JsValue,
    earlier: &Array,
) -> Result<Option<(Article, Reader)>, JsError> {
    let page = |pair: JsValue| {
        let pair = Array::from(&pair);
        parse(&Uint32Array::new(&pair.get(0)).to_vec(), &pair.get(1).as_string().unwrap_or_default())
    };
    let earlier = earlier.iter().map(page).collect::<Result<Vec<Page>, JsError>>()?;
    Ok(crate::read_parts(&earlier, &parse(numbers, text)?, &read_settings(settings)?))
}

fn picture(pair: &Array) -> Option<Picture> {
    let bytes = Uint8Array::new(&pair.get(1)).to_vec();
    Some(Picture { address: pair.get(0).as_string()?, kind: PictureKind::of(&bytes)?, bytes })
}

fn parse(numbers: &[u32], text: &str) -> Result<Page, JsError> {
    Ok(snapshot::parse(numbers, text)?)
}

fn read_highlights(highlights: JsValue) -> Result<Highlights, JsError> {
    if highlights.is_undefined() || highlights.is_null() {
        return Ok(Highlights::default());
    }
    Ok(serde_wasm_bindgen::from_value(highlights)?)
}

fn read_settings(settings: JsValue) -> Result<Settings, JsError> {
    if settings.is_undefined() || settings.is_null() {
        return Ok(Settings::default());
    }
    Ok(serde_wasm_bindgen::from_value(settings)?)
}

fn answered(value: Result<JsValue, JsValue>) -> Result<JsValue, JsError> {
    value.map_err(|error| JsError::new(&format!("{error:?}")))
}
