//! Saved pages as files: plain or gzipped, named or listed.

use anyhow::{Context, Result, bail};
use flate2::read::MultiGzDecoder;
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

/// A saved page to be read.
pub struct Input {
    /// What its line is called.
    pub page: String,
    /// Its file; none where its line of the list names none.
    pub file: Option<PathBuf>,
    /// Its address; empty when unknown.
    pub url: String,
}

impl Input {
    /// A file, called by its name.
    pub fn of_file(file: &Path) -> Self {
        let page = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { page, file: Some(file.to_path_buf()), url: String::new() }
    }
}

/// The pages of a list. A line without a file is a page that cannot be read, not an error of the list.
pub fn listed(list: &Path) -> Result<Vec<Input>> {
    let text = fs::read_to_string(list).with_context(|| format!("cannot read {}", list.display()))?;
    Ok(text.lines().filter(|it| !it.trim().is_empty()).map(line).collect())
}

/// The text of a saved page.
pub fn load(input: &Input) -> Result<String> {
    let Some(file) = &input.file else { bail!("its line names no file") };
    let mut bytes = fs::read(file).with_context(|| file.display().to_string())?;
    // By content, not by name: many a saved page ends in .html and is gzipped all the same.
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut plain).context("broken gzip")?;
        bytes = plain;
    }
    Ok(lede::page::saved::decode(&bytes))
}

fn line(line: &str) -> Input {
    let mut fields = line.split('\t').map(str::trim);
    let page = fields.next().unwrap_or_default().to_owned();
    let file = fields.next().filter(|it| !it.is_empty()).map(PathBuf::from);
    Input { page, file, url: fields.next().unwrap_or_default().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_line_may_lack_its_address_and_its_file() {
        assert_eq!(line("a\tb.html\thttps://news.example/").url, "https://news.example/");
        assert_eq!(line("a\tb.html").url, "");
        assert!(line("a").file.is_none());
    }
}
