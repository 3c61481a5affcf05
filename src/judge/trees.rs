//! Boosted trees: the sum of many small trees over a row of bytes.
//!
//! The trees are one byte string. A tree is its nodes in pre-order: an inner node is three bytes (feature, threshold, length
//! of the left branch in bytes), a leaf is [`LEAF`] and a signed 16-bit number of 4,096ths, little-endian.
//! A row goes left where its feature is at most the threshold. Not here: fitting (`xtask/train`), what the sum means.

/// Marks a leaf in the place of a feature; so a row has at most 255 features.
pub const LEAF: u8 = 255;

/// One unit of a leaf's value.
pub const LEAF_UNIT: f32 = 1.0 / 4096.0;

/// Trees as trained: first the number of trees, then each tree's length and nodes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Trees<'a>(pub &'a [u8]);

impl<'a> Trees<'a> {
    /// The sum over all trees for each row: a log-odds. Rows shorter than the trees expect read as 0.
    ///
    /// Cost: rows × trees × depth; tree by tree, so that a tree's bytes stay in the cache.
    #[must_use]
    pub fn sums<R: AsRef<[u8]>>(&self, rows: &[R]) -> Vec<f32> {
        let mut sums = vec![0_i32; rows.len()];
        for tree in self.each() {
            for (sum, row) in sums.iter_mut().zip(rows) {
                *sum += leaf(tree, row.as_ref());
            }
        }
        sums.into_iter().map(|it| it as f32 * LEAF_UNIT).collect()
    }

    /// The trees one by one: each is preceded by its length in bytes (16 bits, little-endian).
    fn each(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let (length, after) = rest.split_first_chunk::<2>()?;
            let (tree, next) = after.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
            rest = next;
            Some(tree)
        })
    }
}

/// Walks one tree; a broken tree counts as 0.
fn leaf(tree: &[u8], row: &[u8]) -> i32 {
    let mut at = tree;
    while let Some((&[feature, threshold, left], rest)) = at.split_first_chunk::<3>() {
        if feature == LEAF {
            return i32::from(i16::from_le_bytes([threshold, left]));
        }
        let value = row.get(usize::from(feature)).copied().unwrap_or(0);
        let skip = if value <= threshold { 0 } else { usize::from(left) };
        at = rest.get(skip..).unwrap_or_default();
    }
    0
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
        let trees = Trees(&bytes);
        let sums = trees.sums(&[[0, 10], [0, 11]]);
        assert_eq!(sums, [4096.0 * LEAF_UNIT, -4096.0 * LEAF_UNIT]);
    }

    #[test]
    fn broken_trees_count_nothing() {
        assert_eq!(Trees(&[3, 0, 1]).sums(&[[0]]), [0.0]);
        assert_eq!(Trees(&[3, 0, 7, 0, 200]).sums(&[[0]]), [0.0]);
    }
}
