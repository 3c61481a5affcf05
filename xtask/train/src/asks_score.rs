//! Scores findings against the labels just as `score_nags.py` does, without leaving the process.

use crate::asks_labels::Sheet;
use lede::judge::Kind;
use lede::nags::Findings;
use std::collections::BTreeMap;

/// Pages of one site count together at most as so many asks of a kind.
const MAX_PER_SITE: usize = 6;

/// Asks and kept blocks counted, and which were missed or harmed.
#[derive(Debug, Default)]
pub struct Tally {
    /// By kind: hidden and all.
    pub kinds: BTreeMap<&'static str, (usize, usize)>,
    /// Kept blocks: harmed and all.
    pub keeps: (usize, usize),
    /// Squeezed text lost outside labelled asks, and all.
    pub lost: (usize, usize),
    /// Harm by the kind of what was hidden.
    pub harm_by: BTreeMap<&'static str, usize>,
    per_site: BTreeMap<(String, Kind), usize>,
    /// Asks that were left.
    pub misses: Vec<String>,
    /// Kept blocks that were hidden.
    pub harms: Vec<String>,
}

impl Tally {
    /// Counts a page.
    pub fn add(&mut self, sheet: &Sheet, findings: &Findings) {
        let mut after = String::new();
        let mut at = 0;
        for finding in &findings.hidden {
            let range = sheet.range(finding.node);
            after.push_str(sheet.text.get(at..range.start).unwrap_or_default());
            at = at.max(range.end);
        }
        after.push_str(&sheet.text[at..]);
        let before = sheet.text.as_str();
        for (kind, phrase) in &sheet.asks {
            let seen = self.per_site.entry((sheet.site.clone(), *kind)).or_default();
            if phrase.len() < 4 || !before.contains(phrase.as_str()) || *seen >= MAX_PER_SITE {
                continue;
            }
            *seen += 1;
            let sum = self.kinds.entry(kind.name()).or_default();
            sum.1 += 1;
            if after.contains(phrase.as_str()) {
                self.misses.push(format!("{} | {} | {phrase}", sheet.name, kind.name()));
            } else {
                sum.0 += 1;
            }
        }
        for keep in sheet.keeps.iter().filter(|it| it.len() >= 4 && before.contains(it.as_str())) {
            self.keeps.1 += 1;
            if !after.contains(keep.as_str()) {
                self.keeps.0 += 1;
                let by = findings.hidden.iter().find(|it| {
                    let text = &sheet.text[sheet.range(it.node)];
                    text.contains(keep.as_str()) || keep.contains(text)
                });
                *self
                    .harm_by
                    .entry(by.map_or("?", |it| {
                        if it.evidence.iter().any(|it| it.code() == "vendor") {
                            "vendor"
                        } else {
                            it.kind.name()
                        }
                    }))
                    .or_default() += 1;
                self.harms.push(format!("{} | {keep}", sheet.name));
            }
        }
        let gone =
            sheet.excused.iter().filter(|it| before.contains(it.as_str()) && !after.contains(it.as_str()));
        let excused: usize = gone.map(String::len).sum();
        self.lost.0 += (before.len() - after.len()).saturating_sub(excused);
        self.lost.1 += before.len();
    }

    /// The share of all asks that is hidden.
    pub fn hidden(&self) -> f32 {
        let (hidden, all) = self.kinds.values().fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
        hidden as f32 / all.max(1) as f32
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = |it: (usize, usize)| 100.0 * it.0 as f32 / it.1.max(1) as f32;
        write!(f, "hidden {:.1}%", 100.0 * self.hidden())?;
        for (kind, sum) in &self.kinds {
            write!(f, " · {kind} {:.1}% ({}/{})", percent(*sum), sum.0, sum.1)?;
        }
        write!(
            f,
            " · harmed {:.2}% ({}/{}) · lost {:.2}%",
            percent(self.keeps),
            self.keeps.0,
            self.keeps.1,
            percent(self.lost)
        )?;
        write!(f, " {:?}", self.harm_by)
    }
}
