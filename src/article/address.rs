//! Addresses that an article may carry: `http`, `https`, `mailto`, a place in the article, or an inline picture.
//!
//! Every link and picture goes through these types, so no other scheme (`javascript:`, `blob:`, `file:`) can reach the
//! reader or an export. References are resolved as RFC 3986 section 5.2 says, with the browsers' tolerance for white
//! space and backslashes. Nothing is fetched, and no address is made up: what cannot be resolved is `None`.

use crate::page::{Attr, Page, Tag};
use std::fmt;

/// Kinds of inline pictures, after `data:image/`: those that browsers show as pictures and nothing else.
const INLINE_PICTURES: [&str; 8] = ["png", "jpeg", "jpg", "gif", "webp", "avif", "bmp", "svg+xml"];

/// The two schemes of the web.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// `http:`
    Http,
    /// `https:`
    Https,
}

/// An absolute address on the web. Its parts hold no white space, quotes or angle brackets.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WebAddress {
    scheme: Scheme,
    /// Host and port.
    authority: String,
    /// From the first `/`, with dot segments removed.
    path: String,
    /// With its `?`, or empty.
    query: String,
    /// With its `#`, or empty.
    fragment: String,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// Another page.
    Web(WebAddress),
    /// A mailbox: the part after `mailto:`.
    Mail(String),
    /// A place in this article: the part after `#`.
    Anchor(String),
}

/// Where a picture comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ImageSource {
    /// A file on the web.
    Web(WebAddress),
    /// An inline picture: the part after `data:image/`.
    Data(String),
}

impl WebAddress {
    /// Reads an absolute `http` or `https` address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = clean(text);
        let (scheme, rest) = split_scheme(&text)?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return None,
        };
        Self::from_rest(scheme, rest)
    }

    /// Resolves a reference found on a page of this address.
    #[must_use]
    pub fn join(&self, reference: &str) -> Option<Self> {
        let text = clean(reference);
        if split_scheme(&text).is_some() {
            return Self::parse(&text);
        }
        if text.starts_with("//") {
            return Self::from_rest(self.scheme, &text);
        }
        let (path, query, fragment) = split_path(&text);
        let mut out = Self { fragment, ..self.clone() };
        if path.is_empty() {
            if !query.is_empty() {
                out.query = query;
            }
            return Some(out);
        }
        let path = if path.starts_with('/') {
            path
        } else {
            let folder = self.path.rfind('/').and_then(|at| self.path.get(..=at)).unwrap_or("/");
            format!("{folder}{path}")
        };
        out.path = without_dots(&path);
        out.query = query;
        Some(out)
    }

    /// The host in lower case, without port and without a leading `www.`.
    #[must_use]
    pub fn host(&self) -> &str {
        let host = self.authority.rsplit('@').next().unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }

    /// The path, from its first `/`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query with its `?`, or nothing.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Whether it leads to a place within its page.
    #[must_use]
    pub const fn has_fragment(&self) -> bool {
        !self.fragment.is_empty()
    }

    /// Whether a page of any kind may show it inside itself.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.scheme == Scheme::Https
    }

    /// Whether both name the same document: all but the fragment is equal.
    #[must_use]
    pub fn is_same_document(&self, other: &Self) -> bool {
        self.host() == other.host() && self.path == other.path && self.query == other.query
    }

    fn from_rest(scheme: Scheme, rest: &str) -> Option<Self> {
        let rest = rest.trim_start_matches(['/', '\\']);
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let authority = rest.get(..end)?.to_lowercase();
        let named = authority.contains(|c: char| c.is_alphanumeric());
        if !named || authority.contains(|c: char| c.is_whitespace() || "\"'<>{}|^`%".contains(c)) {
            return None;
        }
        let (path, query, fragment) = split_path(rest.get(end..)?);
        let path = if path.is_empty() { "/".to_owned() } else { without_dots(&path) };
        Some(Self { scheme, authority, path, query, fragment })
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        write!(f, "{scheme}://{}{}{}{}", self.authority, self.path, self.query, self.fragment)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Web(address) => address.fmt(f),
            Self::Mail(mailbox) => write!(f, "mailto:{mailbox}"),
            Self::Anchor(name) => write!(f, "#{name}"),
        }
    }
}

impl fmt::Display for ImageSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Web(address) => address.fmt(f),
            Self::Data(rest) => write!(f, "data:image/{rest}"),
        }
    }
}

/// What a page's references are resolved against; a page without an address resolves absolute ones only.
#[derive(Debug, Clone, Default)]
pub struct Base {
    page: Option<WebAddress>,
    base: Option<WebAddress>,
}

