//! Asks that stand inside the text: the page keeps them where they are, the reader leaves them out.
//!
//! Single sentences and short paragraphs, known by what they say and to whom, or by what the judge suspected of them. A
//! text about asking loses nothing: its title says so, or too much of it would go. Not here: what the page hides (`nags`).

use super::{
    Metadata,
    repair::{folded, text as text_of},
    tree::{Block, Content, Inline, plain},
};
use crate::{
    judge::{
        ask_names,
        phrases::{Class, Classes, classes_of},
    },
    nags::Findings,
    page::{Attr, NodeId, Page},
};
use std::ops::Range;

/// What asks want done.
const ACTS: &[Class] = &[Class::Subscribe, Class::SignUp, Class::Donate, Class::Support, Class::Member];

/// Why somebody should give, and what a member gets.
const REASONS: &[Class] =
    &[Class::Support, Class::Plea, Class::Enjoy, Class::Premium, Class::Gate, Class::Already];

/// What is said of other things to buy, or of the page's own business.
const BUSINESS: &[Class] = &[Class::Price, Class::Terms, Class::Demo];

/// A title with one of these is that of a text about asking.
const SUBJECTS: &[Class] =
    &[Class::Newsletter, Class::Subscribe, Class::Donate, Class::Member, Class::Premium, Class::Wallet];

/// Words of a sentence that can be an ask; longer ones tell something.
const SENTENCE_WORDS: Range<usize> = 3..50;

/// First words of a sentence in which it says what it wants done, where it tells the reader to.
const FIRST_WORDS: usize = 3;

/// Words of a paragraph that is all ask, if one of its sentences is.
const SHORT: usize = 40;

/// Probability, 0 to 1, from which the judge's suspicion makes up for a link that a sentence lacks. Held out by site, most of
/// the asks that were left in the corpus' articles are above it; the page itself hides nothing below 0.87 that is not pinned over it.
const SUSPECTED: f32 = 0.3;

/// The same from which a short paragraph needs no more than an act and an owner.
const LIKELY: f32 = 0.5;

/// The same of a plea that names no act.
const HINT: f32 = 0.2;

/// Levels above an ask at which its box is looked for.
const BOX_LEVELS: usize = 2;

/// Most words of such a box.
const BOX_WORDS: usize = 250;

/// Groups of names, by number in [`ask_names::GROUPS`], of boxes that ask: newsletters, subscriptions, gifts.
const ASKING: u32 = 0b101_0011;

/// Words that may go of any text but a short one, and the shares, one in so many, that may go of a short and of a long one.
const MAX_GONE: (usize, usize, usize) = (150, 3, 10);

/// Takes the asks off the article's blocks.
pub fn take(page: &Page, findings: &Findings, metadata: &Metadata, blocks: &mut Vec<Block>) {
    if classes_of(&metadata.title).meets(Classes::of(SUBJECTS)) {
        return;
    }
    let site = metadata.site.as_deref().map(folded).unwrap_or_default();
    let all: usize = blocks.iter().map(|it| words(&text_of(it))).sum();
    let (some, of_short, of_long) = MAX_GONE;
    let most = some.min(all / of_short).max(all / of_long);
    let mut left = Vec::with_capacity(blocks.len());
    let mut after_ask = false;
    let mut plea: Option<NodeId> = None;
    for block in blocks.iter() {
        let Content::Paragraph(line) = &block.content else {
            let is_rest = after_ask && is_wallets(block);
            after_ask = is_rest;
            left.extend((!is_rest).then(|| block.clone()));
            continue;
        };
        let text = plain(line);
        let heard =
            Heard { links: links(line), site: &site, suspicion: suspicion(page, findings, block.source) };
        let asks = heard.asks(&text);
        let asking: usize = asks.iter().filter_map(|it| text.get(it.clone())).map(words).sum();
        after_ask = 2 * asking >= words(&text)
            || (!asks.is_empty() && words(&text) <= SHORT && heard.suspicion >= LIKELY);
        plea = plea.or_else(|| named_plea(page, block.source, most).filter(|_| after_ask));
        let in_plea = plea.is_some_and(|it| page.contains(it, block.source));
        if in_plea {
            continue;
        }
        if asks.is_empty() {
            left.push(block.clone());
        } else if !after_ask {
            left.push(Block { content: Content::Paragraph(without(line, &asks)), ..block.clone() });
        }
    }
    let gone = all - left.iter().map(|it| words(&text_of(it))).sum::<usize>().min(all);
    if gone <= most {
        *blocks = left;
    }
}

