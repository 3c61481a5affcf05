//! Lines of text: the inline elements of a block as [`Inline`] pieces, white space squeezed.
//!
//! Not here: where a block begins or ends (`body`), and which picture is worth showing (`media`).

use super::{Builder, math, media};
use crate::article::tree::{Direction, Inline, Style, plain};
use crate::page::{Attr, NodeId, Page, Tag};

/// Deepest nesting of inline elements that is followed; deeper ones give their text only. Real pages stay under 20; the
/// limit keeps the stack small on pages made to break it.
const MAX_DEPTH: u32 = 40;

/// Letters of a text from which it is a word and not a piece of one (a drop capital, a styled syllable).
const MIN_WORD: usize = 2;

/// Appends what stands inside `parent` to a line; block elements inside are kept apart by a space.
pub fn push_inside(builder: &Builder, parent: NodeId, line: &mut Vec<Inline>, depth: u32) {
    let mut before = None;
    for child in builder.page.children(parent) {
        push_after(builder, before, child, line, depth);
        before = Some(child);
    }
}

/// Appends one node to a line, apart from its sibling before it where the page's style parts them.
pub fn push_after(builder: &Builder, before: Option<NodeId>, id: NodeId, line: &mut Vec<Inline>, depth: u32) {
    if before.is_some_and(|before| are_apart(builder, before, id)) {
        line.push(Inline::Text(" ".to_owned()));
    }
    push(builder, id, line, depth);
}

/// Whether two neighbouring elements with no space between them show words apart: tags, buttons, columns of a card. Two
/// pieces of one word are styled by other elements than two words are, or are shorter.
fn are_apart(builder: &Builder, before: NodeId, id: NodeId) -> bool {
    let page = builder.page;
    let parts = |it: NodeId| {
        matches!(
            page.tag(it),
            Tag::A | Tag::Span | Tag::Time | Tag::Strong | Tag::Label | Tag::B | Tag::Small
        )
    };
    if !parts(before)
        || !parts(id)
        || page.ancestors(id).take(4).any(|it| matches!(page.tag(it), Tag::Code | Tag::Pre))
    {
        return false;
    }
    let (last, first) = (page.texts(before).last(), page.texts(id).next());
    let (Some(last), Some(first)) = (last.map(|it| page.text(it)), first.map(|it| page.text(it))) else {
        return false;
    };
    let is_word = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    is_word(last.chars().next_back())
        && is_word(first.chars().next())
        && last.chars().count() >= MIN_WORD
        && first.chars().count() >= MIN_WORD
}

/// Appends one node to a line: chosen texts, and pictures and formulas between them.
pub fn push(builder: &Builder, id: NodeId, line: &mut Vec<Inline>, depth: u32) {
    let page = builder.page;
    let tag = page.tag(id);
    match tag {
        Tag::Text => {
            let text = page.text(id);
            if builder.chosen.any(page, id) {
                line.push(Inline::Text(text.to_owned()));
            } else if text.trim().is_empty() {
                line.push(Inline::Text(" ".to_owned()));
            }
            return;
        }
        Tag::Br => return line.push(Inline::Break),
        _ if builder.is_removed(id) || math::is_preview(builder, id) => return,
        Tag::Img | Tag::Picture => {
            if let Some(piece) = media::inline_image(builder, id) {
                line.push(piece);
            }
            return;
        }
        _ => {}
    }
    if let Some(math) = math::of(builder, id) {
        return line.push(Inline::Math(math));
    }
    if !builder.chosen.any(page, id) {
        if matches!(tag, Tag::Sup | Tag::Span | Tag::A) {
            // Holds at most white space or a picture.
            if depth < MAX_DEPTH && !page.is_hidden(id) {
                push_inside(builder, id, line, depth + 1);
            }
        }
        return;
    }
    let mut inner = Vec::new();
    if depth < MAX_DEPTH {
        push_inside(builder, id, &mut inner, depth + 1);
    } else {
        push_flat(builder, id, &mut inner);
    }
    let apart = !tag.is_inline();
    if apart {
        line.push(Inline::Text(" ".to_owned()));
    }
    match wrap(builder, id, inner) {
        Ok(piece) => line.push(piece),
        Err(inner) => line.extend(inner),
    }
    if apart {
        line.push(Inline::Text(" ".to_owned()));
    }
}

