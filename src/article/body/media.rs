//! Pictures: which of an element's addresses is the real one, and what is worth showing.
//!
//! Lazy and responsive markup names several addresses for one picture; the best one that the page itself names is taken.
//! No address is made up or changed, nothing is loaded, and nothing is decided here about text.

use super::{Builder, line};
use crate::article::{
    address::ImageSource,
    class_names::has_word,
    tree::{Image, Inline},
};
use crate::page::{Attr, NodeId, Page, Tag};

/// Declared width or height, CSS px, below which a picture is an icon, a face or a counting pixel.
const MIN_SIDE: u32 = 64;

/// Width, px, that a reader's column needs on a dense screen; of larger candidates the smallest is taken.
const ENOUGH_WIDTH: u32 = 1400;

/// Longest data address, in bytes, of a placeholder: a blurred or blank stand-in for the picture that loads later.
const MAX_PLACEHOLDER: usize = 2_000;

/// Words of names (class, id, file) of pictures that are not the article's.
const FURNITURE: [&str; 17] = [
    "avatar", "gravatar", "logo", "icon", "icons", "emoji", "pixel", "spacer", "badge", "sprite", "tracking",
    "author", "profile", "headshot", "byline", "sponsor", "advert",
];

/// Words of an address that marks a stand-in.
const STAND_IN: [&str; 8] =
    ["placeholder", "blank", "spacer", "1x1", "loading", "lazyload", "transparent", "grey"];

/// A picture inside a line of text. A picture that stands for a character becomes that character.
pub fn inline_image(builder: &Builder, id: NodeId) -> Option<Inline> {
    let page = builder.page;
    let alt = page.attr(id, Attr::Alt).unwrap_or_default().trim();
    let class = page.attr(id, Attr::Class).unwrap_or_default();
    let is_symbol = !alt.is_empty() && alt.chars().count() <= 4 && !alt.chars().any(char::is_alphanumeric);
    if is_symbol || (has_word(class, &["emoji", "smiley"]) && !alt.is_empty()) {
        return (!page.is_hidden(id)).then(|| Inline::Text(alt.to_owned()));
    }
    image(builder, id).map(Inline::Image)
}

/// The picture of an `img`, `picture` or `amp-img` element, unless it is furniture or has no address.
pub fn image(builder: &Builder, id: NodeId) -> Option<Image> {
    let page = builder.page;
    let img = if page.tag(id) == Tag::Picture {
        page.subtree(id).find(|&it| page.tag(it) == Tag::Img)?
    } else {
        id
    };
    let in_fallback = page.ancestors(img).any(|it| page.tag(it) == Tag::Noscript);
    if (page.is_hidden(img) && !in_fallback) || is_furniture(page, img) {
        return None;
    }
    let size = size(page, img);
    if size.is_some_and(|(width, height)| width < MIN_SIDE || height < MIN_SIDE) {
        return None;
    }
    let source = best_source(builder, id, img)?;
    let alt = page.attr(img, Attr::Alt).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Image { source, alt, size, node: Some(img) })
}

/// All pictures inside an element, each once, in order; `noscript` copies only where there is no other.
pub fn images(builder: &Builder, id: NodeId) -> Vec<Image> {
    let page = builder.page;
    let is_image = |it: NodeId| matches!(page.tag(it), Tag::Img | Tag::Picture) || page.name(it) == "amp-img";
    let mut found: Vec<Image> = Vec::new();
    let mut past = 0;
    for fallback in [false, true] {
        for it in page.subtree(id).filter(|&it| is_image(it)) {
            let in_fallback = page
                .ancestors(it)
                .take_while(|&outer| outer >= id)
                .any(|outer| page.tag(outer) == Tag::Noscript);
            if it.index() < past || in_fallback != fallback || builder.is_removed(it) {
                continue;
            }
            if let Some(image) = image(builder, it) {
                past = page.end(it);
                if !found.iter().any(|before| before.source == image.source) {
                    found.push(image);
                }
            }
        }
        if !found.is_empty() {
            return found;
        }
        past = 0;
    }
    // With scripts on, a browser keeps what is inside `noscript` as text.
    let fallbacks = page.subtree(id).filter(|&it| page.tag(it) == Tag::Noscript);
    fallbacks
        .flat_map(|it| page.children(it))
        .filter_map(|it| fallback_image(builder, page.text(it)))
        .collect()
}

