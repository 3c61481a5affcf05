//! `cargo xtask tidy`: what the compiler does not check. Each fault is told as `file:line: why`.
//!
//! One file a rule, each a function from sources to faults, with its own tests. Not here: formatting and lints, which
//! rustfmt, clippy and tsc check.

mod boundary;
mod features;
mod imports;
mod locales;
mod shape;
mod words;

use crate::{project, shell::output};
use anyhow::Result;
use std::{fs, process::Command, process::ExitCode};

/// A text file of the project.
pub struct Source {
    /// From the root, with `/`.
    path: String,
    text: String,
}

/// Something that is not as it should be.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    path: String,
    /// From 1.
    line: usize,
    why: String,
}

/// Prints the faults; fails when there are any, or when no file was found to check.
pub fn report() -> Result<ExitCode> {
    let faults = check()?;
    for it in &faults {
        println!("{}:{}: {}", it.path, it.line, it.why);
    }
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The same as a step of `cargo xtask test`.
pub fn step() -> Result<()> {
    if report()? == ExitCode::SUCCESS { Ok(()) } else { anyhow::bail!("the tree is not tidy") }
}

fn check() -> Result<Vec<Fault>> {
    let sources = sources()?;
    anyhow::ensure!(!sources.is_empty(), "no file was found to check");
    let rules =
        [shape::check, imports::check, boundary::check, words::check, locales::check, features::check];
    let mut faults: Vec<Fault> = rules.iter().flat_map(|rule| rule(&sources)).collect();
    faults.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    println!("{} files, {} faults", sources.len(), faults.len());
    Ok(faults)
}

/// The files that git knows or would take, as far as they are text.
fn sources() -> Result<Vec<Source>> {
    let root = project::root();
    let list = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let paths = output(Command::new("git").current_dir(&root).args(list))?;
    let read = |path: &str| {
        let text = fs::read_to_string(root.join(path)).ok()?;
        Some(Source { path: path.to_owned(), text })
    };
    Ok(paths.lines().filter_map(read).collect())
}

impl Source {
    /// Whether the file's name ends in a dot and one of these.
    fn is(&self, endings: &[&str]) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, it)| endings.contains(&it))
    }

    /// Whether the file is in one of these folders, or is one of these files.
    fn is_in(&self, folders: &[&str]) -> bool {
        folders.iter().any(|it| self.path.starts_with(it))
    }

    /// The lines with their numbers, from 1.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, line)| (at + 1, line))
    }

    fn fault(&self, line: usize, why: impl Into<String>) -> Fault {
        Fault { path: self.path.clone(), line, why: why.into() }
    }
}

#[cfg(test)]
impl Source {
    fn of(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }
}
