//! The short texts around the title: where pages put byline and date.
//!
//! Reading order is all that a saved page tells about nearness, so this is a window of text nodes around the title's
//! heading (or the article's first words). What the texts mean is not known here.

use crate::{
    article::chosen::Chosen,
    page::{NodeId, Page, Tag},
};

/// Text nodes before the heading that are looked at: kickers and dates above the title.
const BEFORE: usize = 12;

/// Text nodes after the heading that are looked at: deck, byline, date, share bar.
const AFTER: usize = 40;

/// Most nodes of a block that is one line; larger ones hold the whole page between their texts.
pub const MAX_NODES: usize = 60;

/// Longest text, in characters, that can be a byline or date; decks and paragraphs are longer.
const MAX_CHARS: usize = 160;

/// A short text near the title.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The element that holds it.
    pub node: NodeId,
    /// Its first text.
    pub start: NodeId,
    /// Its text.
    pub text: String,
    /// How many texts it stands after the title; negative before it.
    pub distance: i32,
}

/// The window around the title.
#[derive(Debug, Clone, Default)]
pub struct Near {
    /// Short blocks and inline runs, in document order.
    pub pieces: Vec<Piece>,
    /// First and last node of the window.
    pub range: Option<(NodeId, NodeId)>,
    /// The title's heading, or where the article begins.
    pub origin: Option<NodeId>,
    /// Whether the page waits for its script and hides the article with all around it.
    waits: bool,
}

impl Near {
    /// Collects the window.
    #[must_use]
    pub fn of(page: &Page, heading: Option<NodeId>, chosen: &Chosen) -> Self {
        let Some(origin) = heading.or_else(|| chosen.span().map(|it| it.0)) else { return Self::default() };
        let waits = page.is_hidden(origin) || chosen.span().is_some_and(|it| page.is_hidden(it.0));
        let shown = |it: &NodeId| {
            page.is_text(*it) && (waits || !page.is_hidden(*it)) && !page.text(*it).trim().is_empty()
        };
        let before: Vec<NodeId> = (0..origin.0).rev().map(NodeId).filter(shown).take(BEFORE).collect();
        let after_heading = if page.is_text(origin) { origin.index() } else { page.end(origin) };
        let after = (after_heading..page.len()).map(|it| NodeId(it as u32)).filter(shown).take(AFTER);
        let before = before.into_iter().enumerate().map(|(at, id)| (-1 - at as i32, id));
        let mut texts: Vec<(i32, NodeId)> = before.collect();
        texts.reverse();
        texts.extend(after.enumerate().map(|(at, id)| (at as i32, id)));
        let range = texts.first().zip(texts.last()).map(|(first, last)| (first.1, last.1));
        let mut pieces: Vec<Piece> = Vec::new();
        let mut line: Option<NodeId> = None;
        for (distance, id) in texts {
            let text = page.text(id).split_whitespace().collect::<Vec<_>>().join(" ");
            let block = page.ancestors(id).find(|&it| !page.tag(it).is_inline());
            if block != line {
                line = block;
                if let Some(block) = block.filter(|&it| page.end(it) - it.index() <= MAX_NODES) {
                    let whole = page.subtree_text(block);
                    if whole.chars().count() <= MAX_CHARS && whole != text {
                        pieces.push(Piece { node: block, start: id, text: whole, distance });
                    }
                }
            }
            if text.chars().count() <= MAX_CHARS {
                pieces.push(Piece { node: page.parent(id).unwrap_or(id), start: id, text, distance });
            }
        }
        Self { pieces, range, origin: Some(origin), waits }
    }

    /// Shown elements of the window in document order.
    pub fn elements<'a>(&self, page: &'a Page) -> impl Iterator<Item = NodeId> + use<'a> {
        let waits = self.waits;
        let (first, last) = self.range.map_or((1, 0), |(first, last)| (first.0.saturating_sub(8), last.0));
        (first..=last)
            .map(NodeId)
            .filter(move |&it| page.tag(it) != Tag::Text && (waits || !page.is_hidden(it)))
    }
}
