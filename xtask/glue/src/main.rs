//! Makes the JavaScript glue of the core: `lede-glue WASM OUT_DIR NAME extension|page`.
//!
//! The library rather than `wasm-bindgen-cli`: it builds in about a minute where installing the command takes four, and its
//! version is the one that `Cargo.lock` has. A package of its own, so that only `cargo xtask build` waits for it.

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [wasm, out, name, target] = args.as_slice() else {
        bail!("expected: lede-glue WASM OUT_DIR NAME extension|page");
    };
    let mut bindgen = Bindgen::new();
    match target.as_str() {
        // A background worker loads it by `importScripts`, an event page by a script tag: no module in either.
        "extension" => bindgen.no_modules(true)?,
        "page" => bindgen.web(true)?,
        other => bail!("{other}: neither `extension` nor `page`"),
    };
    bindgen
        .input_path(wasm)
        .out_name(name)
        .typescript(false)
        .remove_name_section(true)
        .generate(out)
        .with_context(|| format!("no glue for {wasm}"))
}
