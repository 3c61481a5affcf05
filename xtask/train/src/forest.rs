//! Boosted trees by the `forust-ml` crate, packed as `lede::judge::trees` reads them.
//!
//! The number of threads decides nothing: histograms are summed feature by feature, so the same rows give the same trees.

use anyhow::{Context, Result};
use forust_ml::Matrix;
use forust_ml::gradientbooster::{GradientBooster, GrowPolicy};
use forust_ml::objective::ObjectiveType;
use lede::judge::trees::{LEAF, LEAF_UNIT};

/// How a forest is grown.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Trees.
    pub trees: usize,
    /// Leaves of one tree; at most 31, for a branch's length fits a byte.
    pub leaves: usize,
    /// Step of one tree.
    pub rate: f32,
    /// Least weight (sum of second derivatives) of a leaf.
    pub leaf_weight: f32,
    /// Pull of the leaves to zero.
    pub l2: f32,
    /// Share of the features that a tree sees.
    pub features: f64,
}

/// Rows with their answers, ready to be fitted.
#[derive(Default)]
pub struct Rows<'a> {
    /// The features of each row.
    pub bytes: Vec<&'a [u8]>,
    /// 1 or 0.
    pub answers: Vec<f32>,
    /// What each row counts.
    pub weights: Vec<f32>,
}

impl<'a> Rows<'a> {
    /// Adds one row.
    pub fn push(&mut self, row: &'a [u8], answer: f32, weight: f32) {
        self.bytes.push(row);
        self.answers.push(answer);
        self.weights.push(weight);
    }
}

/// Fits a forest and packs it.
pub fn fit(data: &Rows<'_>, shape: Shape) -> Result<Vec<u8>> {
    let width = data.bytes.first().map_or(0, |it| it.len());
    let mut columns = Vec::with_capacity(width * data.bytes.len());
    for column in 0..width {
        columns.extend(data.bytes.iter().map(|row| f64::from(row[column])));
    }
    let matrix = Matrix::new(&columns, data.bytes.len(), width);
    let answers: Vec<f64> = data.answers.iter().map(|&it| f64::from(it)).collect();
    let weights: Vec<f64> = data.weights.iter().map(|&it| f64::from(it)).collect();
    let mut booster = GradientBooster::default()
        .set_objective_type(ObjectiveType::LogLoss)
        .set_iterations(shape.trees)
        .set_learning_rate(shape.rate)
        .set_max_depth(12)
        .set_max_leaves(shape.leaves)
        .set_l2(shape.l2)
        .set_gamma(0.0)
        .set_min_leaf_weight(shape.leaf_weight)
        .set_nbins(255)
        .set_parallel(true)
        .set_allow_missing_splits(false)
        .set_create_missing_branch(false)
        .set_colsample_bytree(shape.features)
        .set_seed(1)
        .set_initialize_base_score(true);
    booster.grow_policy = GrowPolicy::LossGuide;
    booster.fit(&matrix, &answers, &weights, None).context("fitting trees")?;
    let mut packed = Vec::new();
    push_tree(&mut packed, &leaf(booster.base_score as f32));
    for tree in &booster.trees {
        let branch = |at: usize| -> Vec<u8> {
            pack(at, &|it| {
                let node = &tree.nodes[it];
                if node.is_leaf {
                    Node::Leaf(node.weight_value)
                } else {
                    Node::Split(node.split_feature, node.split_value, node.left_child, node.right_child)
                }
            })
        };
        push_tree(&mut packed, &branch(0));
    }
    Ok(packed)
}

enum Node {
    Leaf(f32),
    Split(usize, f64, usize, usize),
}

fn pack(at: usize, node: &impl Fn(usize) -> Node) -> Vec<u8> {
    match node(at) {
        Node::Leaf(value) => leaf(value),
        Node::Split(feature, value, left, right) => {
            let (left, right) = (pack(left, node), pack(right, node));
            // The fitted tree goes left below the value; ours up to and with the threshold.
            let threshold = (value.ceil() - 1.0).clamp(0.0, 255.0) as u8;
            let mut bytes = vec![feature as u8, threshold, left.len() as u8];
            bytes.extend(left);
            bytes.extend(right);
            bytes
        }
    }
}

fn leaf(value: f32) -> Vec<u8> {
    let units = (value / LEAF_UNIT).round().clamp(-32768.0, 32767.0) as i16;
    let [low, high] = units.to_le_bytes();
    vec![LEAF, low, high]
}

fn push_tree(packed: &mut Vec<u8>, tree: &[u8]) {
    packed.extend((tree.len() as u16).to_le_bytes());
    packed.extend(tree);
}

#[cfg(test)]
mod tests {
    use super::{Rows, Shape, fit};
    use lede::judge::trees::Trees;

    #[test]
    fn packed_trees_tell_what_was_fitted() {
        let rows: Vec<[u8; 2]> = (0..2000_u32).map(|it| [(it % 251) as u8, (it % 7) as u8]).collect();
        let mut data = Rows::default();
        for row in &rows {
            data.push(row, f32::from(u8::from(row[0] > 100 && row[1] < 3)), 1.0);
        }
        let shape = Shape { trees: 30, leaves: 8, rate: 0.3, leaf_weight: 1.0, l2: 1.0, features: 1.0 };
        let packed = fit(&data, shape).unwrap();
        let sums = Trees::of(&packed).sums(&[[150, 1], [150, 5], [50, 1]]);
        assert!(sums[0] > 1.0 && sums[1] < -1.0 && sums[2] < -1.0, "{sums:?}");
        assert_eq!(packed, fit(&data, shape).unwrap(), "the same rows give the same trees");
    }
}
