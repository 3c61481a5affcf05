//! The row of a block, feature by feature, in a fixed order.
//!
//! Each `put` names what it writes; the names are for people (`explain`, training reports) and cost nothing when judging.
//! Adding, removing or moving a feature asks for new constants (`cargo xtask train`).

use super::Scene;
use super::nodes::inside;
use super::scale::{count, flag, log, odds, share};
use super::sums::{Sum, window};
use crate::page::Tag;

/// How many features a block has.
pub const FEATURES: usize = 218;

/// The features of one block.
pub type Row = [u8; FEATURES];

/// Containers described one by one, narrowest first.
const CONTAINERS: usize = 6;

/// Reach of the windows, in blocks to either side.
const WINDOWS: [usize; 3] = [2, 5, 12];

/// The features' names, in order. Family members carry a number.
#[must_use]
pub fn names() -> Vec<String> {
    let empty = crate::page::Page::default();
    let blocks = crate::judge::blocks::Blocks::of(&empty);
    let scene = Scene::of(
        &empty,
        &blocks,
        crate::judge::tokens::Packed::default(),
        crate::judge::tokens::Packed::default(),
    );
    let mut names = Names(Vec::new());
    block(&scene, 0, &mut names);
    page(&scene, &mut names);
    names.0
}

/// Where features go: into a row, or into the list of names.
trait Sink {
    fn put(&mut self, name: &str, value: u8);
    fn put_at(&mut self, name: &str, number: usize, value: u8);
}

struct Values {
    row: Row,
    at: usize,
}

impl Sink for Values {
    fn put(&mut self, _name: &str, value: u8) {
        if let Some(it) = self.row.get_mut(self.at) {
            *it = value;
        }
        self.at += 1;
    }

    fn put_at(&mut self, name: &str, _number: usize, value: u8) {
        self.put(name, value);
    }
}

struct Names(Vec<String>);

impl Sink for Names {
    fn put(&mut self, name: &str, _value: u8) {
        self.0.push(name.to_owned());
    }

    fn put_at(&mut self, name: &str, number: usize, _value: u8) {
        self.0.push(format!("{name} [{number}]"));
    }
}

/// What is known of the page as a whole: the features that all its blocks share, in their order.
#[must_use]
pub fn page_facts(scene: &Scene<'_>) -> Vec<u8> {
    let mut values = Values { row: [0; FEATURES], at: 0 };
    page(scene, &mut values);
    values.row.into_iter().take(values.at).collect()
}

/// A row for each block. What all of them share is written once: the longest block alone takes a look at every block.
pub(super) fn rows(scene: &Scene<'_>) -> Vec<Row> {
    let shared = page_facts(scene);
    let row = |at: usize| {
        let mut values = Values { row: [0; FEATURES], at: 0 };
        block(scene, at, &mut values);
        for (place, &value) in values.row.iter_mut().skip(values.at).zip(&shared) {
            *place = value;
        }
        values.row
    };
    (0..scene.blocks.list().len()).map(row).collect()
}

/// What a block does not share with the page's others.
fn block(scene: &Scene<'_>, at: usize, out: &mut impl Sink) {
    itself(scene, at, out);
    neighbours(scene, at, out);
    containers(scene, at, out);
    groups(scene, at, out);
    place(scene, at, out);
}

/// The block itself.
fn itself(scene: &Scene<'_>, at: usize, out: &mut impl Sink) {
    let Some((block, (look, names))) =
        scene.blocks.list().get(at).zip(scene.looks.get(at).zip(scene.odds.get(at)))
    else {
        // Names are listed over an empty page; an empty block stands in.
        let (block, look, names) = Default::default();
        return described(scene, at, &block, &look, &names, out);
    };
    described(scene, at, block, look, names, out);
}

