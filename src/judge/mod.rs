//! Page → Judgement: every block judged once, by two heads over one feature pass.
//!
//! [`blocks`] finds the pieces of text, `features` describes each by a fixed vector of small numbers, and the heads turn
//! those into probabilities; `trees` and `tokens` evaluate trained constants. Not here: what becomes of a verdict
//! (`nags`, `article`), and fitting (`xtask/train`).

pub mod article;
pub mod ask;
pub mod ask_features;
pub mod ask_links;
pub mod ask_names;
mod ask_place;
pub mod ask_second;
pub mod ask_sums;
pub mod blocks;
pub mod features;
mod kind;
pub mod page_kind;
pub mod phrases;
pub mod second;
pub mod tokens;
pub mod trees;

pub use blocks::Block;
pub use kind::Kind;
pub use page_kind::PageKind;

use crate::page::{NodeId, Page};
use blocks::Blocks;
use features::Scene;
use page_kind::KindOdds;
use std::ops::Range;

/// What the judge thinks of each block of a page. Blocks are numbered in document order.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    blocks: Blocks,
    article: Vec<f32>,
    chosen: Vec<bool>,
    page_kind: KindOdds,
    /// Before each block, the article words expected so far; one entry more than there are blocks.
    expected: Vec<f32>,
}

/// Judges every block of a page. Never fails: a page without blocks has an empty judgement.
#[must_use]
pub fn judge(page: &Page) -> Judgement {
    judge_with(page, article::Model::trained())
}

/// Judges by a model of one's own: for measuring, which holds models against sites that they have not seen.
#[must_use]
pub fn judge_with(page: &Page, model: &article::Model<'_>) -> Judgement {
    let blocks = Blocks::of(page);
    let scene = Scene::of(page, &blocks, model.names, model.words);
    let article = article::probabilities(&scene, model);
    let page_kind = page_kind::odds(&scene, model.kinds);
    let chosen = article::choose(blocks.list(), &article);
    let mut expected = vec![0.0];
    let mut sum = 0.0;
    for (block, p) in blocks.list().iter().zip(&article) {
        sum += if block.hidden { 0.0 } else { block.words as f32 * p };
        expected.push(sum);
    }
    Judgement { blocks, article, chosen, page_kind, expected }
}

impl Judgement {
    /// The page's blocks in document order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        self.blocks.list()
    }

    /// Probability, 0 to 1, that the block is part of the page's main content; 0 for a block that does not exist.
    #[must_use]
    pub fn article(&self, block: usize) -> f32 {
        self.article.get(block).copied().unwrap_or(0.0)
    }

    /// Whether the block is in the chosen main content: the set that promises the best word F1 on this page.
    #[must_use]
    pub fn in_article(&self, block: usize) -> bool {
        self.chosen.get(block).copied().unwrap_or(false)
    }

    /// The likeliest kind of the page.
    #[must_use]
    pub fn page_kind(&self) -> PageKind {
        self.page_kind.likeliest()
    }

    /// Probability, 0 to 1, that the page is of a kind.
    #[must_use]
    pub fn page_kind_probability(&self, kind: PageKind) -> f32 {
        self.page_kind.of(kind)
    }

    /// The block that holds a text node, or the first one that begins inside an element.
    #[must_use]
    pub fn block_of(&self, page: &Page, node: NodeId) -> Option<usize> {
        self.blocks.holding(page, node)
    }

    /// The blocks that begin inside the node. Cost: two look-ups.
    #[must_use]
    pub fn blocks_in(&self, page: &Page, node: NodeId) -> Range<usize> {
        self.blocks.inside(page, node)
    }

    /// Expected words of main content inside the node: words times probability, shown blocks only. Cost: two look-ups.
    #[must_use]
    pub fn article_words_in(&self, page: &Page, node: NodeId) -> f32 {
        let inside = self.blocks_in(page, node);
        let at = |index: usize| self.expected.get(index).copied().unwrap_or(0.0);
        at(inside.end) - at(inside.start)
    }

    /// Expected words of main content on the page.
    #[must_use]
    pub fn article_words(&self) -> f32 {
        self.expected.last().copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::judge;
    use crate::page::{Page, Tag};

    #[test]
    fn expected_words_add_up() {
        let page: Page = "body\n  nav\n    a href=/x 'Home'\n  main\n    p 'A first paragraph, with a few words to read in it.'\n    p 'And a second, which is not short either.'"
            .parse()
            .unwrap();
        let judgement = judge(&page);
        let main = page.first(Tag::Main).unwrap();
        let nav = page.first(Tag::Nav).unwrap();
        assert_eq!(judgement.blocks().len(), 3);
        let parts = judgement.article_words_in(&page, main) + judgement.article_words_in(&page, nav);
        assert!((parts - judgement.article_words()).abs() < 0.01);
        assert!(judgement.article_words_in(&page, nav) < judgement.article_words_in(&page, main));
    }

    #[test]
    fn an_empty_page_has_an_empty_judgement() {
        let judgement = judge(&Page::default());
        assert!(judgement.blocks().is_empty());
        assert!(judgement.article_words() < f32::EPSILON);
    }
}
