//! A mark: a stable local description of one block, which finds it again after a reload and on other pages of the same site.
//!
//! What lasts between two loads is what a person wrote: the tag, hand-written names ([`names`]), the path of elements above,
//! the place among its like, and the first words and size of the text. No part is needed by itself, so hashed classes,
//! inserted siblings and new wrappers do no harm; where two blocks fit about equally well, none is found.
//!
//! A mark is a few hundred bytes of JSON, kept in the settings of a site. Not here: what a mark is for (the settings say:
//! hide it, leave it, read it), and any verdict about the block.

mod likeness;
mod names;

pub use likeness::find;

use super::{NodeId, Page, Tag};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A description of a block. Everything but the tag may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mark {
    /// The element's lower-case name.
    pub tag: String,
    /// Hand-written names, most telling first: `#id`, `.class`, `@role`, `=value` of other naming attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Place among the siblings of the same tag and names, from 0.
    #[serde(skip_serializing_if = "is_zero")]
    pub at: u32,
    /// The elements above it below `body`, nearest first: the next ones, then only those with a name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<Step>,
    /// Its first words, at most [`MAX_TEXT`] characters: to find it by, and to call it by in a list.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Words inside.
    #[serde(skip_serializing_if = "is_zero")]
    pub words: u32,
    /// Links, pictures, frames and controls inside.
    #[serde(skip_serializing_if = "is_zero")]
    pub things: u32,
}

/// An element above a marked block.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    /// The element's lower-case name.
    pub tag: String,
    /// As [`Mark::names`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// As [`Mark::at`].
    #[serde(skip_serializing_if = "is_zero")]
    pub at: u32,
}

/// Characters of text that are kept: a headline, or the first sentence of an ask.
pub const MAX_TEXT: usize = 80;
/// Names kept of the block itself; generated lists run to dozens, and the first few tell it apart.
const MAX_NAMES: usize = 4;
/// Names kept of each element above it.
const MAX_STEP_NAMES: usize = 2;
/// Elements above it that are kept.
const MAX_STEPS: usize = 6;
/// So many elements right above it are kept even without a name: they tell a block from its own wrapper.
const NEAR_STEPS: usize = 3;
/// Longest name of an element or of its naming attributes, in characters.
const MAX_NAME: usize = 40;

/// Why a mark that came in a file is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkError {
    /// It names no element.
    NoTag,
    /// It has more or longer parts than [`describe`] makes.
    TooLarge,
}

impl fmt::Display for MarkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTag => f.write_str("the description of a block names no element"),
            Self::TooLarge => f.write_str("the description of a block is longer than Lede writes them"),
        }
    }
}

impl std::error::Error for MarkError {}

impl Mark {
    /// Refuses what [`describe`] could not have made. Cost: the mark's own size.
    pub fn check(&self) -> Result<(), MarkError> {
        let fits = |tag: &str, names: &[String], most: usize| {
            is_short(tag, MAX_NAME)
                && names.len() <= most
                && names.iter().all(|it| is_short(it, MAX_NAME + 1))
        };
        let is_small = fits(&self.tag, &self.names, MAX_NAMES)
            && self.path.len() <= MAX_STEPS
            && self.path.iter().all(|it| fits(&it.tag, &it.names, MAX_STEP_NAMES))
            && is_short(&self.text, MAX_TEXT);
        match (self.tag.is_empty(), is_small) {
            (true, _) => Err(MarkError::NoTag),
            (_, false) => Err(MarkError::TooLarge),
            _ => Ok(()),
        }
    }
}

/// Describes an element; of a text node, the element around it. The page itself is described like any block.
///
/// Cost: the subtree once, and the siblings of the element and of those above it.
#[must_use]
pub fn describe(page: &Page, node: NodeId) -> Mark {
    let node = if page.is_text(node) { page.parent(node).unwrap_or(node) } else { node };
    let Step { tag, names, at } = step(page, node, MAX_NAMES);
    let path = likeness::above(page, node).map(|it| step(page, it, MAX_STEP_NAMES)).enumerate();
    let path = path.filter(|(level, it)| *level < NEAR_STEPS || !it.names.is_empty()).map(|it| it.1);
    Mark {
        tag,
        names,
        at,
        path: path.take(MAX_STEPS).collect(),
        text: first_words(page, node),
        words: page.texts(node).map(|it| page.counts(it).words).fold(0, u32::saturating_add),
        things: things(page, node),
    }
}

fn step(page: &Page, node: NodeId, most: usize) -> Step {
    let mut names = names::of(page, node);
    names.truncate(most);
    Step { tag: page.name(node).chars().take(MAX_NAME).collect(), at: place(page, node), names }
}

/// The element's place among the siblings with its tag and names, from 0.
fn place(page: &Page, node: NodeId) -> u32 {
    let Some(parent) = page.parent(node) else { return 0 };
    let own = names::of(page, node);
    let is_like = |it: &NodeId| page.name(*it) == page.name(node) && names::of(page, *it) == own;
    page.children(parent).take_while(|it| *it != node).filter(is_like).count() as u32
}

/// The first visible words inside, white space squeezed. Cost: the texts up to there.
fn first_words(page: &Page, node: NodeId) -> String {
    let mut out = String::new();
    for word in page.texts(node).flat_map(|it| page.text(it).split_whitespace()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        if MAX_TEXT <= out.len() {
            break;
        }
    }
    out.chars().take(MAX_TEXT).collect()
}

fn things(page: &Page, node: NodeId) -> u32 {
    let is_thing = |it: &NodeId| {
        matches!(
            page.tag(*it),
            Tag::A
                | Tag::Img
                | Tag::Iframe
                | Tag::Input
                | Tag::Button
                | Tag::Select
                | Tag::Textarea
                | Tag::Video
        )
    };
    page.subtree(node).filter(is_thing).count() as u32
}

fn is_short(text: &str, most: usize) -> bool {
    text.chars().nth(most).is_none()
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests;
