//! Which of the judged blocks are taken for the article, and whether they are worth a reader view.
//!
//! What is an ask, a comment, a list of other articles or not shown is left out.
//! Not here: structure (`body`), metadata, whether the article is whole (`extent`).

use super::{chosen::Chosen, comments, extent, metadata::Data, related};
use crate::{
    judge::{
        Judgement,
        blocks::{self, Block},
    },
    nags::Findings,
    page::{Attr, Flags, NodeId, Page, Tag},
};

/// The texts of the article, and what they amount to.
pub struct Taken {
    /// The texts.
    pub chosen: Chosen,
    /// The elements that are left out, whatever was chosen in them.
    pub removed: Vec<NodeId>,
    /// Words of the article.
    pub words: u32,
    /// Whether this is a text to read.
    pub is_readable: bool,
}

/// Words of running text from which a page is worth a reader view. Below it are hubs, forms and error pages.
const MIN_PROSE_WORDS: u32 = 60;

/// Share, 0 to 1, of the chosen words that stand in links from which a page leads elsewhere: listings are above 0.6,
/// nine articles in ten under 0.1.
const MAX_LINK_SHARE: f32 = 0.5;

/// Words in one block from which it counts as running text; menus, cards and buttons are shorter.
const PROSE_BLOCK_WORDS: u32 = 12;

impl Taken {
    /// Takes the judge's choice, or all of the block that the user picked. Cost: a few passes over the page.
    pub fn of(
        page: &Page,
        data: &Data,
        judgement: &Judgement,
        findings: &Findings,
        picked: Option<NodeId>,
    ) -> Self {
        let mut removed: Vec<NodeId> =
            findings.hidden.iter().flat_map(|it| it.also.iter().copied().chain([it.node])).collect();
        removed.extend(unseen(page, data));
        let is_taken = |at: usize, block: &Block| match picked {
            Some(outer) => outer <= block.first && block.first.index() < page.end(outer),
            None => judgement.in_article(at),
        };
        let blocks = judgement.blocks().iter().enumerate();
        let taken: Vec<&Block> = blocks.filter(|&(at, it)| is_taken(at, it)).map(|it| it.1).collect();
        let chosen = Chosen::new(page, taken.iter().flat_map(|&it| blocks::texts(page, it)), &removed);
        let mut beside = comments::beside(page, judgement.page_kind(), &chosen);
        if picked.is_none() {
            beside.extend(related::beside(page, judgement, &chosen));
        }
        removed.extend(&beside);
        let chosen = if beside.is_empty() { chosen } else { chosen.without(page, &beside) };
        let (mut words, mut linked, mut prose) = (0, 0, 0);
        for block in taken.iter().filter(|it| chosen.any(page, it.first)) {
            words += block.words;
            linked += block.link_words;
            if block.words >= PROSE_BLOCK_WORDS {
                prose += block.words.saturating_sub(block.link_words);
            }
        }
        let is_readable =
            picked.is_some() || (prose >= MIN_PROSE_WORDS && linked as f32 <= MAX_LINK_SHARE * words as f32);
        Self { chosen, removed, words, is_readable }
    }
}

/// The texts that a live page does not show, each by its outermost element: what was hidden before, also by Lede itself.
///
/// The line we hold: of text that is declared not free, what is clipped, blurred away or set aside is not read either.
/// A saved page tells only the last.
fn unseen<'a>(page: &'a Page, data: &Data) -> impl Iterator<Item = NodeId> + use<'a> {
    let is_gated = extent::is_gated(page, data);
    let is_unseen = move |it: NodeId| {
        let flags = page.flags(it);
        flags.has(Flags::NOT_RENDERED) || (is_gated && (flags.has(Flags::CLIPPED) || is_withheld(page, it)))
    };
    // A script is never rendered, and what one holds for another to set is shown by the reader.
    let is_unseen = move |it: NodeId| is_unseen(it) && page.tag(it) != Tag::Script;
    let is_outermost = move |&it: &NodeId| is_unseen(it) && !page.parent(it).is_some_and(is_unseen);
    page.ids().filter(is_outermost).filter(|&it| page.subtree(it).any(|inner| page.is_text(inner)))
}

/// Whether a page that declares its text not free keeps the element from assistive technology: how gated text is set aside.
fn is_withheld(page: &Page, id: NodeId) -> bool {
    page.attr(id, Attr::AriaHidden) == Some("true")
}
