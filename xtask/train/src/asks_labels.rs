//! The hand labels of asks, laid over the pages: which part of a page's text is ask, which must stay.
//!
//! Labels are texts, so everything here happens on the page's text squeezed to letters and digits; an element is a range
//! of it. Not here: fitting (`asks`).

use crate::corpus;
use anyhow::{Context, Result};
use lede::judge::Kind;
use lede::page::{NodeId, Page, saved};
use rayon::prelude::*;
use serde::Deserialize;
use std::path::Path;

/// One line of `nags.jsonl.gz`.
#[derive(Debug, Deserialize)]
pub struct Labelled {
    /// The page's name in the corpus.
    pub page: String,
    file: String,
    url: Option<String>,
    /// The labelled blocks.
    pub blocks: Vec<Label>,
}

/// A labelled block.
#[derive(Debug, Deserialize)]
pub struct Label {
    #[serde(rename = "label")]
    verdict: String,
    text: String,
    hide: Option<String>,
    keep: Option<String>,
    nag: Option<String>,
}

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Not labelled: hardly ever an ask.
    None,
    /// Labelled as to be kept.
    Keep,
    /// An ask of the kind.
    Ask(Kind),
    /// Another ask, which is left alone and may go.
    Other,
    /// Nobody knows.
    Unsure,
}

/// A page with its labels laid over it.
pub struct Sheet {
    /// The page's name in the corpus.
    pub name: String,
    /// The host, or the name where there is none.
    pub site: String,
    /// The part of the corpus that holds it out.
    pub fold: usize,
    /// The page.
    pub page: Page,
    /// Its visible text, letters and digits only.
    pub text: String,
    starts: Vec<u32>,
    parts: Vec<Part>,
    /// Phrases to hide, with their kinds.
    pub asks: Vec<(Kind, String)>,
    /// Phrases to keep.
    pub keeps: Vec<String>,
    /// Whole texts of labelled blocks that are not to be kept.
    pub excused: Vec<String>,
}

/// What an element is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answer {
    /// All of it is an ask of the kind; the weight.
    Ask(Kind, f32),
    /// Not an ask, or more than one; the weight.
    Not(f32),
    /// Not for training.
    Unknown,
}

/// Reads the labelled pages.
pub fn sheets(folder: &Path) -> Result<Vec<Sheet>> {
    let text = corpus::lines(&folder.join("nags.jsonl.gz"))?;
    let lines: Vec<&str> = text.lines().filter(|it| !it.trim().is_empty()).collect();
    lines
        .par_iter()
        .map(|line| {
            let labelled: Labelled = serde_json::from_str(line).context("a line of nags.jsonl")?;
            let url = labelled.url.clone().unwrap_or_default();
            let page = corpus::page(folder, &labelled.file, &url)?;
            let site = if url.is_empty() { labelled.page.clone() } else { corpus::host(&url).to_owned() };
            Ok(Sheet::new(page, &labelled, site, &url))
        })
        .collect()
}

/// Sentences written by us, each on a made-up page in several places: asks and look-alikes in many languages.
pub fn written(folder: &Path) -> Result<Vec<Sheet>> {
    let mut sheets = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| format!("reading {}", folder.display()))?
        .flatten()
        .map(|it| it.path())
        .collect();
    files.sort();
    for file in files.into_iter().filter(|it| it.extension().is_some_and(|it| it == "txt")) {
        let text = std::fs::read_to_string(&file)?;
        for (count, line) in text.lines().filter(|it| !it.starts_with('#')).enumerate() {
            let Some((label, said)) = line.split_once(": ") else { continue };
            // Two places each, in turn: more sentences teach more than the same one again.
            for place in [count % PLACES, (count + 2) % PLACES] {
                let (html, whole) = made_up(label, said, place);
                let block =
                    Label { verdict: label.to_owned(), text: whole, hide: None, keep: None, nag: None };
                let labelled = Labelled {
                    page: format!("written/{}", sheets.len()),
                    file: String::new(),
                    url: None,
                    blocks: vec![block],
                };
                let mut sheet = Sheet::new(saved::parse(&html, ""), &labelled, labelled.page.clone(), "");
                sheet.fold = WRITTEN;
                sheets.push(sheet);
            }
        }
    }
    Ok(sheets)
}

/// The fold of what we wrote ourselves: held out of none.
pub const WRITTEN: usize = usize::MAX;
/// Places of a made-up page that can hold a sentence.
const PLACES: usize = 4;

