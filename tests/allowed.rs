//! The proof that nothing of a page but what is allowed reaches the reader or a file made from it: over every fixture page, a
//! table of hostile markup, and the 130 pages of Readability's test suite where the corpus lies beside the checkout.
//!
//! The lists here are written a second time on purpose: the core's types say what can be built, this says what was. With
//! `LEDE_BOOKS=DIR` every EPUB and every tree is also kept there, for `epubcheck` (see `cargo xtask test --only books`).
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so"
)]

use flate2::read::MultiGzDecoder;
use lede::{
    export::{self, Picture, PictureKind},
    page::saved,
    settings::Settings,
};
use scraper::{Html, node::Node as HtmlNode};
use serde_json::Value;
use std::{
    env, fs,
    io::Read,
    path::{Path, PathBuf},
};

/// Elements of the reader's tree.
const ELEMENTS: &str = "p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption img table caption thead tbody tr th td pre \
    code details summary hr br a span em strong u del ins mark small sub sup kbd samp var q cite ruby rt rp math mrow mi mn mo ms \
    mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup munder mover munderover mmultiscripts \
    mprescripts none mtable mtr mtd menclose";

/// Elements that a file has around the tree.
const FRAME: &str = "html head meta title style body article h1 link nav section p";

/// Attributes, each with the elements that may have it; `*` is any.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("href", "a"),
    ("src", "img"),
    ("alt", "img"),
    ("width", "img"),
    ("height", "img"),
    ("id", "*"),
    ("lang", "*"),
    ("dir", "*"),
    ("start", "ol"),
    ("colspan", "td th"),
    ("rowspan", "td th"),
    ("display", "math"),
    ("alttext", "math"),
    ("data-language", "code"),
    ("data-card", "figure"),
];

/// Attributes that a file has around the tree: names without a colon.
const FRAME_ATTRIBUTES: &str = "charset name content class rel type href lang xmlns dir";