/// The first picture of a piece of markup that a `noscript` holds as text.
fn fallback_image(builder: &Builder, markup: &str) -> Option<Image> {
    let tag = markup.split_once("<img")?.1.split('>').next()?;
    let value = |name: &str| {
        let rest = tag.split_once(&format!(" {name}="))?.1;
        let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''));
        let value = match quote {
            Some(quote) => rest.get(1..)?.split(quote).next()?,
            None => rest.split_whitespace().next()?,
        };
        Some(value.replace("&amp;", "&"))
    };
    let listed = value("srcset")
        .and_then(|it| best(candidates(&it).map(|(src, width)| (src.to_owned(), width)), builder));
    let source = listed.or_else(|| builder.base.image(&value("src")?).filter(is_real))?;
    let is_pixel = value("width").is_some_and(|it| it.parse::<u32>().is_ok_and(|it| it < MIN_SIDE));
    (!is_pixel).then(|| Image { source, alt: value("alt").unwrap_or_default(), size: None, node: None })
}

fn is_furniture(page: &Page, img: NodeId) -> bool {
    let names = |id: NodeId| [Attr::Class, Attr::Id].into_iter().filter_map(move |name| page.attr(id, name));
    names(img).any(|it| has_word(it, &FURNITURE))
        || page.ancestors(img).take(2).flat_map(names).any(|it| has_word(it, &FURNITURE))
}

fn size(page: &Page, img: NodeId) -> Option<(u32, u32)> {
    let side = |name| {
        page.attr(img, name)?.trim().trim_end_matches("px").parse::<f32>().ok().filter(|&it| it >= 1.0)
    };
    Some((side(Attr::Width)? as u32, side(Attr::Height)? as u32))
}

/// The best address: of the candidate lists the one that fits a reader's column, else what is to load, else what is loaded.
fn best_source(builder: &Builder, outer: NodeId, img: NodeId) -> Option<ImageSource> {
    let page = builder.page;
    let lists = || {
        let sources = page.children(outer).filter(|&it| page.tag(it) == Tag::Source);
        sources.chain([img]).flat_map(|it| {
            [Attr::DataSrcset, Attr::Srcset].into_iter().filter_map(move |name| page.attr(it, name))
        })
    };
    best(lists().flat_map(candidates).map(|(src, width)| (src.to_owned(), width)), builder).or_else(|| {
        let single = [Attr::DataSrc, Attr::DataLazySrc, Attr::DataOriginal, Attr::Src].into_iter();
        single.filter_map(|name| page.attr(img, name)).find_map(|src| builder.base.image(src).filter(is_real))
    })
}

/// Of candidates with their widths, the smallest that is wide enough, else the widest.
fn best(listed: impl Iterator<Item = (String, u32)>, builder: &Builder) -> Option<ImageSource> {
    let real = listed.filter_map(|(src, width)| Some((builder.base.image(&src).filter(is_real)?, width)));
    real.min_by_key(|&(_, width)| if width >= ENOUGH_WIDTH { (0, width) } else { (1, u32::MAX - width) })
        .map(|it| it.0)
}

