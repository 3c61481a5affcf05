// Line focus: a clear band of a few lines, the rest veiled. It follows the pointer, or the arrow keys.
// Deliberately absent: any change to the text itself; the veil is one element in the shadow root.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Lines in the band. */
  const LINES = 3;
  /** Where the band stands at first: share of the layer's height. */
  const START = 0.38;

  ledeReader.parts.focus = { toggle };

  /** @type {ReaderFocusPart["toggle"]} */
  function toggle(session) {
    const { shadow, dialog, look, ended } = session;
    const open = shadow.querySelector(".ruler");
    if (open) {
      open.remove();
      stop?.abort();
      return false;
    }
    const ruler = ledeReader.parts.widgets.make("div", { class: "ruler", "aria-hidden": "true" });
    const line = look.size * look.line_height;
    let middle = innerHeight * START;
    const draw = () => {
      ruler.style.height = `${line * LINES}px`;
      ruler.style.top = `${middle - (line * LINES) / 2}px`;
    };
    dialog.append(ruler);
    draw();
    stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, ended.signal]);
    dialog.addEventListener(
      "pointermove",
      ({ clientY }) => {
        middle = clientY;
        draw();
      },
      { signal, passive: true },
    );
    dialog.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        event.preventDefault();
        dialog.scrollBy({ top: event.key === "ArrowDown" ? line : -line, behavior: "instant" });
      },
      { signal },
    );
    session.dismiss.push(() => Boolean(shadow.querySelector(".ruler")) && !toggle(session));
    ledeReader.parts.widgets.toast(session, session.hooks.strings("reader_ruler_on"));
    return true;
  }

  /** Ends the open band's listeners. @type {AbortController | undefined} */
  let stop;
})();
