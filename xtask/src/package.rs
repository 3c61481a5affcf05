//! `cargo xtask package`: the store zips, the same bytes from the same files, and checked as the Firefox store does.

use crate::{
    build, project,
    shell::{output, step},
    tools,
};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
    process::Command,
};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// Remarks of the store's linter that are known and meant, each with the reason.
const MEANT: [(&str, &str); 1] = [(
    "BACKGROUND_SERVICE_WORKER_IGNORED",
    "one manifest for both: Firefox takes `scripts`, Chromium the worker",
)];

/// Builds, zips and checks.
pub fn all() -> Result<()> {
    build::all()?;
    step("zips", || {
        for browser in tools::Browser::ALL {
            let file = project::root().join(format!("dist/lede-{}.zip", browser.name()));
            let bytes = zip(&project::dist(browser.name()))?;
            fs::write(&file, &bytes).with_context(|| file.display().to_string())?;
            println!("{}: {} bytes", file.display(), bytes.len());
        }
        Ok(())
    })?;
    step("store check", lint)
}

/// A zip of a folder: files in the order of their names, all of the same date, so that it can be made again.
fn zip(folder: &Path) -> Result<Vec<u8>> {
    let mut files = Vec::new();
    gather(folder, &mut files)?;
    files.sort();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for file in files {
        let name = file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        zip.start_file(name, options)?;
        zip.write_all(&fs::read(&file)?)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn lint() -> Result<()> {
    let web_ext = tools::npm(&tools::WEB_EXT)?;
    let source = project::dist("firefox");
    let mut command = Command::new(web_ext);
    command.args(["lint", "--output", "json", "--source-dir"]).arg(source);
    // It ends in failure where it has errors; those are in what it prints.
    let printed =
        output(&mut command).or_else(|_| anyhow::Ok(String::from_utf8(command.output()?.stdout)?))?;
    let report: Value = serde_json::from_str(&printed).context("web-ext says something else than JSON")?;
    let remarks = remarks(&report);
    for it in &remarks {
        println!("{it}");
    }
    if remarks.is_empty() { Ok(()) } else { bail!("{} remarks of the store's linter", remarks.len()) }
}

/// The errors and warnings that are not meant, each as a line.
fn remarks(report: &Value) -> Vec<String> {
    let all = ["errors", "warnings"].into_iter().filter_map(|it| report.get(it)?.as_array()).flatten();
    let text = |it: &Value, key: &str| it.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    all.filter(|it| !MEANT.iter().any(|meant| text(it, "code") == meant.0))
        .map(|it| format!("{}: {} ({})", text(it, "code"), text(it, "message"), text(it, "file")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{remarks, zip};
    use serde_json::json;
    use std::{env, fs};

    #[test]
    fn what_is_meant_is_passed_over() {
        let report = json!({ "errors": [{ "code": "BAD", "message": "m", "file": "f" }],
            "warnings": [{ "code": "BACKGROUND_SERVICE_WORKER_IGNORED" }] });
        assert_eq!(remarks(&report), ["BAD: m (f)"]);
    }

    #[test]
    fn a_zip_can_be_made_again() {
        let folder = env::temp_dir().join("lede-package-test");
        fs::create_dir_all(folder.join("b")).unwrap();
        fs::write(folder.join("b/c.txt"), "c").unwrap();
        fs::write(folder.join("a.txt"), "a").unwrap();
        let first = zip(&folder).unwrap();
        fs::write(folder.join("a.txt"), "a").unwrap();
        assert!(!first.is_empty() && zip(&folder).unwrap() == first);
    }
}
