//! Comment sections: readers' words under an article are not the article.
//!
//! On a forum the posts are the main content, so a section that holds a large share of it stays.
//! Not here: comment forms, which the judge does not choose.

use super::chosen::Chosen;
use crate::{
    judge::PageKind,
    page::{Attr, NodeId, Page, Tag},
};

/// Share of the chosen words, 0 to 1, above which the comments are what the page is for. On the corpus' articles comments
/// that were chosen by mistake hold up to a third, on its forums the posts hold nearly all.
const MOST: f32 = 0.4;

/// The same on a page that is judged to be a text: a lively discussion is longer than what it is about.
const MOST_OF_TEXT: f32 = 0.8;

/// The outermost comment sections that are not what the page is for. Cost: one pass over the elements.
#[must_use]
pub fn beside(page: &Page, kind: PageKind, chosen: &Chosen) -> Vec<NodeId> {
    let most = if kind == PageKind::Article { MOST_OF_TEXT } else { MOST };
    let all = chosen.words(page, page.root()) as f32;
    let mut found: Vec<NodeId> = Vec::new();
    for id in page.ids().filter(|&it| is_section(page, it)) {
        let inside_last = found.last().is_some_and(|&last| page.contains(last, id));
        let words = chosen.words(page, id) as f32;
        if !inside_last && 0.0 < words && words <= most * all {
            found.push(id);
        }
    }
    found
}

fn is_section(page: &Page, id: NodeId) -> bool {
    let is_block = !matches!(page.tag(id), Tag::Text | Tag::Html | Tag::Body | Tag::Main | Tag::Article);
    is_block
        && [Attr::Id, Attr::Class]
            .into_iter()
            .filter_map(|name| page.attr(id, name))
            .any(|value| value.split_ascii_whitespace().any(is_name))
}

fn is_name(token: &str) -> bool {
    let token = token.to_ascii_lowercase();
    let list = [
        "comments",
        "commentlist",
        "comment-list",
        "comment_list",
        "comment-section",
        "disqus_thread",
        "comentarios",
        "comentários",
        "commentaires",
        "kommentare",
        "commenti",
        "komentarze",
    ];
    list.contains(&token.as_str()) || token.starts_with("comments-") || token.starts_with("comments_")
}

#[cfg(test)]
mod tests {
    use super::{Chosen, beside};
    use crate::{judge::PageKind, page::Page};

    fn found(kind: PageKind, outline: &str) -> usize {
        let page: Page = outline.parse().unwrap();
        let texts: Vec<_> = page.ids().filter(|&it| page.is_text(it)).collect();
        beside(&page, kind, &Chosen::new(&page, texts, &[])).len()
    }

    #[test]
    fn comments_under_an_article_are_not_the_article() {
        assert_eq!(
            found(
                PageKind::Service,
                "article\n  p 'one two three four five six'\nsection #comments\n  ol .comment-list\n    li 'well said'"
            ),
            1
        );
    }

    #[test]
    fn a_forum_is_its_comments() {
        let thread = "h1 'a question'\ndiv .comments\n  p 'one two three'\n  p 'four five six'";
        assert_eq!(found(PageKind::Forum, thread), 0);
    }

    #[test]
    fn a_discussion_may_be_longer_than_the_text() {
        let outline = "p 'one two three four five six'\ndiv .comments\n  p 'one two three four'\n  p 'five six seven eight nine'";
        assert_eq!(found(PageKind::Article, outline), 1);
        assert_eq!(found(PageKind::Forum, outline), 0);
    }
}
