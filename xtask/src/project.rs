//! Where things are: the project's root, the build folder, the tools' folder.

use std::path::{Path, PathBuf};

/// The project's root, wherever the command was called from.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Cargo's build folder.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Where tools of the npm registry are installed for this project alone.
pub fn tools() -> PathBuf {
    target().join("tools")
}

/// The unpacked extension for a browser, ready to be loaded.
pub fn dist(browser: &str) -> PathBuf {
    root().join("dist").join(browser)
}
