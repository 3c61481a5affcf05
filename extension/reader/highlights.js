// Highlights and notes: select words, choose a colour, write. A passage is kept as its words and what stood around them, and found
// again by the core when the text has moved or changed a little. It is painted by the CSS Custom Highlight API, so that neither the
// page's DOM nor the article's has a trace of it, and found anew after a translator has rewritten the text.
//
// Deliberately absent: the boxes to choose and write in (marker.js), the storage (highlight_store.js), the search (the core's).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  const COLOURS = ["yellow", "green", "blue", "pink"];
  /** Those with a note are also underlined. */
  const NOTED = "lede-noted";
  /** Units of text kept from before and after a passage: enough to tell one place from another. */
  const AROUND = 40;
  /** Longest passage, UTF-16 units: some paragraphs. */
  const LONGEST = 4000;
  /** Changes of the text are waited out so long, ms, before the passages are looked for again. */
  const SETTLE_MS = 400;
  /** What is spoken is painted above what is highlighted, and both above the mark of a note. */
  const PRIORITY = { colour: 1, noted: 2 };

  ledeReader.parts.highlights = { attach, add, change, remove, at, list, files, colours: COLOURS };

  /** @type {ReaderHighlightsPart["attach"]} */
  function attach(session) {
    session.highlights = [];
    const { hooks, ended, text } = session;
    if (!hooks.loadHighlights) return;
    session.growing.after(() => void load(session));
    let timer = 0;
    const watch = new MutationObserver(() => {
      clearTimeout(timer);
      if (session.highlights.length > 0) timer = setTimeout(() => void place(session), SETTLE_MS);
    });
    watch.observe(text, { childList: true, characterData: true, subtree: true });
    ended.signal.addEventListener("abort", () => {
      watch.disconnect();
      clearTimeout(timer);
      for (const name of [NOTED, ...COLOURS.map(nameOf)]) CSS.highlights?.delete(name);
    });
  }

  /** @param {ReaderSession} session */
  async function load(session) {
    const kept = (await session.hooks.loadHighlights?.()) ?? [];
    if (session.ended.signal.aborted) return;
    // What was highlighted meanwhile stays.
    session.highlights = [...kept.map((it) => ({ ...it, range: null })), ...session.highlights];
    if (kept.length > 0) await place(session);
  }

  /** Finds each passage in the text as it is now. @param {ReaderSession} session */
  async function place(session) {
    const { text, hooks, highlights, ended } = session;
    const read = ledeReader.parts.passages.read(text);
    const wanted = highlights.map(({ quote, before, after, start }) => ({ quote, before, after, start }));
    const places = (await hooks.findPassages?.(read.whole, wanted)) ?? [];
    if (ended.signal.aborted) return;
    highlights.forEach((it, index) => {
      const found = places[index];
      it.range = found ? read.range(found[0], found[1]) : null;
    });
    paint(session);
  }

  /** @type {ReaderHighlightsPart["add"]} */
  function add(session, selected, colour) {
    const { passages, widgets } = ledeReader.parts;
    const say = session.hooks.strings;
    session.growing.finish();
    const { whole, range, places } = passages.read(session.text);
    let [start, end] = places(selected) ?? [0, 0];
    while (start < end && whole[start] === " ") start += 1;
    while (start < end && whole[end - 1] === " ") end -= 1;
    if (start === end) return null;
    if (end - start > LONGEST) {
      widgets.toast(session, say("reader_highlight_long"));
      return null;
    }
    /** @type {ReaderPlacedHighlight} */
    const made = {
      quote: whole.slice(start, end),
      before: whole.slice(Math.max(0, start - AROUND), start),
      after: whole.slice(end, end + AROUND),
      start,
      colour,
      note: "",
      range: range(start, end),
    };
    session.highlights.push(made);
    keep(session);
    widgets.say(session, say("reader_highlighted"));
    return made;
  }

  /** @type {ReaderHighlightsPart["change"]} */
  function change(session, highlight, part) {
    Object.assign(highlight, part);
    keep(session);
  }

  /** @type {ReaderHighlightsPart["remove"]} */
  function remove(session, highlight) {
    const { widgets } = ledeReader.parts;
    const say = session.hooks.strings;
    session.highlights = session.highlights.filter((it) => it !== highlight);
    keep(session);
    widgets.toast(session, say("reader_highlight_deleted"), {
      label: say("reader_undo"),
      run: () => {
        session.highlights.push(highlight);
        keep(session);
      },
    });
  }

  /** @type {ReaderHighlightsPart["at"]} */
  function at({ highlights }, node, offset) {
    return highlights.findLast(({ range }) => range?.startContainer.isConnected && range.isPointInRange(node, offset)) ?? null;
  }

  /** In the order of the text; what is not found stands where it was. @type {ReaderHighlightsPart["list"]} */
  function list({ highlights }) {
    return highlights.toSorted((one, other) => {
      const ordered = one.range && other.range ? one.range.compareBoundaryPoints(Range.START_TO_START, other.range) : 0;
      return ordered || one.start - other.start;
    });
  }

  /** @type {ReaderHighlightsPart["files"]} */
  function files(session) {
    const all = list(session).map(({ quote, note }) => ({ quote, note }));
    return { heading: session.hooks.strings("reader_highlights"), list: all };
  }

  /** @param {ReaderSession} session */
  function keep(session) {
    paint(session);
    const kept = session.highlights.map(({ quote, before, after, start, colour, note }) => ({ quote, before, after, start, colour, note }));
    const told = async () => {
      const isKept = await session.hooks.saveHighlights?.(kept, session.article.title ?? "");
      if (isKept === false) ledeReader.parts.widgets.toast(session, session.hooks.strings("reader_highlight_full"));
    };
    void told();
  }

  /** @param {ReaderSession} session */
  function paint({ highlights }) {
    if (typeof Highlight === "undefined" || !CSS.highlights) return;
    const painted = highlights.filter((it) => it.range);
    for (const colour of COLOURS) draw(nameOf(colour), PRIORITY.colour, painted.filter((it) => it.colour === colour));
    draw(NOTED, PRIORITY.noted, painted.filter((it) => it.note.trim() !== ""));
  }

  /** @param {string} name @param {number} priority @param {ReaderPlacedHighlight[]} list */
  function draw(name, priority, list) {
    const painted = new Highlight();
    painted.priority = priority;
    for (const { range } of list) if (range) painted.add(range);
    if (list.length > 0) CSS.highlights.set(name, painted);
    else CSS.highlights.delete(name);
  }

  /** @param {string} colour */
  function nameOf(colour) {
    return `lede-${colour}`;
  }
})();
