//! What the layout of a live page told: the window, boxes on top of the page, and what locks it.
//!
//! Only a few nodes have such facts (see `extension/page.js`); a saved page has none.

use super::NodeId;

/// The window onto the page, in CSS px.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Viewport {
    /// Width of the window.
    pub width: i32,
    /// Height of the window.
    pub height: i32,
    /// How far the page is scrolled to the right.
    pub scroll_x: i32,
    /// How far the page is scrolled down.
    pub scroll_y: i32,
    /// Height of the whole document.
    pub document_height: i32,
}

/// A box that lies on top of the page somewhere in the window. Lengths in CSS px, relative to the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "four plain facts of one box, as the wire form has them")]
pub struct Pinned {
    /// The element.
    pub node: NodeId,
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// How it is positioned.
    pub position: Position,
    /// Computed `z-index`; `auto` is 0.
    pub z_index: i32,
    /// It blurs or dims what is behind it.
    pub is_backdrop: bool,
    /// The user opened it by a trusted click within the last second.
    pub opened_by_user: bool,
    /// It covers the centre of the window.
    pub covers_centre: bool,
    /// A frame is inside, whose words the page cannot read.
    pub has_frame: bool,
}

impl Pinned {
    /// Share of the window that the box covers, 0 to 1; 0 without a window.
    #[must_use]
    pub fn cover(&self, viewport: Viewport) -> f32 {
        let span =
            |start: i32, length: i32, limit: i32| start.saturating_add(length).min(limit) - start.max(0);
        let (w, h) = (span(self.x, self.width, viewport.width), span(self.y, self.height, viewport.height));
        let window = viewport.width as f32 * viewport.height as f32;
        if w <= 0 || h <= 0 || window <= 0.0 { 0.0 } else { w as f32 * h as f32 / window }
    }
}

/// The computed `position` of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// In the flow.
    Static,
    /// In the flow, moved.
    Relative,
    /// Out of the flow, scrolls with the page.
    Absolute,
    /// Out of the flow, stays in the window.
    Fixed,
    /// In the flow until it would leave the window.
    Sticky,
    /// A modal dialog or popover, above everything.
    TopLayer,
}

/// Something that keeps the page from scrolling or answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lock {
    /// The locked element.
    pub node: NodeId,
    /// How it is locked.
    pub kind: LockKind,
    /// What the kind measures, in CSS px; 0 where it measures nothing.
    pub value: i32,
}

/// The ways in which pages lock themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockKind {
    /// `overflow-y: hidden` or `clip` on html, body or the page's own scroller.
    Overflow,
    /// `position: fixed` on html or body; the value is how far the page was scrolled.
    Fixed,
    /// `touch-action: none`.
    TouchAction,
    /// Height pinned to the window.
    Height,
    /// The `inert` attribute.
    Inert,
    /// `aria-hidden` on a child of body.
    AriaHidden,
    /// `pointer-events: none`.
    PointerEvents,
    /// Padding where the scrollbar was; the value is its width.
    Padding,
    /// A blur filter.
    Blur,
    /// `user-select: none`.
    UserSelect,
    /// Text that a style cuts off or fades out. The eyes do not tell of it: the hands look where an edit points.
    Clamp,
}

impl LockKind {
    /// The kind for a wire code, 1 to 10.
    #[must_use]
    pub const fn of(code: u32) -> Option<Self> {
        Some(match code {
            1 => Self::Overflow,
            2 => Self::Fixed,
            3 => Self::TouchAction,
            4 => Self::Height,
            5 => Self::Inert,
            6 => Self::AriaHidden,
            7 => Self::PointerEvents,
            8 => Self::Padding,
            9 => Self::Blur,
            10 => Self::UserSelect,
            _ => return None,
        })
    }
}

impl Position {
    /// The position for a wire code, 0 to 5.
    #[must_use]
    pub const fn of(code: u32) -> Option<Self> {
        Some(match code {
            0 => Self::Static,
            1 => Self::Relative,
            2 => Self::Absolute,
            3 => Self::Fixed,
            4 => Self::Sticky,
            5 => Self::TopLayer,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{NodeId, Pinned, Position, Viewport};

    #[test]
    fn cover_counts_only_what_is_in_the_window() {
        let viewport = Viewport { width: 1000, height: 500, ..Viewport::default() };
        let mut bar = Pinned {
            node: NodeId(1),
            x: -100,
            y: 400,
            width: 600,
            height: 200,
            position: Position::Fixed,
            z_index: 9,
            is_backdrop: false,
            opened_by_user: false,
            covers_centre: false,
            has_frame: false,
        };
        assert!((bar.cover(viewport) - 0.1).abs() < 1e-6);
        bar.y = 600;
        assert!(bar.cover(viewport) == 0.0);
        assert!(bar.cover(Viewport::default()) == 0.0);
    }
}
