//! The text's language and direction: what the page declares, checked against the script that the text is written in.
//!
//! This is no language guesser: a declaration that the letters contradict (an Arabic text marked `en`) is dropped, and a
//! script that only one common language uses names it.

use super::json_ld::Data;
use crate::{
    article::{chosen::Chosen, tree::Direction},
    page::{Attr, NodeId, Page, Tag},
};

/// Letters of the text that are looked at; scripts show after a few lines.
const SAMPLE: usize = 2_000;

/// Share, 0 to 1, of letters that makes a script the text's.
const MAIN_SHARE: f32 = 0.3;

/// Scripts that tell a language or contradict one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Devanagari,
    Thai,
    Hangul,
    Kana,
    Han,
    Other,
}

/// The language, BCP 47, if the page tells it or its script does.
#[must_use]
pub fn of(page: &Page, data: &Data, chosen: &Chosen) -> Option<String> {
    let start = chosen.span().map_or(page.root(), |it| it.0);
    let own = page.ancestors(start).find_map(|it| page.attr(it, Attr::Lang)).and_then(tag);
    let root = page.attr(page.root(), Attr::Lang).and_then(tag);
    let said = || {
        data.meta(&["content-language", "og:locale", "dc.language", "inlanguage", "language"]).and_then(tag)
    };
    let declared = own.or(root).or_else(said);
    match script(page, chosen) {
        Some(script) => {
            declared.filter(|it| can_be(it, script)).or_else(|| only_language(script).map(str::to_owned))
        }
        None => declared,
    }
}

/// Which way the text runs: what its elements declare, else what its script does.
#[must_use]
pub fn direction(page: &Page, chosen: &Chosen) -> Direction {
    match script(page, chosen) {
        Some(Script::Arabic | Script::Hebrew) => Direction::Rtl,
        Some(_) => Direction::Ltr,
        None => {
            let declared = page
                .ids()
                .filter(|&it| matches!(page.tag(it), Tag::Html | Tag::Body))
                .find_map(|it| page.attr(it, Attr::Dir));
            if declared.is_some_and(|it| it.eq_ignore_ascii_case("rtl")) {
                Direction::Rtl
            } else {
                Direction::Ltr
            }
        }
    }
}

/// A language tag in its usual form (`en-GB`), or none for what is not one.
#[must_use]
pub fn tag(text: &str) -> Option<String> {
    let mut parts = text.trim().split(['-', '_', '.', ',', ' ']);
    let language = parts.next()?;
    if !(2..=3).contains(&language.len()) || !language.bytes().all(|it| it.is_ascii_alphabetic()) {
        return None;
    }
    let mut out = language.to_ascii_lowercase();
    for part in parts.take(2).take_while(|it| it.bytes().all(|b| b.is_ascii_alphanumeric())) {
        match part.len() {
            2 => out = format!("{out}-{}", part.to_ascii_uppercase()),
            4 if part.bytes().all(|it| it.is_ascii_alphabetic()) => {
                let (head, tail) = part.split_at_checked(1).unwrap_or((part, ""));
                out = format!("{out}-{}{}", head.to_ascii_uppercase(), tail.to_ascii_lowercase());
            }
            _ => break,
        }
    }
    Some(out)
}

fn script(page: &Page, chosen: &Chosen) -> Option<Script> {
    const SCRIPTS: [Script; 11] = [
        Script::Latin,
        Script::Cyrillic,
        Script::Greek,
        Script::Arabic,
        Script::Hebrew,
        Script::Devanagari,
        Script::Thai,
        Script::Hangul,
        Script::Kana,
        Script::Han,
        Script::Other,
    ];
    let (first, last) = chosen.span()?;
    let texts = (first.0..=last.0).map(NodeId).filter(|&it| page.is_text(it) && chosen.any(page, it));
    let letters: Vec<Script> = texts
        .flat_map(|it| page.text(it).chars())
        .filter(|c| c.is_alphabetic())
        .take(SAMPLE)
        .map(script_of)
        .collect();
    let share = |script: Script| {
        letters.iter().filter(|&&it| it == script).count() as f32 / letters.len().max(1) as f32
    };
    // Japanese mixes kana into Han, and any text may mix Latin in: the rarer script says more.
    if share(Script::Kana) > 0.1 {
        return Some(Script::Kana);
    }
    SCRIPTS
        .into_iter()
        .rev()
        .find(|&it| it != Script::Latin && share(it) >= MAIN_SHARE)
        .or_else(|| (!letters.is_empty()).then_some(Script::Latin))
}

const fn script_of(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
        '\u{370}'..='\u{3FF}' => Script::Greek,
        '\u{400}'..='\u{52F}' => Script::Cyrillic,
        '\u{590}'..='\u{5FF}' => Script::Hebrew,
        '\u{600}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' => {
            Script::Arabic
        }
        '\u{900}'..='\u{97F}' => Script::Devanagari,
        '\u{E00}'..='\u{E7F}' => Script::Thai,
        '\u{AC00}'..='\u{D7AF}' | '\u{1100}'..='\u{11FF}' => Script::Hangul,
        '\u{3040}'..='\u{30FF}' => Script::Kana,
        '\u{3400}'..='\u{9FFF}' => Script::Han,
        _ => Script::Other,
    }
}

/// Whether a language is written in a script; only what surely is not is refused.
fn can_be(tag: &str, script: Script) -> bool {
    let language = tag.split('-').next().unwrap_or_default();
    let latin_only = [
        "en", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "da", "no", "nb", "nn", "fi", "cs", "sk", "hu",
        "ro", "tr", "id", "vi",
    ];
    match script {
        Script::Latin => !matches!(
            language,
            "ar" | "he" | "fa" | "ur" | "ru" | "uk" | "bg" | "el" | "th" | "ko" | "ja" | "zh" | "hi"
        ),
        Script::Other => true,
        Script::Kana => language == "ja",
        Script::Han => matches!(language, "zh" | "ja" | "yue" | "cmn"),
        _ => !latin_only.contains(&language),
    }
}

const fn only_language(script: Script) -> Option<&'static str> {
    match script {
        Script::Greek => Some("el"),
        Script::Hebrew => Some("he"),
        Script::Thai => Some("th"),
        Script::Hangul => Some("ko"),
        Script::Kana => Some("ja"),
        Script::Han => Some("zh"),
        Script::Arabic => Some("ar"),
        Script::Latin | Script::Cyrillic | Script::Devanagari | Script::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Data, direction, of, tag};
    use crate::{
        article::{chosen::Chosen, tree::Direction},
        page::saved,
    };

    fn language(html: &str) -> (Option<String>, Direction) {
        let page = saved::parse(html, "");
        let chosen = Chosen::new(&page, page.texts(page.root()), &[]);
        (of(&page, &Data::of(&page), &chosen), direction(&page, &chosen))
    }

    #[test]
    fn declarations_are_checked_against_the_script() {
        assert_eq!(language("<html lang=de><p>Ein Satz.").0.as_deref(), Some("de"));
        assert_eq!(
            language("<html lang=en><p>كان الميناء هادئا في ذلك الصباح"),
            (Some("ar".to_owned()), Direction::Rtl)
        );
        assert_eq!(language("<html lang=en><p>港はその朝とても静かでした").0.as_deref(), Some("ja"));
        assert_eq!(language("<p>Plain words").0, None);
    }

    #[test]
    fn tags_have_one_form() {
        assert_eq!(tag("en_gb").as_deref(), Some("en-GB"));
        assert_eq!(tag("zh-hant-TW").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(tag("english"), None);
    }
}
