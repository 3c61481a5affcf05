//! One row of small numbers for each element that might be an ask: what the learned head sees.
//!
//! A row is bytes, because the trees compare bytes; [`log`] and [`share`] tell how numbers become bytes. The same page
//! gives the same rows from a brief snapshot and from a saved file. Not here: which elements (`ask`), what rows mean.

use super::{
    Block, Judgement,
    ask_links::Links,
    ask_names::{self, Names},
    ask_place::{self, IN_CONTROL, IN_HEADING},
    ask_sums::{Counted, Sums},
    phrases::{Class, Classes, Hit, Reading},
};
use crate::page::{Attr, NodeId, Page, Tag};

/// Bytes in a row.
pub const WIDTH: usize =
    STRUCTURE + SILENT + CLASSES + DENSE.len() + TELLING.len() * 3 + ask_names::COUNT * 2 + INNER.len();

/// Classes counted one by one.
const CLASSES: usize = Class::ALL.len();

/// Classes whose share of the words counts too.
const DENSE: [Class; 14] = [
    Class::Newsletter,
    Class::Subscribe,
    Class::SignUp,
    Class::Inbox,
    Class::Digest,
    Class::Consent,
    Class::Gate,
    Class::Premium,
    Class::Member,
    Class::Donate,
    Class::Support,
    Class::Plea,
    Class::You,
    Class::Report,
];

/// Classes that tell more in a heading, on a button, or among the first words.
const TELLING: [Class; 16] = [
    Class::Newsletter,
    Class::Subscribe,
    Class::SignUp,
    Class::Inbox,
    Class::Notify,
    Class::Gate,
    Class::Account,
    Class::Member,
    Class::Premium,
    Class::Donate,
    Class::Support,
    Class::Enjoy,
    Class::Login,
    Class::Shop,
    Class::Demo,
    Class::Digest,
];

/// Groups of names that count when something inside bears them, by number in [`ask_names::GROUPS`].
const INNER: [usize; 12] = [0, 1, 2, 3, 4, 7, 8, 11, 15, 16, 17, 18];

/// A phrase among so many first words stands early.
const EARLY: usize = 12;

/// What all rows of a page share.
pub struct Facts<'a> {
    page: &'a Page,
    judgement: &'a Judgement,
    /// The page's words and phrases.
    pub reading: Reading,
    /// What each element holds.
    pub sums: Sums,
    /// Where the page's links lead.
    pub links: Links,
    /// Groups of each element's own names.
    names: Vec<u32>,
    /// Where each node stands: [`IN_CONTROL`] and the like.
    places: Vec<u16>,
    purpose: u8,
    /// Before each block, the words of prose so far; one entry more than there are blocks.
    prose: Vec<f32>,
}

/// The address or the title speaks of mail or signing up.
pub const MAIL: u8 = 1 | 1 << 4;
/// The address or the title speaks of giving money.
pub const MONEY: u8 = 1 << 1 | 1 << 5;
/// The address or the title speaks of members or subscriptions.
pub const PLANS: u8 = 1 << 2 | 1 << 6;

impl<'a> Facts<'a> {
    /// Gathers the facts of a page. Cost: a few passes over its nodes.
    #[must_use]
    pub fn of(page: &'a Page, judgement: &'a Judgement) -> Self {
        let reading = Reading::of(page);
        let mut table = Names::new();
        let names = page.ids().map(|id| table.of(page, id)).collect();
        let mut places: Vec<u16> = Vec::with_capacity(page.len());
        for id in page.ids() {
            let outer = page.parent(id).and_then(|it| places.get(it.index())).copied().unwrap_or(0);
            places.push(outer | ask_place::of(page, id));
        }
        let purpose = purpose(page);
        let mut prose = vec![0.0];
        let mut sum = 0.0;
        for block in judgement.blocks() {
            sum += prose_words(block);
            prose.push(sum);
        }
        Self {
            page,
            judgement,
            reading,
            sums: Sums::of(page),
            links: Links::of(page),
            names,
            places,
            purpose,
            prose,
        }
    }

    /// The groups of an element's own names.
    #[must_use]
    pub fn names(&self, id: NodeId) -> u32 {
        self.names.get(id.index()).copied().unwrap_or(0)
    }

