//! The picture that stands for the article: `og:image` if the page shows it too, with the alternative text that stands there.
//!
//! A picture that only a social network would see (a logo, a card with the title on it) is not shown to readers.

use super::json_ld::Data;
use crate::{
    article::{
        address::{Base, ImageSource, WebAddress},
        chosen::Chosen,
        tree::Image,
    },
    page::{Attr, NodeId, Page, Tag},
};

/// The page's `og:image`, if the same file stands in the page before the article's end.
#[must_use]
pub fn of(page: &Page, data: &Data, base: &Base, chosen: &Chosen) -> Option<Image> {
    let told = data.meta(&[
        "og:image",
        "og:image:url",
        "og:image:secure_url",
        "twitter:image",
        "twitter:image:src",
    ])?;
    let address = base.web(told)?;
    let (_, last) = chosen.span()?;
    let shows = |id: NodeId| {
        let names =
            [Attr::Src, Attr::DataSrc, Attr::DataLazySrc, Attr::DataOriginal, Attr::Srcset, Attr::DataSrcset];
        names.into_iter().filter_map(|name| page.attr(id, name)).any(|value| value.contains(file(&address)))
    };
    let img = (0..=last.0)
        .map(NodeId)
        .find(|&it| page.tag(it) == Tag::Img && !file(&address).is_empty() && shows(it))?;
    let alt = page.attr(img, Attr::Alt).unwrap_or_default();
    Some(Image { source: ImageSource::Web(address), alt: super::clean(alt), size: None, node: Some(img) })
}

/// The file's name without what sizes add to it (`photo-1200x800.jpg` and `photo.jpg` are one picture).
fn file(address: &WebAddress) -> &str {
    let name = address.path().rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |it| it.0);
    let is_size = |it: &str| it.contains('x') && it.chars().all(|c| c.is_ascii_digit() || c == 'x');
    let stem = stem.rsplit_once('-').filter(|it| is_size(it.1)).map_or(stem, |it| it.0);
    // Names such as `1` or `image` say nothing.
    if stem.len() < 6 { "" } else { stem }
}

#[cfg(test)]
mod tests {
    use super::{Data, of};
    use crate::{
        article::{address::Base, chosen::Chosen},
        page::saved,
    };

    fn lead(html: &str) -> Option<String> {
        let page = saved::parse(html, "https://lamp.example/a");
        let chosen = Chosen::new(&page, page.texts(page.root()), &[]);
        of(&page, &Data::of(&page), &Base::of(&page), &chosen).map(|it| format!("{} {}", it.source, it.alt))
    }

    #[test]
    fn only_what_the_page_shows() {
        let og = "<meta property=og:image content='/i/harbour-1200x630.jpg'>";
        assert_eq!(
            lead(&format!("{og}<img src='/i/harbour-300x200.jpg' alt='The harbour'><p>Words")).as_deref(),
            Some("https://lamp.example/i/harbour-1200x630.jpg The harbour")
        );
        assert_eq!(lead(&format!("{og}<img src='/i/other.jpg'><p>Words")), None);
    }
}
