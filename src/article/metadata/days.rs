//! Days in words and numbers: `2026-03-02`, `2 March 2026`, `2. März 2026`, `02.03.2026`, `2026年3月2日`.
//!
//! Only whole dates count: a day without a year is not guessed, and relative ones ("two days ago") need a clock, which the
//! core has not. Where day and month cannot be told apart, the language decides.

use std::{collections::HashMap, fmt, sync::OnceLock};

/// Years that a page can have been published in: the web's first, and some ahead for planned ones.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2040;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: u16,
    month: u8,
    of_month: u8,
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.of_month)
    }
}

/// The names of the months, January first: full forms and abbreviations of some twenty languages, in lower case.
const MONTHS: [&str; 12] = [
    "january jan januar jänner jän janvier janv jan enero ene gennaio gen januari januar janeiro stycznia styczeń sty января янв январь \
     січня січ ocak oca ledna leden tammikuuta januára ianuarie ιανουαρίου ιαν ינואר يناير जनवरी januára januárja január siječnja \
     януари gener",
    "february feb februar feber février févr fév febrero febbraio februari febr fevereiro fev lutego luty lut февраля фев февр февраль \
     лютого лют şubat şub února únor helmikuuta februára februarie φεβρουαρίου φεβ פברואר فبراير फरवरी február veljače \
     февруари febrer شباط",
    "march mar mars märz mär mrz marzo maart mrt março marca marzec marts марта мар март березня бер mart března březen maaliskuuta \
     martie μαρτίου μαρ מרץ مارس मार्च március ožujka \
     maret آذار",
    "april apr avril avr abril abr aprile aprilie kwietnia kwiecień kwi апреля апр апрель квітня кві nisan nis dubna duben huhtikuuta \
     apríla απριλίου απρ אפריל أبريل ابريل अप्रैल április travnja \
     април نيسان",
    "may mai mayo maggio mag mei maio maj maja мая май травня тра mayıs května květen toukokuuta mája μαΐου μαι מאי مايو मई május svibnja \
     maig أيار",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cze июня июн июнь червня чер haziran haz června červen kesäkuuta júna \
     iunie ιουνίου ιουν יוני يونيو जून június lipnja \
     юни juny حزيران",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec lip июля июл июль липня лип temmuz tem července červenec heinäkuuta \
     júla iulie ιουλίου ιουλ יולי يوليو जुलाई július srpnja \
     юли juliol تموز",
    "august aug août aout agosto ago augustus sierpnia sierpień sie августа авг август серпня сер ağustos ağu srpna srpen elokuuta augusta \
     αυγούστου αυγ אוגוסט أغسطس अगस्त augusztus kolovoza \
     augusti agustus agost آب",
    "september sep sept septembre septiembre settembre set setembro septembrie września wrzesień wrz сентября сен сент сентябрь вересня вер \
     eylül eyl září syyskuuta septembra σεπτεμβρίου σεπ ספטמבר سبتمبر सितंबर szeptember rujna \
     септември أيلول",
    "october oct oktober okt octobre octubre ottobre ott outubro out octombrie października październik paź октября окт октябрь жовтня жов \
     ekim eki října říjen lokakuuta októbra οκτωβρίου οκτ אוקטובר أكتوبر अक्टूबर október listopada_ \
     октомври",
    "november nov novembre noviembre novembro noiembrie listopada listopad lis ноября ноя нояб ноябрь листопада kasım kas marraskuuta \
     novembra νοεμβρίου νοε נובמבר نوفمبر नवंबर studenoga \
     ноември",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro decembrie grudnia grudzień gru декабря дек декабрь грудня гру \
     aralık ara prosince prosinec joulukuuta decembra δεκεμβρίου δεκ דצמבר ديسمبر दिसंबर prosinca \
     декември desember desembre",
];

/// Words that may stand between the parts of a date.
const JOINTS: [&str; 17] =
    ["of", "de", "del", "di", "do", "da", "the", "th", "st", "nd", "rd", "er", "г", "d", "den", "am", "le"];

