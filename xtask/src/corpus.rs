//! The labelled corpus: `nags.jsonl.gz` (asks of every page) and `articles.jsonl.gz` (main content of some).
//!
//! Read only, and never copied: the pages stay where they are.

use crate::read::Input;
use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use serde::{Deserialize, de::DeserializeOwned};
use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

/// The labels of a page's asks.
#[derive(Deserialize)]
pub struct Labels {
    pub page: String,
    pub file: String,
    #[serde(default)]
    pub url: Option<String>,
    /// Article, forum, product and so on; empty when unknown.
    #[serde(rename = "type", default)]
    pub page_type: String,
    pub blocks: Vec<Block>,
}

/// A block that might be an ask, as a person judged it.
#[derive(Deserialize)]
pub struct Block {
    /// A kind of ask, or `mixed`, `keep`, `other`, `unsure`.
    pub label: String,
    pub path: String,
    pub text: String,
    /// A phrase inside the ask.
    #[serde(default)]
    pub hide: Option<String>,
    /// Of a mixed block, a phrase of the part that stays.
    #[serde(default)]
    pub keep: Option<String>,
    /// Of a mixed block, the kind of ask.
    #[serde(default)]
    pub nag: Option<String>,
}

/// The main content of a page.
#[derive(Deserialize)]
pub struct Truth {
    pub page: String,
    /// Article, forum, product and so on.
    #[serde(rename = "type")]
    pub page_type: String,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub author: Option<String>,
    #[serde(default)]
    pub date: Option<String>,
    #[serde(default)]
    pub text: Option<String>,
    /// Snippets that must be in.
    #[serde(default)]
    pub with: Vec<String>,
    /// Boilerplate that must be out.
    #[serde(default)]
    pub without: Vec<String>,
}

impl Labels {
    /// The page as something to be read.
    pub fn input(&self, corpus: &Path) -> Input {
        let url = self.url.clone().unwrap_or_default();
        Input { page: self.page.clone(), file: Some(corpus.join(&self.file)), url }
    }

    /// The address' host and port as written; the page's id where there is no address.
    pub fn site(&self) -> &str {
        let url = self.url.as_deref().unwrap_or_default();
        let rest = url.split_once("//").map_or("", |it| it.1);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if host.is_empty() { &self.page } else { host }
    }
}

/// The labels of all pages.
pub fn labels(corpus: &Path) -> Result<Vec<Labels>> {
    lines(&corpus.join("nags.jsonl.gz"))
}

/// The main content of the pages that have it labelled.
pub fn truths(corpus: &Path) -> Result<Vec<Truth>> {
    lines(&corpus.join("articles.jsonl.gz"))
}

fn lines<T: DeserializeOwned>(file: &Path) -> Result<Vec<T>> {
    let name = || file.display().to_string();
    let reader = BufReader::new(MultiGzDecoder::new(File::open(file).with_context(name)?));
    reader.lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect::<Result<_>>().with_context(name)
}
