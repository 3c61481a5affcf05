//! Messages: every language has the same keys with the same places to fill, every key is used, every used key is there.
//!
//! Not here: whether a translation is right.

use super::{Fault, Source};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Where the messages are.
const FOLDER: &str = "extension/_locales/";

/// The language that the others are held against.
const FIRST: &str = "extension/_locales/en/messages.json";

/// Checks the messages against each other, and against the extension and the evidence that the core names.
pub fn check(sources: &[Source]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let files: Vec<(&Source, Map<String, Value>)> = sources
        .iter()
        .filter(|it| it.is_in(&[FOLDER]) && it.is(&["json"]))
        .filter_map(|it| match serde_json::from_str(&it.text) {
            Ok(messages) => Some((it, messages)),
            Err(error) => {
                faults.push(it.fault(error.line(), format!("is no JSON: {error}")));
                None
            }
        })
        .collect();
    let Some((first, reference)) = files.iter().find(|it| it.0.path == FIRST) else { return faults };
    for (source, messages) in &files {
        faults.extend(differences(source, messages, reference));
    }
    let code: Vec<&Source> = sources
        .iter()
        .filter(|it| it.is_in(&["extension/"]) && !it.is_in(&[FOLDER]) && it.is(&["js", "html", "json"]))
        .collect();
    let used = used(&code);
    let evidence = evidence(sources);
    for key in evidence.iter().chain(&used.whole).filter(|it| !reference.contains_key(*it)) {
        faults.push(first.fault(1, format!("has no `{key}`, which is asked for")));
    }
    for key in reference.keys() {
        let is_built = || used.beginnings.iter().any(|it| key.starts_with(it.as_str()));
        let is_named = || code.iter().any(|it| has_literal(&it.text, key));
        if !used.whole.contains(key) && !evidence.contains(key) && !is_built() && !is_named() {
            faults.push(first.fault(line_of(first, key), format!("`{key}` is used nowhere")));
        }
    }
    faults
}

fn differences(source: &Source, messages: &Map<String, Value>, reference: &Map<String, Value>) -> Vec<Fault> {
    let missing = reference.keys().filter(|it| !messages.contains_key(*it));
    let mut faults: Vec<Fault> = missing.map(|it| source.fault(1, format!("`{it}` is missing"))).collect();
    for (key, message) in messages {
        let line = line_of(source, key);
        match reference.get(key) {
            None => faults.push(source.fault(line, format!("`{key}` is in no other language"))),
            Some(other) if places(message) != places(other) => {
                faults.push(source.fault(line, format!("`{key}` has other places to fill than in English")));
            }
            Some(_) => {}
        }
        if text(message).trim().is_empty() {
            faults.push(source.fault(line, format!("`{key}` is empty")));
        }
    }
    faults
}

/// The keys that the extension asks for.
#[derive(Default)]
struct Used {
    whole: BTreeSet<String>,
    /// Beginnings of keys that are put together, as in `kind_${kind}`.
    beginnings: BTreeSet<String>,
}

fn used(code: &[&Source]) -> Used {
    let mut used = Used::default();
    for source in code {
        for start in ["getMessage(\"", "__MSG_", "data-message=\"", "data-i18n=\""] {
            let keys = source.text.split(start).skip(1).filter_map(key);
            used.whole.extend(
                keys.filter(|it| !it.is_empty() && !it.starts_with("@@"))
                    .map(|it| it.trim_end_matches("__").to_owned()),
            );
        }
        for piece in source.text.split('`').skip(1) {
            let beginning = piece.split("${").next().unwrap_or_default();
            if beginning.ends_with('_') && piece.contains("${") && key(beginning) == Some(beginning) {
                used.beginnings.insert(beginning.to_owned());
            }
        }
    }
    used
}

/// `evidence_<code>` for every code that the core names.
fn evidence(sources: &[Source]) -> BTreeSet<String> {
    let Some(source) = sources.iter().find(|it| it.path == "src/nags/evidence.rs") else {
        return BTreeSet::new();
    };
    let codes = source.text.lines().filter_map(|it| it.trim().strip_prefix("Self::")?.split_once("=> \""));
    codes.filter_map(|it| Some(format!("evidence_{}", it.1.strip_suffix("\",")?))).collect()
}

fn key(text: &str) -> Option<&str> {
    text.split(|it: char| !it.is_ascii_alphanumeric() && it != '_' && it != '@').next()
}

fn has_literal(text: &str, key: &str) -> bool {
    ["\"", "'", "`"].iter().any(|quote| text.contains(&format!("{quote}{key}{quote}")))
}

/// The numbers of the places that a message fills: `$1`, or named ones with `"content": "$1"`.
fn places(message: &Value) -> BTreeSet<char> {
    let named = message.get("placeholders").map(Value::to_string).unwrap_or_default();
    let all = text(message).to_owned() + &named;
    all.split('$').skip(1).filter_map(|it| it.chars().next()).filter(char::is_ascii_digit).collect()
}

fn text(message: &Value) -> &str {
    message.get("message").and_then(Value::as_str).unwrap_or_default()
}

fn line_of(source: &Source, key: &str) -> usize {
    let wanted = format!("\"{key}\"");
    source.lines().find(|it| it.1.contains(&wanted)).map_or(1, |it| it.0)
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    const GERMAN: &str = "extension/_locales/de/messages.json";

    fn whys(english: &str, german: &str, script: &str) -> Vec<String> {
        let sources = [
            Source::of(super::FIRST, english),
            Source::of(GERMAN, german),
            Source::of("extension/popup.js", script),
            Source::of("src/nags/evidence.rs", "            Self::Price => \"price\",\n"),
        ];
        check(&sources).into_iter().map(|it| it.why).collect()
    }

    #[test]
    fn same_keys_all_used_is_fine() {
        let english = r#"{"a":{"message":"A $1"},"kind_x":{"message":"X"},"evidence_price":{"message":"P"}}"#;
        let german = r#"{"a":{"message":"$1 A"},"kind_x":{"message":"X"},"evidence_price":{"message":"P"}}"#;
        let script = "chrome.i18n.getMessage(\"a\"); word(`kind_${kind}`);";
        assert_eq!(whys(english, german, script), Vec::<String>::new());
    }

    #[test]
    fn what_differs_is_named() {
        let english = r#"{"a":{"message":"A $1"},"evidence_price":{"message":"P"}}"#;
        let whys = whys(english, r#"{"a":{"message":"A"}}"#, "getMessage(\"b\")");
        for part in ["`evidence_price` is missing", "other places", "no `b`", "`a` is used nowhere"] {
            assert!(whys.iter().any(|it| it.contains(part)), "{part}: {whys:?}");
        }
    }
}
