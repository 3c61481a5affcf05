//! The installed extension in real browsers: `check` drives it over the fixture pages, `demo` shows it to a person.
//!
//! Called by `cargo xtask test` and `cargo xtask run`, which build the extension and see to browsers and drivers first.
//! Not here: anything that a native test can tell; these tests take seconds each.

mod case;
mod checks;
mod chromium;
mod console;
mod demo;
mod driver;
mod firefox;
mod measure;
mod pdf;
mod probe;
mod server;
mod session;
mod steps;

use anyhow::Result;
use clap::Parser;
use std::{path::PathBuf, process::ExitCode};

/// What is common to both commands.
#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Check the extension over the fixture pages and the demo newspaper.
    Check {
        /// The project's root, with dist/, tests/pages and www/.
        root: PathBuf,
        /// Only in this browser.
        #[arg(long, value_enum)]
        browser: Option<session::Browser>,
        /// axe-core's script; without it nothing is looked for that keeps people with disabilities out.
        #[arg(long)]
        axe: Option<PathBuf>,
        /// Only pages whose name contains this.
        #[arg(long, default_value = "")]
        only: String,
        /// Open every page so often, one run after another in the same browser.
        #[arg(long, default_value_t = 1)]
        repeat: usize,
    },
    /// Measure what Lede costs: first verdict, long tasks, endless mutation, many tabs.
    Measure(measure::Args),
    /// Open the demo newspaper with Lede installed.
    Demo(demo::Args),
}

#[tokio::main]
async fn main() -> ExitCode {
    // Only loopback is spoken to, in the clear, but the client asks for a provider all the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    run(Args::parse().command).await.unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::FAILURE
    })
}

async fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Check { root, browser, axe, only, repeat } => {
            checks::all(&root, browser, &checks::Wanted { axe: axe.as_deref(), only: &only, repeat }).await
        }
        Command::Measure(args) => measure::print(&args).await.map(|()| ExitCode::SUCCESS),
        Command::Demo(args) => demo::show(&args).await.map(|()| ExitCode::SUCCESS),
    }
}