fn described(
    scene: &Scene<'_>,
    at: usize,
    block: &super::super::blocks::Block,
    look: &super::texts::Look,
    names: &super::nodes::NameOdds,
    out: &mut impl Sink,
) {
    let tag = scene.page.tag(block.node);
    let bits = scene.nodes.inside.get(block.first.index()).copied().unwrap_or(0);
    out.put("words (log)", log(block.words));
    out.put("characters a word (2 steps each)", count((block.chars * 2 / block.words.max(1)) as usize));
    out.put("commas (log)", log(block.commas));
    out.put("commas a word (share of 1 in 4)", share(block.commas as f32 * 4.0, block.words as f32));
    out.put("words in links (share)", share(block.link_words as f32, block.words as f32));
    out.put("element (code)", code(tag));
    out.put("heading level (0 none, 1 to 6)", scene.headings.level.get(at).copied().unwrap_or(0));
    out.put("depth of the element (steps)", count(scene.page.depth(block.node) as usize));
    for (bit, name) in inside::NAMES.iter().enumerate() {
        out.put(name, flag(bits >> bit & 1 == 1));
    }
    out.put("hidden (flag)", flag(block.hidden));
    out.put("first character (kind)", look.start);
    out.put("last character (kind)", look.end);
    out.put("digits (share of the characters read)", share(look.digits as f32, look.read as f32));
    out.put("capitals (share of the characters read)", share(look.capitals as f32, look.read as f32));
    out.put("price (flag)", flag(look.price));
    out.put("sign of a boilerplate line (flag)", flag(look.symbol));
    out.put("year or time (flag)", flag(look.year_or_time));
    out.put("words' odds", odds(look.words));
    out.put("names' odds, all levels", odds(names.total));
    out.put("names' odds, own element", odds(names.own));
    out.put("names' odds, parent", odds(names.parent));
    out.put("names' odds, two to six up", odds(names.near));
    out.put("names' odds, further up", odds(names.far));
    out.put("names' odds, lowest of one element", odds(names.lowest));
    out.put("names' odds, highest of one element", odds(names.highest));
    out.put(
        "names' odds: words of the page with lower ones (share)",
        share(scene.rank.get(at).copied().unwrap_or(0.0), 1.0),
    );
    out.put(
        "names' odds below the page's highest window of two (24 steps a unit)",
        (24.0 * (scene.highest - names.total)).clamp(0.0, 255.0) as u8,
    );
    out.put(
        "matches the title (share)",
        share(scene.headings.title_match.get(at).copied().unwrap_or(0.0), 1.0),
    );
    out.put(
        "begins like a description of the page (flag)",
        flag(scene.whole.openings.contains(&look.opening)),
    );
    let body = scene.whole.body_match(scene.page, block);
    out.put(
        "in the declared article body (share in 250 steps, 255 unknown)",
        body.map_or(255, |it| share(it, 1.02)),
    );
    out.put("nodes from the first text to the last (count)", count((block.last.0 - block.first.0) as usize));
}

/// The blocks around it.
fn neighbours(scene: &Scene<'_>, at: usize, out: &mut impl Sink) {
    let shape = |block: usize| scene.groups.shape.group.get(block);
    for (number, other) in [at.wrapping_sub(1), at + 1, at.wrapping_sub(2), at + 2].into_iter().enumerate() {
        let block = scene.blocks.list().get(other);
        let names = scene.odds.get(other).map_or(0.0, |it| it.total);
        let look = scene.looks.get(other).copied().unwrap_or_default();
        if number < 2 {
            out.put_at("neighbour: words (log)", number, block.map_or(0, |it| log(it.words)));
            out.put_at(
                "neighbour: words in links (share)",
                number,
                block.map_or(0, |it| share(it.link_density(), 1.0)),
            );
            out.put_at(
                "neighbour: same shape (flag)",
                number,
                flag(block.is_some() && shape(other) == shape(at)),
            );
        }
        out.put_at("neighbour: element (code)", number, block.map_or(0, |it| code(scene.page.tag(it.node))));
        out.put_at("neighbour: names' odds", number, odds(names));
        out.put_at("neighbour: words' odds", number, odds(look.words));
    }
    for reach in WINDOWS {
        let sum = scene.running.over(window(at, reach));
        out.put_at("window: words (log)", reach, log(sum.words as u32));
        out.put_at("window: words in links (share)", reach, share(sum.links, sum.words));
        out.put_at("window: words in long blocks (share)", reach, share(sum.long, sum.words));
        out.put_at("window: names' odds (mean)", reach, odds(sum.mean(sum.names)));
        out.put_at("window: words' odds (mean)", reach, odds(sum.mean(sum.odds)));
    }
    for (number, run) in [at.saturating_sub(6)..at, at + 1..at + 7].into_iter().enumerate() {
        let sum = scene.running.over(run);
        out.put_at("six before/after: words (log)", number, log(sum.words as u32));
        out.put_at("six before/after: words in long blocks (share)", number, share(sum.long, sum.words));
        out.put_at("six before/after: names' odds (mean)", number, odds(sum.mean(sum.names)));
    }
}