/// The box around an ask, where its own names say that it is one, and it is none that an article fits in.
fn named_plea(page: &Page, node: NodeId, most: usize) -> Option<NodeId> {
    let words = |it: NodeId| page.texts(it).map(|it| page.counts(it).words as usize).sum::<usize>();
    let named =
        |it: &NodeId| page.attr(*it, Attr::Class).is_some_and(|it| ask_names::groups_of(it) & ASKING != 0);
    page.ancestors(node).take(BOX_LEVELS).take_while(|&it| words(it) <= BOX_WORDS.min(most)).find(named)
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// How likely, 0 to 1, the judge finds the element or the box around it an ask.
fn suspicion(page: &Page, findings: &Findings, node: NodeId) -> f32 {
    let around = findings.suspected.iter().filter(|it| it.node == node || page.contains(it.node, node));
    around.map(|it| it.probability).fold(0.0, f32::max)
}

/// Whether a list names nothing but places to send money to, as it follows an ask.
fn is_wallets(block: &Block) -> bool {
    let Content::List(_, items) = &block.content else { return false };
    let names = |item: &Vec<Block>| item.iter().map(|it| words(&text_of(it))).sum::<usize>() <= FIRST_WORDS;
    items.iter().all(names) && classes_of(&text_of(block)).meets(Classes::of(&[Class::Wallet, Class::Donate]))
}

/// What is known about a paragraph beside its words.
struct Heard<'a> {
    /// Where its links stand in its plain text.
    links: Vec<Range<usize>>,
    /// The site's name, folded.
    site: &'a str,
    /// How likely, 0 to 1, the judge finds it an ask.
    suspicion: f32,
}

impl Heard<'_> {
    /// The sentences that ask, as ranges of the plain text.
    fn asks(&self, text: &str) -> Vec<Range<usize>> {
        let is_short = words(text) <= SHORT;
        let is_ask =
            |it: &Range<usize>| text.get(it.clone()).is_some_and(|said| self.is_ask(said, it, is_short));
        sentences(text).into_iter().filter(is_ask).collect()
    }

    fn is_ask(&self, sentence: &str, range: &Range<usize>, is_short: bool) -> bool {
        let said = classes_of(sentence);
        let says = |classes: &[Class]| said.meets(Classes::of(classes));
        let is_quote = sentence.trim_start().starts_with(['"', '“', '„', '«', '‘', '‚', '»']);
        if !SENTENCE_WORDS.contains(&words(sentence)) || is_quote {
            return false;
        }
        let is_linked = self.links.iter().any(|link| link.start < range.end && range.start < link.end)
            || sentence.contains("://");
        let is_own = says(&[Class::Us]) || (!self.site.is_empty() && folded(sentence).contains(self.site));
        let begins_with_us =
            sentence.split_whitespace().next().is_some_and(|it| classes_of(it).has(Class::Us));
        let opening = sentence.split_whitespace().take(FIRST_WORDS).collect::<Vec<_>>().join(" ");
        let tells = classes_of(&opening).meets(Classes::of(ACTS)) && !begins_with_us;
        let to_you = says(&[Class::You]);
        let speaks = tells || to_you || sentence.trim_end().ends_with('!');
        let is_suspect = self.suspicion >= SUSPECTED;
        let can_press = is_linked || is_short || is_suspect;
        let is_mail = says(&[Class::Newsletter, Class::Inbox])
            && says(&[Class::SignUp, Class::Subscribe])
            && (is_own || is_suspect || (tells && !says(&[Class::Report])));
        let is_letter = says(&[Class::Newsletter]) && is_own && is_suspect;
        let is_gift = says(&[Class::Donate])
            && ((is_own && (is_suspect || says(REASONS) || says(&[Class::Wallet, Class::Member])))
                || (tells && (is_suspect || (is_linked && says(&[Class::Wallet]))))
                || (to_you && is_linked && says(&[Class::Support])));
        let is_membership = ((says(&[Class::Subscribe, Class::Member]) && says(REASONS))
            || (says(&[Class::SignUp]) && says(&[Class::Support])))
            && (is_linked || is_suspect)
            && (is_own || (tells && says(&[Class::Gate])));
        let is_plea = says(&[Class::Enjoy])
            && says(&[Class::Support])
            && to_you
            && (says(&[Class::Subscribe, Class::SignUp, Class::Donate])
                || (is_own && self.suspicion >= HINT));
        let is_guest = says(&[Class::SignUp]) && says(&[Class::Account]) && to_you && is_suspect;
        let is_gate = says(&[Class::Gate]) && says(&[Class::Login]) && says(&[Class::Subscribe]) && is_short;
        let is_likely = self.suspicion >= LIKELY
            && is_short
            && says(ACTS)
            && (is_own || (tells && !says(&[Class::Report])));
        let is_trade = says(BUSINESS) && !is_mail;
        let is_any = is_mail || is_letter || is_gift || is_membership || is_plea || is_guest;
        !is_trade && ((speaks && can_press && is_any) || is_gate || is_likely)
    }
}