    /// Whether one of an element's own names is of a group, by its name in [`ask_names::GROUPS`].
    #[must_use]
    pub fn is_named(&self, id: NodeId, group: &str) -> bool {
        let bit = ask_names::GROUPS.iter().position(|it| it.0 == group);
        bit.is_some_and(|it| self.names(id) >> it & 1 == 1)
    }

    /// What the page's address and title say it is for: bits as [`MAIL`], [`MONEY`] and [`PLANS`].
    #[must_use]
    pub fn purpose(&self) -> u8 {
        self.purpose
    }

    /// The row of an element.
    #[must_use]
    pub fn row(&self, id: NodeId) -> [u8; WIDTH] {
        let mut row = Row { bytes: [0; WIDTH], at: 0 };
        let hits = self.reading.hits(self.page, id);
        self.structure(id, &mut row);
        debug_assert_eq!(row.at, STRUCTURE);
        self.silence(id, hits, &mut row);
        self.phrases(id, hits, &mut row);
        self.named(id, &mut row);
        debug_assert_eq!(row.at, WIDTH);
        row.bytes
    }

    fn structure(&self, id: NodeId, row: &mut Row) {
        let page = self.page;
        let count = |what| self.sums.inside(page, id, what);
        let chars = count(Counted::Chars);
        let all_chars = self.sums.total(Counted::Chars).max(1);
        let parent = page.parent(id).unwrap_or(id);
        row.push(log(chars));
        row.push(log(count(Counted::Words)));
        row.push(share(count(Counted::LinkChars), chars));
        row.push(share(count(Counted::LongChars), chars));
        row.push(share(count(Counted::Commas) * 10, count(Counted::Words)));
        row.push(share(chars, all_chars));
        row.push(share(chars, self.sums.inside(page, parent, Counted::Chars)));
        row.push(share(self.sums.before(id.index(), Counted::Chars), all_chars));
        row.push(share(id.0, page.len() as u32));
        row.push(log(all_chars));
        row.push(page.depth(id).min(255) as u8);
        for what in [
            Counted::Texts,
            Counted::Elements,
            Counted::Links,
            Counted::Buttons,
            Counted::Fields,
            Counted::EmailFields,
            Counted::Passwords,
            Counted::Boxes,
            Counted::Selects,
            Counted::TextAreas,
            Counted::Searches,
            Counted::Headings,
            Counted::Titles,
            Counted::Images,
            Counted::Frames,
            Counted::Players,
            Counted::Items,
            Counted::Paragraphs,
            Counted::Forms,
            Counted::Navs,
            Counted::Times,
        ] {
            row.push(count(what).min(255) as u8);
        }
        let place = self.places.get(id.index()).copied().unwrap_or(0);
        for bit in 0..12 {
            row.push((place >> bit & 1) as u8);
        }
        row.push(tag_group(page.tag(id)));
        row.push(page.children(id).count().min(255) as u8);
        let alike = page.children(parent).filter(|&it| {
            page.tag(it) == page.tag(id) && page.attr(it, Attr::Class) == page.attr(id, Attr::Class)
        });
        row.push(alike.count().min(255) as u8);
        row.push(self.purpose);
        let words = count(Counted::Words) as f32;
        let inside = self.judgement.blocks_in(page, id);
        let prose = self.prose_before(inside.end) - self.prose_before(inside.start);
        let all_prose = self.prose.last().copied().unwrap_or(0.0).max(1.0);
        row.push(portion(prose / words.max(1.0)));
        row.push(portion(prose / all_prose));
        let around = page.ancestors(id).nth(1).unwrap_or(parent);
        let outside = self.judgement.blocks_in(page, around);
        let around_words = self.sums.inside(page, around, Counted::Words) as f32 - words;
        let around_prose = self.prose_before(outside.end) - self.prose_before(outside.start) - prose;
        row.push(portion(around_prose / around_words.max(1.0)));
        row.push(log(around_words as u32));
        row.push(portion(self.prose_before(inside.start) / all_prose));
    }

    fn prose_before(&self, block: usize) -> f32 {
        self.prose.get(block).copied().unwrap_or(0.0)
    }

