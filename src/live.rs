//! Drives the core over a live document, through the same `page.js` pass as the extension.
//!
//! Not here: verdicts.
