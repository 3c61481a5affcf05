//! The fixture pages as the browser tests see them: `tests/pages/<name>/{page.html, case.toml}`, and the live situations
//! beside them, `tests/pages/live/<name>/`.
//!
//! Not here: the goldens of the former, which `tests/pages.rs` compares natively, and how a step is done (`steps`).

use crate::steps::Step;
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// A fixture page and what is to become of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What the page tries, for its readers.
    #[serde(rename = "title")]
    _title: String,
    /// Its folder's name.
    #[serde(skip)]
    pub name: String,
    #[serde(skip)]
    pub file: PathBuf,
    /// The made-up address that it is served under.
    pub url: String,
    /// The `Content-Security-Policy` header that it is served with.
    #[serde(default)]
    pub csp: Option<String>,
    /// Whether it is a live situation: it moves, so what it is in the end is compared, and its reader only where asked for.
    #[serde(skip)]
    pub is_live: bool,
    /// Addresses of its frames and sheets, and the files in its folder that are served there.
    #[serde(default)]
    pub served: BTreeMap<String, String>,
    /// The settings that hold there, as the options page would keep them.
    #[serde(default)]
    pub settings: Option<Value>,
    /// What happens to Lede before the page is opened.
    #[serde(default)]
    pub before: Vec<Step>,
    /// What happens on the open page; then it is looked at.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// The asks.
    #[serde(default)]
    pub hide: Vec<Ask>,
    /// Phrases that must stay.
    #[serde(default)]
    pub keep: Vec<String>,
    /// Selectors of what must be hidden, where no phrase can be read: frames and closed boxes.
    #[serde(default)]
    pub gone: Vec<String>,
    /// Selectors of what must stay.
    #[serde(default)]
    pub stays: Vec<String>,
    /// Where the page must be scrolled to in the end, in CSS px.
    #[serde(default)]
    pub scrolled: Option<i64>,
    /// Computed styles in the end: a selector, a property, its value.
    #[serde(default)]
    pub style: Vec<[String; 3]>,
    /// The selector of what scrolls, where it is not the window.
    #[serde(default)]
    pub scroller: Option<String>,
    /// Whether the page must say that it holds only a part.
    #[serde(default)]
    pub notice: Option<bool>,
    /// The page insists on its ask, which must stand in the ledger as shown.
    #[serde(default)]
    pub fights_back: bool,
    /// The page's own purpose is to be locked (a consent dialog, a form that the user opened): it need not scroll.
    #[serde(default)]
    pub stays_locked: bool,
    /// The article; none where the reader must decline.
    #[serde(default)]
    pub article: Option<Article>,
    /// Why the page is not right yet; the checks then must fail.
    #[serde(default)]
    pub known_failure: Option<String>,
}

/// An ask that must go.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub kind: String,
    pub phrase: String,
}

/// What the reader must show.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    #[serde(default)]
    pub title: String,
    #[serde(default, rename = "byline")]
    _byline: Option<String>,
    #[serde(default, rename = "date")]
    _date: Option<String>,
    #[serde(default)]
    pub has: Vec<String>,
    #[serde(default)]
    pub lacks: Vec<String>,
}

/// All cases under a folder and its `live/` whose name contains `only`, by name; a live one's name begins with `live-`.
pub fn all(pages: &Path, only: &str) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for (folder, is_live) in [(pages.to_path_buf(), false), (pages.join("live"), true)] {
        let mut folders: Vec<PathBuf> = fs::read_dir(&folder)
            .with_context(|| folder.display().to_string())?
            .filter_map(|it| it.ok().map(|it| it.path()))
            .filter(|it| it.join("case.toml").is_file())
            .collect();
        folders.sort();
        for folder in folders {
            let case = read(&folder, is_live)?;
            cases.extend(Some(case).filter(|it| it.name.contains(only)));
        }
    }
    Ok(cases)
}

impl Case {
    /// The address' host.
    pub fn host(&self) -> &str {
        self.parts().0
    }

    /// The address' path, with its query.
    pub fn path(&self) -> String {
        let path = self.parts().1;
        if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
    }

    /// Whether other cases would find other settings after it.
    pub fn changes_settings(&self) -> bool {
        self.settings.is_some() || self.steps.iter().any(|it| matches!(it, Step::Settings { .. }))
    }

    fn parts(&self) -> (&str, &str) {
        parts(&self.url)
    }
}

/// An address' host, and its path with its query.
pub fn parts(url: &str) -> (&str, &str) {
    let rest = url.split_once("//").map_or(url, |it| it.1);
    let rest = rest.split('#').next().unwrap_or(rest);
    rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()))
}

fn read(folder: &Path, is_live: bool) -> Result<Case> {
    let file = folder.join("case.toml");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let mut case: Case = toml::from_str(&text).with_context(|| file.display().to_string())?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    case.name = if is_live { format!("live-{name}") } else { name };
    case.is_live = is_live;
    case.file = ["page.html", "page.xhtml"]
        .map(|it| folder.join(it))
        .into_iter()
        .find(|it| it.is_file())
        .with_context(|| format!("no page beside {}", file.display()))?;
    Ok(case)
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn an_address_has_host_and_path() {
        let case: Case = toml::from_str("title = \"x\"\nurl = \"https://news.example/a/b?c=d#e\"").unwrap();
        assert_eq!((case.host(), case.path().as_str()), ("news.example", "/a/b?c=d"));
        let case: Case = toml::from_str("title = \"x\"\nurl = \"https://news.example\"").unwrap();
        assert_eq!((case.host(), case.path().as_str()), ("news.example", "/"));
    }
}
