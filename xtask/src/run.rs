//! `cargo xtask run`: the demo newspaper in a browser with Lede installed, from a fresh machine. `cargo xtask measure`: what it costs.
//!
//! Builds and sees to the browser; what happens in it is `tests/browser`, which drives it. Without a display, pictures and
//! a table of what was hidden are written to target/demo instead.

use crate::{
    build, project,
    shell::{cargo, run, step},
    tools::{self, Browser},
};
use anyhow::Result;
use std::env;

/// What `cargo xtask run` takes.
#[derive(clap::Args)]
pub struct Args {
    /// The browser.
    #[arg(long, value_enum, default_value = "chromium")]
    browser: Browser,
    /// Take pictures, also where there is a display.
    #[arg(long)]
    pictures: bool,
}

/// Shows the demo.
pub fn demo(args: &Args) -> Result<()> {
    step("browser", || tools::browser(args.browser))?;
    build::all()?;
    step("demo", || {
        let mut demo = cargo();
        demo.args(["run", "--quiet", "--package", "lede-browser-tests", "--", "demo"]).arg(project::root());
        demo.args(["--browser", args.browser.name()]);
        if args.pictures || !has_display() {
            demo.arg("--pictures").arg(project::target().join("demo"));
        }
        run(&mut demo)
    })
}

/// Measures what the installed extension costs; `args` go to `lede-browser-tests measure`.
pub fn measure(args: &[String]) -> Result<()> {
    for browser in Browser::ALL {
        tools::browser(browser)?;
    }
    build::all()?;
    step("measurements", || {
        let tests = ["run", "--quiet", "--package", "lede-browser-tests", "--", "measure"];
        run(cargo().args(tests).arg(project::root()).args(args))
    })
}

/// Whether a window can be shown: always on macOS and Windows, elsewhere where a display is named.
fn has_display() -> bool {
    let is_named = |it: &str| env::var_os(it).is_some_and(|it| !it.is_empty());
    cfg!(any(target_os = "macos", target_os = "windows"))
        || is_named("DISPLAY")
        || is_named("WAYLAND_DISPLAY")
}
