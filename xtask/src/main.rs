//! The project's commands: `cargo xtask COMMAND`, one file a command.
//!
//! Not here: what is heavy to build. The web driver client is `tests/browser`, the glue `xtask/glue`, fitting `xtask/train`.

mod build;
mod corpus;
mod eval;
mod explain;
mod package;
mod project;
mod read;
mod run;
mod shell;
mod squeeze;
mod test;
mod tidy;
mod tools;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's commands.", disable_help_subcommand = true)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the extension into dist/chromium and dist/firefox, and the demo into www/.
    Build,
    /// Build, check and zip the extension for the stores, into dist/.
    Package,
    /// Build, serve the demo newspaper and open it in a browser with Lede installed.
    Run(run::Args),
    /// Check everything, from a fresh machine: format, lints, native tests, both browsers.
    Test(test::Args),
    /// Measure what the installed extension costs a page, in both browsers.
    Measure {
        /// What the measurements take, such as `--browser chromium`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Check what the compiler does not: headers, lengths, import order, forbidden words, locales.
    Tidy,
    /// Read saved pages: one JSON line a page.
    Read(read::Args),
    /// Tell of every block of a saved page what it was taken for, and why.
    Explain(explain::Args),
    /// Score the core against a labelled corpus.
    Eval(eval::Args),
    /// Fit the judge's model on a labelled corpus and write its constants.
    Train {
        /// What the trainer takes, beginning with the corpus folder.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
}

fn main() -> ExitCode {
    // An error is told in one line: a person called this, and a backtrace names nothing they can act on.
    run_command(Args::parse().command).unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::FAILURE
    })
}

fn run_command(command: Command) -> Result<ExitCode> {
    match command {
        Command::Build => build::all().map(|()| ExitCode::SUCCESS),
        Command::Package => package::all().map(|()| ExitCode::SUCCESS),
        Command::Run(args) => run::demo(&args).map(|()| ExitCode::SUCCESS),
        Command::Test(args) => Ok(test::all(&args)),
        Command::Measure { args } => run::measure(&args).map(|()| ExitCode::SUCCESS),
        Command::Tidy => tidy::report(),
        Command::Read(args) => read::print(&args),
        Command::Explain(args) => explain::print(&args).map(|()| ExitCode::SUCCESS),
        Command::Eval(args) => eval::print(&args).map(|()| ExitCode::SUCCESS),
        Command::Train { args } => {
            shell::run(shell::cargo().args(["run", "--release", "--package", "lede-train", "--"]).args(args))
                .map(|()| ExitCode::SUCCESS)
        }
    }
}
