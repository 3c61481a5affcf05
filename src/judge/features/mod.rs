//! One fixed row of bytes for each block: all that the judge's heads know.
//!
//! One pass over the nodes, one over the blocks, running sums for everything that spans several blocks. Everything here
//! comes out of a brief snapshot as it does out of a saved page. Each feature's meaning stands where it is written, and
//! [`names`] lists them; [`scale`] says how shares, counts and odds become bytes. Not here: what a number is evidence of.

pub mod groups;
pub mod headings;
pub mod nodes;
mod row;
pub mod scale;
pub mod sums;
pub mod texts;
pub mod whole;

pub use row::{FEATURES, Row, names, page_facts};

use super::blocks::Blocks;
use super::tokens::Packed;
use crate::page::{NodeId, Page};
use groups::Groups;
use headings::Headings;
use nodes::{NameOdds, Nodes};
use sums::{Running, Sum, window};
use texts::{Look, Read};
use whole::Whole;

/// Everything that the rows are written from; the heads' second stages use it too.
pub struct Scene<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its blocks.
    pub blocks: &'a Blocks,
    /// Facts of the elements.
    pub nodes: Nodes,
    /// Facts of each block's text.
    pub looks: Vec<Look>,
    /// Odds of the names around each block.
    pub odds: Vec<NameOdds>,
    /// Each block's numbers.
    pub each: Vec<Sum>,
    /// The same, running.
    pub running: Running<Sum>,
    /// For each block, the share of the page's words whose names' odds are lower, 0 to 1.
    pub rank: Vec<f32>,
    /// The page's highest mean of names' odds over a window of two blocks to either side.
    pub highest: f32,
    /// Blocks that are alike.
    pub groups: Groups,
    /// Headings.
    pub headings: Headings,
    /// The page as a whole.
    pub whole: Whole,
}

impl<'a> Scene<'a> {
    /// Gathers everything, with the two trained tables. Cost: linear in the page.
    #[must_use]
    pub fn of(page: &'a Page, blocks: &'a Blocks, names: Packed<'_>, words: Packed<'_>) -> Self {
        let list = blocks.list();
        let nodes = Nodes::of(page, blocks, names);
        let mut read = Read::default();
        let looks: Vec<Look> = list.iter().map(|it| texts::look(page, it, words, &mut read)).collect();
        let odds: Vec<NameOdds> = list.iter().map(|it| nodes.name_odds(page, it.node, it.first)).collect();
        let each: Vec<Sum> = list
            .iter()
            .zip(&odds)
            .zip(&looks)
            .map(|((block, odds), look)| Sum::of(block, odds.total, look))
            .collect();
        let running = Running::of(each.iter().copied());
        let means = (0..list.len()).map(|at| running.over(window(at, 2))).map(|it| it.mean(it.names));
        let highest = means.fold(f32::MIN, f32::max);
        let rank = ranks(&each);
        let groups = Groups::of(page, list, &nodes, &looks, &each);
        let whole = Whole::of(page);
        let headings = Headings::of(page, list, &whole);
        Self { page, blocks, nodes, looks, odds, each, running, rank, highest, groups, headings, whole }
    }

    /// One row a block.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        row::rows(self)
    }

    /// The containers of a block, narrowest first: its element, then each ancestor that holds more blocks than the one before.
    pub fn containers(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(node), |it| self.nodes.wider.get(it.index()).copied().flatten())
    }
}

/// For each block, the share of the words that stand in blocks with lower names' odds.
fn ranks(each: &[Sum]) -> Vec<f32> {
    let mut order: Vec<usize> = (0..each.len()).collect();
    let names = |at: usize| each.get(at).map_or(0.0, |it| it.names);
    order.sort_by(|&a, &b| names(a).total_cmp(&names(b)));
    let all: f32 = each.iter().map(|it| it.words + 1.0).sum();
    let mut ranks = vec![0.0; each.len()];
    let (mut lower, mut equal, mut last) = (0.0, 0.0, f32::MIN);
    for at in order {
        if names(at) > last {
            lower += equal;
            equal = 0.0;
            last = names(at);
        }
        equal += each.get(at).map_or(0.0, |it| it.words + 1.0);
        if let Some(rank) = ranks.get_mut(at) {
            *rank = lower / all.max(1.0);
        }
    }
    ranks
}