/// Markup that tries to bring in what is not allowed. Each stands between two paragraphs of an article.
const HOSTILE: &[(&str, &str)] = &[
    ("script", "<script>steal()</script><noscript><script>steal()</script></noscript>"),
    ("script address in a link", "<p><a href='javascript:steal()'>words of a link</a></p>"),
    ("in entities", "<p><a href='&#106;avascript&colon;steal()'>words of a link</a></p>"),
    ("in tabs and line ends", "<p><a href='java\tscr\nipt:steal()'>words of a link</a></p>"),
    ("in control characters", "<p><a href='\u{1}javascript:steal()'>words of a link</a></p>"),
    ("in capitals", "<p><a href='JaVaScRiPt:steal()'>words of a link</a></p>"),
    ("vbscript", "<p><a href='vbscript:steal()'>words of a link</a></p>"),
    ("data document", "<p><a href='data:text/html,<script>steal()</script>'>words of a link</a></p>"),
    ("blob", "<p><a href='blob:https://lamp.example/1'>words of a link</a></p>"),
    ("file", "<p><a href='file:///etc/passwd'>words of a link</a><img src='file:///etc/passwd'></p>"),
    ("extension", "<p><a href='chrome-extension://abc/options.html'>words of a link</a></p>"),
    ("script after a mailbox", "<p><a href='mailto:a@b.example\" onclick=\"steal()'>words of a link</a></p>"),
    (
        "events",
        "<p onclick='steal()' onmouseover=steal()>Words <b onfocus='steal()' autofocus>in bold</b></p>",
    ),
    ("style", "<p style='background:url(https://spy.example/x)'>Words</p><style>p{color:red}</style>"),
    ("class and data", "<p class=x data-x=y data-lede=body data-card=video-frame>Words of a paragraph</p>"),
    (
        "picture of script",
        "<img src='javascript:steal()'><img src='data:text/html,<script>steal()</script>'>",
    ),
    (
        "picture of data with a quote",
        "<img src='data:image/png;base64,\"onerror=\"steal()' width=200 height=200>",
    ),
    (
        "lists of pictures",
        "<img srcset='javascript:steal() 2x, data:text/html,x 900w' src='https://lamp.example/a.jpg'>",
    ),
    (
        "pictures in waiting",
        "<img data-src='javascript:steal()' data-srcset='vbscript:x 1200w' src='/real.jpg'>",
    ),
    (
        "picture in noscript",
        "<div><noscript><img src='javascript:steal()' srcset='javascript:x 4x' onerror=steal()></noscript></div>",
    ),
    (
        "alt that breaks out",
        "<p>Words <img src='/i.jpg' alt='\"><script>steal()</script>' width=300 height=300> and words</p>",
    ),
    (
        "svg island",
        "<svg onload=steal()><script>steal()</script><a xlink:href='javascript:steal()'><text>words</text></a></svg>",
    ),
    (
        "svg with html inside",
        "<svg><foreignObject><p onclick=steal()>Words of a foreign paragraph</p></foreignObject></svg>",
    ),
    (
        "math island",
        "<p>Words <math><maction actiontype='statusline#http://spy.example' xlink:href='javascript:steal()'><mi>x</mi></maction></math></p>",
    ),
    ("math with html inside", "<math><mtext><img src=x onerror=steal()><style><!--</style></mtext></math>"),
    (
        "math that mutates",
        "<math><mtext><table><mglyph><style><img src=x onerror=steal()></style></mglyph></table></mtext></math>",
    ),
    (
        "frames",
        "<iframe src='javascript:steal()'></iframe><iframe srcdoc='<script>steal()</script>'></iframe><iframe src='//spy.example/x'></iframe>",
    ),
    ("frame of data", "<iframe src='data:text/html,<script>steal()</script>' title=x></iframe>"),
    (
        "frame with a feigned host",
        "<iframe src='https://youtube.com.spy.example/embed/1'></iframe><iframe src='https://spy.example/youtube.com'></iframe>",
    ),
    ("frame with a feigned user", "<iframe src='https://youtube.com@spy.example/embed/1'></iframe>"),
    (
        "objects",
        "<object data='javascript:steal()'><embed src='data:text/html,x'></object><applet code=x>words</applet>",
    ),
    (
        "films",
        "<video src='javascript:steal()' poster='javascript:x' onerror=steal()><source src='data:text/html,x'></video><audio src='blob:x'></audio>",
    ),
    (
        "meta",
        "<meta http-equiv=refresh content='0;url=javascript:steal()'><link rel=stylesheet href=//spy.example/x.css>",
    ),
    ("base", "<base href='javascript:/steal//'><p><a href='x'>words of a link</a></p>"),
    (
        "nested forms",
        "<form action='javascript:steal()'><form><input name=x><button formaction='javascript:x'>Press</button></form><p>Words in a form</p></form>",
    ),
    (
        "template and slots",
        "<template><p>Words<script>steal()</script></p></template><slot name=x>words</slot>",
    ),
    (
        "custom elements",
        "<x-steal onload=steal() src=x><p is=x-p>Words inside of something unknown</p></x-steal>",
    ),
    (
        "portal of old",
        "<marquee onstart=steal()>Words that run</marquee><isindex type=image src=x><keygen autofocus onfocus=steal()>",
    ),
    (
        "names",
        "<p id='x\" onclick=\"steal()'>Words</p><p><a href='#x\" onclick=\"steal()'>words of a link</a></p>",
    ),
    (
        "languages",
        "<p lang='en\" onclick=\"steal()' dir='rtl\" x=y'>Words of a paragraph <span lang='\"><script>'>and a span</span></p>",
    ),
    (
        "cells",
        "<table><tr><th colspan='javascript:1'>Head</th><th rowspan='-5'>Two</th></tr><tr><td onclick=steal()>a</td><td>b</td></tr></table>",
    ),
    (
        "code that is markup",
        "<pre class='language-\"><script>'>&lt;script&gt;steal()&lt;/script&gt;\n&lt;img onerror=x&gt;</pre>",
    ),
    (
        "comments",
        "<!--><script>steal()</script>--><p>Words <!-- --!> <img src=x onerror=steal()> --> after</p>",
    ),
    (
        "text that looks like markup",
        "<p>&lt;script&gt;steal()&lt;/script&gt; &lt;img src=x onerror=steal()&gt; ]]&gt; &lt;![CDATA[ x</p>",
    ),
    ("control characters", "<p>Words \u{1}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{fffe}\u{ffff} after</p>"),
    (
        "deep",
        "<div><div><div><blockquote><ul><li><table><tr><td><ul><li><p onclick=x>Words</p></li><li>b</li></ul></td><td>c</td></tr></table></li></ul></blockquote></div></div></div>",
    ),
];

/// A page to be read: its name, its markup, its address.
struct Case {
    name: String,
    html: String,
    url: String,
}

#[test]
fn nothing_strange_comes_of_hostile_markup() {
    let words = "The harbour was quiet that morning, and nobody on the quay had seen the boats come in, or so they said, though \
        the lamps had been lit and the tide had turned long before the first of them was due at the mole.";
    for (name, hostile) in HOSTILE {
        let html = format!(
            "<!DOCTYPE html><html lang=en><head><title>Quiet</title></head><body><main><h1>Quiet</h1>{}{hostile}{}</main></body></html>",
            format!("<p>{words}</p>").repeat(4),
            format!("<p>{words}</p>").repeat(4)
        );
        let case =
            Case { name: format!("hostile: {name}"), html, url: "https://lamp.example/quiet".to_owned() };
        assert!(check(&case), "{name}: no article was read");
    }
}

