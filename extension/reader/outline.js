// The outline: the article's headings as a list to jump by, with the one being read marked.
// Deliberately absent: the deck, the title and headings inside quotations or asides, which are no parts of the text.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** A heading whose top is above this line, CSS px from the layer's top, counts as begun. */
  const BEGUN = 120;

  ledeReader.parts.outline = { headings, fill };

  /** @type {ReaderOutlinePart["headings"]} */
  function headings({ text }) {
    /** @type {NodeListOf<HTMLElement>} */
    const found = text.querySelectorAll('[data-lede="body"] :is(h2, h3, h4)');
    return [...found].filter((it) => !it.closest("blockquote, aside, table, figure") && it.textContent?.trim());
  }

  /** @type {ReaderOutlinePart["fill"]} */
  function fill(session, panel) {
    const { make } = ledeReader.parts.widgets;
    const all = headings(session);
    const top = Math.min(...all.map(level));
    const current = all.findLast((it) => it.getBoundingClientRect().top < BEGUN);
    const list = make("ol", { class: "outline" });
    for (const heading of all) {
      const jump = make("button", { type: "button", "data-level": `${level(heading) - top}` }, [heading.textContent ?? ""]);
      if (heading === current) jump.setAttribute("aria-current", "location");
      jump.addEventListener("click", () => go(session, heading));
      list.append(make("li", {}, [jump]));
    }
    panel.append(make("h2", {}, [session.hooks.strings("reader_outline")]), list);
  }

  /** @param {ReaderSession} session @param {HTMLElement} heading */
  function go(session, heading) {
    ledeReader.parts.panels.close(session);
    ledeReader.parts.place.reveal(session, heading, "smooth");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  /** @param {HTMLElement} heading */
  function level(heading) {
    return Number(heading.localName.slice(1));
  }
})();