impl Base {
    /// The page's address, and its `<base>` if it has one.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let own = WebAddress::parse(page.url());
        let declared = page.first(Tag::Base).and_then(|it| page.attr(it, Attr::Href));
        let base = declared.and_then(|href| resolve(own.as_ref(), href)).or_else(|| own.clone());
        Self { page: own, base }
    }

    /// The page's own address.
    #[must_use]
    pub fn page(&self) -> Option<&WebAddress> {
        self.page.as_ref()
    }

    /// An absolute address for a reference of the page.
    #[must_use]
    pub fn web(&self, reference: &str) -> Option<WebAddress> {
        if clean(reference).is_empty() { None } else { resolve(self.base.as_ref(), reference) }
    }

    /// Where a link leads; a link into the page itself is an [`Target::Anchor`].
    #[must_use]
    pub fn target(&self, href: &str) -> Option<Target> {
        if let Some(name) = href.trim().strip_prefix('#') {
            return (!name.is_empty()).then(|| Target::Anchor(decoded(name)));
        }
        let href = clean(href);
        if let Some((scheme, rest)) = split_scheme(&href)
            && scheme.eq_ignore_ascii_case("mailto")
        {
            return rest.contains('@').then(|| Target::Mail(rest.to_owned()));
        }
        let address = self.web(&href)?;
        match (&self.page, address.fragment.strip_prefix('#')) {
            (Some(page), Some(name)) if !name.is_empty() && page.is_same_document(&address) => {
                Some(Target::Anchor(decoded(name)))
            }
            _ => Some(Target::Web(address)),
        }
    }

    /// Where a picture comes from.
    #[must_use]
    pub fn image(&self, src: &str) -> Option<ImageSource> {
        let src = clean(src);
        match src.get(..11) {
            Some(head) if head.eq_ignore_ascii_case("data:image/") => {
                let rest = src.get(11..)?;
                let kind = rest.split([';', ',']).next()?.to_ascii_lowercase();
                INLINE_PICTURES.contains(&kind.as_str()).then(|| ImageSource::Data(rest.to_owned()))
            }
            _ => self.web(&src).map(ImageSource::Web),
        }
    }
}

/// A fragment with its percent escapes read, as a browser looks for it among the page's names.
#[must_use]
pub fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| first == b'%').and_then(|it| std::str::from_utf8(it).ok());
        let byte = digits.and_then(|it| u8::from_str_radix(it, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = byte.and_then(|_| after.get(2..)).unwrap_or(after);
    }
    String::from_utf8(bytes).unwrap_or_else(|_| fragment.to_owned())
}

fn resolve(base: Option<&WebAddress>, reference: &str) -> Option<WebAddress> {
    match base {
        Some(base) => base.join(reference),
        None => WebAddress::parse(reference),
    }
}

/// As the URL standard does: no outer white space, no tabs or line ends inside; what would break out of an attribute or a
/// Markdown link is escaped.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\t' | '\n' | '\r' => {}
            ' ' => out.push_str("%20"),
            '"' => out.push_str("%22"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '`' => out.push_str("%60"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Parts `scheme:rest`, where the scheme is one by its letters.
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let fits = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    fits.then_some((scheme, rest))
}

fn split_path(text: &str) -> (String, String, String) {
    let (rest, fragment) = text.split_at(text.find('#').unwrap_or(text.len()));
    let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
    (path.replace('\\', "/"), query.to_owned(), fragment.to_owned())
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            part => kept.push(part),
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{Base, Target, WebAddress};

    fn join(reference: &str) -> Option<String> {
        WebAddress::parse("https://www.news.example/a/b/c?q=1#x")
            .unwrap()
            .join(reference)
            .map(|it| it.to_string())
    }

    #[test]
    fn references_resolve_as_browsers_do() {
        for (reference, expected) in [
            ("d", "https://www.news.example/a/b/d"),
            ("../d?e#f", "https://www.news.example/a/d?e#f"),
            ("/d/./e/..", "https://www.news.example/d/"),
            ("//cdn.example/i.png", "https://cdn.example/i.png"),
            ("?p=2", "https://www.news.example/a/b/c?p=2"),
            ("../../../../up", "https://www.news.example/up"),
            ("HTTP://Other.Example", "http://other.example/"),
            (" \n a b.png ", "https://www.news.example/a/b/a%20b.png"),
        ] {
            assert_eq!(join(reference).as_deref(), Some(expected), "{reference}");
        }
    }

    #[test]
    fn other_schemes_are_not_addresses() {
        for reference in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "blob:https://a",
            "file:///etc",
            "https://",
        ] {
            assert_eq!(join(reference), None, "{reference}");
        }
    }

    #[test]
    fn links_know_places_and_mailboxes() {
        let page = crate::page::saved::parse("<p>x", "https://news.example/a");
        let base = Base::of(&page);
        assert_eq!(base.target("#note-1"), Some(Target::Anchor("note-1".to_owned())));
        assert_eq!(base.target("https://news.example/a#n"), Some(Target::Anchor("n".to_owned())));
        assert_eq!(base.target("mailto:a@b.example").unwrap().to_string(), "mailto:a@b.example");
        assert_eq!(base.target("#"), None);
        assert!(base.image("data:text/html;base64,xx").is_none());
        assert_eq!(base.image("data:image/png;base64,xx").unwrap().to_string(), "data:image/png;base64,xx");
    }

    #[test]
    fn the_base_element_counts() {
        let page = crate::page::saved::parse("<base href='/deep/'><p>x", "https://news.example/a");
        assert_eq!(Base::of(&page).web("b").unwrap().to_string(), "https://news.example/deep/b");
        let lost = crate::page::saved::parse("<p>x", "");
        assert_eq!(Base::of(&lost).web("b"), None);
    }
}
