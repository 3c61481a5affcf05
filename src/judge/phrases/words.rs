//! Text → words in the one form that the phrasebook is written in.
//!
//! Lower case, no accents, numbers all alike, each character of a script without spaces a word of its own. It knows no
//! language: no stemming, no stop words; inflection is handled by the stems of the phrasebook.

use crate::page::is_unspaced;

/// Calls `each` with every word of the text and the byte range it came from; an ellipsis gives an empty word.
///
/// Cost: one pass; `buffer` is scratch space that callers keep to save allocations.
pub fn for_each(text: &str, buffer: &mut String, mut each: impl FnMut(&str, usize, usize)) {
    buffer.clear();
    let (mut start, mut kind) = (0, Kind::Between);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = Kind::of(c);
        let joins = match next {
            Kind::Letter | Kind::Digit => next == kind,
            Kind::Mark => kind == Kind::Letter,
            Kind::Point => kind == Kind::Digit && chars.peek().is_some_and(|it| it.1.is_ascii_digit()),
            Kind::Between | Kind::Sign | Kind::Break => false,
        };
        if joins {
            match next {
                Kind::Letter => fold(c, buffer),
                _ => continue,
            }
            continue;
        }
        if !buffer.is_empty() {
            each(buffer, start, at);
            buffer.clear();
        }
        (start, kind) = (at, next);
        match next {
            Kind::Letter => fold(c, buffer),
            Kind::Digit => buffer.push('0'),
            Kind::Sign => {
                let sign = if c == '%' || c == '٪' { "%" } else { "$" };
                let sign =
                    if is_unspaced(c) { c.encode_utf8(&mut [0; 4]).to_owned() } else { sign.to_owned() };
                each(&sign, at, at + c.len_utf8());
                kind = Kind::Between;
            }
            Kind::Break => each("", at, at + c.len_utf8()),
            Kind::Between | Kind::Mark | Kind::Point => kind = Kind::Between,
        }
    }
    if !buffer.is_empty() {
        each(buffer, start, text.len());
        buffer.clear();
    }
}

/// The hash of nothing, from which [`step`] goes on. A word's is FNV-1a, so that the hash of each beginning comes by the way.
pub const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// Adds a byte to a hash.
#[must_use]
pub const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Parts words.
    Between,
    Letter,
    Digit,
    /// A combining mark: says nothing, parts nothing.
    Mark,
    /// Inside a number between digits, else parts words.
    Point,
    /// A word of its own: currency signs, per cent, characters of scripts without spaces.
    Sign,
    /// Text is missing here.
    Break,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{900}'..='\u{963}' => Self::Letter,
            '0'..='9' | '٠'..='٩' | '۰'..='۹' | '०'..='९' => Self::Digit,
            '.' | ',' | '\u{a0}' | '\u{202f}' => Self::Point,
            '$' | '€' | '£' | '¥' | '₹' | '₽' | '₴' | '₺' | '₩' | '₪' | '%' | '٪' => {
                Self::Sign
            }
            '…' => Self::Break,
            '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            | '\u{640}'
            | '\u{64b}'..='\u{652}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{feff}' => Self::Mark,
            _ if is_unspaced(c) => Self::Sign,
            _ if c.is_alphanumeric() => Self::Letter,
            _ => Self::Between,
        }
    }
}

/// Appends the letter in lower case without accents.
fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    for lower in c.to_lowercase() {
        let plain = match lower {
            'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
            'ď' | 'đ' | 'ð' => 'd',
            'æ' | 'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
            'ğ' | 'ģ' => 'g',
            'ì'..='ï' | 'ĩ' | 'ī' | 'į' | 'ı' => 'i',
            'ķ' => 'k',
            'ł' | 'ľ' | 'ļ' => 'l',
            'ñ' | 'ń' | 'ň' => 'n',
            'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'œ' => 'o',
            'ŕ' | 'ř' => 'r',
            'ś' | 'ş' | 'š' | 'ș' => 's',
            'ß' => {
                out.push('s');
                's'
            }
            'ţ' | 'ť' | 'ț' => 't',
            'ù'..='ü' | 'ũ' | 'ū' | 'ů' | 'ű' | 'ų' => 'u',
            'ý' | 'ÿ' => 'y',
            'ź' | 'ż' | 'ž' => 'z',
            'ё' => 'е',
            'أ' | 'إ' | 'آ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            '\u{307}' => continue,
            other => other,
        };
        out.push(plain);
    }
}

#[cfg(test)]
mod tests {
    fn words(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        super::for_each(text, &mut String::new(), |word, start, end| {
            assert!(text.get(start..end).is_some());
            out.push(word.to_owned());
        });
        out
    }

    #[test]
    fn words_are_lower_case_without_accents() {
        assert_eq!(words("Über Ihre E-Mail’s Größe"), ["uber", "ihre", "e", "mail", "s", "grosse"]);
        assert_eq!(words("Déjà abonné·e ?"), ["deja", "abonne", "e"]);
    }

    #[test]
    fn numbers_are_alike_and_prices_show_their_sign() {
        assert_eq!(words("for $1,299.50 a year"), ["for", "$", "0", "a", "year"]);
        assert_eq!(words("4 of 10. Next"), ["0", "of", "0", "next"]);
        assert_eq!(words("2,50€/Monat"), ["0", "$", "monat"]);
    }

    #[test]
    fn scripts_without_spaces_fall_into_characters() {
        assert_eq!(words("会員登録 free"), ["会", "員", "登", "録", "free"]);
        assert_eq!(words("सदस्यता लें"), ["सदस्यता", "लें"]);
    }

    #[test]
    fn missing_text_shows() {
        assert_eq!(words("keep… reading"), ["keep", "", "reading"]);
    }
}