/// What holds it: its containers, each wider than the one before.
fn containers(scene: &Scene<'_>, at: usize, out: &mut impl Sink) {
    let all = scene.running.all();
    let node = scene.blocks.list().get(at).map_or(scene.page.root(), |it| it.node);
    let mut held = scene.containers(node);
    let mut last = scene.page.root();
    for number in 0..CONTAINERS {
        let container = held.next();
        last = container.unwrap_or(last);
        let run = scene.blocks.inside(scene.page, last);
        let sum = scene.running.over(run.clone());
        let tally = scene.nodes.tally(scene.page, last);
        out.put_at("container: words (share of the page)", number, share(sum.words, all.words));
        out.put_at("container: blocks (log)", number, log(run.len() as u32));
        out.put_at("container: words in links (share)", number, share(sum.links, sum.words));
        out.put_at("container: words a block (log)", number, log(sum.mean(sum.words) as u32));
        out.put_at("container: words in long blocks (share)", number, share(sum.long, sum.words));
        out.put_at("container: names' odds (mean)", number, odds(sum.mean(sum.names)));
        out.put_at("container: words' odds (mean)", number, odds(sum.mean(sum.odds)));
        out.put_at(
            "container: the block's place in it (share)",
            number,
            share(at.saturating_sub(run.start) as f32, run.len() as f32),
        );
        out.put_at(
            "container: images a block (4 full)",
            number,
            share(tally.media as f32, 4.0 * run.len() as f32),
        );
        out.put_at(
            "container: controls a block (share)",
            number,
            share(tally.controls as f32, run.len() as f32),
        );
        out.put_at("container: element (code)", number, code(scene.page.tag(last)));
    }
}

/// Those of its kind.
fn groups(scene: &Scene<'_>, at: usize, out: &mut impl Sink) {
    let all = scene.running.all();
    let groups = &scene.groups;
    let sums: [Sum; 3] = [
        groups.shape.of(&groups.shape_sums, at),
        groups.tags.of(&groups.tags_sums, at),
        groups.kin.of(&groups.kin_sums, at),
    ];
    for (number, sum) in sums.iter().enumerate() {
        out.put_at("alike (shape, tags, kin): blocks (log)", number, log(sum.blocks as u32));
        out.put_at("alike: words (share of the page)", number, share(sum.words, all.words));
        out.put_at("alike: words a block (log)", number, log(sum.mean(sum.words) as u32));
        out.put_at("alike: words in links (share)", number, share(sum.links, sum.words));
        out.put_at("alike: names' odds (mean)", number, odds(sum.mean(sum.names)));
        out.put_at("alike: words' odds (mean)", number, odds(sum.mean(sum.odds)));
    }
    out.put(
        "alike by shape: before it (share)",
        share(
            groups.shape.before.get(at).map_or(0.0, |&it| it as f32),
            groups.shape.of(&groups.shape_sums, at).blocks,
        ),
    );
    out.put("same text: before it (count)", count(groups.text.before.get(at).map_or(0, |&it| it as usize)));
    out.put("same text: blocks (count)", count(groups.text.of(&groups.text_sums, at).blocks as usize));
}

/// Where it stands on the page.
fn place(scene: &Scene<'_>, at: usize, out: &mut impl Sink) {
    let all = scene.running.all();
    let before = scene.running.over(0..at);
    let headings = &scene.headings;
    out.put("place in blocks (share)", share(at as f32, all.blocks));
    out.put("place in words (share)", share(before.words, all.words));
    out.put("words before (log)", log(before.words as u32));
    out.put("words after (log)", log((all.words - before.words) as u32));
    out.put("blocks after (log)", log((all.blocks - at as f32) as u32));
    let title = headings.title.unwrap_or(usize::MAX);
    let from = |title: usize| scene.running.over(title.min(at)..title.max(at)).words as u32;
    out.put(
        "against the title heading (0 none, 1 before, 2 itself, 3 after)",
        match title {
            usize::MAX => 0,
            it => 1 + u8::from(it <= at) + u8::from(it < at),
        },
    );
    out.put("words from the title heading (log)", if title == usize::MAX { 255 } else { log(from(title)) });
    out.put(
        "blocks from the title heading (log)",
        if title == usize::MAX { 255 } else { log(title.abs_diff(at) as u32) },
    );
    let above = headings.above.get(at).copied().flatten();
    let under = |it: usize| scene.looks.get(it).map_or(0.0, |look| look.words);
    out.put(
        "heading above: level (0 none)",
        above.and_then(|it| headings.level.get(it)).copied().unwrap_or(0),
    );
    out.put("heading above: words' odds", odds(above.map_or(0.0, under)));
    out.put(
        "heading above: names' odds",
        odds(above.and_then(|it| scene.odds.get(it)).map_or(0.0, |it| it.total)),
    );
    out.put("heading above: blocks since (log)", above.map_or(255, |it| log((at - it) as u32)));
    out.put(
        "heading above: words since (log)",
        above.map_or(255, |it| log(scene.running.over(it + 1..at).words as u32)),
    );
    let next = headings.next.get(at).copied().unwrap_or(at);
    let section = scene.running.over(at + 1..next);
    out.put("up to the next heading: blocks (log)", log(section.blocks as u32));
    out.put("up to the next heading: words (log)", log(section.words as u32));
    out.put("up to the next heading: words in links (share)", share(section.links, section.words));
}

