//! The words that class names, ids and file names are made of.
//!
//! Not here: which words mean what.

/// Whether a name holds one of the words, taken apart at `-`, `_`, spaces and capitals.
pub fn has_word(name: &str, words: &[&str]) -> bool {
    let mut start = 0;
    let bytes = name.as_bytes();
    let is_edge = |at: usize| {
        let (before, here) = (bytes.get(at.wrapping_sub(1)), bytes.get(at));
        here.is_none_or(|it| !it.is_ascii_alphanumeric())
            || before.is_some_and(u8::is_ascii_lowercase) && here.is_some_and(u8::is_ascii_uppercase)
    };
    for at in 1..=bytes.len() {
        if is_edge(at) {
            let word = name
                .get(start..at)
                .unwrap_or_default()
                .trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
            if words.iter().any(|it| it.eq_ignore_ascii_case(word)) {
                return true;
            }
            start = at;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::has_word;

    #[test]
    fn names_are_taken_apart() {
        assert!(has_word("post__authorAvatar--big", &["avatar"]));
        assert!(!has_word("iconic", &["icon"]));
    }
}
