//! `cargo xtask test`: every check, from a fresh machine to both browsers. Continuous integration runs exactly this.
//!
//! A step that fails does not end the run: what else is wrong is worth knowing too.

use crate::{
    build, project,
    shell::{cargo, run, step},
    tidy,
    tools::{self, Browser},
};
use anyhow::Result;
use std::{
    fs,
    process::{Command, ExitCode},
};

/// What `cargo xtask test` takes.
#[derive(clap::Args)]
pub struct Args {
    /// Only the steps whose name contains this, for work on one of them.
    #[arg(long, default_value = "")]
    only: String,
}

/// A step: its name and what it does.
type Step = (&'static str, fn() -> Result<()>);

/// All steps, cheap ones first, so that a slip is told early.
const STEPS: [Step; 13] = [
    ("tools", tools),
    ("format", format),
    ("tidy", tidy::step),
    ("scripts", scripts),
    ("lints", lints),
    ("lints for wasm", wasm_lints),
    ("native tests", native),
    ("books", books),
    ("build", build::all),
    ("headless tests in chromium", || wasm_tests("--chrome")),
    ("headless tests in firefox", || wasm_tests("--firefox")),
    ("extension in chromium", || extension(Browser::Chromium)),
    ("extension in firefox", || extension(Browser::Firefox)),
];

/// Runs the steps and tells how many passed; fails when one did, or when none ran.
pub fn all(args: &Args) -> ExitCode {
    let steps = || STEPS.iter().filter(|it| it.0.contains(&args.only));
    let failed: Vec<&str> = steps().filter(|it| step(it.0, it.1).is_err()).map(|it| it.0).collect();
    let passed = steps().count() - failed.len();
    if !failed.is_empty() {
        println!("\nfailed: {}", failed.join(", "));
    }
    println!("\n{passed} passed, {} failed", failed.len());
    if failed.is_empty() && 0 < passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn tools() -> Result<()> {
    tools::wasm_target()?;
    tools::lint_components()?;
    for browser in Browser::ALL {
        tools::browser(browser)?;
    }
    tools::wasm_test_tools()?;
    tools::npm(&tools::TSC).map(|_| ())
}

fn format() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))
}

/// The extension's and the demo's JavaScript by its `JSDoc` types.
fn scripts() -> Result<()> {
    let tsc = tools::npm(&tools::TSC)?;
    let projects = ["extension", "www"].map(|it| project::root().join(it)).into_iter();
    projects
        .filter(|it| it.join("tsconfig.json").is_file())
        .try_for_each(|it| run(Command::new(&tsc).arg("-p").arg(it)))
}

fn lints() -> Result<()> {
    run(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn wasm_lints() -> Result<()> {
    let target = ["--target", "wasm32-unknown-unknown"];
    run(cargo()
        .args(["clippy", "--package", "lede", "--lib", "--tests"])
        .args(target)
        .args(["--", "-D", "warnings"]))
}

fn native() -> Result<()> {
    run(cargo().args(["test", "--workspace"]))
}

/// Books that are held against the format's own checker: every kind of content, right to left, vertical, hostile.
const BOOKS: [&str; 7] = [
    "reader-structures",
    "reader-from-a-cms",
    "hebrew-footnotes",
    "vertical-ja",
    "article-in-parts",
    "hostile--math-island",
    "hostile--text-that-looks-like-markup",
];

/// EPUB files by `epubcheck`, where it is installed: it needs Java, which nothing else here does.
fn books() -> Result<()> {
    let folder = project::root().join("target/books");
    fs::create_dir_all(&folder)?;
    run(cargo().args(["test", "--package", "lede", "--test", "allowed"]).env("LEDE_BOOKS", &folder))?;
    let Some(checker) = tools::on_path(&["epubcheck"]) else {
        println!("skipped: epubcheck is not installed (apt-get install epubcheck)");
        return Ok(());
    };
    BOOKS.into_iter().try_for_each(|book| {
        run(Command::new(&checker).arg("--failonwarnings").arg(folder.join(format!("{book}.epub"))))
    })
}

/// The core over a live document, by the browser's own engine.
fn wasm_tests(browser: &str) -> Result<()> {
    run(Command::new("wasm-pack").current_dir(project::root()).args(["test", "--headless", browser]))
}

/// The extension as a user has it, driven through a web driver.
fn extension(browser: Browser) -> Result<()> {
    let tests = ["run", "--package", "lede-browser-tests", "--", "check"];
    let axe = tools::npm_package(&tools::AXE)?.join("axe.min.js");
    run(cargo().args(tests).arg(project::root()).args(["--browser", browser.name(), "--axe"]).arg(axe))
}
