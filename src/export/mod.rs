//! Article → plain text, Markdown, HTML, EPUB: pure functions from an article to a file's contents.
//!
//! Not here: saving a file, and loading pictures; whoever has a picture's bytes hands them in.

mod text;

pub use text::text;
