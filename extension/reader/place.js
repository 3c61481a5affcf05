// The reading place: from the page into the reader, back again, and across visits. Blocks of the article carry the
// number of the page's node that they were made from; the hooks turn a number into the live element. Also the
// progress line and the time left, for both follow the same scroll.
//
// Deliberately absent: storage (the hooks keep the share) and any scroll of the page while the reader is open.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Room for the toolbar above a revealed block, CSS px. */
  const BAR = 64;
  /** Scrolled less than this since opening, CSS px, the page stays exactly where it was. */
  const STILL = 8;
  /** A kept place nearer to either end is no place: share of the text. */
  const EDGE = 0.03;
  /** The place is kept at most this often, ms, for each keeping is a write to storage. */
  const KEEP_MS = 1500;
  /** Scrolled further than this from the top, CSS px, the toolbar may hide. */
  const HIDES_AFTER = 240;

  ledeReader.parts.place = { remember, enter, leave, reveal };

  /** @type {ReaderPlacePart["remember"]} */
  function remember({ article, hooks }) {
    /** @type {ReaderSpot} */
    const spot = { x: window.scrollX, y: window.scrollY, source: null, through: 0 };
    let first = true;
    for (const source of ledeReader.parts.build.sources(article)) {
      const box = hooks.nodeOf(source)?.getBoundingClientRect();
      if (!box || box.height === 0) continue;
      if (box.bottom > 0) {
        // The article's first block still in view: the reader opens at its own top, with the title.
        if (first && box.top >= 0) return spot;
        return { ...spot, source, through: box.top < 0 ? -box.top / box.height : 0 };
      }
      first = false;
      spot.source = source;
    }
    return spot;
  }

  /** @type {ReaderPlacePart["enter"]} */
  function enter(session, spot) {
    const { dialog, blocks, growing } = session;
    const block = blocks.find((it) => it.source === spot.source);
    dialog.scrollTop = 0;
    if (block) {
      reveal(session, block.element, "instant");
      dialog.scrollTop += spot.through * block.element.getBoundingClientRect().height;
    } else if (blocks.length > 0) {
      growing.after(() => void resume(session));
    }
    session.entered = { spot, at: here(session) };
    follow(session);
  }

  /** @type {ReaderPlacePart["leave"]} */
  function leave(session) {
    const { entered } = session;
    keep(session);
    if (!entered) return () => {};
    const { spot, at } = entered;
    const now = here(session);
    const isStill = now?.block === at?.block && Math.abs((now?.top ?? 0) - (at?.top ?? 0)) < STILL;
    if (!now || isStill) return () => window.scrollTo({ left: spot.x, top: spot.y, behavior: "instant" });
    const { live, through } = now;
    return () => {
      live.scrollIntoView({ block: "start", behavior: "instant" });
      const box = live.getBoundingClientRect();
      window.scrollBy({ top: box.top + through * box.height - BAR, behavior: "instant" });
    };
  }

  /** The first block beneath the toolbar that the page shows too. Its top is what tells whether the reader was scrolled: the
   * layer's own scroll position changes with every picture that loads above. @param {ReaderSession} session */
  function here({ blocks, hooks }) {
    for (const block of blocks) {
      const { top, bottom, height } = block.element.getBoundingClientRect();
      const live = bottom > BAR && height > 0 ? hooks.nodeOf(block.source) : null;
      if (live?.getBoundingClientRect().height) return { block, live, top, through: Math.max(0, (BAR - top) / height) };
    }
    return null;
  }

  /** @type {ReaderPlacePart["reveal"]} */
  function reveal({ dialog }, element, behavior) {
    const top = dialog.scrollTop + element.getBoundingClientRect().top - BAR;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    dialog.scrollTo({ top, behavior: isStill ? "instant" : behavior });
  }

  /** Goes to the place kept from an earlier visit, and says so. @param {ReaderSession} session */
  async function resume(session) {
    const { dialog, hooks, ended } = session;
    const kept = await hooks.loadPlace?.();
    if (typeof kept !== "number" || kept < EDGE || kept > 1 - EDGE || ended.signal.aborted || dialog.scrollTop > STILL) return;
    dialog.scrollTop = kept * (dialog.scrollHeight - dialog.clientHeight);
    if (session.entered) session.entered.at = here(session);
    ledeReader.parts.widgets.toast(session, hooks.strings("reader_resumed"), {
      label: hooks.strings("reader_from_top"),
      run: () => dialog.scrollTo({ top: 0 }),
    });
  }

  /** @param {ReaderSession} session */
  function follow(session) {
    const { dialog, ended } = session;
    const { signal } = ended;
    let waits = false;
    let last = dialog.scrollTop;
    let kept = 0;
    const draw = () => {
      waits = false;
      const top = dialog.scrollTop;
      session.bar.classList.toggle("scrolled", top > STILL);
      if (Math.abs(top - last) > STILL) {
        session.bar.classList.toggle("away", top > last && top > HIDES_AFTER);
        last = top;
      }
      drawProgress(session);
      if (Date.now() - kept > KEEP_MS) {
        kept = Date.now();
        keep(session);
      }
    };
    dialog.addEventListener(
      "scroll",
      () => {
        if (waits) return;
        waits = true;
        requestAnimationFrame(draw);
      },
      { passive: true, signal },
    );
    window.addEventListener("pagehide", () => keep(session), { signal });
    draw();
  }

  /** @param {ReaderSession} session */
  function keep(session) {
    const { dialog, growing, hooks } = session;
    if (growing.isWhole && dialog.scrollHeight > dialog.clientHeight) void hooks.savePlace?.(share(dialog));
  }

  /** @param {ReaderSession} session */
  function drawProgress({ shadow, dialog, article, growing, hooks }) {
    const part = share(dialog) * growing.share();
    const line = shadow.querySelector(".progress");
    if (line instanceof HTMLElement) line.style.backgroundSize = `${part * 100}% 100%`;
    const left = shadow.querySelector(".left");
    if (!left || !article.words) return;
    const minutes = Math.ceil(ledeReader.parts.build.minutes(article.words) * (1 - part));
    left.textContent = part > 1 - EDGE ? hooks.strings("reader_done") : hooks.strings("reader_left", [String(minutes)]);
  }

  /** How far the layer is scrolled, 0 to 1. @param {HTMLElement} dialog */
  function share(dialog) {
    const room = dialog.scrollHeight - dialog.clientHeight;
    return room > 0 ? Math.min(1, Math.max(0, dialog.scrollTop / room)) : 0;
  }
})();