/// Appends the chosen texts inside without their markup.
pub fn push_flat(builder: &Builder, id: NodeId, line: &mut Vec<Inline>) {
    let page = builder.page;
    for text in page.subtree(id).filter(|&it| page.is_text(it) && builder.chosen.any(page, it)) {
        line.push(Inline::Text(format!(" {}", page.text(text))));
    }
}

/// Squeezes white space over the whole line, joins neighbouring texts, and drops what is empty and the breaks at both ends.
#[must_use]
pub fn tidy(line: Vec<Inline>) -> Vec<Inline> {
    let mut line = squeeze(line, &mut true);
    while line.last().is_some_and(|it| matches!(it, Inline::Break) || is_blank(it)) {
        line.pop();
    }
    let mut started = false;
    line.retain(|it| {
        // An empty place that links lead to is kept: it stands for what follows.
        started |= !matches!(it, Inline::Break) && !is_blank(it);
        started || matches!(it, Inline::Anchor(..))
    });
    trim_end(&mut line);
    line
}

/// Whether the line shows nothing.
#[must_use]
pub fn is_empty(line: &[Inline]) -> bool {
    line.iter().all(|it| matches!(it, Inline::Break) || is_blank(it))
}

/// The direction that an element declares.
#[must_use]
pub fn direction(page: &Page, id: NodeId) -> Option<Direction> {
    match page.attr(id, Attr::Dir)?.trim() {
        it if it.eq_ignore_ascii_case("rtl") => Some(Direction::Rtl),
        it if it.eq_ignore_ascii_case("ltr") => Some(Direction::Ltr),
        _ => None,
    }
}

/// The language that an element declares.
#[must_use]
pub fn lang(page: &Page, id: NodeId) -> Option<String> {
    crate::article::metadata::language::tag(page.attr(id, Attr::Lang)?)
}

/// Puts an inline element's meaning around its pieces; gives them back where it has none.
fn wrap(builder: &Builder, id: NodeId, inner: Vec<Inline>) -> Result<Inline, Vec<Inline>> {
    let page = builder.page;
    let tag = page.tag(id);
    let mut inner = inner;
    let mut wrapped = false;
    let lang = lang(page, id).filter(|_| tag.is_inline());
    let direction = direction(page, id).filter(|_| tag.is_inline());
    if lang.is_some() || direction.is_some() {
        inner = vec![Inline::Foreign(lang, direction, inner)];
        wrapped = true;
    }
    let styled = match tag {
        Tag::A => page
            .attr(id, Attr::Href)
            .and_then(|it| builder.base.target(it))
            .map(|it| Inline::Link(it, std::mem::take(&mut inner))),
        Tag::Code | Tag::Tt if !is_empty(&inner) => {
            let text = plain(&squeeze(std::mem::take(&mut inner), &mut false));
            Some(Inline::Code(text))
        }
        tag => style(tag).map(|style| Inline::Styled(style, std::mem::take(&mut inner))),
    };
    if let Some(piece) = styled {
        inner = vec![piece];
        wrapped = true;
    }
    if let Some(anchor) = builder.anchor(id) {
        inner = vec![Inline::Anchor(anchor, inner)];
        wrapped = true;
    }
    match inner.pop() {
        Some(piece) if wrapped => Ok(piece),
        piece => {
            inner.extend(piece);
            Err(inner)
        }
    }
}

fn style(tag: Tag) -> Option<Style> {
    Some(match tag {
        Tag::Em | Tag::I | Tag::Dfn => Style::Emphasis,
        Tag::Strong | Tag::B => Style::Strong,
        Tag::U => Style::Underlined,
        Tag::S | Tag::Strike | Tag::Del => Style::Deleted,
        Tag::Ins => Style::Inserted,
        Tag::Mark => Style::Marked,
        Tag::Small => Style::Small,
        Tag::Sub => Style::Subscript,
        Tag::Sup => Style::Superscript,
        Tag::Kbd => Style::Keyboard,
        Tag::Samp => Style::Sample,
        Tag::Var => Style::Variable,
        Tag::Q => Style::Quoted,
        Tag::Cite => Style::Cited,
        Tag::Ruby => Style::Ruby,
        Tag::Rt => Style::RubyText,
        Tag::Rp => Style::RubyParenthesis,
        _ => return None,
    })
}