/// The page that it stands on: the same for all its blocks.
fn page(scene: &Scene<'_>, out: &mut impl Sink) {
    let all = scene.running.all();
    let whole = &scene.whole;
    let tally = scene.nodes.tally(scene.page, scene.page.root());
    let longest = scene.blocks.list().iter().filter(|it| !it.hidden).map(|it| it.words).max().unwrap_or(0);
    out.put("page: words (log)", log(all.words as u32));
    out.put("page: blocks (log)", log(all.blocks as u32));
    out.put("page: words in links (share)", share(all.links, all.words));
    out.put("page: words in long blocks (share)", share(all.long, all.words));
    out.put("page: words of the longest block (log)", log(longest));
    out.put("page: words a comma (log)", log((all.words / all.commas.max(1.0)) as u32));
    out.put("page: names' odds (mean)", odds(all.mean(all.names)));
    out.put("page: words' odds (mean)", odds(all.mean(all.odds)));
    out.put("page: blocks with a price (share of 1 in 4)", share(all.prices * 4.0, all.blocks));
    out.put("page: paragraphs a block (share)", share(whole.paragraphs as f32, all.blocks));
    out.put("page: list items a block (share)", share(whole.items as f32, all.blocks));
    out.put("page: headings a block (share of 1 in 2)", share(whole.headings as f32 * 2.0, all.blocks));
    out.put("page: table rows (log)", log(whole.rows));
    out.put("page: times (log)", log(whole.times));
    out.put("page: article elements (log)", log(whole.articles));
    out.put("page: forms (count)", count(whole.forms as usize));
    out.put("page: images a block (share)", share(tally.media as f32, all.blocks));
    out.put("page: controls a block (share)", share(tally.controls as f32, all.blocks));
    out.put("page: elements a block (20 full)", share(tally.elements as f32, 20.0 * all.blocks));
    out.put("page: address: path depth (count)", count(whole.path_depth));
    out.put("page: address: last part (characters)", count(whole.slug_length));
    out.put("page: address: hyphens in the last part (count)", count(whole.slug_hyphens));
    out.put("page: address: digits (count)", count(whole.path_digits));
    out.put("page: address: query (flag)", flag(whole.query));
    out.put("page: og:type (code)", whole.og_type);
    out.put("page: JSON-LD types (bits)", whole.types);
}

/// Elements in an order that puts like beside like, so that one threshold parts running text from lists and cells.
const fn code(tag: Tag) -> u8 {
    match tag {
        Tag::P => 1,
        Tag::Pre => 2,
        Tag::Blockquote => 3,
        Tag::Figcaption => 4,
        Tag::H1 => 5,
        Tag::H2 => 6,
        Tag::H3 => 7,
        Tag::H4 | Tag::H5 | Tag::H6 => 8,
        Tag::Dd => 9,
        Tag::Dt => 10,
        Tag::Td => 11,
        Tag::Th => 12,
        Tag::Li => 13,
        Tag::Article => 14,
        Tag::Main => 15,
        Tag::Section => 16,
        Tag::Div => 17,
        Tag::Ul | Tag::Ol => 18,
        Tag::Table | Tag::Tbody | Tag::Tr => 19,
        Tag::Body => 20,
        Tag::Header => 21,
        Tag::Footer => 22,
        Tag::Aside => 23,
        Tag::Nav => 24,
        Tag::Form | Tag::Fieldset => 25,
        Tag::Label | Tag::Legend => 26,
        Tag::Button | Tag::Summary => 27,
        _ => 28,
    }
}

#[cfg(test)]
mod tests {
    use super::{FEATURES, names};
    use crate::judge::{blocks::Blocks, features::Scene, tokens::Packed};
    use crate::page::Page;

    #[test]
    fn every_feature_has_a_name_and_a_place() {
        let names = names();
        assert_eq!(names.len(), FEATURES);
        let distinct: std::collections::HashSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), FEATURES, "no two features share a name");
    }

    #[test]
    fn a_row_says_what_the_block_is() {
        let page: Page =
            "body\n  nav\n    a href=/ 'Home page'\n  p 'One, two, three words.'".parse().unwrap();
        let blocks = Blocks::of(&page);
        let rows = Scene::of(&page, &blocks, Packed::default(), Packed::default()).rows();
        let at = |name: &str| names().iter().position(|it| it == name).unwrap();
        let links = at("words in links (share)");
        assert_eq!((rows[0][links], rows[1][links]), (255, 0));
        assert_eq!((rows[0][at("nav")], rows[1][at("nav")]), (1, 0));
    }
}
