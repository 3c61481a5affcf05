//! Article → Markdown, HTML, EPUB, plain text.
//!
//! Not here: saving a file.
