//! Where the elements of a page stand: in a link, a heading, a footer, a dialog.
//!
//! One bit a place; whoever asks adds up the bits of the elements around. Not here: what a place says of an ask.

use crate::page::{Attr, NodeId, Page, Tag};

/// In a link or button.
pub const IN_CONTROL: u16 = 1;
/// In a heading.
pub const IN_HEADING: u16 = 1 << 1;
const IN_FOOTER: u16 = 1 << 2;
const IN_NAV: u16 = 1 << 3;
const IN_HEADER: u16 = 1 << 4;
const IN_ASIDE: u16 = 1 << 5;
const IN_MAIN: u16 = 1 << 6;
const IN_ARTICLE: u16 = 1 << 7;
const IN_FORM: u16 = 1 << 8;
const IN_DIALOG: u16 = 1 << 9;
const IN_LIST: u16 = 1 << 10;
const IN_TABLE: u16 = 1 << 11;

/// Where an element puts what is inside it, by its tag and role.
#[must_use]
pub fn of(page: &Page, id: NodeId) -> u16 {
    let role = page.attr(id, Attr::Role).unwrap_or_default();
    let by_tag = match page.tag(id) {
        Tag::A | Tag::Button | Tag::Input => IN_CONTROL,
        Tag::Footer => IN_FOOTER,
        Tag::Nav | Tag::Menu => IN_NAV,
        Tag::Header => IN_HEADER,
        Tag::Aside => IN_ASIDE,
        Tag::Main => IN_MAIN,
        Tag::Article => IN_ARTICLE,
        Tag::Form => IN_FORM,
        Tag::Dialog => IN_DIALOG,
        Tag::Li => IN_LIST,
        Tag::Table => IN_TABLE,
        tag if tag.is_heading() => IN_HEADING,
        _ => 0,
    };
    let by_role = match role {
        "button" => IN_CONTROL,
        "navigation" | "menu" | "menubar" => IN_NAV,
        "contentinfo" => IN_FOOTER,
        "banner" => IN_HEADER,
        "complementary" => IN_ASIDE,
        "main" => IN_MAIN,
        "article" => IN_ARTICLE,
        "dialog" | "alertdialog" => IN_DIALOG,
        "heading" => IN_HEADING,
        _ => 0,
    };
    by_tag | by_role
}