#[test]
fn nothing_strange_comes_of_the_fixture_pages() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let entries = [pages.clone(), pages.join("live")].map(|it| fs::read_dir(it).unwrap());
    let folders = entries.into_iter().flatten().map(|it| it.unwrap().path());
    let folders = folders.filter(|it| it.join("page.html").exists());
    let read = folders.filter(|folder| {
        let html = saved::decode(&fs::read(folder.join("page.html")).unwrap());
        check(&Case {
            name: folder.file_name().unwrap().to_string_lossy().into_owned(),
            html,
            url: "https://lamp.example/a/b".to_owned(),
        })
    });
    assert!(read.count() >= 20, "hardly any fixture page has an article");
}

#[test]
fn nothing_strange_comes_of_readabilitys_pages() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/pages/readability");
    let Ok(entries) = fs::read_dir(&pages) else {
        println!("skipped: no corpus at {}", pages.display());
        return;
    };
    let mut files: Vec<PathBuf> = entries.map(|it| it.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 130, "only {} pages are in {}", files.len(), pages.display());
    let read = files.iter().filter(|file| {
        let mut bytes = Vec::new();
        MultiGzDecoder::new(fs::File::open(file).unwrap()).read_to_end(&mut bytes).unwrap();
        check(&Case {
            name: file.file_name().unwrap().to_string_lossy().into_owned(),
            html: saved::decode(&bytes),
            url: "https://lamp.example/a/b".to_owned(),
        })
    });
    let count = read.count();
    println!("{count} of {} pages have an article", files.len());
    assert!(count >= 120, "only {count} pages have an article");
}

/// Checks what is made of a page; whether it has an article.
fn check(case: &Case) -> bool {
    let page = saved::parse(&case.html, &case.url);
    let Some((article, reader)) = lede::read(&page, &Settings::default()) else { return false };
    let wire = serde_json::to_value(&reader).unwrap();
    let mut strangers = Vec::new();
    for node in wire["body"].as_array().unwrap() {
        check_node(node, &mut strangers);
    }
    for name in ["lead", "next", "subscribe"] {
        let address = if name == "lead" { &wire[name]["src"] } else { &wire[name] };
        strangers.extend(
            address.as_str().filter(|it| !is_allowed_address("img", it)).map(|it| format!("{name} {it}")),
        );
    }
    let pictures: Vec<Picture> = addresses(&wire["body"])
        .into_iter()
        .take(1)
        .map(|address| Picture { address, kind: PictureKind::Png, bytes: PNG.to_vec() })
        .collect();
    check_html(&export::html(&article, &pictures), &mut strangers);
    let book = export::epub(&article, &pictures);
    check_book(&book, &mut strangers);
    assert!(strangers.is_empty(), "{}: {strangers:?}", case.name);
    if let Some(folder) = env::var_os("LEDE_BOOKS") {
        let name = case.name.replace(|c: char| !c.is_alphanumeric(), "-");
        fs::write(Path::new(&folder).join(format!("{name}.epub")), book).unwrap();
        fs::write(Path::new(&folder).join(format!("{name}.json")), wire.to_string()).unwrap();
    }
    true
}

/// A picture of one point.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x04\0\0\0\xb5\x1c\x0c\x02\0\0\0\x0bIDATx\xdac\xfc\xff\x1f\0\
    \x03\x03\x02\0\xef\xa2\xa7[\0\0\0\0IEND\xaeB`\x82";

fn check_node(node: &Value, strangers: &mut Vec<String>) {
    let Some(tag) = node["tag"].as_str() else {
        strangers.extend((!node.is_string()).then(|| format!("neither text nor element: {node}")));
        return;
    };
    if !is_one_of(ELEMENTS, tag) {
        strangers.push(tag.to_owned());
    }
    for (key, _) in node.as_object().unwrap() {
        strangers.extend(
            (!["tag", "attrs", "source", "children"].contains(&key.as_str()))
                .then(|| format!("{tag}: {key}")),
        );
    }
    for (name, value) in node["attrs"].as_object().into_iter().flatten() {
        check_attribute(tag, name, value.as_str().unwrap_or("not a text"), strangers);
    }
    for child in node["children"].as_array().into_iter().flatten() {
        check_node(child, strangers);
    }
}

fn check_attribute(tag: &str, name: &str, value: &str, strangers: &mut Vec<String>) {
    let may = ATTRIBUTES.iter().any(|(it, tags)| *it == name && (*tags == "*" || is_one_of(tags, tag)));
    let is_word = |extra: &str| value.chars().all(|c| c.is_ascii_alphanumeric() || extra.contains(c));
    let fits = match name {
        "href" | "src" => is_allowed_address(tag, value),
        "id" | "lang" => !value.is_empty() && is_word("-"),
        "data-language" => is_word("+#-."),
        "dir" => ["ltr", "rtl"].contains(&value),
        "display" => value == "block",
        "data-card" => ["video-frame", "audio-frame", "frame", "video", "audio"].contains(&value),
        "width" | "height" | "colspan" | "rowspan" => value.parse::<u32>().is_ok(),
        "start" => value.parse::<i32>().is_ok(),
        _ => true,
    };
    if !may || !fits {
        strangers.push(format!("{tag} {name}={value:?}"));
    }
}

/// Whether the address is of the web, a mailbox, a place in the article or, for a picture, a picture.
fn is_allowed_address(tag: &str, value: &str) -> bool {
    let is_clean = !value.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>`".contains(c));
    let is_web = value.starts_with("https://") || value.starts_with("http://");
    let own = if tag == "img" {
        ["png", "jpeg", "jpg", "gif", "webp", "avif", "bmp", "svg+xml"]
            .iter()
            .any(|it| value.strip_prefix("data:image/").is_some_and(|rest| rest.starts_with(it)))
    } else {
        value.starts_with("mailto:") || value.strip_prefix('#').is_some_and(|it| it.starts_with("place-"))
    };
    is_clean && (is_web || own)
}