const FILLER: [&str; 3] = [
    "The old bridge over the river had stood for two hundred years when the engineers came to look at it. They found cracks in the northern pier, and a colony of bats beneath the southern one. Nobody in the town was surprised, for the bridge had always made a noise in the wind, and the baker across the road kept a list of the stones that had fallen since his grandfather's time.",
    "The council met on a wet evening in the school. Some wanted a new bridge of steel, others thought that the ferry would do, as it had done before. An architect from the coast showed drawings, and a teacher asked what would become of the bats. In the end the vote was put off until spring, when the water is low and the pier can be reached on foot.",
    "Until then the lorries take the long way round through the hills. The children count them from the classroom window, and the miller says that he has not slept so well in years.",
];

/// A page with the sentence in one of several places, and the text of the block that holds it.
fn made_up(label: &str, said: &str, place: usize) -> (String, String) {
    let mut parts = said.split(" | ");
    let sentence = parts.next().unwrap_or_default();
    let buttons: Vec<&str> = parts.collect();
    let links = buttons.iter().fold(String::new(), |links, it| links + "<a href='/x'>" + it + "</a> ");
    let block = match (place, label) {
        (0, _) => format!("<div><h3>{sentence}</h3>{links}</div>"),
        (1, _) => format!("<div><p>{sentence}</p><p>{links}</p></div>"),
        (2, "newsletter") => format!(
            "<div><h2>{sentence}</h2><form><input type=email name=email><button>{}</button></form></div>",
            buttons.join(" ")
        ),
        (2, _) => format!("<div><span>{sentence}</span> <button>{}</button></div>", buttons.join(" ")),
        _ => format!("<p>{sentence} {links}</p>"),
    };
    let at = |wanted: usize| if place == wanted { block.as_str() } else { "" };
    let [one, two, three] = FILLER;
    let html = format!(
        "<title>The bridge</title><header><nav><a href=/>Home</a> <a href=/town>Town</a></nav></header><main><article><h1>The bridge</h1><p>{one}</p>{}<p>{two}</p>{}<p>{three}</p></article></main><aside>{}</aside><footer>{}<p>Printed in the valley</p></footer>",
        at(0),
        at(3),
        at(1),
        at(2)
    );
    (html, format!("{sentence} {}", buttons.join(" ")))
}

/// Lower case, letters and digits only, as the scorer compares.
pub fn squeeze(text: &str) -> String {
    text.to_lowercase().chars().filter(|it| it.is_alphanumeric()).collect()
}

impl Sheet {
    fn new(page: Page, labelled: &Labelled, site: String, url: &str) -> Self {
        let (mut text, mut starts) = (String::new(), Vec::with_capacity(page.len() + 1));
        for id in page.ids() {
            starts.push(text.len() as u32);
            if page.is_text(id) && !page.is_hidden(id) {
                text.push_str(&squeeze(page.text(id)));
            }
        }
        starts.push(text.len() as u32);
        let fold = corpus::fold(url);
        let parts = vec![Part::None; text.len()];
        let mut sheet = Self {
            name: labelled.page.clone(),
            site,
            fold,
            page,
            text,
            starts,
            parts,
            asks: Vec::new(),
            keeps: Vec::new(),
            excused: Vec::new(),
        };
        for label in &labelled.blocks {
            sheet.lay(label);
        }
        sheet
    }

    /// The element's range in the squeezed text.
    pub fn range(&self, id: NodeId) -> std::ops::Range<usize> {
        let at = |index: usize| self.starts.get(index).map_or(self.text.len(), |&it| it as usize);
        at(id.index())..at(self.page.end(id))
    }

    /// What the element is made of, for training.
    pub fn answer(&self, id: NodeId) -> Answer {
        let range = self.range(id);
        let parts = &self.parts[range.clone()];
        if parts.len() < 4 {
            return Answer::Unknown;
        }
        let share =
            |is: fn(&Part) -> bool| parts.iter().filter(|it| is(it)).count() as f32 / parts.len() as f32;
        let ask = share(|it| matches!(it, Part::Ask(_)));
        let (keep, other, unsure) =
            (share(|it| *it == Part::Keep), share(|it| *it == Part::Other), share(|it| *it == Part::Unsure));
        let kinds = Kind::ALL.map(|kind| (kind, parts.iter().filter(|it| **it == Part::Ask(kind)).count()));
        let kind = kinds.iter().max_by_key(|it| it.1).map_or(Kind::Newsletter, |it| it.0);
        if ask >= 0.8 && keep < 0.05 {
            Answer::Ask(kind, 1.0)
        } else if unsure >= 0.4 {
            Answer::Unknown
        } else if keep >= 0.1 || ask < 0.2 {
            Answer::Not(if other >= 0.5 { 0.4 } else { 1.0 })
        } else if ask < 0.55 {
            Answer::Not(0.5)
        } else {
            Answer::Unknown
        }
    }