/// The sentences of a text, each with the space behind it.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        let ends = c == '\n'
            || "。！？".contains(previous)
            || (c.is_whitespace() && matches!(previous, '.' | '!' | '?' | '…' | '।'));
        if ends {
            let end = if c.is_whitespace() { at + c.len_utf8() } else { at };
            found.push(start..end);
            start = end;
        }
        previous = c;
    }
    found.push(start..text.len());
    found.retain(|it| text.get(it.clone()).is_some_and(|it| !it.trim().is_empty()));
    found
}

/// Where links stand in the plain text of a line.
fn links(line: &[Inline]) -> Vec<Range<usize>> {
    fn visit(line: &[Inline], at: &mut usize, out: &mut Vec<Range<usize>>) {
        for piece in line {
            let start = *at;
            match piece {
                Inline::Link(_, inner) => {
                    *at += plain(inner).len();
                    out.push(start..*at);
                }
                Inline::Styled(_, inner) | Inline::Anchor(_, inner) | Inline::Foreign(_, _, inner) => {
                    visit(inner, at, out);
                }
                other => *at += plain(std::slice::from_ref(other)).len(),
            }
        }
    }
    let mut out = Vec::new();
    visit(line, &mut 0, &mut out);
    out
}

/// The line without the given ranges of its plain text.
fn without(line: &[Inline], gone: &[Range<usize>]) -> Vec<Inline> {
    fn visit(line: &[Inline], at: &mut usize, gone: &[Range<usize>]) -> Vec<Inline> {
        let mut out = Vec::new();
        for piece in line {
            let start = *at;
            let end = start + plain(std::slice::from_ref(piece)).len();
            let is_gone = start < end && gone.iter().any(|it| it.start <= start && end <= it.end);
            if !is_gone {
                out.push(match piece {
                    Inline::Text(text) => {
                        let keeps = |at: usize| !gone.iter().any(|it| it.contains(&(start + at)));
                        Inline::Text(text.char_indices().filter(|it| keeps(it.0)).map(|it| it.1).collect())
                    }
                    Inline::Styled(style, inner) => Inline::Styled(*style, visit(inner, at, gone)),
                    Inline::Link(target, inner) => Inline::Link(target.clone(), visit(inner, at, gone)),
                    Inline::Anchor(name, inner) => Inline::Anchor(name.clone(), visit(inner, at, gone)),
                    Inline::Foreign(lang, direction, inner) => {
                        Inline::Foreign(lang.clone(), *direction, visit(inner, at, gone))
                    }
                    other => other.clone(),
                });
            }
            *at = end;
        }
        out
    }
    visit(line, &mut 0, gone)
}

#[cfg(test)]
mod tests {
    use super::{Heard, sentences, text_of};
    use crate::{
        article::{Article, extract},
        judge::judge,
        nags::Findings,
        page::saved,
    };

    const STORY: &str = "<p>The harbour was quiet that morning, and nobody on the quay had seen the boats come in, or so they said \
        when they were asked about it later in the day by the men of the watch.</p>";

    fn article(title: &str, inside: &str) -> Article {
        let story = STORY.repeat(4);
        let html = format!(
            "<meta property=og:site_name content='The Lamp'><title>{title}</title><main><article><h1>{title}</h1>{story}{inside}{story}</article></main>"
        );
        let page = saved::parse(&html, "https://lamp.example/2026/quiet-water");
        // The page itself hides nothing here: what goes, the rules above take.
        extract(&page, &judge(&page), &Findings::default()).unwrap()
    }

    fn says(article: &Article, words: &str) -> bool {
        article.blocks.iter().any(|it| text_of(it).contains(words))
    }

