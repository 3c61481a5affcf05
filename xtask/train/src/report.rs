//! Figures of a run: mean word F1 by kind of page.

use std::collections::BTreeMap;
use std::fmt;

/// Sums of F1 by kind of page.
#[derive(Debug, Clone, Default)]
pub struct Score {
    all: (f64, usize),
    kinds: BTreeMap<String, (f64, usize)>,
}

impl Score {
    /// Adds a page.
    pub fn add(&mut self, kind: &str, f1: f32) {
        let sum = self.kinds.entry(kind.to_owned()).or_default();
        for sum in [sum, &mut self.all] {
            sum.0 += f64::from(f1);
            sum.1 += 1;
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mean = |it: &(f64, usize)| it.0 / it.1.max(1) as f64;
        write!(f, "all {:.4}", mean(&self.all))?;
        for (kind, sum) in &self.kinds {
            write!(f, " · {kind} {:.4}", mean(sum))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Score;

    #[test]
    fn kinds_are_apart() {
        let mut score = Score::default();
        score.add("article", 1.0);
        score.add("forum", 0.5);
        assert_eq!(score.to_string(), "all 0.7500 · article 1.0000 · forum 0.5000");
    }
}