fn check_html(html: &str, strangers: &mut Vec<String>) {
    let parsed = Html::parse_document(html);
    for node in parsed.tree.nodes() {
        match node.value() {
            HtmlNode::Element(element) => {
                let tag = element.name();
                if !is_one_of(ELEMENTS, tag) && !is_one_of(FRAME, tag) {
                    strangers.push(format!("html: {tag}"));
                }
                for (name, value) in element.attrs() {
                    let in_frame =
                        is_one_of(FRAME, tag) && is_one_of(FRAME_ATTRIBUTES, name) && name != "href";
                    if !in_frame {
                        check_attribute(tag, name, value, strangers);
                    }
                }
            }
            HtmlNode::Comment(_) | HtmlNode::ProcessingInstruction(_) => {
                strangers.push("html: a comment".to_owned());
            }
            _ => {}
        }
    }
}

/// Every file of a book: known by name, and if it is XML well-formed and of allowed elements.
fn check_book(book: &[u8], strangers: &mut Vec<String>) {
    for (name, content) in files(book) {
        let ending = name.rsplit('.').next().unwrap_or_default();
        match ending {
            "xhtml" => check_xhtml(&content, strangers),
            "opf" | "xml" => {
                drop(roxmltree::Document::parse(std::str::from_utf8(&content).unwrap()).unwrap());
            }
            "css" | "png" | "jpg" | "gif" | "webp" | "mimetype" => {}
            _ => strangers.push(format!("book: {name}")),
        }
    }
}

fn check_xhtml(content: &[u8], strangers: &mut Vec<String>) {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let text = std::str::from_utf8(content).unwrap();
    let parsed = roxmltree::Document::parse_with_options(text, options).unwrap();
    for element in parsed.descendants().filter(roxmltree::Node::is_element) {
        let tag = element.tag_name().name();
        if !is_one_of(ELEMENTS, tag) && !is_one_of(FRAME, tag) {
            strangers.push(format!("book: {tag}"));
        }
        for attribute in element.attributes().filter(|it| it.namespace().is_none()) {
            let (name, value) = (attribute.name(), attribute.value());
            let in_frame = is_one_of(FRAME, tag) && is_one_of(FRAME_ATTRIBUTES, name) && name != "href";
            let is_own_file =
                ["images/", "style.css", "text.xhtml", "#"].iter().any(|it| value.starts_with(it));
            if !(in_frame || ["src", "href"].contains(&name) && is_own_file) {
                check_attribute(tag, name, value, strangers);
            }
        }
    }
}

/// The files of an archive in which nothing is compressed.
fn files(book: &[u8]) -> Vec<(String, Vec<u8>)> {
    let number = |at: usize, bytes: usize| {
        book[at..at + bytes].iter().rev().fold(0_usize, |sum, &it| sum << 8 | usize::from(it))
    };
    let (mut at, mut found) = (0, Vec::new());
    while book[at..].starts_with(b"PK\x03\x04") {
        let (size, name, extra) = (number(at + 18, 4), number(at + 26, 2), number(at + 28, 2));
        let start = at + 30;
        let content = start + name + extra;
        found.push((
            String::from_utf8(book[start..start + name].to_vec()).unwrap(),
            book[content..content + size].to_vec(),
        ));
        at = content + size;
    }
    assert!(found.len() >= 6, "a book has at least six files");
    found
}

/// The addresses of all pictures of a tree.
fn addresses(nodes: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for node in nodes.as_array().into_iter().flatten() {
        found.extend(node["attrs"]["src"].as_str().map(str::to_owned));
        found.extend(addresses(&node["children"]));
    }
    found
}

fn is_one_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|it| it == word)
}