    /// Whether a label says that the element, something in it, or what it lies in must stay.
    pub fn is_kept(&self, id: NodeId) -> bool {
        let text = &self.text[self.range(id)];
        text.len() >= 4
            && self.keeps.iter().any(|it| it.len() >= 4 && (text.contains(it.as_str()) || it.contains(text)))
    }

    fn lay(&mut self, label: &Label) {
        let whole = squeeze(&label.text);
        let hide = squeeze(label.hide.as_deref().unwrap_or(&label.text.chars().take(60).collect::<String>()));
        let kind =
            kind_of(label.nag.as_deref().filter(|_| label.verdict == "mixed").unwrap_or(&label.verdict));
        if label.verdict != "keep" {
            self.excused.push(whole.clone());
        }
        let keep = match label.verdict.as_str() {
            "mixed" => label.keep.as_deref().map(squeeze),
            "keep" => Some(squeeze(&label.text.chars().take(70).collect::<String>())),
            _ => None,
        };
        self.keeps.extend(keep.clone());
        if let Some(kind) = kind {
            self.asks.push((kind, hide.clone()));
        }
        match (label.verdict.as_str(), kind) {
            ("keep", _) => {
                self.paint_blocks(&whole, Part::Keep);
            }
            ("other", _) => {
                self.paint_blocks(&whole, Part::Other);
            }
            ("unsure", _) => {
                self.paint_blocks(&whole, Part::Unsure);
            }
            ("mixed", Some(kind)) => {
                self.paint_blocks(&whole, Part::Unsure);
                self.paint_smallest(&hide, keep.as_deref(), Part::Ask(kind));
                self.paint_smallest(&keep.unwrap_or_default(), Some(&hide), Part::Keep);
            }
            (_, Some(kind)) if !self.paint_blocks(&whole, Part::Ask(kind)) => {
                self.paint_smallest(&hide, None, Part::Ask(kind));
            }
            _ => {}
        }
    }

    /// Paints every element whose text is the block's (labels hold the first 600 characters).
    fn paint_blocks(&mut self, whole: &str, part: Part) -> bool {
        if whole.len() < 4 {
            return false;
        }
        let ids: Vec<NodeId> = self.page.ids().filter(|&id| !self.page.is_text(id)).collect();
        let mut found = false;
        for id in ids {
            let range = self.range(id);
            let text = &self.text[range.clone()];
            let is_cut = whole.len() > 380;
            let fits = text == whole || (is_cut && text.starts_with(whole) && text.len() < whole.len() * 4);
            if fits {
                found = true;
                self.paint(range, part);
            }
        }
        found
    }

    /// Paints the smallest elements that hold one phrase and not the other.
    fn paint_smallest(&mut self, phrase: &str, without: Option<&str>, part: Part) {
        if phrase.len() < 4 {
            return;
        }
        let holds: Vec<NodeId> = self
            .page
            .ids()
            .filter(|&id| !self.page.is_text(id) && self.text[self.range(id)].contains(phrase))
            .collect();
        for (at, &id) in holds.iter().enumerate() {
            let is_smallest = holds.get(at + 1).is_none_or(|&next| !self.page.contains(id, next));
            let range = self.range(id);
            if is_smallest
                && range.len() < 2_000
                && without.is_none_or(|it| it.len() < 4 || !self.text[range.clone()].contains(it))
            {
                self.paint(range, part);
            }
        }
    }

    fn paint(&mut self, range: std::ops::Range<usize>, part: Part) {
        for it in &mut self.parts[range] {
            // Asks are painted over what they lie in, never over.
            let is_lower = !matches!(*it, Part::Ask(_)) || matches!(part, Part::Ask(_));
            if is_lower && (*it != Part::Keep || part != Part::Unsure) {
                *it = part;
            }
        }
    }
}

fn kind_of(label: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|it| it.name() == label)
}
