//! The fixture pages as the browser tests see them: `tests/pages/<name>/{page.html, case.toml}`.
//!
//! Not here: the goldens beside them, which `tests/pages.rs` compares natively.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A fixture page and what is to become of it.
#[derive(Deserialize)]
pub struct Case {
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
    /// The asks.
    #[serde(default)]
    pub hide: Vec<Ask>,
    /// Phrases that must stay.
    #[serde(default)]
    pub keep: Vec<String>,
    /// The article; none where the reader must decline.
    #[serde(default)]
    pub article: Option<Article>,
    /// Why the page is not right yet; the checks then must fail.
    #[serde(default)]
    pub known_failure: Option<String>,
}

/// An ask that must go.
#[derive(Deserialize)]
pub struct Ask {
    pub kind: String,
    pub phrase: String,
}

/// What the reader must show.
#[derive(Deserialize)]
pub struct Article {
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub has: Vec<String>,
    #[serde(default)]
    pub lacks: Vec<String>,
}

/// All cases under a folder whose name contains `only`, by name.
pub fn all(pages: &Path, only: &str) -> Result<Vec<Case>> {
    let mut folders: Vec<PathBuf> = fs::read_dir(pages)
        .with_context(|| pages.display().to_string())?
        .filter_map(|it| it.ok().map(|it| it.path()))
        .filter(|it| it.join("case.toml").is_file())
        .collect();
    folders.sort();
    let cases = folders.iter().map(|it| read(it)).collect::<Result<Vec<_>>>()?;
    Ok(cases.into_iter().filter(|it| it.name.contains(only)).collect())
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

    fn parts(&self) -> (&str, &str) {
        let rest = self.url.split_once("//").map_or(self.url.as_str(), |it| it.1);
        let rest = rest.split('#').next().unwrap_or(rest);
        rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()))
    }
}

fn read(folder: &Path) -> Result<Case> {
    let file = folder.join("case.toml");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let mut case: Case = toml::from_str(&text).with_context(|| file.display().to_string())?;
    case.name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    case.file = folder.join("page.html");
    Ok(case)
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn an_address_has_host_and_path() {
        let case: Case = toml::from_str("url = \"https://news.example/a/b?c=d#e\"").unwrap();
        assert_eq!((case.host(), case.path().as_str()), ("news.example", "/a/b?c=d"));
        let case: Case = toml::from_str("url = \"https://news.example\"").unwrap();
        assert_eq!((case.host(), case.path().as_str()), ("news.example", "/"));
    }
}
