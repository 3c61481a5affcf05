//! Article → EPUB 3: a zip of an XHTML chapter, its table of contents and the pictures whose bytes are given.
//!
//! The same article gives the same bytes: no clock and no random identifier, so the date of modification is the article's
//! own day. Pictures without bytes are replaced by a link with their description: a book must not load anything.

use super::{
    Picture,
    markup::{self, Dialect, escape},
    zip::Archive,
};
use crate::{
    article::Article,
    reader::{
        self, Reader,
        tree::{Attr, Element, Node, Tag},
    },
};
use std::fmt::Write;

/// The day of a book whose article has none; the format demands one.
const NO_DAY: &str = "1970-01-01";

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\
<rootfiles><rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n";

const STYLE: &str = "body{line-height:1.5}h1,h2,h3{line-height:1.25}img{max-width:100%}figure{margin:1em 0}figcaption,.facts{font-size:.9em}\
pre{white-space:pre-wrap}table{border-collapse:collapse}td,th{border:1px solid;padding:.2em .5em}\n";

/// The article as the bytes of an EPUB file.
#[must_use]
pub fn epub(article: &Article, pictures: &[Picture]) -> Vec<u8> {
    let mut view = reader::of(article);
    name_headings(&mut view.body);
    let mut archive = Archive::default();
    // The first file tells what the archive is, uncompressed and at a fixed place.
    archive.add("mimetype", b"application/epub+zip");
    archive.add("META-INF/container.xml", CONTAINER.as_bytes());
    archive.add("EPUB/package.opf", package(&view, pictures).as_bytes());
    archive.add("EPUB/nav.xhtml", contents(&view).as_bytes());
    archive.add("EPUB/text.xhtml", chapter(&view, pictures).as_bytes());
    archive.add("EPUB/style.css", STYLE.as_bytes());
    for (at, picture) in pictures.iter().enumerate() {
        archive.add(&format!("EPUB/{}", file(at, picture)), &picture.bytes);
    }
    archive.finish()
}

fn file(at: usize, picture: &Picture) -> String {
    format!("images/{}.{}", at + 1, picture.kind.extension())
}

fn package(view: &Reader, pictures: &[Picture]) -> String {
    let title = if view.title.is_empty() { "Article" } else { &view.title };
    let day = view.date.as_deref().unwrap_or(NO_DAY);
    let lang = view.lang.as_deref().unwrap_or("und");
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" dir=\"{}\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<dc:identifier id=\"id\">urn:lede:{:016x}</dc:identifier>\n\
         <dc:title>{}</dc:title>\n<dc:language>{}</dc:language>\n<meta property=\"dcterms:modified\">{day}T00:00:00Z</meta>\n",
        view.dir,
        fingerprint(view),
        escape(title),
        escape(lang)
    );
    if let Some(byline) = &view.byline {
        let _ = writeln!(out, "<dc:creator>{}</dc:creator>", escape(byline));
    }
    if let Some(site) = &view.site {
        let _ = writeln!(out, "<dc:publisher>{}</dc:publisher>", escape(site));
    }
    if let Some(date) = &view.date {
        let _ = writeln!(out, "<dc:date>{date}</dc:date>");
    }
    let properties = if has_math(&view.body) { " properties=\"mathml\"" } else { "" };
    let _ = write!(
        out,
        "</metadata>\n<manifest>\n<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
         <item id=\"text\" href=\"text.xhtml\" media-type=\"application/xhtml+xml\"{properties}/>\n<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n"
    );
    for (at, picture) in pictures.iter().enumerate() {
        let _ = writeln!(
            out,
            "<item id=\"image-{}\" href=\"{}\" media-type=\"{}\"/>",
            at + 1,
            file(at, picture),
            picture.kind.media_type()
        );
    }
    out.push_str("</manifest>\n<spine><itemref idref=\"text\"/></spine>\n</package>\n");
    out
}

/// The table of contents: the title, and beneath it the headings of the uppermost level.
fn contents(view: &Reader) -> String {
    let title = if view.title.is_empty() { "Article" } else { &view.title };
    let title = escape(title);
    let items: Vec<String> = headings(&view.body)
        .map(|it| {
            let (id, words) = (escape(&id(it)), escape(&words(&it.children)));
            format!("<li><a href=\"text.xhtml#{id}\">{words}</a></li>")
        })
        .collect();
    let headings = items.concat();
    let headings = if headings.is_empty() { headings } else { format!("<ol>{headings}</ol>") };
    format!(
        "{}<head><title>{title}</title></head>\n<body><nav epub:type=\"toc\"><ol><li><a href=\"text.xhtml\">{title}</a>{headings}</li></ol></nav></body>\n</html>\n",
        open(view)
    )
}

