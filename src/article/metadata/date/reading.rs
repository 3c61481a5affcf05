//! Reading a day as this page writes days: `03/10/2026` is what the page says elsewhere in words.
//!
//! Only where the numbers leave it open; the language decides where the page does not.

use crate::{
    article::metadata::days::Day,
    page::{Attr, Page, Tag},
};
use std::cell::OnceCell;

/// Longest text, UTF-16 units, that is looked at for a day in words.
const MAX_TEXT: u32 = 160;

/// How a page writes its days.
pub struct Reading<'a> {
    page: &'a Page,
    lang: Option<&'a str>,
    /// The days that the page writes so that they can be read one way only; gathered when first asked for.
    plain: OnceCell<Vec<Day>>,
}

impl<'a> Reading<'a> {
    pub const fn new(page: &'a Page, lang: Option<&'a str>) -> Self {
        Self { page, lang, plain: OnceCell::new() }
    }

    /// The first whole date in a text.
    pub fn find(&self, text: &str) -> Option<Day> {
        Day::find(text, self.lang).map(|it| self.settled(it, text))
    }

    /// A date that a machine wrote.
    pub fn machine(&self, text: &str) -> Option<Day> {
        Day::machine(text, self.lang).map(|it| self.settled(it, text))
    }

    /// The day, turned where the page says the other one plainly and never this one.
    fn settled(&self, day: Day, text: &str) -> Day {
        let is_open = || Day::find(text, MONTH_FIRST) != Day::find(text, DAY_FIRST);
        match day.turned() {
            Some(turned) if is_open() => {
                let plain = self.plain.get_or_init(|| plain(self.page));
                if plain.contains(&turned) && !plain.contains(&day) { turned } else { day }
            }
            _ => day,
        }
    }
}

/// A language that writes the month first, and one that writes the day first.
const MONTH_FIRST: Option<&str> = Some("en-US");
const DAY_FIRST: Option<&str> = Some("fr");

/// All days that the page writes in one way only: in words, year first, or in its address.
fn plain(page: &Page) -> Vec<Day> {
    let texts = page.ids().filter(|&it| page.is_text(it) && page.counts(it).chars <= MAX_TEXT);
    let times = page.ids().filter(|&it| page.tag(it) == Tag::Time);
    let times = times.filter_map(|it| page.attr(it, Attr::Datetime));
    let written = texts.map(|it| page.text(it)).chain(times);
    let day = |text: &str| {
        Day::machine(text, MONTH_FIRST).filter(|it| Day::machine(text, DAY_FIRST).as_ref() == Some(it))
    };
    written.filter_map(day).chain(Day::in_address(page.url())).collect()
}

#[cfg(test)]
mod tests {
    use super::Reading;
    use crate::page::saved;

    fn read(html: &str, url: &str) -> String {
        Reading::new(&saved::parse(html, url), Some("en")).find("03/10/2026").unwrap().to_string()
    }

    #[test]
    fn the_page_tells_which_number_is_the_month() {
        assert_eq!(read("<p>Words</p>", ""), "2026-03-10");
        assert_eq!(read("<p>Next: A pier, 3 October 2026</p>", ""), "2026-10-03");
        assert_eq!(read("<p>Words</p>", "https://lamp.example/2026/october/03/a"), "2026-10-03");
        assert_eq!(read("<p>3 October 2026</p><p>March 10, 2026</p>", ""), "2026-03-10");
        assert_eq!(read("<p>10/03/2026</p>", ""), "2026-03-10");
    }
}
