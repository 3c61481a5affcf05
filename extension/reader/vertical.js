// Vertical setting, for Japanese and Chinese: lines run down, and stand side by side from right to left, in tiers one below the
// other as a magazine has them; so the layer scrolls as ever, and place, progress and reading aloud stay right.
// Of itself the reader sets an article so when the page does. Deliberately absent: any other script.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  const WRITINGS = ["auto", "horizontal", "vertical"];
  /** Blocks of the article that are looked at in the page: a title or a caption alone may be set otherwise. */
  const LOOKS = 8;

  ledeReader.parts.vertical = { attach, apply, fill };

  /** @type {ReaderVerticalPart["attach"]} */
  function attach(session) {
    const lines = session.blocks.filter(({ element }) => element.localName === "p").slice(0, LOOKS);
    const live = lines.map(({ source }) => session.hooks.nodeOf(source)).filter((it) => it !== null);
    const vertical = live.filter((it) => getComputedStyle(it).writingMode.startsWith("vertical"));
    session.isSetVertically = live.length > 0 && vertical.length * 2 > live.length;
    apply(session);
  }

  /** @type {ReaderVerticalPart["apply"]} */
  function apply({ text, look, isSetVertically }) {
    const isVertical = look.writing === "vertical" || (look.writing !== "horizontal" && Boolean(isSetVertically));
    if (isVertical && isEastAsian(text)) text.dataset.ledeWriting = "vertical";
    else delete text.dataset.ledeWriting;
  }

  /** @type {ReaderVerticalPart["fill"]} */
  function fill(session, panel) {
    if (!isEastAsian(session.text)) return;
    const { make } = ledeReader.parts.widgets;
    const say = session.hooks.strings;
    const choice = make("select", { "aria-label": say("reader_writing") });
    for (const writing of WRITINGS) {
      const option = /** @type {HTMLOptionElement} */ (make("option", { value: writing }, [say(`reader_writing_${writing}`)]));
      option.selected = (session.look.writing ?? "auto") === writing;
      choice.append(option);
    }
    choice.addEventListener("change", () => {
      if (!(choice instanceof HTMLSelectElement)) return;
      session.look = { ...session.look, writing: choice.value };
      apply(session);
      void session.hooks.saveSettings?.({ writing: choice.value }, session.scope);
    });
    panel.append(make("label", { class: "row" }, [make("span", {}, [say("reader_writing")]), choice]));
  }

  /** @param {HTMLElement} text */
  function isEastAsian({ lang }) {
    return /^(ja|zh)\b/i.test(lang);
  }
})();
