// Panels beneath the toolbar's buttons: one open at a time, closed by Escape, by a click outside and by the button
// itself, with the focus handed in and back. Deliberately absent: what stands in a panel.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** The open panel and its button. @type {{panel: HTMLElement, button: HTMLButtonElement} | null} */
  let opened = null;

  ledeReader.parts.panels = { attach, close };

  /** @type {ReaderPanelsPart["attach"]} */
  function attach(session, button, name, fill) {
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", () => {
      const isOwn = opened?.button === button;
      close(session);
      if (!isOwn) open(session, button, name, fill);
    });
  }

  /** @type {ReaderPanelsPart["close"]} */
  function close({ shadow }) {
    if (!opened) return false;
    const { panel, button } = opened;
    opened = null;
    const hadFocus = panel.contains(shadow.activeElement);
    panel.remove();
    button.setAttribute("aria-expanded", "false");
    if (hadFocus && button.isConnected) button.focus({ preventScroll: true });
    return true;
  }

  /** @param {ReaderSession} session @param {HTMLButtonElement} button @param {string} name @param {(panel: HTMLElement) => void} fill */
  function open(session, button, name, fill) {
    const { make } = ledeReader.parts.widgets;
    const label = button.getAttribute("aria-label") ?? name;
    const panel = make("div", { class: `panel ${name}`, role: "dialog", "aria-label": label, tabindex: "-1" });
    if (button.getBoundingClientRect().left < innerWidth / 3) panel.classList.add(session.dialog.dir === "rtl" ? "end" : "start");
    fill(panel);
    // After the bar, so that the Tab key goes from the button into the panel and on into the text.
    session.bar.after(panel);
    opened = { panel, button };
    button.setAttribute("aria-expanded", "true");
    panel.focus({ preventScroll: true });
    const outside = new AbortController();
    session.dialog.addEventListener(
      "pointerdown",
      (event) => {
        if (panel.isConnected && event.composedPath().some((it) => it === panel || it === button)) return;
        outside.abort();
        if (opened?.panel === panel) close(session);
      },
      { signal: AbortSignal.any([outside.signal, session.ended.signal]) },
    );
  }
})();
