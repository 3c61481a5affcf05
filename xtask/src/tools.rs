//! What the commands need from outside, installed when it is missing.
//!
//! Cargo's tools go where `cargo install` puts them, npm's into the build folder, browsers come from the distribution's
//! packages where this user may install them; otherwise it is said exactly what to install. Nothing else is downloaded.

use crate::{
    project,
    shell::{cargo, output, run, works},
};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The version that the headless tests were proved with; a newer one on the machine is taken as it is.
const WASM_PACK: &str = "0.15.1";
const GECKODRIVER: &str = "0.37.1";

/// A package of the npm registry and the command in it.
pub struct NpmTool {
    package: &'static str,
    version: &'static str,
    command: &'static str,
}

/// Makes the wasm smaller. Debian's own binaryen is too old to read it.
pub const WASM_OPT: NpmTool = NpmTool { package: "binaryen", version: "132.0.0", command: "wasm-opt" };

/// Checks the extension's JavaScript by its `JSDoc` types.
pub const TSC: NpmTool = NpmTool { package: "typescript", version: "5.9.3", command: "tsc" };

/// Checks the packed extension as the Firefox store does.
pub const WEB_EXT: NpmTool = NpmTool { package: "web-ext", version: "10.7.0", command: "web-ext" };

/// Looks for what keeps people with disabilities out of a page; a script, not a command.
pub const AXE: NpmTool = NpmTool { package: "axe-core", version: "4.11.0", command: "axe" };

/// A browser, and the driver through which it is tested.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Browser {
    /// Chromium, with chromedriver.
    Chromium,
    /// Firefox, with geckodriver.
    Firefox,
}

impl Browser {
    /// Both, in the order in which they are tested.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// The name on the command line and of its folder in dist/.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }
}

/// The part of the toolchain that compiles for wasm.
pub fn wasm_target() -> Result<()> {
    let query = ["--print", "target-libdir", "--target", "wasm32-unknown-unknown"];
    let library = output(Command::new("rustc").current_dir(project::root()).args(query))?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    run(Command::new("rustup").current_dir(project::root()).args(["target", "add", "wasm32-unknown-unknown"]))
        .context("install the standard library for wasm32-unknown-unknown by the means of your Rust")
}

/// The formatter and the linter.
pub fn lint_components() -> Result<()> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !works(cargo().args([command, "--version"])) {
            run(Command::new("rustup").current_dir(project::root()).args(["component", "add", component]))?;
        }
    }
    Ok(())
}

/// wasm-pack and the test runner that it needs, of the very version of wasm-bindgen in `Cargo.lock`.
pub fn wasm_test_tools() -> Result<()> {
    let version = locked_version("wasm-bindgen")?;
    let found = output(Command::new("wasm-bindgen").arg("--version")).unwrap_or_default();
    if found.split_whitespace().nth(1) != Some(version.as_str()) {
        cargo_install("wasm-bindgen-cli", &version)?;
    }
    if !works(Command::new("wasm-pack").arg("--version")) {
        cargo_install("wasm-pack", WASM_PACK)?;
    }
    Ok(())
}

/// The browser and its driver.
pub fn browser(browser: Browser) -> Result<()> {
    match browser {
        Browser::Chromium => {
            if on_path(&["chromium", "chromium-browser", "google-chrome"]).is_none()
                || on_path(&["chromedriver"]).is_none()
            {
                packages(&["chromium", "chromium-driver"])?;
            }
        }
        Browser::Firefox => {
            if on_path(&["firefox-esr", "firefox"]).is_none() {
                packages(&["firefox-esr"])?;
            }
            if on_path(&["geckodriver"]).is_none() {
                cargo_install("geckodriver", GECKODRIVER)?;
            }
        }
    }
    Ok(())
}

/// The tool's command, installed if need be; an error where there is no npm and none can be installed.
pub fn npm(tool: &NpmTool) -> Result<PathBuf> {
    Ok(npm_package(tool)?.with_file_name(".bin").join(tool.command))
}

/// The tool's package as a folder, installed if need be.
pub fn npm_package(tool: &NpmTool) -> Result<PathBuf> {
    let modules = project::tools().join("node_modules");
    let manifest = fs::read_to_string(modules.join(tool.package).join("package.json")).unwrap_or_default();
    let installed: serde_json::Value = serde_json::from_str(&manifest).unwrap_or_default();
    if installed.get("version").and_then(|it| it.as_str()) != Some(tool.version) {
        if on_path(&["npm"]).is_none() {
            packages(&["nodejs", "npm"])?;
        }
        fs::create_dir_all(project::tools())?;
        let package = format!("{}@{}", tool.package, tool.version);
        let quiet = ["--no-fund", "--no-audit", "--loglevel=error", "--prefix"];
        run(Command::new("npm").arg("install").args(quiet).arg(project::tools()).arg(package))?;
    }
    Ok(modules.join(tool.package))
}

/// The first of the commands that the machine has.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    names.iter().flat_map(|name| folders.iter().map(move |it| it.join(name))).find(|it| it.is_file())
}

fn cargo_install(name: &str, version: &str) -> Result<()> {
    println!("installing {name} {version}: some minutes, once");
    let install = |locked: &[&str]| run(cargo().args(["install", name, "--version", version]).args(locked));
    // A lock file can name a crate that a registry mirror lacks; then its newest compatible crates do.
    install(&["--locked"]).or_else(|_| install(&[]))
}

fn packages(names: &[&str]) -> Result<()> {
    let wanted = names.join(" ");
    let Some(apt) = on_path(&["apt-get"]) else {
        bail!("install with your system's packages, then call this again: {wanted}");
    };
    // Without a terminal to ask on, `sudo` says no at once rather than wait.
    let elevated = || {
        if works(Command::new("id").arg("-u"))
            && output(Command::new("id").arg("-u")).is_ok_and(|it| it.trim() == "0")
        {
            Command::new(&apt)
        } else {
            let mut sudo = Command::new("sudo");
            sudo.arg("-n").arg(&apt);
            sudo
        }
    };
    println!("installing {wanted} from the distribution's packages");
    let advice = || format!("install them by hand, then call this again: apt-get install {wanted}");
    run(elevated().args(["-q", "update"])).with_context(advice)?;
    run(elevated().args(["-q", "-y", "install", "--no-install-recommends"]).args(names)).with_context(advice)
}

fn locked_version(name: &str) -> Result<String> {
    let lock = fs::read_to_string(project::root().join("Cargo.lock")).context("Cargo.lock")?;
    version_in(&lock, name).with_context(|| format!("Cargo.lock has no {name}"))
}

fn version_in(lock: &str, name: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|it| *it != format!("name = \"{name}\""));
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn the_lock_file_names_versions() {
        let lock = "[[package]]\nname = \"b-c\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"b\"\nversion = \"2.1.0\"\n";
        assert_eq!(version_in(lock, "b").as_deref(), Some("2.1.0"));
        assert_eq!(version_in(lock, "d"), None);
    }
}