impl Day {
    /// A day that exists, in a year that can be.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let length = match month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (YEARS.contains(&year) && (1..=length).contains(&day)).then_some(Self { year, month, of_month: day })
    }

    /// Reads a date that a machine wrote: ISO 8601, RFC 2822, or what [`find`](Self::find) can read.
    #[must_use]
    pub fn machine(text: &str, lang: Option<&str>) -> Option<Self> {
        let text = text.trim();
        let compact = text.get(..8).filter(|it| {
            it.bytes().all(|b| b.is_ascii_digit()) && !text.as_bytes().get(8).is_some_and(u8::is_ascii_digit)
        });
        if let Some(digits) = compact {
            let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u16>().ok();
            return Self::new(number(0..4)?, number(4..6)? as u8, number(6..8)? as u8);
        }
        Self::find(text, lang)
    }

    /// The first whole date in a text.
    #[must_use]
    pub fn find(text: &str, lang: Option<&str>) -> Option<Self> {
        // Most texts have no digit: they need not be taken apart.
        if !has_digit(text) {
            return None;
        }
        let tokens = tokens(text);
        (0..tokens.len()).find_map(|at| Self::at(tokens.get(at..)?, lang))
    }

    /// The day in an address: `/2026/03/02/`, `2026-03-02` or `/2026/march/02/`.
    #[must_use]
    pub fn in_address(url: &str) -> Option<Self> {
        let path = url.split(['?', '#']).next()?;
        let parts: Vec<&str> = path.split(['/', '-', '_', '+']).collect();
        parts.windows(3).find_map(|window| {
            let [year, name, day] = window else { return None };
            let month = match name.len() {
                1..=2 => name.parse().ok(),
                _ => month(&name.to_lowercase()),
            };
            let fits = year.len() == 4 && (1..=2).contains(&day.len());
            if fits { Self::new(year.parse().ok()?, month?, day.parse().ok()?) } else { None }
        })
    }

    /// The day that the same numbers name with day and month exchanged.
    #[must_use]
    pub fn turned(self) -> Option<Self> {
        Self::new(self.year, self.of_month, self.month).filter(|it| *it != self)
    }

    /// Whether the days are at most one apart: time zones move a date by a day.
    #[must_use]
    pub fn is_about(self, other: Self) -> bool {
        let number = |it: Self| i32::from(it.year) * 372 + i32::from(it.month) * 31 + i32::from(it.of_month);
        (number(self) - number(other)).abs() <= 1
    }

    /// A date that begins with the first token.
    fn at(tokens: &[Token], lang: Option<&str>) -> Option<Self> {
        let parts: Vec<&Token> = tokens.iter().filter(|it| !matches!(it, Token::Joint)).take(3).collect();
        let [a, b, c] = parts.as_slice() else { return None };
        let two = |year: u16, short: bool| if short { 2000 + year } else { year };
        match (a, b, c) {
            // 2026-03-02, 2026年3月2日, 2026/3/2
            (Token::Number(year, 4), Token::Number(month, 1..=2), Token::Number(day, 1..=2)) => {
                Self::new(*year, *month as u8, *day as u8)
            }
            // 2 March 2026; March 2, 2026; 2026 March 2
            (Token::Number(day, 1..=2), Token::Month(month), Token::Number(year, 4))
            | (Token::Month(month), Token::Number(day, 1..=2), Token::Number(year, 4))
            | (Token::Number(year, 4), Token::Month(month), Token::Number(day, 1..=2)) => {
                Self::new(*year, *month, *day as u8)
            }
            // 2 Mar 26
            (Token::Number(day, 1..=2), Token::Month(month), Token::Number(year, 2)) => {
                Self::new(two(*year, true), *month, *day as u8)
            }
            // 02.03.2026, 03/02/2026
            (
                Token::Number(first, 1..=2),
                Token::Number(second, 1..=2),
                Token::Number(year, digits @ (2 | 4)),
            ) => {
                // Two numbers and a short year may be anything (a version, a score): only with the usual marks.
                let has_marks = tokens.get(1).is_some_and(|it| matches!(it, Token::Joint));
                let year = two(*year, *digits == 2);
                let (day_first, month_first) = (
                    Self::new(year, *second as u8, *first as u8),
                    Self::new(year, *first as u8, *second as u8),
                );
                let is_american =
                    lang.is_none_or(|it| it.eq_ignore_ascii_case("en") || it.eq_ignore_ascii_case("en-us"));
                let dotted = tokens.get(1).is_some_and(|it| matches!(it, Token::Joint));
                let chosen = if is_american && !dotted {
                    month_first.or(day_first)
                } else {
                    day_first.or(month_first)
                };
                chosen.filter(|_| *digits == 4 || has_marks)
            }
            _ => None,
        }
    }
}

/// Whether a text has a digit of any script that dates are written in.
#[must_use]
pub fn has_digit(text: &str) -> bool {
    text.chars().any(|it| western(it).is_ascii_digit())
}

/// The digit that Arabic, Persian, Hindi and full-width texts write otherwise; any other character stays.
fn western(c: char) -> char {
    const ZEROS: [char; 4] = ['٠', '۰', '०', '０'];
    let value = ZEROS.into_iter().find_map(|zero| (c as u32).checked_sub(zero as u32).filter(|it| *it < 10));
    value.and_then(|it| char::from_digit(it, 10)).unwrap_or(c)
}

/// Whether a word is a month's name in any of the languages.
#[must_use]
pub fn is_month(word: &str) -> bool {
    month(&word.to_lowercase()).is_some()
}

/// The number of the month, from 1, that a word in lower case names.
fn month(word: &str) -> Option<u8> {
    static BY_NAME: OnceLock<HashMap<&str, u8>> = OnceLock::new();
    let by_name = BY_NAME.get_or_init(|| {
        let mut all = HashMap::new();
        for (names, number) in MONTHS.iter().zip(1..) {
            for name in names.split_ascii_whitespace() {
                all.entry(name).or_insert(number);
            }
        }
        all
    });
    by_name.get(word).copied()
}