/// The addresses of a `srcset` and their widths in px; a density counts as that many times 700 px.
fn candidates(srcset: &str) -> impl Iterator<Item = (&str, u32)> {
    /// Width, px, that a candidate without a width is taken for, times its density.
    const PLAIN_WIDTH: f32 = 700.0;
    let mut rest = srcset;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (src, after) = rest.split_at_checked(end)?;
        if src.is_empty() {
            return None;
        }
        // An address may hold commas, but one at its end parts it from the next.
        if let Some(src) = src.strip_suffix(',') {
            rest = after;
            return Some((src, PLAIN_WIDTH as u32));
        }
        let (descriptor, after) = after.split_once(',').unwrap_or((after, ""));
        rest = after;
        let descriptor = descriptor.trim();
        let number = |unit: char| descriptor.strip_suffix(unit).and_then(|it| it.trim().parse::<f32>().ok());
        let width = number('w').or_else(|| number('x').map(|it| it * PLAIN_WIDTH)).unwrap_or(PLAIN_WIDTH);
        Some((src, width.max(0.0) as u32))
    })
}

/// Whether an address is a picture and not a stand-in for one.
fn is_real(source: &ImageSource) -> bool {
    match source {
        ImageSource::Data(data) => data.len() > MAX_PLACEHOLDER,
        ImageSource::Web(address) => {
            let file = address.path().rsplit('/').next().unwrap_or_default();
            !has_word(file, &STAND_IN) && !file.contains('{')
        }
    }
}

/// The caption of a figure: its chosen words, or all of it where the judge chose none and it is short.
pub fn caption(builder: &Builder, figcaption: NodeId) -> Vec<Inline> {
    /// Words; a longer text beside a picture is more than its caption.
    const MAX_CAPTION: usize = 80;
    let page = builder.page;
    if builder.chosen.any(page, figcaption) {
        let mut words = Vec::new();
        line::push_inside(builder, figcaption, &mut words, 0);
        return line::tidy(words);
    }
    let text = page.subtree_text(figcaption);
    if text.is_empty() || page.is_hidden(figcaption) || text.split(' ').count() > MAX_CAPTION {
        return Vec::new();
    }
    vec![Inline::Text(text)]
}

#[cfg(test)]
mod tests {
    use super::candidates;
    use crate::article::body::tests::article_of;
    use crate::article::tree::Content;

    fn picture(html: &str) -> Option<String> {
        let html = format!("<main><p>First words here.</p>{html}<p>Last words here.</p></main>");
        article_of(&html).into_iter().find_map(|block| match block.content {
            Content::Figure(figure) => figure.images.first().map(|it| it.source.to_string()),
            _ => None,
        })
    }

    #[test]
    fn lists_of_candidates_are_read() {
        let found: Vec<_> = candidates("a.jpg 320w, b,c.jpg 1x , d.jpg, e.jpg 2x").collect();
        assert_eq!(found, [("a.jpg", 320), ("b,c.jpg", 700), ("d.jpg", 700), ("e.jpg", 1400)]);
    }

    #[test]
    fn lazy_pictures_have_their_real_address() {
        let at = |file: &str| Some(format!("https://news.example/{file}"));
        assert_eq!(picture("<img src='data:image/gif;base64,R0' data-src='/real.jpg'>"), at("real.jpg"));
        assert_eq!(
            picture("<img src='/placeholder.png' srcset='/s.jpg 400w, /l.jpg 1600w, /xl.jpg 4000w'>"),
            at("l.jpg")
        );
        assert_eq!(
            picture("<img src='data:image/gif;base64,R0'><noscript><img src='/real.jpg'></noscript>"),
            at("real.jpg")
        );
        assert_eq!(
            picture("<picture><source srcset='/big.webp 1500w'><img src='/small.jpg'></picture>"),
            at("big.webp")
        );
    }

    #[test]
    fn furniture_is_no_picture() {
        assert_eq!(picture("<img class='author-avatar' src='/a.jpg'>"), None);
        assert_eq!(picture("<img width=1 height=1 src='/a.jpg'>"), None);
        assert_eq!(picture("<img src='javascript:alert(1)'>"), None);
    }
}
