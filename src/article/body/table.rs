//! Tables: those that hold data as rows and cells; those that only place things are unwrapped by the caller.
//!
//! Not here: how a wide table scrolls, or is written in Markdown.

use super::{Builder, media};
use crate::article::tree::{Block, Cell, Content, Figure, Row, Table};
use crate::page::{Attr, NodeId, Page, Tag};

/// Words in one cell from which a table without headers is taken for layout: data is short.
const LAYOUT_CELL_WORDS: u32 = 100;

/// Largest span that is believed, in columns or rows; the HTML standard's own limit for columns.
const MAX_SPAN: u16 = 1000;

/// Whether the table holds data.
pub fn is_data(builder: &Builder, id: NodeId) -> bool {
    let page = builder.page;
    if matches!(page.attr(id, Attr::Role), Some("presentation" | "none")) {
        return false;
    }
    let inside = || page.subtree(id).skip(1);
    if inside().any(|it| matches!(page.tag(it), Tag::Table | Tag::Article | Tag::Pre)) {
        return false;
    }
    if inside().any(|it| matches!(page.tag(it), Tag::Th | Tag::Caption | Tag::Thead)) {
        return true;
    }
    let rows: Vec<usize> =
        inside().filter(|&it| page.tag(it) == Tag::Tr).map(|row| cells(page, row).count()).collect();
    let has_grid = rows.len() >= 2 && rows.iter().filter(|&&it| it >= 2).count() >= 2;
    let has_long_cell =
        || inside().any(|it| page.tag(it) == Tag::Td && builder.chosen.words(page, it) > LAYOUT_CELL_WORDS);
    let has_heading = || inside().any(|it| page.tag(it).is_heading());
    has_grid && !has_long_cell() && !has_heading()
}

/// Reads a table of data; rows without a chosen word or picture are left out.
pub fn of(builder: &Builder, id: NodeId, depth: u32) -> Table {
    let page = builder.page;
    let caption = page.children(id).find(|&it| page.tag(it) == Tag::Caption);
    let caption = caption.map(|it| media::caption(builder, it)).unwrap_or_default();
    let mut rows = Vec::new();
    for row in page.subtree(id).filter(|&it| page.tag(it) == Tag::Tr && builder.chosen.any(page, it)) {
        if builder.is_removed(row) {
            continue;
        }
        let in_head = page.parent(row).is_some_and(|it| page.tag(it) == Tag::Thead);
        let cells: Vec<Cell> = cells(page, row).map(|cell| read_cell(builder, cell, depth)).collect();
        let all_headers = !cells.is_empty() && cells.iter().all(|it| it.is_header);
        rows.push(Row { in_head: in_head || (all_headers && rows.is_empty()), cells });
    }
    Table { caption, rows }
}

fn cells(page: &Page, row: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    page.children(row).filter(|&it| matches!(page.tag(it), Tag::Td | Tag::Th))
}

fn read_cell(builder: &Builder, cell: NodeId, depth: u32) -> Cell {
    let page = builder.page;
    let span = |name| {
        page.attr(cell, name).and_then(|it| it.trim().parse::<u16>().ok()).unwrap_or(1).clamp(1, MAX_SPAN)
    };
    let content: Vec<Block> = if builder.chosen.any(page, cell) {
        builder.blocks_inside(cell, depth)
    } else {
        pictures(builder, cell)
    };
    Cell { is_header: page.tag(cell) == Tag::Th, span: (span(Attr::Colspan), span(Attr::Rowspan)), content }
}

fn pictures(builder: &Builder, cell: NodeId) -> Vec<Block> {
    let images = media::images(builder, cell);
    if images.is_empty() {
        Vec::new()
    } else {
        vec![Block::new(cell, Content::Figure(Figure { images, ..Figure::default() }))]
    }
}

#[cfg(test)]
mod tests {
    use crate::article::body::tests::article_of;
    use crate::article::tree::Content;

    #[test]
    fn data_stays_a_table() {
        let blocks =
            article_of("<table><tr><th>City<th>People</tr><tr><td>Wendel<td colspan=2>40</tr></table>");
        let Content::Table(table) = &blocks[0].content else { panic!("a table") };
        assert_eq!(table.rows.len(), 2);
        assert!(table.rows[0].in_head && !table.rows[1].in_head);
        assert_eq!(table.rows[1].cells[1].span, (2, 1));
    }

    #[test]
    fn layout_is_unwrapped() {
        let blocks = article_of("<table><tr><td><p>One long story.</p><p>And on.</p></td></tr></table>");
        assert_eq!(blocks.len(), 2);
        assert!(blocks.iter().all(|it| matches!(it.content, Content::Paragraph(_))));
    }
}
