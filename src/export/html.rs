//! Article → one HTML file that needs nothing else: a small style inside, pictures as data where their bytes are given.
//!
//! In place of a picture whose bytes nobody has stands a link to it: the file loads nothing, wherever it is opened.

use super::{
    Picture,
    markup::{self, Dialect, escape},
};
use crate::{article::Article, reader};
use std::fmt::Write;

/// Readable at any width, in the light and in the dark, and on paper.
const STYLE: &str = "body{max-width:38em;margin:2em auto;padding:0 1em;font:1.1em/1.6 serif;color-scheme:light dark}\
h1,h2,h3{line-height:1.25}img{max-width:100%;height:auto}figure{margin:1.5em 0}figcaption,.facts{font-size:.9em;opacity:.75}\
pre{overflow:auto;padding:.8em;border:1px solid}table{border-collapse:collapse}td,th{border:1px solid;padding:.3em .6em;text-align:start}\
blockquote{margin:1em 0;padding-inline-start:1em;border-inline-start:.2em solid}";

/// The article as an HTML document.
#[must_use]
pub fn html(article: &Article, pictures: &[Picture]) -> String {
    let view = reader::of(article);
    let mut out = String::from("<!DOCTYPE html>\n");
    let lang = view.lang.as_deref().map(|it| format!(" lang=\"{}\"", escape(it))).unwrap_or_default();
    let _ = write!(
        out,
        "<html{lang} dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<article>\n",
        view.dir,
        escape(&view.title)
    );
    if !view.title.is_empty() {
        let _ = writeln!(out, "<h1>{}</h1>", escape(&view.title));
    }
    if let Some(deck) = &view.deck {
        let _ = writeln!(out, "<p><strong>{}</strong></p>", escape(deck));
    }
    let facts: Vec<String> =
        [&view.byline, &view.date, &view.site].into_iter().flatten().map(|it| escape(it)).collect();
    if !facts.is_empty() {
        let _ = writeln!(out, "<p class=\"facts\">{}</p>", facts.join(" · "));
    }
    let source =
        |src: &str| if src.starts_with("data:") { Some(src.to_owned()) } else { embedded(pictures, src) };
    if let Some((lead, src)) = view.lead.as_ref().and_then(|it| Some((it, source(&it.src)?))) {
        out.push_str(&markup::lead(lead, &src));
    }
    markup::push(&mut out, &view.body, Dialect::Html, &source);
    out.push_str("\n</article>\n</body>\n</html>\n");
    out
}

fn embedded(pictures: &[Picture], src: &str) -> Option<String> {
    let picture = pictures.iter().find(|it| it.address == src)?;
    Some(format!("data:{};base64,{}", picture.kind.media_type(), base64(&picture.bytes)))
}

/// Base 64 as RFC 4648 section 4 has it.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| three.get(at).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = ALPHABET.get((bits >> (18 - 6 * at)) as usize & 63).copied().unwrap_or(b'=');
            out.push(if at <= three.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{base64, html};
    use crate::{
        article::extract,
        export::{Picture, PictureKind},
        judge::judge,
        nags::Findings,
        page::saved,
    };

    #[test]
    fn bytes_become_letters() {
        assert_eq!(
            [base64(b""), base64(b"f"), base64(b"fo"), base64(b"foo"), base64(b"foob")],
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
    }

    #[test]
    fn pictures_come_inside() {
        let words =
            "<p>The harbour was quiet that morning, and nobody on the quay had seen the boats come in.</p>";
        let page = saved::parse(
            &format!(
                "<title>A &lt;b&gt;</title><main>{words}<img src='https://i.example/a.png'>{words}</main>"
            ),
            "",
        );
        let article = extract(&page, &judge(&page), &Findings::default()).unwrap();
        let pictures = [Picture {
            address: "https://i.example/a.png".to_owned(),
            kind: PictureKind::Png,
            bytes: vec![1, 2, 3],
        }];
        let written = html(&article, &pictures);
        assert!(
            written.contains("<title>A &lt;b&gt;</title>") && written.contains("data:image/png;base64,AQID"),
            "{written}"
        );
        let without = html(&article, &[]);
        assert!(
            without.contains("<a href=\"https://i.example/a.png\">[a.png]</a>") && !without.contains("<img"),
            "{without}"
        );
    }
}