    /// How much of the text says nothing that asks say: an ask speaks of little else.
    fn silence(&self, id: NodeId, hits: &[Hit], row: &mut Row) {
        let mut asking = hits.iter().filter(|it| it.classes.meets(ASKING)).map(|it| it.node).peekable();
        let (mut silent, mut run, mut longest, mut texts) = (0_u32, 0_u32, 0_u32, 0_u32);
        for text in self.page.subtree(id).filter(|&it| self.page.is_text(it) && !self.page.is_hidden(it)) {
            while asking.peek().is_some_and(|&it| it < text) {
                asking.next();
            }
            if asking.peek() == Some(&text) {
                run = 0;
                continue;
            }
            let words = self.page.counts(text).words;
            silent += words;
            run += words;
            longest = longest.max(run);
            texts += 1;
        }
        let foreign = hits.iter().filter(|it| it.classes.meets(FOREIGN)).count() as u32;
        row.push(share(silent, self.sums.inside(self.page, id, Counted::Words)));
        row.push(log(longest));
        row.push(texts.min(255) as u8);
        row.push(share(foreign, hits.len() as u32));
    }

    fn phrases(&self, id: NodeId, hits: &[Hit], row: &mut Row) {
        let mut counts = [0_u32; CLASSES];
        let (mut control, mut heading, mut early) = (0_u64, 0_u64, 0_u64);
        let words = self.reading.words(self.page, id);
        let early_end = words.iter().filter(|it| it.1 != 0).nth(EARLY).map_or(u32::MAX, |it| it.0.0);
        for hit in hits {
            for class in hit.classes.iter() {
                if let Some(count) = counts.get_mut(class as usize) {
                    *count += 1;
                }
            }
            let place = self.places.get(hit.node.index()).copied().unwrap_or(0);
            if place & IN_CONTROL != 0 {
                control |= hit.classes.0;
            }
            if place & IN_HEADING != 0 {
                heading |= hit.classes.0;
            }
            if hit.node.0 <= early_end {
                early |= hit.classes.0;
            }
        }
        for count in counts {
            row.push(count.min(255) as u8);
        }
        let all = words.iter().filter(|it| it.1 != 0).count() as u32;
        for class in DENSE {
            row.push(share(counts.get(class as usize).copied().unwrap_or(0) * 3, all));
        }
        for set in [control, heading, early].map(Classes) {
            for class in TELLING {
                row.push(u8::from(set.has(class)));
            }
        }
    }

    fn named(&self, id: NodeId, row: &mut Row) {
        let own = self.names(id);
        let near = self.page.ancestors(id).take(4).fold(0, |all, it| all | self.names(it));
        let range = id.index() + 1..self.page.end(id);
        let inner = self.names.get(range).unwrap_or_default().iter().take(80).fold(0, |all, it| all | it);
        for set in [own, near] {
            for bit in 0..ask_names::COUNT {
                row.push((set >> bit & 1) as u8);
            }
        }
        for bit in INNER {
            row.push((inner >> bit & 1) as u8);
        }
    }
}

/// The words of a block that reads as prose. By rule, not by the article head: the head has seen the pages on which the
/// ask head is fitted, and would look surer there than it is elsewhere.
fn prose_words(block: &Block) -> f32 {
    let reads_on = block.words >= PROSE && block.link_density() < LINKED;
    if reads_on && !block.hidden { block.words as f32 } else { 0.0 }
}

/// A block of so many words is prose rather than a label.
const PROSE: u32 = 20;
/// Share of words in links from which a block is a list of links.
const LINKED: f32 = 0.3;

/// Classes of what asks say.
const ASKING: Classes = Classes::of(&[
    Class::Newsletter,
    Class::Subscribe,
    Class::SignUp,
    Class::Inbox,
    Class::Digest,
    Class::Consent,
    Class::Email,
    Class::Thanks,
    Class::Notify,
    Class::Gate,
    Class::Meter,
    Class::Already,
    Class::Account,
    Class::Member,
    Class::Premium,
    Class::Terms,
    Class::Offer,
    Class::Issue,
    Class::Price,
    Class::Donate,
    Class::Wallet,
    Class::Support,
    Class::Plea,
    Class::Enjoy,
    Class::Dismiss,
]);
/// Classes of what the rest of a page says.
const FOREIGN: Classes = Classes::of(&[
    Class::Legal,
    Class::Site,
    Class::Related,
    Class::Shop,
    Class::Search,
    Class::Comment,
    Class::Login,
    Class::Report,
    Class::Forum,
    Class::Job,
    Class::Event,
]);

