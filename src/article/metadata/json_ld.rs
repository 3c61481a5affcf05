//! What the page tells machines: its `meta` elements, and of its JSON-LD the item that describes this page's article.
//!
//! Broken scripts are common (comments, trailing commas, raw line ends in strings); what can be mended is, the rest is
//! skipped. Vocabulary is `schema.org` by its local names; contexts are not resolved and nothing is fetched.

use crate::page::{Attr, Page, Tag};
use serde_json::{Map, Value};

/// Deepest nesting that is followed; `serde_json`'s own limit is 128.
const MAX_DEPTH: u32 = 24;

/// Types of items that are a text to read, by how surely they are this page's: the earlier, the surer.
const TEXTS: [&str; 24] = [
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "BackgroundNewsArticle",
    "LiveBlogPosting",
    "BlogPosting",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "TechArticle",
    "APIReference",
    "ScholarlyArticle",
    "MedicalScholarlyArticle",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "Report",
    "Article",
    "QAPage",
    "Question",
    "Recipe",
    "HowTo",
    "Review",
    "MedicalWebPage",
];

/// Types that tell about the page where no text does.
const PAGES: [&str; 6] = ["WebPage", "ItemPage", "AboutPage", "FAQPage", "CollectionPage", "VideoObject"];

/// The page's structured data.
#[derive(Debug, Clone, Default)]
pub struct Data {
    items: Vec<Map<String, Value>>,
    main: Option<usize>,
    /// Names, in lower case, and contents of the `meta` elements.
    metas: Vec<(Vec<String>, String)>,
}

impl Data {
    /// Reads all scripts and finds the item of the page's own text.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let mut items = Vec::new();
        let mut said_of_others = Vec::new();
        for script in page.json_ld() {
            for value in parse(script) {
                gather(value, &mut Found { items: &mut items, replies: &mut said_of_others }, false, 0);
            }
        }
        let rank = |names: &[&str], item: &Map<String, Value>| {
            types(item).iter().filter_map(|it| names.iter().position(|name| name == it)).min()
        };
        let texts = items
            .iter()
            .enumerate()
            .filter(|(at, _)| !said_of_others.contains(at))
            .filter_map(|(at, item)| Some((rank(&TEXTS, item)?, at)));
        // Of several texts (a list of teasers has one item each) the first that says most is this page's.
        let says = |at: usize| {
            let keys = ["headline", "author", "datePublished", "articleBody", "mainEntityOfPage", "image"];
            items.get(at).map_or(0, |item| keys.iter().filter(|&&key| item.contains_key(key)).count())
        };
        let main = texts.min_by_key(|&(_, at)| (6 - says(at), at)).map(|it| it.1);
        let main = main.or_else(|| items.iter().position(|item| rank(&PAGES, item).is_some()));
        let metas = page.ids().filter(|&it| page.tag(it) == Tag::Meta).filter_map(|it| {
            let content = page.attr(it, Attr::Content).map(str::trim).filter(|it| !it.is_empty())?;
            let names = [Attr::Property, Attr::Name, Attr::Itemprop]
                .into_iter()
                .filter_map(|name| page.attr(it, name));
            Some((
                names.flat_map(str::split_whitespace).map(str::to_ascii_lowercase).collect(),
                content.to_owned(),
            ))
        });
        Self { items, main, metas: metas.collect() }
    }

    /// The content of the first `meta` whose `name`, `property` or `itemprop` is one of the names, tried in order.
    #[must_use]
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.metas(name).next())
    }

    /// The contents of all `meta` of a lower-case name.
    pub fn metas(&self, name: &str) -> impl Iterator<Item = &str> {
        self.metas_where(move |it| it == name)
    }

    /// The contents of all `meta` whose name fits.
    pub fn metas_where(&self, fits: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
        self.metas.iter().filter(move |(names, _)| names.iter().any(|it| fits(it))).map(|it| it.1.as_str())
    }

    /// The item that describes the page's text, or else the page.
    #[must_use]
    pub fn main(&self) -> Option<&Map<String, Value>> {
        self.main.and_then(|at| self.items.get(at))
    }

    /// Whether the main item is a text and not only a page.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.main().is_some_and(|item| types(item).iter().any(|it| TEXTS.contains(it)))
    }

    /// A property of the main item as text.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.main().and_then(|it| it.get(key)).and_then(string)
    }

    /// All items, with those inside others.
    #[must_use]
    pub fn items(&self) -> &[Map<String, Value>] {
        &self.items
    }

    /// The first item of a type.
    #[must_use]
    pub fn first(&self, kind: &str) -> Option<&Map<String, Value>> {
        self.items.iter().find(|it| types(it).contains(&kind))
    }

    /// The item that a bare `{"@id": …}` points to, else the item itself.
    #[must_use]
    pub fn resolved<'a>(&'a self, item: &'a Map<String, Value>) -> &'a Map<String, Value> {
        let Some(id) = item.get("@id").and_then(Value::as_str).filter(|_| !item.contains_key("name")) else {
            return item;
        };
        let names_it = |it: &&Map<String, Value>| {
            it.contains_key("name") && it.get("@id").and_then(Value::as_str) == Some(id)
        };
        self.items.iter().find(names_it).unwrap_or(item)
    }
}

