//! Words that users never see: Lede hides asks, it opens no locks.

use super::{Fault, Source, boundary::uncommented};

/// Beginnings of words that promise what Lede does not do.
const FORBIDDEN: [&str; 2] = ["bypass", "unlock"];

/// Checks all that users read: pages, messages, the manifest, the words for evidence, string literals of scripts.
pub fn check(sources: &[Source]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for source in sources {
        let is_page = source.is(&["html", "json"]) && source.is_in(&["extension/", "www/"]);
        let is_script = source.is(&["js"]) && source.is_in(&["extension/", "www/"]);
        let shown: fn(&str) -> &str = if is_page || source.path == "README.md" {
            |it| it
        } else if is_script || source.path == "src/nags/evidence.rs" {
            literals
        } else {
            continue;
        };
        for (at, line) in source.lines() {
            let text = shown(line).to_lowercase();
            for word in FORBIDDEN.iter().filter(|it| text.contains(**it)) {
                faults.push(source.fault(at, format!("says `{word}` to users")));
            }
        }
    }
    faults
}

/// From the first to the last quote of a line's code: all its string literals, and what stands between them.
fn literals(line: &str) -> &str {
    let code = uncommented(line);
    let quotes = ['"', '\'', '`'];
    match (code.find(quotes), code.rfind(quotes)) {
        (Some(first), Some(last)) => code.get(first..=last).unwrap_or_default(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn faults(path: &str, text: &str) -> usize {
        check(&[Source::of(path, text)]).len()
    }

    #[test]
    fn users_are_promised_nothing() {
        assert_eq!(faults("extension/_locales/en/messages.json", "\"message\": \"Unlock this page\""), 1);
        assert_eq!(faults("extension/popup.js", "show(\"Bypassed\");"), 1);
        assert_eq!(faults("www/index.html", "<p>Unlocks all"), 1);
    }

    #[test]
    fn comments_and_names_are_free() {
        assert_eq!(faults("extension/hands.js", "unlockScroll(); // unlock"), 0);
        assert_eq!(faults("src/hide.rs", "//! unlock scroll"), 0);
    }
}
