// Removing blocks by hand: point at a block, or reach it with Tab, and click or press Delete. Each removal can be undone, and is
// remembered for the site where the block can be told from others. The page is not changed.
// Deliberately absent: how a block is described and found again (the core's), and where that is kept (opening.js).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Blocks on their own, in the body or one level of sections down. */
  const BLOCKS = '[data-lede="lead"], [data-lede="body"] > *:not(section, div), [data-lede="body"] > :is(section, div) > *';

  /** Ends the mode that is on. @type {AbortController | undefined} */
  let mode;

  ledeReader.parts.removing = { toggle };

  /** @type {ReaderRemovingPart["toggle"]} */
  function toggle(session) {
    if (end()) return false;
    const { text, dialog, growing, hooks, ended } = session;
    growing.finish();
    mode = new AbortController();
    const signal = AbortSignal.any([mode.signal, ended.signal]);
    /** @type {HTMLElement[]} */
    const blocks = [...text.querySelectorAll(BLOCKS)].filter((it) => it instanceof HTMLElement);
    const hadTab = blocks.map((it) => it.getAttribute("tabindex"));
    for (const block of blocks) block.tabIndex = 0;
    /** @type {HTMLElement | null} */
    let picked = null;
    const pick = (/** @type {EventTarget | null} */ target) => {
      delete picked?.dataset.ledePick;
      picked = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(BLOCKS)) : null;
      if (picked) picked.dataset.ledePick = "";
    };
    signal.addEventListener("abort", () => {
      pick(null);
      blocks.forEach((block, at) => {
        const before = hadTab[at];
        if (before === null || before === undefined) block.removeAttribute("tabindex");
        else block.setAttribute("tabindex", before);
      });
    });
    text.addEventListener("pointerover", ({ target }) => pick(target), { signal });
    text.addEventListener("focusin", ({ target }) => pick(target), { signal });
    text.addEventListener(
      "click",
      (event) => {
        event.preventDefault();
        event.stopPropagation();
        pick(event.target);
        if (picked) remove(session, picked);
      },
      { signal, capture: true },
    );
    dialog.addEventListener(
      "keydown",
      (event) => {
        if (!picked || (event.key !== "Delete" && event.key !== "Backspace")) return;
        event.preventDefault();
        const next = blocks[blocks.indexOf(picked) + 1];
        remove(session, picked);
        next?.focus();
      },
      { signal },
    );
    session.dismiss.push(end);
    ledeReader.parts.widgets.toast(session, hooks.strings("reader_remove_on"), { label: hooks.strings("reader_remove_done"), run: end });
    return true;
  }

  function end() {
    if (!mode || mode.signal.aborted) return false;
    mode.abort();
    return true;
  }

  /** @param {ReaderSession} session @param {HTMLElement} block */
  function remove(session, block) {
    const { hooks } = session;
    const { toast } = ledeReader.parts.widgets;
    const say = hooks.strings;
    block.hidden = true;
    let isBack = false;
    /** @type {(() => void) | null | undefined} */
    let forget;
    const undo = {
      label: say("reader_undo"),
      run: () => {
        isBack = true;
        forget?.();
        block.hidden = false;
        block.focus({ preventScroll: true });
      },
    };
    toast(session, say("reader_removed"), undo);
    const source = session.sources.get(block.dataset.lede === "wide" ? (block.firstElementChild ?? block) : block);
    if (source === undefined) return;
    void hooks.removeBlock?.(source).then((made) => {
      forget = made;
      // Undone while the core was still describing it.
      if (isBack) forget?.();
      else if (block.isConnected && block.hidden) toast(session, say(made ? "picker_hidden" : "picker_hidden_once"), undo);
    });
  }
})();
