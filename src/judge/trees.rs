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
    /// Cost: rows × trees × depth; tree by tree, so that a tree stays in the cache.
    #[must_use]
    pub fn sums<R: AsRef<[u8]>>(&self, rows: &[R]) -> Vec<f32> {
        let mut sums = vec![0_i32; rows.len()];
        let mut tree = Tree::default();
        // Rows of the full length that a byte can name need no check at each step.
        let full: Vec<[u8; 256]> = rows.iter().map(|row| full(row.as_ref())).collect();
        for bytes in self.each() {
            tree.read(bytes);
            for (sums, rows) in sums.chunks_mut(ABREAST).zip(full.chunks(ABREAST)) {
                tree.add(rows, sums);
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

fn full(row: &[u8]) -> [u8; 256] {
    let mut full = [0; 256];
    for (place, &value) in full.iter_mut().zip(row) {
        *place = value;
    }
    full
}

/// Rows that walk a tree side by side: each waits for its own loads, so that together they wait once.
const ABREAST: usize = 8;

/// Nodes of the largest tree: 32 leaves.
const MAX_NODES: usize = 64;

/// A node: feature, threshold, and where to go below and above it. A leaf goes to itself.
#[derive(Clone, Copy, Default)]
struct Node {
    feature: u8,
    threshold: u8,
    left: u8,
    right: u8,
}

/// One tree, unpacked, so that a step is two loads and no branch: guessing branches wrong would cost most of the time.
struct Tree {
    nodes: [Node; MAX_NODES],
    values: [i16; MAX_NODES],
    depth: usize,
}

impl Default for Tree {
    fn default() -> Self {
        Self { nodes: [Node::default(); MAX_NODES], values: [0; MAX_NODES], depth: 0 }
    }
}

impl Tree {
    /// Unpacks a tree; what is broken about it counts as leaves of 0.
    fn read(&mut self, bytes: &[u8]) {
        *self = Self::default();
        let mut read = 0;
        self.read_node(bytes, 0, &mut read);
    }

    /// Unpacks a node and what is below it, and gives its number.
    fn read_node(&mut self, bytes: &[u8], depth: usize, read: &mut usize) -> u8 {
        let at = *read;
        let number = at as u8;
        let (Some((&[feature, threshold, left], rest)), true) =
            (bytes.split_first_chunk::<3>(), at < MAX_NODES)
        else {
            return number.min(MAX_NODES as u8 - 1);
        };
        *read += 1;
        self.depth = self.depth.max(depth);
        let node = if feature == LEAF {
            if let Some(value) = self.values.get_mut(at) {
                *value = i16::from_le_bytes([threshold, left]);
            }
            Node { feature: 0, threshold: 0, left: number, right: number }
        } else {
            let (below, above) = rest.split_at_checked(usize::from(left)).unwrap_or_default();
            let left = self.read_node(below, depth + 1, read);
            let right = self.read_node(above, depth + 1, read);
            Node { feature, threshold, left, right }
        };
        if let Some(place) = self.nodes.get_mut(at) {
            *place = node;
        }
        number
    }

    /// Adds the tree's value for each row to its sum; at most [`ABREAST`] rows.
    fn add(&self, rows: &[[u8; 256]], sums: &mut [i32]) {
        let mut at = [0_u8; ABREAST];
        for _ in 0..self.depth {
            for (at, row) in at.iter_mut().zip(rows) {
                let node = self.nodes.get(usize::from(*at) % MAX_NODES).copied().unwrap_or_default();
                let value = row.get(usize::from(node.feature)).copied().unwrap_or(0);
                *at = if value <= node.threshold { node.left } else { node.right };
            }
        }
        for (sum, at) in sums.iter_mut().zip(at) {
            *sum += self.values.get(usize::from(at) % MAX_NODES).map_or(0, |&it| i32::from(it));
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
        let trees = Trees(&bytes);
        let sums = trees.sums(&[[0, 10], [0, 11]]);
        assert_eq!(sums, [4096.0 * LEAF_UNIT, -4096.0 * LEAF_UNIT]);
    }

    #[test]
    fn broken_trees_count_nothing() {
        assert_eq!(Trees(&[3, 0, 1]).sums(&[[0]]), [0.0]);
        assert_eq!(Trees(&[3, 0, 7, 0, 200]).sums(&[[0]]), [0.0]);
        assert_eq!(Trees(&[255, 0].repeat(300)).sums(&[[9]]).len(), 1, "garbage ends");
    }
}
