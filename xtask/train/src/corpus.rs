//! The labelled pages as they lie in the corpus folder, and the folds that keep a site together.

use anyhow::{Context, Result};
use lede::page::{Page, saved};
use serde::Deserialize;
use std::io::Read;
use std::path::Path;

/// Parts of the corpus that are held out in turn.
pub const FOLDS: usize = 5;

/// One line of `articles.jsonl.gz`.
#[derive(Debug, Deserialize)]
pub struct Truth {
    /// Where the page lies, from the corpus folder.
    pub file: String,
    /// Its address; empty when unknown.
    #[serde(default, deserialize_with = "or_empty")]
    pub url: String,
    /// Its kind: article, documentation, …
    #[serde(rename = "type")]
    pub kind: String,
    /// Its main content; nothing for a page without any.
    #[serde(default, deserialize_with = "or_empty")]
    pub text: String,
}

fn or_empty<'a, D: serde::Deserializer<'a>>(from: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// Reads the truths of all pages with main content.
pub fn truths(corpus: &Path) -> Result<Vec<Truth>> {
    lines(&corpus.join("articles.jsonl.gz"))?
        .lines()
        .map(|line| serde_json::from_str(line).context("a line of articles.jsonl"))
        .collect()
}

/// Reads and parses one page.
pub fn page(corpus: &Path, file: &str, url: &str) -> Result<Page> {
    let bytes = unpacked(&corpus.join(file))?;
    Ok(saved::parse(&saved::decode(&bytes), url))
}

/// The text of a packed file.
pub fn lines(path: &Path) -> Result<String> {
    Ok(String::from_utf8(unpacked(path)?)?)
}

/// The host of an address, without `www.`; the address itself if it has none.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |it| it.1);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// The fold of a site: all its pages share it, on every machine.
pub fn fold(url: &str) -> usize {
    let hash = host(url).bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    ((hash ^ (hash >> 32)) % FOLDS as u64) as usize
}

fn unpacked(path: &Path) -> Result<Vec<u8>> {
    let packed = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    if path.extension().is_none_or(|it| it != "gz") {
        return Ok(packed);
    }
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice())
        .read_to_end(&mut bytes)
        .with_context(|| format!("unpacking {}", path.display()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{fold, host};

    #[test]
    fn pages_of_one_site_share_a_fold() {
        assert_eq!(host("https://www.news.example/a?b"), "news.example");
        assert_eq!(fold("https://www.news.example/a"), fold("http://news.example/b/c"));
    }
}
