//! What an element holds, counted: text, links, controls, media; any element's counts cost two look-ups.
//!
//! Only what is shown counts. Not here: what the counts mean.

use crate::page::{Attr, NodeId, Page, Tag};

/// Makes the list of things counted.
macro_rules! counted {
    ($($(#[$doc:meta])* $variant:ident,)*) => {
        /// A thing that is counted.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Counted { $($(#[$doc])* $variant,)* }

        const COUNTED: usize = [$(Counted::$variant,)*].len();
    };
}

counted! {
    /// UTF-16 units of text.
    Chars,
    /// Words.
    Words,
    /// Commas and semicolons.
    Commas,
    /// UTF-16 units of text in links.
    LinkChars,
    /// UTF-16 units of texts longer than 200 units: prose rather than labels.
    LongChars,
    /// Text nodes.
    Texts,
    /// Elements.
    Elements,
    /// Links with an address.
    Links,
    /// Buttons of all makes.
    Buttons,
    /// Fields for a line of text, e-mail fields among them.
    Fields,
    /// Fields for an e-mail address.
    EmailFields,
    /// Fields for a password.
    Passwords,
    /// Check boxes and radio buttons.
    Boxes,
    /// Choices.
    Selects,
    /// Fields for several lines of text.
    TextAreas,
    /// Search fields and forms.
    Searches,
    /// Headings.
    Headings,
    /// First-level headings.
    Titles,
    /// Pictures.
    Images,
    /// Frames.
    Frames,
    /// Film and sound.
    Players,
    /// List items.
    Items,
    /// Paragraphs.
    Paragraphs,
    /// Forms.
    Forms,
    /// Navigation elements.
    Navs,
    /// Dates in `time` elements.
    Times,
}

/// The counts before each node, so that a difference gives what is inside.
#[derive(Debug, Clone, Default)]
pub struct Sums(Vec<[u32; COUNTED]>);

impl Sums {
    /// Counts a page. Cost: one pass; memory: 104 bytes a node.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let mut rows = Vec::with_capacity(page.len() + 1);
        let mut sum = [0; COUNTED];
        let mut link_end = 0;
        for id in page.ids() {
            rows.push(sum);
            if !is_shown(page, id) {
                continue;
            }
            let mut count = |what: Counted, by: u32| {
                if let Some(slot) = sum.get_mut(what as usize) {
                    *slot += by;
                }
            };
            let tag = page.tag(id);
            if tag == Tag::Text {
                let counts = page.counts(id);
                count(Counted::Texts, 1);
                count(Counted::Chars, counts.chars);
                count(Counted::Words, counts.words);
                count(Counted::Commas, counts.commas);
                if id.index() < link_end {
                    count(Counted::LinkChars, counts.chars);
                }
                if counts.chars > LONG {
                    count(Counted::LongChars, counts.chars);
                }
                continue;
            }
            count(Counted::Elements, 1);
            if tag == Tag::A && page.attr(id, Attr::Href).is_some() {
                link_end = page.end(id);
            }
            for what in things(page, id, tag).into_iter().flatten() {
                count(what, 1);
            }
        }
        rows.push(sum);
        Self(rows)
    }

    /// How much of a thing an element holds, itself included.
    #[must_use]
    pub fn inside(&self, page: &Page, id: NodeId, what: Counted) -> u32 {
        self.before(page.end(id), what) - self.before(id.index(), what)
    }

    /// How much of a thing the page has before a node.
    #[must_use]
    pub fn before(&self, index: usize, what: Counted) -> u32 {
        self.0.get(index).or(self.0.last()).and_then(|row| row.get(what as usize)).copied().unwrap_or(0)
    }

    /// How much of a thing the page has.
    #[must_use]
    pub fn total(&self, what: Counted) -> u32 {
        self.before(usize::MAX, what)
    }
}

/// Whether the node is shown. Unlike for text, a frame, a choice and a field count by what is around them: the page's
/// text inside them is never shown, but they are.
#[must_use]
pub fn is_shown(page: &Page, id: NodeId) -> bool {
    match page.tag(id) {
        Tag::Iframe | Tag::Object | Tag::Svg | Tag::Select | Tag::Textarea => {
            page.parent(id).is_none_or(|it| !page.is_hidden(it)) && page.attr(id, Attr::Hidden).is_none()
        }
        _ => !page.is_hidden(id),
    }
}

/// A text longer than this, in UTF-16 units, is prose.
const LONG: u32 = 200;

/// What an element counts as; at most three things.
fn things(page: &Page, id: NodeId, tag: Tag) -> [Option<Counted>; 3] {
    let one = |what| [Some(what), None, None];
    let searches = page.attr(id, Attr::Role) == Some("search");
    match tag {
        Tag::A => {
            let link = page.attr(id, Attr::Href).map(|_| Counted::Links);
            let button = page.attr(id, Attr::Role).filter(|&it| it == "button").map(|_| Counted::Buttons);
            [link, button, None]
        }
        Tag::Button => one(Counted::Buttons),
        Tag::Input => field(page, id),
        Tag::Select => one(Counted::Selects),
        Tag::Textarea => one(Counted::TextAreas),
        Tag::H1 => [Some(Counted::Headings), Some(Counted::Titles), None],
        _ if tag.is_heading() => one(Counted::Headings),
        Tag::Img | Tag::Picture | Tag::Svg => one(Counted::Images),
        Tag::Iframe => one(Counted::Frames),
        Tag::Video | Tag::Audio => one(Counted::Players),
        Tag::Li => one(Counted::Items),
        Tag::P => one(Counted::Paragraphs),
        Tag::Form => [Some(Counted::Forms), searches.then_some(Counted::Searches), None],
        Tag::Nav => one(Counted::Navs),
        Tag::Time => one(Counted::Times),
        Tag::Search => one(Counted::Searches),
        _ if page.attr(id, Attr::Role) == Some("button") => one(Counted::Buttons),
        _ if searches => one(Counted::Searches),
        _ => [None; 3],
    }
}

/// What an `input` counts as.
fn field(page: &Page, id: NodeId) -> [Option<Counted>; 3] {
    let kind = page.attr(id, Attr::Type).unwrap_or("text");
    let named = |stem: &str| {
        [Attr::Name, Attr::Id, Attr::Placeholder, Attr::Autocomplete, Attr::AriaLabel]
            .iter()
            .filter_map(|&it| page.attr(id, it))
            .any(|value| contains(value, stem))
    };
    match kind {
        "submit" | "button" | "image" | "reset" => [Some(Counted::Buttons), None, None],
        "checkbox" | "radio" => [Some(Counted::Boxes), None, None],
        "password" => [Some(Counted::Passwords), None, None],
        "search" => [Some(Counted::Searches), None, None],
        "email" => [Some(Counted::Fields), Some(Counted::EmailFields), None],
        "file" | "range" | "color" => [None; 3],
        _ if named("mail") => [Some(Counted::Fields), Some(Counted::EmailFields), None],
        _ if named("search") || page.attr(id, Attr::Name).is_some_and(|it| matches!(it, "q" | "s")) => {
            [Some(Counted::Searches), None, None]
        }
        _ => [Some(Counted::Fields), None, None],
    }
}

fn contains(text: &str, stem: &str) -> bool {
    text.as_bytes().windows(stem.len()).any(|it| it.eq_ignore_ascii_case(stem.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{Counted, Sums};
    use crate::page::{Page, Tag};

    #[test]
    fn an_element_counts_what_it_holds() {
        let page: Page = "body\n  form\n    input name=EMAIL\n    input type=password\n    button 'Go'\n  p\n    a href=/x 'a link'".parse().unwrap();
        let sums = Sums::of(&page);
        let form = page.first(Tag::Form).unwrap();
        assert_eq!(sums.inside(&page, form, Counted::EmailFields), 1);
        assert_eq!(sums.inside(&page, form, Counted::Passwords), 1);
        assert_eq!(sums.inside(&page, form, Counted::Links), 0);
        assert_eq!(sums.total(Counted::LinkChars), 6);
    }

    #[test]
    fn what_is_hidden_does_not_count() {
        let page: Page = "body\n  div hidden\n    p 'unseen'\n  p 'seen'".parse().unwrap();
        assert_eq!(Sums::of(&page).total(Counted::Chars), 4);
    }
}
