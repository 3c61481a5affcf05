//! What the page writes beneath its lead picture.
//!
//! Which picture leads is the metadata's to say.

use crate::page::{NodeId, Page, Tag};

/// Most words of a caption; a longer text beside a picture is more than that.
const MAX_WORDS: usize = 80;

/// The caption of the figure around a picture of the page.
pub fn caption(page: &Page, picture: NodeId) -> Option<String> {
    let figure = page.ancestors(picture).find(|&it| page.tag(it) == Tag::Figure)?;
    let caption = page.subtree(figure).find(|&it| page.tag(it) == Tag::Figcaption)?;
    let text = page.subtree_text(caption);
    let fits = !text.is_empty() && text.split(' ').count() <= MAX_WORDS && !page.is_hidden(caption);
    fits.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::caption;
    use crate::page::{Tag, saved};

    #[test]
    fn the_caption_is_that_of_the_figure_around() {
        let page = saved::parse(
            "<figure><picture><img src=/a.jpg></picture><figcaption>The <i>quay</i> at six</figcaption></figure><img src=/b.jpg>",
            "",
        );
        let pictures: Vec<_> = page.ids().filter(|&it| page.tag(it) == Tag::Img).collect();
        assert_eq!(caption(&page, pictures[0]).as_deref(), Some("The quay at six"));
        assert_eq!(caption(&page, pictures[1]), None);
    }
}