/// `spaced` says whether what stands before ends in white space (or nothing does); it is carried through the nesting.
fn squeeze(line: Vec<Inline>, spaced: &mut bool) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(line.len());
    for piece in line {
        let piece = match piece {
            Inline::Text(text) => {
                let text = squeezed(&text, spaced);
                if text.is_empty() {
                    continue;
                }
                if let Some(Inline::Text(before)) = out.last_mut() {
                    before.push_str(&text);
                    continue;
                }
                Inline::Text(text)
            }
            Inline::Break => {
                trim_end(&mut out);
                *spaced = true;
                Inline::Break
            }
            Inline::Styled(style, inner) => Inline::Styled(style, squeeze(inner, spaced)),
            Inline::Link(target, inner) => Inline::Link(target, squeeze(inner, spaced)),
            Inline::Foreign(lang, direction, inner) => {
                Inline::Foreign(lang, direction, squeeze(inner, spaced))
            }
            Inline::Anchor(name, inner) => {
                out.push(Inline::Anchor(name, squeeze(inner, spaced)));
                continue;
            }
            piece @ (Inline::Code(_) | Inline::Image(_) | Inline::Math(_)) => {
                *spaced = false;
                piece
            }
        };
        let hollow = match &piece {
            Inline::Styled(_, inner) | Inline::Link(_, inner) | Inline::Foreign(_, _, inner) => {
                inner.is_empty()
            }
            _ => false,
        };
        if !hollow {
            out.push(piece);
        }
    }
    out
}

fn squeezed(text: &str, spaced: &mut bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // A no-break space is meant; the other white space of HTML is layout.
        if c.is_whitespace() && c != '\u{A0}' && c != '\u{202F}' && c != '\u{3000}' {
            if !*spaced {
                out.push(' ');
            }
            *spaced = true;
        } else if c != '\u{200B}' && c != '\u{FEFF}' {
            out.push(c);
            *spaced = false;
        }
    }
    out
}

fn is_blank(piece: &Inline) -> bool {
    match piece {
        Inline::Text(text) | Inline::Code(text) => text.trim().is_empty(),
        Inline::Styled(_, inner)
        | Inline::Link(_, inner)
        | Inline::Foreign(_, _, inner)
        | Inline::Anchor(_, inner) => inner.iter().all(is_blank),
        Inline::Break | Inline::Image(_) | Inline::Math(_) => false,
    }
}

/// Takes the white space off the end of a line, also inside its last element.
fn trim_end(line: &mut Vec<Inline>) {
    match line.last_mut() {
        Some(Inline::Text(text)) => {
            text.truncate(text.trim_end_matches(' ').len());
            if text.is_empty() {
                line.pop();
                trim_end(line);
            }
        }
        Some(
            Inline::Styled(_, inner)
            | Inline::Link(_, inner)
            | Inline::Foreign(_, _, inner)
            | Inline::Anchor(_, inner),
        ) => trim_end(inner),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{is_empty, tidy};
    use crate::article::tree::{Inline, Style, plain};

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    #[test]
    fn white_space_is_squeezed_across_elements() {
        let line =
            tidy(vec![text("\n one "), Inline::Styled(Style::Strong, vec![text(" two ")]), text(" three\n")]);
        assert_eq!(plain(&line), "one two three");
    }

    #[test]
    fn a_line_does_not_end_in_breaks_or_space() {
        let line = tidy(vec![
            Inline::Break,
            text("a "),
            Inline::Styled(Style::Emphasis, vec![text("b ")]),
            text(" "),
            Inline::Break,
        ]);
        assert_eq!(plain(&line), "a b");
    }

    #[test]
    fn no_break_spaces_are_meant() {
        assert_eq!(plain(&tidy(vec![text("10\u{A0}km  on")])), "10\u{A0}km on");
        assert!(is_empty(&tidy(vec![text(" \n"), Inline::Break])));
    }
}
