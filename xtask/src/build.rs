//! `cargo xtask build`: the core as wasm with its glue, the unpacked extension for both browsers, and the demo's copy.
//!
//! Reuses what is newer than what it is made of. Not here: zips (`package`).

use crate::{
    project,
    shell::{cargo, run, step},
    tools,
};
use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

/// What only developers need: type declarations, the checker's settings, sources of the icons.
const DEVELOPER_ONLY: [&str; 5] = ["types", "tsconfig.json", "icon.svg", "icon-small.svg", "render.sh"];

/// What the demo does not need of the extension: it has no background, no popup, no settings page.
const EXTENSION_ONLY: [&str; 18] = [
    "manifest.json",
    "asking.js",
    "background.js",
    "content.js",
    "opening.js",
    "prehide.css",
    "watching.js",
    "popup.html",
    "popup.js",
    "popup-report.js",
    "marks.js",
    "ledger.js",
    "peek.js",
    "picker.js",
    "options.html",
    "options.js",
    "highlighted.js",
    "icons",
];

/// Builds everything that a browser loads.
pub fn all() -> Result<()> {
    let extension = step("core, for the extension", || core("core", "extension"))?;
    let page = step("core, for a page", || core("lede", "page"))?;
    step("extension and demo", || {
        let root = project::root();
        for browser in tools::Browser::ALL {
            let dist = project::dist(browser.name());
            replace(&root.join("extension"), &dist, &DEVELOPER_ONLY)?;
            copy(&extension, &dist, &[])?;
        }
        let demo = root.join("www/pkg");
        let left_out: Vec<&str> = DEVELOPER_ONLY.into_iter().chain(EXTENSION_ONLY).collect();
        replace(&root.join("extension"), &demo, &left_out)?;
        copy(&page, &demo, &[])?;
        println!("dist/chromium, dist/firefox and www/pkg are ready");
        Ok(())
    })
}

/// The folder with the core's wasm and glue under a name, for a use that `lede-glue` knows.
fn core(name: &str, target: &str) -> Result<PathBuf> {
    tools::wasm_target()?;
    let wasm_target = "wasm32-unknown-unknown";
    run(cargo().args(["build", "--release", "--package", "lede", "--lib", "--target", wasm_target]))?;
    let compiled = project::target().join(wasm_target).join("release/lede.wasm");
    let out = project::target().join("glue").join(target);
    let wasm = out.join(format!("{name}_bg.wasm"));
    let raw = out.join("raw");
    if !is_newer(&wasm, &compiled) {
        let glue = ["run", "--package", "lede-glue", "--"];
        run(cargo().args(glue).arg(&compiled).arg(&raw).arg(name).arg(target))?;
        fs::copy(raw.join(format!("{name}.js")), out.join(format!("{name}.js")))?;
        optimise(&raw.join(format!("{name}_bg.wasm")), &wasm)?;
    }
    fs::remove_dir_all(&raw).ok();
    let bytes = fs::read(&wasm)?;
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&bytes)?;
    println!("{}: {} bytes, {} gzipped", wasm.display(), bytes.len(), packed.finish()?.len());
    Ok(out)
}

/// Optimises for size where wasm-opt can be had; a larger core works just as well.
fn optimise(from: &Path, to: &Path) -> Result<()> {
    match tools::npm(&tools::WASM_OPT) {
        Ok(wasm_opt) => run(Command::new(wasm_opt).arg("-Oz").arg(from).arg("-o").arg(to)),
        Err(error) => {
            println!("not optimised for size: {error:#}");
            fs::copy(from, to).map(|_| ()).context("copying the wasm")
        }
    }
}

/// Makes `to` a copy of `from`, without what is left out, and with nothing that was there before.
fn replace(from: &Path, to: &Path, left_out: &[&str]) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| to.display().to_string())?;
    }
    copy(from, to, left_out)
}

fn copy(from: &Path, to: &Path, left_out: &[&str]) -> Result<()> {
    fs::create_dir_all(to).with_context(|| to.display().to_string())?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name();
        if left_out.iter().any(|&it| name == it) {
            continue;
        }
        let (from, to) = (entry.path(), to.join(&name));
        if from.is_dir() {
            copy(&from, &to, left_out)?;
        } else {
            fs::copy(&from, &to).with_context(|| from.display().to_string())?;
        }
    }
    Ok(())
}

fn is_newer(made: &Path, source: &Path) -> bool {
    let time = |it: &Path| fs::metadata(it).and_then(|it| it.modified()).ok();
    time(made).zip(time(source)).is_some_and(|(made, source)| source < made)
}
