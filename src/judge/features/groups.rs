//! Alike blocks: of one shape, of one parent, of one text. Cards, posts and paragraphs come in groups that share a verdict.

use super::nodes::Nodes;
use super::sums::Sum;
use super::texts::Look;
use crate::judge::blocks::Block;
use crate::judge::tokens::Hash;
use crate::page::Page;
use rustc_hash::FxHashMap;

/// Which group each block is in, and how many groups there are.
#[derive(Debug, Clone, Default)]
pub struct Grouping {
    /// The group's number, by block.
    pub group: Vec<u32>,
    /// How many blocks of the same group stand before, by block.
    pub before: Vec<u32>,
    /// How many groups there are.
    pub groups: usize,
}

impl Grouping {
    /// Puts equal keys into one group.
    #[must_use]
    pub fn by(keys: impl Iterator<Item = u32>) -> Self {
        let mut it = Self::default();
        let mut number: FxHashMap<u32, u32> = FxHashMap::default();
        let mut sizes: Vec<u32> = Vec::new();
        for key in keys {
            let group = *number.entry(key).or_insert_with(|| {
                sizes.push(0);
                sizes.len() as u32 - 1
            });
            if let Some(size) = sizes.get_mut(group as usize) {
                it.before.push(*size);
                *size += 1;
            }
            it.group.push(group);
        }
        it.groups = sizes.len();
        it
    }

    /// Adds up numbers of the blocks by group.
    pub fn sums<T: Copy + Default + std::ops::Add<Output = T>>(
        &self,
        items: impl Iterator<Item = T>,
    ) -> Vec<T> {
        let mut sums = vec![T::default(); self.groups];
        for (&group, item) in self.group.iter().zip(items) {
            if let Some(sum) = sums.get_mut(group as usize) {
                *sum = *sum + item;
            }
        }
        sums
    }

    /// The value of a block's group.
    #[must_use]
    pub fn of<T: Copy + Default>(&self, sums: &[T], block: usize) -> T {
        self.group.get(block).and_then(|&it| sums.get(it as usize)).copied().unwrap_or_default()
    }
}

/// The groupings that the judge looks at.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    /// Same path by tag and first class.
    pub shape: Grouping,
    /// Same path by tag.
    pub tags: Grouping,
    /// Same parent, tag and class.
    pub kin: Grouping,
    /// Same text.
    pub text: Grouping,
    /// Sums of each shape.
    pub shape_sums: Vec<Sum>,
    /// Sums of each path by tag.
    pub tags_sums: Vec<Sum>,
    /// Sums of each kin.
    pub kin_sums: Vec<Sum>,
    /// Sums of each text.
    pub text_sums: Vec<Sum>,
}

impl Groups {
    /// Groups the blocks of a page.
    #[must_use]
    pub fn of(page: &Page, blocks: &[Block], nodes: &Nodes, looks: &[Look], sums: &[Sum]) -> Self {
        let at = |list: &[u32], block: &Block| list.get(block.node.index()).copied().unwrap_or(0);
        let shape = Grouping::by(blocks.iter().map(|it| at(&nodes.shape, it)));
        let tags = Grouping::by(blocks.iter().map(|it| at(&nodes.tags, it)));
        let kin = Grouping::by(blocks.iter().map(|it| {
            let parent = page.parent(it.node).map_or(u32::MAX, |it| it.0);
            Hash(parent).and(Hash(at(&nodes.shape, it))).0
        }));
        let text = Grouping::by(looks.iter().map(|it| it.same));
        let each = || sums.iter().copied();
        Self {
            shape_sums: shape.sums(each()),
            tags_sums: tags.sums(each()),
            kin_sums: kin.sums(each()),
            text_sums: text.sums(each()),
            shape,
            tags,
            kin,
            text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Grouping;

    #[test]
    fn equal_keys_are_one_group() {
        let it = Grouping::by([7, 9, 7, 7].into_iter());
        assert_eq!((it.group, it.before, it.groups), (vec![0, 1, 0, 0], vec![0, 0, 1, 2], 2));
    }
}
