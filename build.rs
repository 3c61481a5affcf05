//! Compiles the phrasebook into the table that the core embeds, so that no host builds it at start.
//!
//! Nothing else happens at build time: the judge's models are trained by `cargo xtask train` and kept in the repository.

#![allow(dead_code, unreachable_pub, reason = "the modules belong to the core, which uses the rest of them")]

use std::{env, error::Error, fs, path::Path};

#[path = "src/judge/phrases/class.rs"]
mod class;
#[path = "src/judge/phrases/compile.rs"]
mod compile;
#[path = "src/judge/phrases/form.rs"]
mod form;
#[path = "src/page/counts.rs"]
mod page;
#[path = "src/judge/phrases/words.rs"]
mod words;

/// One file a language, and `any.txt`.
const FILES: &str = "src/judge/phrases/phrasebook";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FILES}");
    for module in ["class", "compile", "form", "words"] {
        println!("cargo::rerun-if-changed=src/judge/phrases/{module}.rs");
    }
    println!("cargo::rerun-if-changed=src/page/counts.rs");
    let mut files: Vec<_> =
        fs::read_dir(FILES)?.map(|it| Ok(it?.path())).collect::<Result<_, std::io::Error>>()?;
    files.sort();
    let texts: Vec<String> = files.iter().map(fs::read_to_string).collect::<Result<_, _>>()?;
    let target = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&target).join("phrasebook.bin"), compile::compile(texts.iter().map(String::as_str)))?;
    Ok(())
}
