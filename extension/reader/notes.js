// Links inside the article: a short target (a footnote) opens beside the link, a long one is scrolled to. Their
// targets are in the session's map, for no `id` of the article stands in the page's document.
// Deliberately absent: links to elsewhere, which the browser follows as on any page.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Targets of more characters are read in their place: about what a note of eight lines holds. */
  const MAX_NOTE = 700;
  /** Room between link and note, and between note and edge, CSS px. */
  const GAP = 10;

  ledeReader.parts.notes = { attach };

  /** @type {ReaderNotesPart["attach"]} */
  function attach(session) {
    const { text, anchors, dialog, ended, growing } = session;
    const { signal } = ended;
    text.addEventListener(
      "click",
      (event) => {
        const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
        if (!(link instanceof HTMLElement)) return;
        event.preventDefault();
        growing.finish();
        const target = anchors.get(decode(link.getAttribute("href")?.slice(1) ?? ""));
        if (!target || !text.contains(target)) return;
        close(session);
        if (isNote(link, target)) show(session, link, target);
        else go(session, target);
      },
      { signal },
    );
    dialog.addEventListener(
      "pointerdown",
      (event) => {
        const note = session.shadow.querySelector(".note:not(.editor)");
        if (note && !event.composedPath().includes(note)) close(session);
      },
      { signal },
    );
    session.dismiss.push(() => close(session));
  }

  /** A footnote: short, further down, and not a heading. @param {Element} link @param {Element} target */
  function isNote(link, target) {
    const isBelow = Boolean(link.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING);
    const length = target.textContent?.trim().length ?? 0;
    return isBelow && length > 0 && length <= MAX_NOTE && !/^h[1-6]$/.test(target.localName);
  }

  /** @param {ReaderSession} session @param {HTMLElement} link @param {HTMLElement} target */
  function show(session, link, target) {
    const { make } = ledeReader.parts.widgets;
    const say = session.hooks.strings;
    const note = make("div", { class: "note", role: "dialog", "aria-label": say("reader_note"), tabindex: "-1", lang: session.text.lang, dir: session.text.dir });
    for (const child of target.cloneNode(true).childNodes) note.append(child.cloneNode(true));
    // The note's own link back to its mark leads nowhere from here.
    for (const back of note.querySelectorAll("a[href^='#']")) back.remove();
    const there = make("button", { type: "button", class: "go" }, [say("reader_note_go")]);
    there.addEventListener("click", () => {
      close(session);
      go(session, target);
    });
    note.append(there);
    session.bar.after(note);
    const mark = link.getBoundingClientRect();
    const { width, height } = note.getBoundingClientRect();
    const left = Math.min(Math.max(GAP, mark.left + mark.width / 2 - width / 2), innerWidth - width - GAP);
    const isRoomBelow = mark.bottom + GAP + height < innerHeight;
    note.style.left = `${left}px`;
    note.style.top = `${isRoomBelow ? mark.bottom + GAP : Math.max(GAP, mark.top - GAP - height)}px`;
    note.focus({ preventScroll: true });
    note.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !note.contains(relatedTarget)) close(session);
    });
    back.set(note, link);
  }

  /** The link that each open note goes back to. @type {WeakMap<Element, HTMLElement>} */
  const back = new WeakMap();

  /** @param {ReaderSession} session */
  function close({ shadow }) {
    const note = shadow.querySelector(".note:not(.editor)");
    if (!note) return false;
    const hadFocus = note.contains(shadow.activeElement);
    note.remove();
    if (hadFocus) back.get(note)?.focus({ preventScroll: true });
    return true;
  }

  /** @param {ReaderSession} session @param {HTMLElement} target */
  function go(session, target) {
    ledeReader.parts.place.reveal(session, target, "smooth");
    target.dataset.ledeFound = "";
    target.addEventListener("animationend", () => delete target.dataset.ledeFound, { once: true });
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  /** @param {string} fragment */
  function decode(fragment) {
    try {
      return decodeURIComponent(fragment);
    } catch {
      return fragment;
    }
  }
})();
