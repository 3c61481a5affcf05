// Building a long article without holding up the page: the first screens at once, the rest in slices that let the browser paint and
// answer between them. Who needs the whole text waits for it (`after`) or has it built on the spot (`finish`).
//
// Deliberately absent: what is built (build.js).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Blocks that are to stand below a place before it is gone to: more than a screen holds of them. */
  const AHEAD = 30;
  /** Nodes that are built before the reader shows: a screen of running text has about fifty. */
  const FIRST = 120;
  /** Nodes that are built before they are laid out: each layout costs about as much as building some fifty. */
  const LAID_OUT = 100;
  /** The rest waits so long for the first frame, ms: a tab that nobody sees has none. */
  const FRAME_MS = 500;
  /** A slice, with its layout, ends after the step in which it passes this, ms: steps are short, and no task should near 50 ms. */
  const SLICE_MS = 16;

  ledeReader.parts.growing = { begin };

  /** @type {ReaderGrowingPart["begin"]} */
  function begin(session, steps) {
    const { text, article, blocks, ended } = session;
    const all = ledeReader.parts.build.sources(article).length;
    /** @type {(() => void)[]} */
    let waiting = [];
    /** @type {(() => boolean)[]} */
    let looks = [];
    let built = 0;
    /** @returns {boolean} whether there was anything left to build */
    const step = () => {
      const { done, value } = steps.next();
      built += value ?? 0;
      return !done;
    };
    const complete = () => {
      growing.isWhole = true;
      text.removeAttribute("aria-busy");
      const acts = waiting;
      waiting = [];
      for (const act of acts) act();
      looks = looks.filter((it) => !it());
    };
    const finish = () => {
      if (growing.isWhole) return;
      while (step());
      complete();
    };
    const slice = () => {
      if (growing.isWhole || ended.signal.aborted) return;
      const end = performance.now() + SLICE_MS;
      do {
        for (const goal = built + LAID_OUT; built < goal; ) {
          if (step()) continue;
          complete();
          return;
        }
        // Laid out here, its time counts; left to the browser, a slice would be as long as it happens to be.
        text.getBoundingClientRect();
      } while (performance.now() < end);
      looks = looks.filter((it) => !it());
      soon(slice);
    };
    let hasBegun = false;
    const start = () => {
      if (!hasBegun) slice();
      hasBegun = true;
    };
    /** @type {ReaderSession["growing"]} */
    const growing = {
      isWhole: false,
      finish,
      after(act) {
        if (growing.isWhole) act();
        else waiting.push(() => ended.signal.aborted || act());
      },
      reach(source, act) {
        const look = () => {
          const at = source === null ? 0 : blocks.findIndex((it) => it.source === source);
          const isThere = growing.isWhole || source === null || (0 <= at && at + AHEAD < blocks.length);
          if (isThere && !ended.signal.aborted) act();
          return isThere;
        };
        if (!look()) looks.push(look);
      },
      share: () => (growing.isWhole ? 1 : blocks.length / Math.max(blocks.length, all)),
    };
    while (built < FIRST && step());
    if (built < FIRST) growing.isWhole = true;
    else {
      text.setAttribute("aria-busy", "true");
      // The first frame is painted before the rest is begun.
      requestAnimationFrame(() => setTimeout(start));
      setTimeout(start, FRAME_MS);
    }
    return growing;
  }

  /** Lets the browser paint and answer, then acts. Timers of a tab that nobody sees come once a second, messages at once. @param {() => void} act */
  function soon(act) {
    if (document.visibilityState === "visible") return void setTimeout(act);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      act();
    };
    port2.postMessage(null);
  }
})();
