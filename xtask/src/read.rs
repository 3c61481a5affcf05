//! `cargo xtask read`: the core on saved pages, one JSON line a page, in input order.
//!
//! The form of the lines is fixed: scorers read it. Beside the article it tells the page's text before and after hiding.

mod input;
mod order;
mod page;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use std::{io::Write, path::PathBuf, process::ExitCode};

pub use input::{Input, load};
pub use page::{Answer, Judges, path, read as by_shipped, read_by};

/// What `cargo xtask read` takes.
#[derive(clap::Args)]
pub struct Args {
    /// Saved pages, plain or gzipped.
    files: Vec<PathBuf>,
    /// A tab-separated file: page id, file, address; one page a line.
    #[arg(long)]
    list: Option<PathBuf>,
}

/// Prints a line for every page; fails at the end when a page could not be read.
pub fn print(args: &Args) -> Result<ExitCode> {
    let mut inputs = args.list.as_deref().map(input::listed).transpose()?.unwrap_or_default();
    inputs.extend(args.files.iter().map(|it| Input::of_file(it)));
    let mut failed = 0;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let bar = progress(inputs.len());
    let mut wrote = Ok(());
    order::spread(&inputs, page::read, |answer| {
        failed += usize::from(answer.error.is_some());
        bar.inc(1);
        let line = serde_json::to_string(&answer).unwrap_or_default();
        wrote = writeln!(out, "{line}");
        wrote.is_ok()
    });
    bar.finish_and_clear();
    // A reader that has seen enough (`| head`) closes the pipe; that is no failure.
    if wrote.and_then(|()| out.flush()).is_err_and(|it| it.kind() != std::io::ErrorKind::BrokenPipe) {
        anyhow::bail!("standard output could not be written");
    }
    if 0 < failed {
        eprintln!("{failed} of {} pages could not be read", inputs.len());
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Reads the pages on all cores, each in its way, and gives the answers back in input order.
pub fn all(inputs: &[Input], read: impl Fn(&Input) -> Answer + Sync) -> Vec<Answer> {
    let bar = progress(inputs.len());
    let mut answers = Vec::with_capacity(inputs.len());
    order::spread(inputs, read, |answer| {
        bar.inc(1);
        answers.push(answer);
        true
    });
    bar.finish_and_clear();
    answers
}

/// A bar on standard error; nothing is drawn where that is no terminal.
fn progress(pages: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} pages, {eta} left");
    ProgressBar::new(pages as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
