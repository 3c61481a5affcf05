//! What may not cross: wasm crates into the pure core, HTML strings and requests into the JavaScript.

use super::{Fault, Source};

/// The crates that speak to a browser, and where they may be named.
const WASM_CRATES: [&str; 4] = ["web_sys", "js_sys", "wasm_bindgen", "serde_wasm_bindgen"];
const WASM_PLACES: [&str; 5] = ["src/live", "src/api", "tests/web", "xtask/", "tests/browser/"];

/// What makes nodes from strings: pages' words would become markup.
const MARKUP: [&str; 9] = [
    "innerHTML",
    "outerHTML =",
    "insertAdjacentHTML",
    "document.write",
    "createContextualFragment",
    "DOMParser",
    "setHTMLUnsafe",
    "eval(",
    "new Function",
];

/// What asks the network: Lede makes no request of its own, ever.
const REQUESTS: [&str; 6] = ["fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "EventSource", "import("];

/// What looks like a request and is none: a file of the extension itself.
const OWN_FILE: &str = "fetch(chrome.runtime.getURL(";

/// Checks both boundaries.
pub fn check(sources: &[Source]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for source in sources {
        if source.is(&["rs"]) && !source.is_in(&WASM_PLACES) {
            find(source, &WASM_CRATES, "belongs into src/live.rs or src/api.rs", &mut faults);
        }
        if source.is(&["js"]) && source.is_in(&["extension/", "www/"]) {
            find(source, &MARKUP, "makes nodes from a string", &mut faults);
        }
        if source.is(&["js"]) && source.is_in(&["extension/"]) {
            find(source, &REQUESTS, "is a request", &mut faults);
        }
    }
    faults
}

fn find(source: &Source, names: &[&str], why: &str, faults: &mut Vec<Fault>) {
    for (at, line) in source.lines() {
        let code = uncommented(line).replace(OWN_FILE, "");
        for name in names.iter().filter(|it| names_it(&code, it)) {
            faults.push(source.fault(at, format!("`{name}` {why}")));
        }
    }
}

/// The line without its comment; whole lines of a comment are empty.
pub fn uncommented(line: &str) -> &str {
    if line.trim_start().starts_with(['*', '/']) && !line.trim_start().starts_with("/^") {
        return "";
    }
    // `://` is part of an address.
    let comment =
        line.match_indices("//").find(|&(at, _)| !line.get(..at).is_some_and(|it| it.ends_with(':')));
    comment.and_then(|(at, _)| line.get(..at)).unwrap_or(line)
}

/// Whether the code has the name as a whole word.
fn names_it(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code.get(..at).and_then(|it| it.chars().next_back());
        before.is_none_or(|it| !it.is_alphanumeric() && it != '_' && it != '$')
    })
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn faults(path: &str, text: &str) -> usize {
        check(&[Source::of(path, text)]).len()
    }

    #[test]
    fn wasm_crates_stay_at_the_edge() {
        assert_eq!(faults("src/page/mod.rs", "use web_sys::Element;"), 1);
        assert_eq!(faults("src/api.rs", "use wasm_bindgen::prelude::*;"), 0);
        assert_eq!(faults("src/page/mod.rs", "// web_sys would be wrong here"), 0);
    }

    #[test]
    fn scripts_make_no_markup_and_no_request() {
        assert_eq!(faults("extension/a.js", "it.innerHTML = x;"), 1);
        assert_eq!(faults("extension/a.js", "await fetch(url);"), 1);
        assert_eq!(faults("extension/a.js", "prefetch(url); // fetch(url)"), 0);
        assert_eq!(faults("www/a.js", "await fetch(url);"), 0);
        assert_eq!(faults("extension/a.js", "await fetch(chrome.runtime.getURL(file));"), 0);
    }
}
