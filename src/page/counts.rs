//! Sizes of a text: the numbers that travel in place of long texts.
//!
//! The same definitions stand in `extension/page.js`, which counts on the live page; change both together.
//! Not here: sentences, stop words or anything that depends on the language.

/// Sizes of one text node's whole text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// UTF-16 units, as JavaScript counts them.
    pub chars: u32,
    /// Runs between white space; two characters of a script without spaces count as one word.
    pub words: u32,
    /// Commas and semicolons of all scripts.
    pub commas: u32,
}

impl Counts {
    /// Counts a text. Cost: one pass.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let (mut in_word, mut unspaced) = (false, 0_u32);
        for c in text.chars() {
            counts.chars += c.len_utf16() as u32;
            counts.commas += u32::from(is_comma(c));
            let is_unspaced = is_unspaced(c);
            if !is_unspaced {
                counts.words += unspaced.div_ceil(2);
                unspaced = 0;
            }
            if c.is_whitespace() {
                in_word = false;
            } else if is_unspaced {
                unspaced += 1;
                in_word = false;
            } else if !in_word {
                counts.words += 1;
                in_word = true;
            }
        }
        counts.words += unspaced.div_ceil(2);
        counts
    }
}

/// Whether the script of the character writes words without spaces between them (Han, kana, Thai).
#[must_use]
pub const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0E7F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

const fn is_comma(c: char) -> bool {
    matches!(c, ',' | ';' | '،' | '、' | '，' | '；' | '؛')
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn spaces_part_words() {
        assert_eq!(Counts::of("  One, two; three "), Counts { chars: 18, words: 3, commas: 2 });
    }

    #[test]
    fn scripts_without_spaces_count_two_characters_a_word() {
        assert_eq!(
            Counts::of("日本語の、記事").words,
            2 + 1 + 1,
            "the comma stands alone and counts as a run"
        );
        assert_eq!(Counts::of("새 소식").words, 2);
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(Counts::of(" \n\t"), Counts { chars: 3, words: 0, commas: 0 });
    }
}
