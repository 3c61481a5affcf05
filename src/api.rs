//! What JavaScript calls; the only place that knows `JsError`.
//!
//! Not here: verdicts, settings storage, the DOM.