/// The types of an item, without their vocabulary.
#[must_use]
pub fn types(item: &Map<String, Value>) -> Vec<&str> {
    let names = match item.get("@type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    names.into_iter().map(|it| it.rsplit(['/', ':', '#']).next().unwrap_or(it)).collect()
}

/// A text, or the first of several, or the `@value` or `name` of an item.
#[must_use]
pub fn string(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text.trim()).filter(|it| !it.is_empty()),
        Value::Array(values) => values.iter().find_map(string),
        Value::Object(item) => ["@value", "name", "url"].iter().find_map(|key| string(item.get(*key)?)),
        _ => None,
    }
}

/// Keys of what others said of an item: reviews of a product, comments on an article, answers to a question.
const REPLIES: [&str; 6] = ["review", "reviews", "comment", "suggestedAnswer", "acceptedAnswer", "citation"];

/// Items as they are found.
struct Found<'a> {
    items: &'a mut Vec<Map<String, Value>>,
    /// The numbers of those that stand under one of [`REPLIES`].
    replies: &'a mut Vec<usize>,
}

fn gather(value: Value, found: &mut Found<'_>, is_reply: bool, depth: u32) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(values) => {
            for it in values {
                gather(it, found, is_reply, depth + 1);
            }
        }
        Value::Object(item) => {
            let inner: Vec<(bool, Value)> = item
                .iter()
                .filter(|(_, it)| it.is_object() || it.is_array())
                .map(|(key, it)| (is_reply || REPLIES.contains(&key.as_str()), it.clone()))
                .collect();
            if is_reply {
                found.replies.push(found.items.len());
            }
            found.items.push(item);
            for (is_reply, it) in inner {
                gather(it, found, is_reply, depth + 1);
            }
        }
        _ => {}
    }
}

/// The values of a script: as it stands, or mended.
fn parse(script: &str) -> Vec<Value> {
    let script = script
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let script = script.trim_end().trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>");
    let script = script.trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(script) {
        return vec![value];
    }
    let mended = mend(script);
    serde_json::Deserializer::from_str(&mended).into_iter::<Value>().map_while(Result::ok).collect()
}

/// Raw line ends in strings become spaces, unknown escapes plain, commas before a closing bracket go.
fn mend(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_string = false;
    let mut chars = script.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if in_string => match chars.next() {
                Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
                    out.extend(['\\', next]);
                }
                Some(next) => out.push(next),
                None => {}
            },
            '"' => {
                in_string = !in_string;
                out.push(c);
            }
            c if in_string && c.is_control() => out.push(' '),
            '}' | ']' if !in_string => {
                let end = out.trim_end().len();
                if out.get(..end).is_some_and(|it| it.ends_with(',')) {
                    out.truncate(end - 1);
                }
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Data;
    use crate::page::saved;

    fn data(json: &str) -> Data {
        Data::of(&saved::parse(&format!("<script type='application/ld+json'>{json}</script>"), ""))
    }

    #[test]
    fn the_text_is_found_in_a_graph() {
        let data = data(
            r#"{"@graph":[{"@type":"WebSite","name":"Lamp"},{"@type":["Article","BlogPosting"],"headline":"Quiet"}]}"#,
        );
        assert_eq!(data.text("headline"), Some("Quiet"));
        assert!(data.is_text());
    }

    #[test]
    fn broken_scripts_are_mended() {
        assert_eq!(
            data("<!-- {\"@type\":\"Article\",\"headline\":\"A\nB\",} -->").text("headline"),
            Some("A B")
        );
        assert_eq!(data(r#"{"@type":"Article","headline":"It\'s"}; "#).text("headline"), Some("It's"));
        assert!(data("{ nonsense").main().is_none());
    }

    #[test]
    fn ids_lead_to_names() {
        let data = data(
            r##"[{"@type":"Article","headline":"Q","author":{"@id":"#a"}},{"@type":"Person","@id":"#a","name":"Ada Brook"}]"##,
        );
        let author = data.main().unwrap().get("author").unwrap().as_object().unwrap();
        assert_eq!(data.resolved(author).get("name").unwrap(), "Ada Brook");
    }
}
