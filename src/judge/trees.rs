//! Boosted trees: the sum of many small trees over a row of bytes.
//!
//! The trees are one byte string. A tree is its nodes in pre-order: an inner node is three bytes (feature, threshold, length
//! of the left branch in bytes), a leaf is [`LEAF`] and a signed 16-bit number of 4,096ths, little-endian.
//! A row goes left where its feature is at most the threshold. Not here: fitting (`xtask/train`), what the sum means.

/// Marks a leaf in the place of a feature; so a row has at most 255 features.
pub const LEAF: u8 = 255;

/// One unit of a leaf's value.
pub const LEAF_UNIT: f32 = 1.0 / 4096.0;

/// Trees as trained: first each tree's length (16 bits, little-endian), then its nodes; unpacked once.
#[derive(Debug, Clone, Default)]
pub struct Trees<'a> {
    bytes: &'a [u8],
    unpacked: Vec<Tree>,
}

impl<'a> Trees<'a> {
    /// Unpacks trees; what is broken about them counts as leaves of 0. Memory: about 350 bytes a tree.
    #[must_use]
    pub fn of(bytes: &'a [u8]) -> Self {
        let mut rest = bytes;
        let each = std::iter::from_fn(|| {
            let (length, after) = rest.split_first_chunk::<2>()?;
            let (tree, next) = after.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
            rest = next;
            Some(Tree::of(tree))
        });
        Self { unpacked: each.collect(), bytes }
    }

    /// The trees as one byte string.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The sum over all trees for each row: a log-odds. Rows shorter than the trees expect read as 0.
    ///
    /// Cost: rows × nodes, a few nodes a nanosecond: rows stand side by side, so that one comparison serves [`ABREAST`].
    #[must_use]
    pub fn sums<R: AsRef<[u8]>>(&self, rows: &[R]) -> Vec<f32> {
        let mut sums = Vec::with_capacity(rows.len());
        let mut columns = [[0; ABREAST]; FEATURES];
        for rows in rows.chunks(ABREAST) {
            for (lane, row) in rows.iter().enumerate() {
                for (column, &value) in columns.iter_mut().zip(row.as_ref()) {
                    if let Some(place) = column.get_mut(lane) {
                        *place = value;
                    }
                }
            }
            let mut all = [0_i32; ABREAST];
            for tree in &self.unpacked {
                tree.add(&columns, &mut all);
            }
            sums.extend(all.iter().take(rows.len()).map(|&it| it as f32 * LEAF_UNIT));
        }
        sums
    }
}

/// Rows that are judged side by side: two vector registers of bytes, so that what a test costs by itself is paid half as often.
const ABREAST: usize = 32;

/// Features that a byte can name.
const FEATURES: usize = 256;

/// Leaves of the largest tree: one bit each.
const MAX_LEAVES: usize = 8 * EIGHTS;

/// Bytes of a leaf mask.
const EIGHTS: usize = 4;

/// A tree as a list of tests, in any order: each that fails strikes out the leaves on its left. Of the leaves that are
/// left at the end the first is the row's own (the `QuickScorer` of Lucchese et al., 2015). No step depends on the one
/// before, and none branches: walking down 12 levels took five times as long.
#[derive(Debug, Clone)]
struct Tree {
    /// Leaves in eights: a test strikes out neighbours, so that it touches one or two eights and works on bytes.
    eights: [Vec<Test>; EIGHTS],
    values: [i16; MAX_LEAVES],
}

/// An inner node: a row whose feature is above the threshold keeps only the leaves in the mask, of one eight.
#[derive(Debug, Clone, Copy)]
struct Test {
    feature: u8,
    threshold: u8,
    kept: u8,
}

impl Tree {
    fn of(bytes: &[u8]) -> Self {
        let mut tree = Self { eights: [const { Vec::new() }; EIGHTS], values: [0; MAX_LEAVES] };
        tree.read(bytes, 0);
        tree
    }

    /// Reads a node and what is below it; `first` is the number of its first leaf. Gives the number after its last.
    fn read(&mut self, bytes: &[u8], first: usize) -> usize {
        let Some((&[feature, threshold, left], rest)) = bytes.split_first_chunk::<3>() else {
            return first + 1;
        };
        if feature == LEAF {
            if let Some(value) = self.values.get_mut(first) {
                *value = i16::from_le_bytes([threshold, left]);
            }
            return first + 1;
        }
        let (below, above) = rest.split_at_checked(usize::from(left)).unwrap_or_default();
        let middle = self.read(below, first);
        let upto = |leaf: usize| 1_u32.checked_shl(leaf as u32).map_or(u32::MAX, |bit| bit - 1);
        let kept = !(upto(middle) & !upto(first));
        for (tests, kept) in self.eights.iter_mut().zip(kept.to_le_bytes()).filter(|it| it.1 != u8::MAX) {
            tests.push(Test { feature, threshold, kept });
        }
        self.read(above, middle)
    }

    /// Adds the tree's value for each row to its sum.
    fn add(&self, columns: &[[u8; ABREAST]; FEATURES], sums: &mut [i32; ABREAST]) {
        let mut leaves = [[u8::MAX; ABREAST]; EIGHTS];
        for (leaves, tests) in leaves.iter_mut().zip(&self.eights) {
            for test in tests {
                let Some(column) = columns.get(usize::from(test.feature)) else { continue };
                for (leaves, &value) in leaves.iter_mut().zip(column) {
                    let passes = if value > test.threshold { 0 } else { u8::MAX };
                    *leaves &= test.kept | passes;
                }
            }
        }
        let [a, b, c, d] = leaves;
        for (sum, (((a, b), c), d)) in sums.iter_mut().zip(a.into_iter().zip(b).zip(c).zip(d)) {
            let leaf = u32::from_le_bytes([a, b, c, d]).trailing_zeros() as usize % MAX_LEAVES;
            *sum += self.values.get(leaf).map_or(0, |&it| i32::from(it));
        }
    }
}

/// The probability that a log-odds stands for.
#[must_use]
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::{LEAF, LEAF_UNIT, Trees};

    #[test]
    fn rows_fall_left_and_right() {
        let bytes = [9, 0, 1, 10, 3, LEAF, 0, 16, LEAF, 0, 240];
        let trees = Trees::of(&bytes);
        let sums = trees.sums(&[[0, 10], [0, 11]]);
        assert_eq!(sums, [4096.0 * LEAF_UNIT, -4096.0 * LEAF_UNIT]);
    }

    #[test]
    fn many_rows_fall_each_its_own_way() {
        // 30 steps down the right: leaf n takes the rows whose feature is n.
        let mut tree = vec![LEAF, 30, 0];
        for step in (0..30_u8).rev() {
            tree = [&[0, step, 3, LEAF, step, 0][..], &tree].concat();
        }
        let bytes = [&(tree.len() as u16).to_le_bytes()[..], &tree].concat();
        let rows: Vec<[u8; 1]> = (0..=30).map(|it| [it]).collect();
        let expected: Vec<f32> = (0..=30_u8).map(|it| f32::from(it) * LEAF_UNIT).collect();
        assert_eq!(Trees::of(&bytes).sums(&rows), expected);
    }

    #[test]
    fn broken_trees_count_nothing() {
        assert_eq!(Trees::of(&[3, 0, 1]).sums(&[[0]]), [0.0]);
        assert_eq!(Trees::of(&[3, 0, 7, 0, 200]).sums(&[[0]]), [0.0]);
        assert_eq!(Trees::of(&[255, 0].repeat(300)).sums(&[[9]]).len(), 1, "garbage ends");
    }
}
