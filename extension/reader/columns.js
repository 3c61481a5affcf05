// Two columns: the blocks of the article in parts that each fit the window, every part in two columns, one part below the other. So
// nobody scrolls a whole article down and up again, and place, outline, highlights and reading aloud work as in one column.
//
// Deliberately absent: how columns look (reader.css). In paper and in narrow windows there is one column.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Share of the window's height that a part may fill, beside the toolbar: the next one shows that it is there. */
  const FILL = 0.86;
  /** Narrowest column, in sizes of the text: about forty letters. */
  const NARROWEST_EM = 20;
  const GAP_EM = 3;
  /** The columns and the space at their sides, of the columns alone. */
  const ROOM = 1.1;
  /** The window's size is taken up so long after its last change, ms. */
  const SETTLE_MS = 200;

  ledeReader.parts.columns = { attach, set };

  /** @type {ReaderColumnsPart["attach"]} */
  function attach(session, isSet) {
    let timer = 0;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => session.look.columns > 1 && set(session), SETTLE_MS);
    };
    window.addEventListener("resize", later, { signal: session.ended.signal });
    if (session.look.columns > 1) session.growing.after(() => set(session));
    // The face decides how much fits.
    void isSet.then(() => session.growing.after(later));
  }

  /** @type {ReaderColumnsPart["set"]} */
  function set(session) {
    const { text, look, ended, dialog, growing } = session;
    growing.finish();
    if (ended.signal.aborted) return;
    const body = text.querySelector('[data-lede="body"]');
    if (!(body instanceof HTMLElement)) return;
    unset(text, body);
    if (look.columns < 2 || text.dataset.ledeWriting || dialog.clientWidth < ROOM * (2 * NARROWEST_EM + GAP_EM) * look.size) return;
    text.dataset.ledeColumns = "measured";
    const room = 2 * FILL * innerHeight;
    /** @type {Element[][]} */
    const parts = [[]];
    let filled = 0;
    for (const block of [...body.children]) {
      const { height } = block.getBoundingClientRect();
      const isFull = filled > 0 && filled + height > room;
      if (isFull) {
        parts.push(lastHeading(parts.at(-1) ?? []));
        filled = 0;
      }
      parts.at(-1)?.push(block);
      filled += height;
    }
    for (const part of parts.filter((it) => it.length > 0)) {
      const spread = document.createElement("div");
      spread.dataset.lede = "spread";
      part[0]?.before(spread);
      spread.append(...part);
    }
    text.dataset.ledeColumns = "set";
  }

  /** A heading does not end a part: it goes along to the next. @param {Element[]} part @returns {Element[]} */
  function lastHeading(part) {
    const last = part.at(-1);
    return last && part.length > 1 && /^h[2-6]$/.test(last.localName) ? part.splice(-1) : [];
  }

  /** @param {HTMLElement} text @param {HTMLElement} body */
  function unset(text, body) {
    delete text.dataset.ledeColumns;
    for (const spread of body.querySelectorAll(':scope > [data-lede="spread"]')) spread.replaceWith(...spread.childNodes);
  }
})();
