//! Article → plain text, Markdown, HTML, EPUB: pure functions from an article to a file's contents.
//!
//! Not here: saving a file, and loading pictures; whoever has a picture's bytes hands them in as [`Picture`]s.

mod epub;
mod html;
mod markdown;
mod marked;
mod markup;
mod text;
mod zip;

pub use epub::epub;
pub use html::html;
pub use markdown::{front_matter, markdown};
pub use marked::{Highlight, Highlights, marked};
pub use text::text;

/// A picture whose bytes are at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its address, as the reader's tree has it.
    pub address: String,
    /// Its format.
    pub kind: PictureKind,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A picture's format; those that EPUB 3.3 readers must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
}

impl PictureKind {
    /// The format of a file, by its first bytes; none for other formats.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
        }
    }

    /// The ending of a file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::Webp => "webp",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PictureKind;

    #[test]
    fn formats_are_known_by_their_first_bytes() {
        assert_eq!(PictureKind::of(b"\x89PNG\r\n"), Some(PictureKind::Png));
        assert_eq!(PictureKind::of(b"<svg>"), None);
    }
}
