// The reader view: one global, `ledeReader`, with open, close and isOpen. It shows an article, which the core took from the
// page, in a layer over the page. The page beneath stays alive, laid out and untouched, and is inert.
//
// Classic scripts, to be injected in this order (with user-origin reader.css, reader/pieces.css and reader/paper.css before them):
//   reader/look.js reader/cards.js reader/build.js reader/growing.js reader/sheet.js reader/widgets.js reader/faces.js reader/overlay.js reader/place.js
//   reader/panels.js reader/columns.js reader/vertical.js reader/appearance.js reader/outline.js reader/notes.js reader/parts.js
//   reader/passages.js reader/highlights.js reader/marker.js
//   reader/media_keys.js reader/speech.js reader/exporting.js reader/paper.js reader/focus.js reader/removing.js reader/help.js reader/toolbar.js
//   reader.js; in the extension also reader/shelf.js reader/highlight_store.js
// Injecting them twice is harmless.
//
//   ledeReader.open(article, hooks)   article: the core's answer to `read`; hooks: see ReaderHooks in types/reader.d.ts:
//     settings       the saved looks {theme, font, size, width, line_height, letter_spacing, word_spacing, align, hyphenate,
//                    rate, voice}, any part of them; for a site with looks of its own, those
//     scope          "site" when `settings` are this site's own, else "everywhere"
//     saveSettings(partial | null, scope)   keeps what changed; null forgets the site's own looks ("site") or all ("everywhere")
//     nodeOf(number)                        the live element behind a `source` number, or null
//     strings(key, values)                  chrome.i18n.getMessage
//     markdown(highlights), epub(pictures, highlights), loadPlace(), savePlace(share), loadHighlights(), saveHighlights(list, title),
//     findPassages(text, passages), fontBytes(file), closed()   optional
//   ledeReader.prepare(words, hooks, left)  lays the reader's paper over the page while the core still reads it, so that little is left to do
//                                     when it answers; open or, where there is no article, discard() must follow, unless the user `left` it
//   ledeReader.close()                closes; the page scrolls to where the reader was, if it was scrolled
//   ledeReader.isOpen()
//
// Deliberately absent: extension APIs, storage, the network, and any judgement of what the article is.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  ledeReader.prepare = prepare;
  ledeReader.discard = discard;
  ledeReader.open = open;
  ledeReader.close = close;
  ledeReader.isOpen = () => Boolean(ledeReader.session);

  /** @type {LedeReader["prepare"]} */
  function prepare(words, hooks, left) {
    if (ledeReader.session) return;
    const { faces, look, overlay } = ledeReader.parts;
    overlay.prepare(hooks, () => {
      discard();
      left();
    });
    void faces?.prepare(look.checked(hooks.settings), words, hooks);
  }

  function discard() {
    if (ledeReader.session) return;
    ledeReader.parts.overlay.discard();
    void ledeReader.parts.faces?.unload();
  }

  /** @type {LedeReader["open"]} */
  function open(article, hooks) {
    if (ledeReader.session) return;
    const { columns, faces, highlights, marker, overlay, paper, parts, place, toolbar, notes, speech, vertical } = ledeReader.parts;
    const session = overlay.create(article, hooks);
    const spot = place.remember(session);
    ledeReader.session = session;
    toolbar.attach(session);
    notes.attach(session);
    parts.attach(session);
    vertical.attach(session);
    highlights.attach(session);
    marker.attach(session);
    paper.attach(session);
    session.dismiss.push(() => speech.stop(session));
    const { growing } = session;
    const isSet = faces?.load(session) ?? Promise.resolve();
    // Letters of another script may stand further down.
    growing.after(() => void faces?.load(session));
    /** @type {() => void} */
    let arrived = () => {};
    const isThere = new Promise((done) => (arrived = () => done(null)));
    overlay.show(session, close, Promise.all([isSet, isThere]));
    columns.attach(session, isSet);
    growing.reach(spot.source, () => {
      place.enter(session, spot);
      arrived();
    });
    growing.after(() => parts.enter(session));
  }

  function close() {
    const { session, parts } = ledeReader;
    if (!session) return;
    ledeReader.session = null;
    parts.speech.stop(session);
    const goBack = parts.place.leave(session);
    parts.panels.close(session);
    parts.overlay.remove(session);
    goBack();
    void parts.faces?.unload();
    session.hooks.closed?.();
  }
})();