    #[test]
    fn a_sentence_that_asks_goes_and_its_paragraph_stays() {
        let inside = "<p>The ferry leaves at nine from the north quay, and the miller takes it every Monday with his flour and his two dogs. \
            <a href=/letter>Sign up for our newsletter</a> to get the harbour news in your inbox. The fare has been the same for thirty years, \
            and nobody on the council wants to be the one to raise it.</p>";
        let article = article("Quiet water", inside);
        assert!(!says(&article, "newsletter"), "{:?}", article.blocks);
        assert!(says(&article, "two dogs. The fare has been the same"));
    }

    #[test]
    fn a_paragraph_that_only_asks_goes() {
        for ask in [
            "If you enjoyed this article, please consider supporting our work with a <a href=/give>donation</a>.",
            "Subscribe to our <a href=/letter>weekly newsletter</a> and never miss a story.",
            "Abonnieren Sie jetzt unseren <a href=/brief>Newsletter</a>!",
        ] {
            let article = article("Quiet water", &format!("<p>{ask}</p>"));
            assert!(
                article.blocks.iter().all(|it| text_of(it).starts_with("The harbour")),
                "{:?}",
                article.blocks
            );
        }
    }

    #[test]
    fn an_article_about_asking_stays_whole() {
        let about = "<p>You can <a href=/x>sign up for our newsletter</a> at the foot of every page, we wrote in the first issue.</p>\
            <p>Support us with a <a href=/y>donation</a>, it said, and become a member of our club.</p>";
        for title in ["How newsletters came back", "What a subscription costs", "Why readers donate"] {
            let article = article(title, about);
            assert!(says(&article, "foot of every page") && says(&article, "member of our club"), "{title}");
        }
        assert!(!says(&article("Quiet water", about), "member of our club"), "in any other text they go");
    }

    #[test]
    fn telling_of_asks_is_no_ask() {
        let hear = |text: &str| {
            let heard = Heard { links: Vec::new(), site: "the lamp", suspicion: 0.0 };
            heard.asks(text).len()
        };
        for text in [
            "The paper said that subscribers had fallen by a third since it asked them to pay for its newsletter.",
            "Subscribing to their newsletter often provides access to promotions.",
            "The charity collected donations of two million, and members gave their time.",
            "“Sign up for our newsletter and support us,” the leaflet said.",
            "You can get the plan for $3.39 per month on a two-year subscription.",
            "Contribute to a pension if your employer offers one.",
            "He gave the boy a tip and went up to the house.",
            "Sign in to view the settings, then join the network that you want.",
        ] {
            assert_eq!(hear(text), 0, "{text}");
        }
    }

    #[test]
    fn too_much_is_never_taken() {
        let ask = "<p>Please support our work with a <a href=/give>donation</a> to us today, and become a member of our club.</p>";
        let article = article("Quiet water", &ask.repeat(40));
        assert!(says(&article, "harbour was quiet"));
        assert!(says(&article, "become a member"), "a page that asks throughout is a text about asking");
    }

    #[test]
    fn a_short_issue_of_a_newsletter_keeps_what_follows_its_ask() {
        let ask = "<p>Subscribe to our <a href=/letter>weekly newsletter</a> and never miss a story.</p>";
        let body = format!("{STORY}{ask}{STORY}<p>The ferry sails again on Monday.</p>{STORY}");
        let html = format!(
            "<title>Quiet water</title><main><h1>Quiet water</h1><div class=newsletter-post>{body}</div></main>"
        );
        let page = saved::parse(&html, "https://lamp.example/p/quiet-water");
        let article = extract(&page, &judge(&page), &Findings::default()).unwrap();
        assert!(says(&article, "sails again on Monday") && !says(&article, "weekly newsletter"));
    }

    #[test]
    fn a_box_named_for_its_ask_goes_with_all_in_it() {
        let plea = "<section class=subscription-plea><p>If you enjoyed this article, please consider supporting our work with a \
            <a href=/give>donation</a>.</p><p>I have read it since I was twelve years old.</p></section>";
        let article = article("Quiet water", plea);
        assert!(!says(&article, "twelve years old") && says(&article, "harbour was quiet"));
    }

    #[test]
    fn sentences_end_where_their_marks_stand() {
        let text = "One. Two!\nThree? 四。五";
        let found: Vec<&str> = sentences(text).into_iter().map(|it| text[it].trim()).collect();
        assert_eq!(found, ["One.", "Two!", "Three?", "四。", "五"]);
    }
}