/// Bytes that [`Facts::silence`] writes.
const SILENT: usize = 4;

/// Bytes that [`Facts::structure`] writes.
const STRUCTURE: usize = 11 + 21 + 12 + 4 + 5;

struct Row {
    bytes: [u8; WIDTH],
    at: usize,
}

impl Row {
    fn push(&mut self, value: u8) {
        if let Some(slot) = self.bytes.get_mut(self.at) {
            *slot = value;
        }
        self.at += 1;
    }
}

/// A number as a byte: 24 steps for each factor of e.
fn log(value: u32) -> u8 {
    (24.0 * (value as f32).ln_1p()).min(255.0) as u8
}

/// A share as a byte: 200 is the whole, 255 the most.
fn share(part: u32, whole: u32) -> u8 {
    portion(part as f32 / whole.max(1) as f32)
}

/// A portion as a byte: 200 is 1.
fn portion(value: f32) -> u8 {
    (value * 200.0).clamp(0.0, 255.0) as u8
}

fn tag_group(tag: Tag) -> u8 {
    match tag {
        Tag::Div => 1,
        Tag::Section => 2,
        Tag::Aside => 3,
        Tag::Footer => 4,
        Tag::Header => 5,
        Tag::Nav => 6,
        Tag::Form => 7,
        Tag::P => 8,
        Tag::Li => 9,
        Tag::Ul | Tag::Ol => 10,
        Tag::A | Tag::Button => 11,
        Tag::Article => 12,
        Tag::Main => 13,
        Tag::Dialog => 14,
        Tag::Td | Tag::Th | Tag::Tr | Tag::Table | Tag::Tbody => 15,
        Tag::Blockquote | Tag::Figure => 16,
        Tag::Details | Tag::Summary | Tag::Fieldset | Tag::Label => 17,
        Tag::Other => 18,
        tag if tag.is_heading() => 19,
        _ => 0,
    }
}

/// What the page's own address and title say it is for: bits for mail, money, plans, accounts.
fn purpose(page: &Page) -> u8 {
    let path = page.url().split_once("://").map_or("", |it| it.1).split_once('/').map_or("", |it| it.1);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let groups = ask_names::groups_of(path);
    let title = page.first(Tag::Title).and_then(|it| page.children(it).next()).map_or("", |it| page.text(it));
    let said = super::phrases::classes_of(title);
    let bit = |is: bool, bit: u8| u8::from(is) << bit;
    bit(groups & 0b1111 != 0, 0)
        | bit(groups & 0b1_0000 != 0, 1)
        | bit(groups & 0b100_0000 != 0, 2)
        | bit(groups & 1 << 17 != 0, 3)
        | bit(said.has(Class::Newsletter) || said.has(Class::SignUp), 4)
        | bit(said.has(Class::Donate), 5)
        | bit(said.has(Class::Premium) || said.has(Class::Member), 6)
}

#[cfg(test)]
mod tests {
    use super::{Facts, log, share};
    use crate::page::{Page, Tag};

    #[test]
    fn a_row_fits_the_trees() {
        const { assert!(crate::judge::ask::ROW < 255) };
        let page: Page = "body\n  form .newsletter\n    'Sign up for our newsletter'\n    input type=email"
            .parse()
            .unwrap();
        let judgement = crate::judge::judge(&page);
        let row = Facts::of(&page, &judgement).row(page.first(Tag::Form).unwrap());
        assert!(row.iter().filter(|&&it| it != 0).count() > 10);
    }

    #[test]
    fn numbers_become_bytes() {
        assert_eq!((log(0), share(1, 2), share(9, 0)), (0, 100, 255));
        assert!(log(100) < log(1_000));
    }
}