/// A part of a text that matters for dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// A number and how many digits it is written with.
    Number(u16, usize),
    /// A month's name.
    Month(u8),
    /// Between the parts of a date.
    Joint,
    /// Anything else.
    Other,
}

fn tokens(text: &str) -> Vec<Token> {
    let lower: String = text.to_lowercase().chars().map(western).collect();
    let mut tokens = Vec::new();
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic() && !is_calendar_sign(c) || is_mark(c));
        let end = match kind(first) {
            (false, false) => first.len_utf8(),
            same => rest.find(|c: char| kind(c) != same).unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = after;
        match first {
            c if c.is_ascii_digit() => {
                // A time's `T` follows the day at once: `2026-03-02T10:00`.
                tokens.push(word.parse().map_or(Token::Other, |it| Token::Number(it, word.len())));
            }
            c if c.is_alphabetic() && !is_calendar_sign(c) => {
                let word = word.trim_matches(is_mark);
                // Hebrew writes "in March" as one word.
                let named = month(word).or_else(|| month(word.strip_prefix('ב')?));
                match named {
                    Some(number) => tokens.push(Token::Month(number)),
                    None if JOINTS.contains(&word) => {}
                    None => tokens.push(Token::Other),
                }
            }
            '.' => tokens.push(Token::Joint),
            ' ' | ',' | '-' | '/' | '\u{A0}' | '–' | '−' | '،' => {}
            c if is_calendar_sign(c) => {}
            _ => tokens.push(Token::Other),
        }
    }
    tokens
}

/// Year, month and day in Chinese, Japanese and Korean.
const fn is_calendar_sign(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
}

/// Vowel signs of scripts whose words are letters and signs.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0903}' | '\u{093A}'..='\u{094F}' | '\u{0300}'..='\u{036F}')
}

#[cfg(test)]
mod tests {
    use super::Day;

    fn found(text: &str, lang: &str) -> Option<String> {
        Day::find(text, Some(lang)).map(|it| it.to_string())
    }

    #[test]
    fn dates_in_many_languages() {
        for (text, lang) in [
            ("Published March 2, 2026 at 9 am", "en"),
            ("2nd of March 2026", "en"),
            ("Mar. 2, 2026", "en"),
            ("Mon, 02 Mar 2026 10:00:00 GMT", "en"),
            ("2026-03-02T23:00:00+01:00", "en"),
            ("03/02/2026", "en-US"),
            ("02/03/2026", "en-GB"),
            ("02/03/2026", "fr"),
            ("02.03.2026, 14:05 Uhr", "de"),
            ("2. März 2026", "de"),
            ("le 2 mars 2026", "fr"),
            ("2 de marzo de 2026", "es"),
            ("2 marca 2026", "pl"),
            ("2 марта 2026 г.", "ru"),
            ("2026年3月2日", "ja"),
            ("2026년 3월 2일", "ko"),
            ("2 مارس 2026", "ar"),
            ("٢ مارس ٢٠٢٦", "ar"),
            ("2 آذار 2026", "ar"),
            ("۲۰۲۶/۰۳/۰۲", "fa"),
            ("2 मार्च 2026", "hi"),
            ("०२/०३/२०२६", "hi"),
            ("２０２６年３月２日", "ja"),
            ("2 март 2026", "bg"),
            ("2 Maret 2026", "id"),
            ("den 2 mars 2026", "sv"),
            ("2. mars 2026", "nb"),
            ("2. marts 2026", "da"),
            ("2. maaliskuuta 2026", "fi"),
            ("2. března 2026", "cs"),
            ("2 березня 2026", "uk"),
            ("2 maart 2026", "nl"),
            ("2 de março de 2026", "pt"),
            ("2 marzo 2026", "it"),
            ("2026年3月2日", "zh"),
            ("2 במרץ 2026", "he"),
            ("2 Mart 2026", "tr"),
        ] {
            assert_eq!(found(text, lang).as_deref(), Some("2026-03-02"), "{text}");
        }
    }

    #[test]
    fn what_is_no_whole_date_is_none() {
        for text in [
            "March 2026",
            "2 hours ago",
            "version 1 2 34",
            "31 February 2026",
            "12345678",
            "call 555 12 2026 now",
            "2026",
        ] {
            assert_eq!(found(text, "en"), None, "{text}");
        }
    }

    #[test]
    fn addresses_name_days() {
        let named = |url: &str| Day::in_address(url).map(|it| it.to_string());
        assert_eq!(named("https://lamp.example/2026/03/02/a").as_deref(), Some("2026-03-02"));
        assert_eq!(named("https://lamp.example/2026/March/02/a").as_deref(), Some("2026-03-02"));
        assert_eq!(named("https://lamp.example/a-2026-03-02").as_deref(), Some("2026-03-02"));
        assert_eq!(named("https://lamp.example/2026/pier/02?day=2026-03-02"), None);
    }

    #[test]
    fn machines_write_without_marks_too() {
        assert_eq!(Day::machine("20260302", None).unwrap().to_string(), "2026-03-02");
        assert!(
            Day::machine("2026-03-02", None).unwrap().is_about(Day::machine("2026-03-01", None).unwrap())
        );
    }
}
