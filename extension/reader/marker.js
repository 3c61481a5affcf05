// The boxes of highlights: colours beside a selection, a note beside a highlight, and the list of all in a panel.
// Every act has a key or a button that keys reach: H highlights what is selected, or opens the list where nothing is.
//
// Deliberately absent: what a highlight is and where it is kept (highlights.js, highlight_store.js).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Room between words and box, and between box and edge, CSS px. */
  const GAP = 10;
  /** A note is kept so long after the last key, ms. */
  const KEEP_MS = 500;
  /** Longest note, UTF-16 units. */
  const LONGEST_NOTE = 4000;
  /** Letters of a passage in the name of its button. */
  const NAME_LENGTH = 60;

  /** The colour chosen last. */
  let favourite = "yellow";

  ledeReader.parts.marker = { attach, press, fill };

  /** @type {ReaderMarkerPart["attach"]} */
  function attach(session) {
    const { text, ended, hooks, dialog } = session;
    if (!hooks.loadHighlights) return;
    const { signal } = ended;
    const offer = () => setTimeout(() => void (!signal.aborted && (selection(session) ? offerColours(session) : closeColours(session))));
    dialog.addEventListener("pointerup", offer, { signal });
    dialog.addEventListener("keyup", ({ key, shiftKey }) => void ((shiftKey || key === "Shift") && offer()), { signal });
    document.addEventListener("selectionchange", () => void (selection(session) || closeColours(session)), { signal });
    text.addEventListener("click", (event) => openAt(session, event), { signal });
    dialog.addEventListener("pointerdown", (event) => void (isOutside(session, ".editor", event) && closeEditor(session)), { signal });
    session.dismiss.push(() => closeEditor(session), () => closeColours(session));
  }

  /** @type {ReaderMarkerPart["press"]} */
  function press(session, button) {
    const selected = selection(session);
    if (selected) mark(session, selected, favourite);
    else button?.click();
  }

  /** @type {ReaderMarkerPart["fill"]} */
  function fill(session, panel) {
    const { highlights, widgets } = ledeReader.parts;
    const { make } = widgets;
    const say = session.hooks.strings;
    const all = highlights.list(session);
    panel.replaceChildren(make("h2", {}, [say("reader_highlights")]));
    if (all.length === 0) panel.append(make("p", { class: "hint" }, [say("reader_highlight_none")]));
    else panel.append(make("ul", { class: "highlights" }, all.map((it) => item(session, panel, it))));
  }

  /** @param {ReaderSession} session @param {HTMLElement} panel @param {ReaderPlacedHighlight} highlight */
  function item(session, panel, highlight) {
    const { highlights, panels, widgets } = ledeReader.parts;
    const { make, button } = widgets;
    const say = session.hooks.strings;
    const name = shortened(highlight.quote);
    const go = /** @type {HTMLButtonElement} */ (make("button", { type: "button", class: "quote", "aria-label": say("reader_highlight_go", [name]) }, [highlight.quote]));
    go.dataset.colour = highlight.colour;
    go.disabled = !highlight.range;
    go.addEventListener("click", () => {
      panels.close(session);
      goTo(session, highlight);
    });
    const edit = button("note", say("reader_highlight_edit", [name]), () => {
      panels.close(session);
      goTo(session, highlight);
      openEditor(session, highlight);
    });
    const remove = button("bin", say("reader_highlight_delete_one", [name]), () => {
      highlights.remove(session, highlight);
      fill(session, panel);
      panel.focus();
    });
    const words = [go];
    if (highlight.note) words.push(/** @type {HTMLButtonElement} */ (make("p", { class: "words" }, [highlight.note])));
    if (!highlight.range) words.push(/** @type {HTMLButtonElement} */ (make("p", { class: "hint" }, [say("reader_highlight_lost")])));
    return make("li", {}, [make("div", { class: "said" }, words), edit, remove]);
  }

  /** @param {ReaderSession} session @param {ReaderPlacedHighlight} highlight */
  function goTo({ dialog }, { range }) {
    if (!range) return;
    const { top } = range.getBoundingClientRect();
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    dialog.scrollBy({ top: top - innerHeight / 3, behavior: isStill ? "instant" : "smooth" });
  }

  /** What the user has selected of the article. @param {ReaderSession} session @returns {Range | null} */
  function selection({ text }) {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || chosen.rangeCount === 0) return null;
    const range = chosen.getRangeAt(0);
    return text.contains(range.commonAncestorContainer) && range.toString().trim() ? range : null;
  }

  /** @param {ReaderSession} session @param {Range} selected @param {string} colour */
  function mark(session, selected, colour) {
    favourite = colour;
    const made = ledeReader.parts.highlights.add(session, selected, colour);
    document.getSelection()?.removeAllRanges();
    closeColours(session);
    return made;
  }

  /** @param {ReaderSession} session */
  function offerColours(session) {
    const selected = selection(session);
    if (!selected || session.shadow.querySelector(".editor")) return;
    const { highlights, widgets } = ledeReader.parts;
    const { make, button } = widgets;
    const say = session.hooks.strings;
    closeColours(session);
    const box = make("div", { class: "marker", role: "toolbar", "aria-label": say("reader_highlight") });
    const now = () => selection(session) ?? selected;
    box.append(
      ...highlights.colours.map((colour) => swatch(say(`reader_highlight_${colour}`), colour, () => void mark(session, now(), colour))),
      button("note", say("reader_highlight_note"), () => {
        const made = mark(session, now(), favourite);
        if (made) openEditor(session, made);
      }),
    );
    // The selection would go with the press.
    box.addEventListener("pointerdown", (event) => event.preventDefault());
    session.bar.after(box);
    put(box, selected.getBoundingClientRect(), "above");
  }

  /** @param {ReaderSession} session */
  function closeColours({ shadow }) {
    const box = shadow.querySelector(".marker");
    // The focus is in the box while its buttons are reached by keys.
    if (!box || box.contains(shadow.activeElement)) return false;
    box.remove();
    return true;
  }

  /** @param {string} label @param {string} colour @param {() => void} pressed */
  function swatch(label, colour, pressed) {
    const made = ledeReader.parts.widgets.make("button", { type: "button", class: "colour", "aria-label": label, title: label });
    made.dataset.colour = colour;
    made.addEventListener("click", () => {
      made.blur();
      pressed();
    });
    return made;
  }

  /** A press on a highlight opens its note. @param {ReaderSession} session @param {MouseEvent} event */
  function openAt(session, event) {
    const { highlights, speech } = ledeReader.parts;
    if (selection(session) || speech.isReading() || (event.target instanceof Element && event.target.closest("a, summary, button"))) return;
    const spot = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const highlight = spot ? highlights.at(session, spot.offsetNode, spot.offset) : null;
    if (highlight) openEditor(session, highlight);
  }

  /** @param {ReaderSession} session @param {ReaderPlacedHighlight} highlight */
  function openEditor(session, highlight) {
    closeEditor(session);
    const { highlights, widgets } = ledeReader.parts;
    const { make } = widgets;
    const say = session.hooks.strings;
    const box = make("div", { class: "note editor", role: "dialog", "aria-label": say("reader_highlight_note"), tabindex: "-1" });
    const colours = make("div", { class: "colours", role: "group", "aria-label": say("reader_highlight") });
    const draw = () =>
      colours.replaceChildren(
        ...highlights.colours.map((colour) => {
          const made = swatch(say(`reader_highlight_${colour}`), colour, () => {
            favourite = colour;
            highlights.change(session, highlight, { colour });
            draw();
          });
          made.setAttribute("aria-pressed", String(colour === highlight.colour));
          return made;
        }),
      );
    draw();
    const name = say("reader_highlight_words");
    const attributes = { rows: "4", maxlength: String(LONGEST_NOTE), "aria-label": name, placeholder: name, dir: "auto" };
    const words = /** @type {HTMLTextAreaElement} */ (make("textarea", attributes));
    words.value = highlight.note;
    let timer = 0;
    const keep = () => {
      clearTimeout(timer);
      if (words.value !== highlight.note) highlights.change(session, highlight, { note: words.value });
    };
    words.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, KEEP_MS);
    });
    const remove = make("button", { type: "button", class: "plain" }, [say("reader_highlight_delete")]);
    const done = make("button", { type: "button", class: "plain" }, [say("reader_remove_done")]);
    remove.addEventListener("click", () => {
      closing = null;
      closeEditor(session);
      highlights.remove(session, highlight);
    });
    done.addEventListener("click", () => closeEditor(session));
    box.append(colours, words, make("div", { class: "foot" }, [done, remove]));
    closing = keep;
    session.bar.after(box);
    put(box, highlight.range?.getBoundingClientRect() ?? session.bar.getBoundingClientRect(), "below");
    words.focus({ preventScroll: true });
    session.ended.signal.addEventListener("abort", keep, { once: true });
  }

  /** Keeps what the open editor holds. @type {(() => void) | null} */
  let closing = null;

  /** @param {ReaderSession} session */
  function closeEditor({ shadow, text }) {
    const box = shadow.querySelector(".editor");
    if (!box) return false;
    closing?.();
    closing = null;
    box.remove();
    text.closest("lede-reader") && shadow.querySelector("main")?.focus({ preventScroll: true });
    return true;
  }

  /** @param {ReaderSession} session @param {string} selector @param {Event} event */
  function isOutside({ shadow }, selector, event) {
    const box = shadow.querySelector(selector);
    return Boolean(box && !event.composedPath().includes(box));
  }

  /** Puts a box beside words, within the window. @param {HTMLElement} box @param {DOMRect} words @param {"above" | "below"} side */
  function put(box, words, side) {
    const { width, height } = box.getBoundingClientRect();
    const above = words.top - GAP - height;
    const below = words.bottom + GAP;
    const isAbove = side === "above" ? above > GAP : below + height > innerHeight;
    box.style.left = `${Math.min(Math.max(GAP, words.left + words.width / 2 - width / 2), Math.max(GAP, innerWidth - width - GAP))}px`;
    box.style.top = `${Math.min(Math.max(GAP, isAbove ? above : below), Math.max(GAP, innerHeight - height - GAP))}px`;
  }

  /** @param {string} words */
  function shortened(words) {
    return words.length > NAME_LENGTH ? `${words.slice(0, NAME_LENGTH)}\u2026` : words;
  }
})();
