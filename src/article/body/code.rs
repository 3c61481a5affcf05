//! Code on lines of its own: the text with its line ends, without line numbers, and its language.
//!
//! The language is what the page says in a class or attribute; it is never guessed from the code.

use super::Builder;
use crate::article::{class_names::has_word, tree::Code};
use crate::page::{Attr, NodeId, Page, Tag};

/// Words of class names of columns that number the lines or hold buttons.
const GUTTER: [&str; 8] =
    ["gutter", "lineno", "linenos", "linenumber", "linenumbers", "lnt", "copy", "clipboard"];

/// Prefixes before a language's name in the classes of highlighters.
const PREFIXES: [&str; 5] = ["language-", "lang-", "highlight-source-", "highlight-text-", "sourcecode-"];

/// Classes that look like languages and are not.
const NO_LANGUAGE: [&str; 6] = ["none", "plaintext", "text", "plain", "nohighlight", "default"];

/// Reads a `pre`, or an element that a highlighter made.
pub fn of(builder: &Builder, id: NodeId) -> Code {
    let page = builder.page;
    let mut text = String::new();
    push(page, id, id, &mut text);
    let text = text.trim_matches('\n').replace('\u{A0}', " ");
    let text = text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    Code { language: language(page, id), text: text.trim_end().to_owned() }
}

fn push(page: &Page, pre: NodeId, outer: NodeId, out: &mut String) {
    // Not recursive: code nests as deep as its highlighter likes.
    let mut line_ends: Vec<usize> = Vec::new();
    let mut past = 0;
    for id in page.subtree(outer).skip(1) {
        while line_ends.last().is_some_and(|&end| end <= id.index()) {
            line_ends.pop();
            if !out.ends_with('\n') {
                out.push('\n');
            }
        }
        if id.index() < past {
            continue;
        }
        match page.tag(id) {
            Tag::Text => out.push_str(&page.text(id).replace("\r\n", "\n").replace('\r', "\n")),
            Tag::Br => out.push('\n'),
            Tag::Button | Tag::Svg => past = page.end(id),
            _ if page.attr(id, Attr::Class).is_some_and(|it| has_word(it, &GUTTER)) => past = page.end(id),
            tag if !tag.is_inline() && id != pre => {
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
                line_ends.push(page.end(id));
            }
            _ => {}
        }
    }
}

fn language(page: &Page, pre: NodeId) -> Option<String> {
    let inner = page.children(pre).find(|&it| page.tag(it) == Tag::Code);
    let outer = page.ancestors(pre).take(3);
    inner.into_iter().chain([pre]).chain(outer).find_map(|id| {
        let attribute = [Attr::DataLang, Attr::DataLanguage, Attr::Language]
            .into_iter()
            .find_map(|name| page.attr(id, name));
        let class = || {
            let class = page.attr(id, Attr::Class)?;
            let tokens = || class.split_whitespace();
            let prefixed =
                tokens().find_map(|token| PREFIXES.iter().find_map(|prefix| token.strip_prefix(prefix)));
            prefixed.or_else(|| {
                tokens().skip_while(|&it| it != "brush:").nth(1).map(|it| it.trim_end_matches(';'))
            })
        };
        let name = attribute.or_else(class)?.trim().to_ascii_lowercase();
        let fits = (1..=20).contains(&name.len())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "+#-.".contains(c));
        (fits && !NO_LANGUAGE.contains(&name.as_str())).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use crate::article::body::tests::article_of;
    use crate::article::tree::{Code, Content};

    fn code(html: &str) -> Code {
        let found = article_of(html).into_iter().find_map(|it| match it.content {
            Content::Code(code) => Some(code),
            _ => None,
        });
        found.unwrap()
    }

    #[test]
    fn lines_and_language_are_kept() {
        let code = code(
            "<pre><code class='hljs language-rust'><span>fn</span> <span>main</span>() {\n    run();\n}\n</code></pre>",
        );
        assert_eq!(
            code,
            Code { language: Some("rust".to_owned()), text: "fn main() {\n    run();\n}".to_owned() }
        );
    }

    #[test]
    fn lines_in_elements_and_numbers_beside_them() {
        let code = code(
            "<pre class='brush: js;'><div><span class=lineno>1</span>let a</div><div><span class=lineno>2</span>let b<br>let c</div></pre>",
        );
        assert_eq!(code, Code { language: Some("js".to_owned()), text: "let a\nlet b\nlet c".to_owned() });
    }
}
