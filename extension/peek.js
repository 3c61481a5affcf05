// Frames and words over the page: what is hidden and where (peek), where something came back (point), and a line that says what was done.
//
// A classic script that the background puts into the page when the ledger is asked for something; its one global is `ledePeek`. The frames
// stand in a closed shadow root under one element of Lede's own, which page styles do not reach and which is removed at the end.
// Lengths are CSS px, times ms. Deliberately absent: hiding and showing (hands.js), what the words are (ledger.js), how bars look (notice.js).

/** @typedef {{ element: Element, label: string }} LedeFramed */

var ledePeek = (() => {
  "use strict";

  const HOST = "lede-peek";
  /** Long enough to be found by eye. */
  const POINT_MS = 2600;
  /** Long enough to read a line and reach for its button. */
  const SAY_MS = 8000;

  const SHEET = `
    :host { all: initial !important; }
    .frame {
      position: fixed; box-sizing: border-box; pointer-events: none; border: 2px dashed var(--mark); border-radius: 5px;
      box-shadow: 0 0 0 1px rgb(255 255 255 / 70%);
    }
    .frame.point { border-style: solid; box-shadow: 0 0 0 1.5px #fff, 0 0 0 6px rgb(168 44 23 / 28%); }
    .label {
      position: fixed; box-sizing: border-box; pointer-events: none; max-width: min(360px, calc(100vw - 16px)); padding: 3px 9px; border-radius: 6px;
      font: 600 12.5px/1.4 system-ui, sans-serif; color: var(--on-mark); background: var(--mark); white-space: nowrap; overflow: hidden; text-overflow: ellipsis;
    }
    @media (forced-colors: active) { .label { forced-color-adjust: none; } }
    @media print { :host { display: none !important; } }
    ${ledeNotice.PALETTE}
  `;

  /** Takes away what is up. */
  let clear = () => {};
  /** The peek that is up, if any: ends it. @type {(() => void) | null} */
  let endPeek = null;

  /**
   * Frames what is hidden, until Escape, the bar's button or `end`.
   * @param {LedeFramed[]} items
   * @param {{ says: string, button: string }} words of the bar
   * @param {() => void} ended called once
   */
  function peek(items, words, ended) {
    end();
    const { shadow, remove } = open();
    const over = new AbortController();
    const frames = draw(shadow, items, "frame", over.signal);
    const bar = ledeNotice.say(words.says, { text: words.button, act: () => endPeek?.() });
    endPeek = () => {
      endPeek = null;
      over.abort();
      bar.remove();
      remove();
      ended();
    };
    addEventListener("keydown", (event) => void (event.key === "Escape" && event.isTrusted && endPeek?.()), { capture: true, signal: over.signal });
    frames();
  }

  /** Ends a peek. */
  function end() {
    endPeek?.();
    clear();
  }

  /** @returns {boolean} */
  function isPeeking() {
    return endPeek !== null;
  }

  /** Frames an element for a moment, for the eye to find. @param {Element} element @param {string} label */
  function point(element, label) {
    clear();
    const { shadow, remove } = open();
    const over = new AbortController();
    const frames = draw(shadow, [{ element, label }], "frame point", over.signal);
    clear = () => {
      over.abort();
      remove();
    };
    setTimeout(clear, POINT_MS);
    frames();
  }

  /** Says a line at the foot of the window for a while, with a button to press. @param {string} words @param {{ text: string, act: () => void }} [button] */
  function say(words, button) {
    clear();
    const bar = ledeNotice.say(words, button ? { text: button.text, act: () => (bar.remove(), button.act()) } : null);
    clear = bar.remove;
    setTimeout(bar.remove, SAY_MS);
  }

  /** The element that the frames stand in. @returns {{ shadow: ShadowRoot, remove: () => void }} */
  function open() {
    const host = document.createElement(HOST);
    const styles = {
      position: "fixed", inset: "0", display: "block", width: "auto", height: "auto", "max-width": "none", "max-height": "none", margin: "0", padding: "0",
      border: "0", background: "transparent", overflow: "visible", "pointer-events": "none", opacity: "1", visibility: "visible", "z-index": "2147483647",
    };
    for (const [name, value] of Object.entries(styles)) host.style.setProperty(name, value, "important");
    const shadow = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    shadow.adoptedStyleSheets = [sheet];
    document.documentElement.append(host);
    // Above all that is pinned to the page; a popover of its own closes no popover of the page.
    host.popover = "manual";
    host.showPopover();
    return { shadow, remove: () => host.remove() };
  }

  /**
   * Draws frames with labels, and follows the page's layout until the signal ends it.
   * @param {ShadowRoot} shadow @param {LedeFramed[]} items @param {string} look @param {AbortSignal} signal
   * @returns {() => void} draws once
   */
  function draw(shadow, items, look, signal) {
    const drawn = items.map(({ element, label }) => {
      const frame = document.createElement("div");
      frame.className = look;
      const words = document.createElement("div");
      words.className = "label";
      words.textContent = label;
      shadow.append(frame, words);
      return { element, frame, words };
    });
    const place = () => {
      for (const { element, frame, words } of drawn) {
        const { left, top, width, height } = element.getBoundingClientRect();
        frame.hidden = words.hidden = width === 0 && height === 0;
        frame.style.display = words.style.display = frame.hidden ? "none" : "";
        Object.assign(frame.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
        const y = top >= 26 ? top - 24 : Math.min(top + 6, top + Math.max(height - 26, 0));
        Object.assign(words.style, { left: `${Math.min(Math.max(left, 8), Math.max(innerWidth - words.offsetWidth - 8, 8))}px`, top: `${y}px` });
      }
    };
    let asked = 0;
    const soon = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(place);
    };
    const sizes = new ResizeObserver(soon);
    sizes.observe(document.documentElement);
    for (const { element } of items) sizes.observe(element);
    addEventListener("scroll", soon, { capture: true, passive: true, signal });
    addEventListener("resize", soon, { passive: true, signal });
    signal.addEventListener("abort", () => sizes.disconnect());
    return place;
  }

  return { peek, end, isPeeking, point, say };
})();
