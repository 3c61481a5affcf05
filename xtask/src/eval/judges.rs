//! By which constants each page is judged: those that ship, or those that have not seen the page's site.
//!
//! The trainer makes the latter (`cargo xtask train CORPUS folds`); they are made when they are missing or belong to other
//! constants than those that ship. Not here: how the parts of the corpus are drawn, which the trainer's list tells.

use crate::{
    project,
    read::{self, Answer, Input, Judges},
    shell,
};
use anyhow::{Context, Result, ensure};
use lede::judge::{article, ask};
use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

/// Where each head's constants lie, from the project's root, and what the trainer calls the head.
const HEADS: [(&str, &str); 2] =
    [("article", "src/judge/model/article.bin"), ("ask", "src/judge/model/ask.bin")];

/// Models that have not seen a part of the corpus, and the part that each page belongs to.
pub struct HeldOut {
    article: Vec<Vec<u8>>,
    ask: Vec<Vec<u8>>,
    folds: HashMap<String, usize>,
}

impl HeldOut {
    /// Reads the models; has the trainer make them first where they do not belong to what ships.
    pub fn of(corpus: &Path) -> Result<Self> {
        if !are_current() {
            eprintln!("the models of the held-out parts are missing or old; fitting them takes some minutes");
            let corpus = fs::canonicalize(corpus).with_context(|| corpus.display().to_string())?;
            let train = ["run", "--release", "--package", "lede-train", "--"];
            shell::run(shell::cargo().args(train).arg(corpus).arg("folds"))?;
            ensure!(
                are_current(),
                "the trainer gives other constants than those that ship: run `cargo xtask train` for both heads first"
            );
        }
        let list = folder().join("pages.tsv");
        let text = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
        let line = |line: &str| {
            let (page, fold) = line.split_once('\t')?;
            Some((page.to_owned(), fold.parse().ok()?))
        };
        Ok(Self {
            article: models("article")?,
            ask: models("ask")?,
            folds: text.lines().filter_map(line).collect(),
        })
    }

    /// The part of the corpus that a page belongs to.
    pub fn fold(&self, page: &str) -> usize {
        self.folds.get(page).copied().unwrap_or(0)
    }

    /// Reads all pages, each by the models that have not seen its site.
    pub fn read(&self, inputs: &[Input]) -> Vec<Answer> {
        let articles: Vec<_> = self.article.iter().map(|it| article::Model::parse(it)).collect();
        let asks: Vec<_> = self.ask.iter().map(|it| ask::Model::from_bytes(it)).collect();
        read::all(inputs, |input| {
            match (articles.get(self.fold(&input.page)), asks.get(self.fold(&input.page))) {
                (Some(article), Some(ask)) => read::read_by(input, &Judges { article, ask }),
                _ => Answer { error: Some("no model holds it out".to_owned()), ..Answer::default() },
            }
        })
    }
}

/// Whether the models were made for the constants that ship.
fn are_current() -> bool {
    let same = |(head, shipped): (&str, &str)| {
        let made_for = fs::read(folder().join(format!("{head}-for.bin"))).ok();
        made_for.is_some() && made_for == fs::read(project::root().join(shipped)).ok()
    };
    HEADS.into_iter().all(same)
}

fn models(head: &str) -> Result<Vec<Vec<u8>>> {
    let file = |fold: usize| folder().join(format!("{head}-{fold}.bin"));
    let read = |file: PathBuf| fs::read(&file).with_context(|| file.display().to_string());
    (0..).map(file).take_while(|it| it.exists()).map(read).collect()
}

fn folder() -> PathBuf {
    project::target().join("folds")
}