/// Gives every heading of the uppermost level a name that the contents can lead to.
fn name_headings(body: &mut [Node]) {
    let mut at = 0;
    for node in body {
        let Node::Element(element) = node else { continue };
        if element.tag != Tag::H2 {
            continue;
        }
        at += 1;
        if id(element).is_empty() {
            element.attrs.push(Attr::Id(format!("heading-{at}")));
        }
    }
}

fn headings(body: &[Node]) -> impl Iterator<Item = &Element> {
    body.iter().filter_map(|it| match it {
        Node::Element(element) if element.tag == Tag::H2 && !words(&element.children).trim().is_empty() => {
            Some(element)
        }
        _ => None,
    })
}

fn id(element: &Element) -> String {
    element.attrs.iter().find(|it| matches!(it, Attr::Id(_))).map(Attr::value).unwrap_or_default()
}

fn words(nodes: &[Node]) -> String {
    nodes
        .iter()
        .map(|it| match it {
            Node::Text(text) => text.clone(),
            Node::Element(element) => words(&element.children),
        })
        .collect()
}

fn chapter(view: &Reader, pictures: &[Picture]) -> String {
    let title = if view.title.is_empty() { "Article" } else { &view.title };
    let title = escape(title);
    let mut out = format!(
        "{}<head><title>{title}</title><link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/></head>\n<body>\n<h1>{title}</h1>\n",
        open(view)
    );
    if let Some(deck) = &view.deck {
        let _ = writeln!(out, "<p><strong>{}</strong></p>", escape(deck));
    }
    let facts: Vec<String> =
        [&view.byline, &view.date, &view.site].into_iter().flatten().map(|it| escape(it)).collect();
    if !facts.is_empty() {
        let _ = writeln!(out, "<p class=\"facts\">{}</p>", facts.join(" · "));
    }
    let source = |src: &str| {
        pictures.iter().enumerate().find(|(_, it)| it.address == src).map(|(at, it)| file(at, it))
    };
    if let Some((lead, src)) = view.lead.as_ref().and_then(|it| Some((it, source(&it.src)?))) {
        out.push_str(&markup::lead(lead, &src));
    }
    markup::push(&mut out, &view.body, Dialect::Xhtml, &source);
    out.push_str("\n</body>\n</html>\n");
    out
}

fn open(view: &Reader) -> String {
    let lang = view
        .lang
        .as_deref()
        .map(|it| format!(" lang=\"{0}\" xml:lang=\"{0}\"", escape(it)))
        .unwrap_or_default();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"{lang} dir=\"{}\">\n",
        view.dir
    )
}

fn has_math(nodes: &[Node]) -> bool {
    nodes.iter().any(|it| matches!(it, Node::Element(element) if matches!(element.tag, Tag::Math(_)) || has_math(&element.children)))
}

/// FNV-1a over title, byline, date and text: the same article has the same identifier.
fn fingerprint(view: &Reader) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut text = format!("{}\n{:?}\n{:?}\n", view.title, view.byline, view.date);
    markup::push(&mut text, &view.body, Dialect::Xhtml, &|_| None);
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::epub;
    use crate::{
        article::{Article, extract},
        export::{Picture, PictureKind},
        judge::judge,
        nags::Findings,
        page::saved,
    };

    fn article() -> Article {
        let words =
            "<p>The harbour was quiet that morning, and nobody on the quay had seen the boats come in.</p>";
        let page = saved::parse(
            &format!(
                "<html lang=en><title>Quiet &amp; so on</title><main>{words}<img src='https://i.example/a.png' alt=Boats>{words}</main>"
            ),
            "",
        );
        extract(&page, &judge(&page), &Findings::default()).unwrap()
    }

    #[test]
    fn the_archive_begins_with_its_type_and_is_always_the_same() {
        let bytes = epub(&article(), &[]);
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
        assert_eq!(bytes, epub(&article(), &[]));
    }

    #[test]
    fn pictures_are_in_the_manifest_or_described() {
        let picture = Picture {
            address: "https://i.example/a.png".to_owned(),
            kind: PictureKind::Png,
            bytes: vec![9; 4],
        };
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let with = text(epub(&article(), &[picture]));
        assert!(
            with.contains("href=\"images/1.png\" media-type=\"image/png\"")
                && with.contains("src=\"images/1.png\"")
        );
        let without = text(epub(&article(), &[]));
        assert!(
            without.contains("<a href=\"https://i.example/a.png\">[Boats]</a>")
                && !without.contains("<img")
                && without.contains("<dc:title>Quiet &amp; so on</dc:title>")
        );
    }
}
