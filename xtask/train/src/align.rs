//! Which words of a page are its main content: the truth's words laid along the page's.
//!
//! The alignment is a longest common subsequence that prefers unbroken runs. Matches count in runs of at least
//! [`MIN_RUN`] words, or where a whole short block is a whole line of the truth; the rest is chance.

use std::collections::{HashMap, HashSet};

/// Shorter runs of equal words happen by chance.
pub const MIN_RUN: usize = 4;

/// Worth of a matched word, and of one that carries a run on.
const MATCH: i32 = 2;
const RUN: i32 = 1;

/// A page beyond this many cells of the alignment table is cut; none of the corpus is.
const MAX_CELLS: usize = 1_500_000_000;

/// The share, 0 to 1, of each block's words that the truth holds. `blocks` and `lines` are words by block and by line.
pub fn shares(blocks: &[Vec<u32>], lines: &[Vec<u32>]) -> Vec<f32> {
    let truth: Vec<u32> = lines.iter().flatten().copied().collect();
    let mut starts = HashSet::new();
    let mut at = 0;
    for line in lines {
        starts.insert(at);
        at += line.len();
    }
    starts.insert(at);
    let runs: HashSet<&[u32]> = truth.windows(MIN_RUN).collect();
    let whole: HashSet<&[u32]> = lines.iter().map(Vec::as_slice).collect();
    let pairs: HashSet<&[u32]> = truth.windows(2).collect();
    // Only blocks that could match take part: the table stays small, and chance finds less to match.
    let takes_part = |block: &[u32]| {
        if block.len() < MIN_RUN {
            whole.contains(block)
                || (block.len() > 1 && block.windows(2).all(|it| pairs.contains(it)))
                || (block.len() == 1 && truth.contains(&block[0]))
        } else {
            block.windows(MIN_RUN).any(|it| runs.contains(it))
        }
    };
    let mut words = Vec::new();
    let mut owner = Vec::new();
    for (number, block) in blocks.iter().enumerate().filter(|it| takes_part(it.1)) {
        words.extend_from_slice(block);
        owner.extend(std::iter::repeat_n(number, block.len()));
    }
    words.truncate(MAX_CELLS / truth.len().max(1));
    let pairs = align(&words, &truth);
    let mut matched: HashMap<usize, usize> = HashMap::new();
    let mut begin = 0;
    while begin < pairs.len() {
        let mut end = begin + 1;
        while end < pairs.len()
            && pairs[end].0 == pairs[end - 1].0 + 1
            && pairs[end].1 == pairs[end - 1].1 + 1
        {
            end += 1;
        }
        let run = &pairs[begin..end];
        let block = owner[run[0].0];
        let is_line = run.len() >= blocks[block].len()
            && (starts.contains(&run[0].1) || starts.contains(&(run[run.len() - 1].1 + 1)));
        if run.len() >= MIN_RUN || is_line {
            for &(word, _) in run {
                *matched.entry(owner[word]).or_default() += 1;
            }
        }
        begin = end;
    }
    blocks
        .iter()
        .enumerate()
        .map(|(at, words)| matched.get(&at).map_or(0.0, |&it| it as f32 / words.len().max(1) as f32))
        .collect()
}

/// Pairs of positions with equal words, ascending in both.
fn align(page: &[u32], truth: &[u32]) -> Vec<(usize, usize)> {
    let width = truth.len() + 1;
    // From the end backwards, so that the walk forwards is in order. Bits: 1 take the pair, 2 skip in the page, 4 the pair's run goes on.
    let mut moves = vec![0_u8; (page.len() + 1) * width];
    let mut best_below = vec![0_i32; width];
    let mut run_below = vec![i32::MIN / 2; width];
    for i in (0..page.len()).rev() {
        let mut best = vec![0_i32; width];
        let mut run = vec![i32::MIN / 2; width];
        for j in (0..truth.len()).rev() {
            let mut mark = 0;
            if page[i] == truth[j] {
                let on = run_below[j + 1] + RUN;
                let fresh = best_below[j + 1];
                run[j] = MATCH + on.max(fresh);
                mark |= if on >= fresh { 4 } else { 0 };
            }
            let skip = best_below[j].max(best[j + 1]);
            if run[j] >= skip {
                best[j] = run[j];
                mark |= 1;
            } else {
                best[j] = skip;
                mark |= if best_below[j] >= best[j + 1] { 2 } else { 0 };
            }
            moves[i * width + j] = mark;
        }
        best_below = best;
        run_below = run;
    }
    let (mut i, mut j, mut forced, mut pairs) = (0, 0, false, Vec::new());
    while i < page.len() && j < truth.len() {
        let mark = moves[i * width + j];
        if forced || mark & 1 == 1 {
            pairs.push((i, j));
            forced = mark & 4 == 4;
            i += 1;
            j += 1;
        } else if mark & 2 == 2 {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::shares;

    fn words(lines: &[&str]) -> Vec<Vec<u32>> {
        let number = |word: &str| {
            word.bytes().fold(7, |sum: u32, it| sum.wrapping_mul(31).wrapping_add(u32::from(it)))
        };
        lines.iter().map(|it| it.split(' ').map(number).collect()).collect()
    }

    #[test]
    fn paragraphs_match_and_navigation_does_not() {
        let page = words(&[
            "home news sport",
            "the river rose in the night",
            "read more news",
            "it fell in the morning again",
        ]);
        let truth = words(&["the river rose in the night", "it fell in the morning again"]);
        assert_eq!(shares(&page, &truth), [0.0, 1.0, 0.0, 1.0]);
    }

    #[test]
    fn short_blocks_match_whole_lines_only() {
        let page = words(&["river", "flood report", "the river rose in the night"]);
        let truth = words(&["flood report", "the river rose in the night"]);
        assert_eq!(shares(&page, &truth), [0.0, 1.0, 1.0]);
    }
}
