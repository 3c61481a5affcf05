// Vertical setting, for Japanese and Chinese: lines run down, and stand side by side from right to left, in tiers one below the
// other as a magazine has them; so the layer scrolls as ever, and place, progress and reading aloud stay right.
// Of itself the reader sets an article so when the page does. Deliberately absent: any other script.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Blocks of the article that are looked at in the page: a title or a caption alone may be set otherwise. */
  const LOOKS = 8;

  ledeReader.parts.vertical = { attach, apply, isPossible };

  /** @type {ReaderVerticalPart["attach"]} */
  function attach(session) {
    const lines = session.blocks.filter(({ element }) => element.localName === "p").slice(0, LOOKS);
    const live = lines.map(({ source }) => session.hooks.nodeOf(source)).filter((it) => it !== null);
    const vertical = live.filter((it) => getComputedStyle(it).writingMode.startsWith("vertical"));
    session.isSetVertically = live.length > 0 && vertical.length * 2 > live.length;
    apply(session);
  }

  /** @type {ReaderVerticalPart["apply"]} */
  function apply(session) {
    const { text, look, isSetVertically } = session;
    const isWanted = look.writing === "vertical" || (look.writing === "auto" && Boolean(isSetVertically));
    if (isWanted && isPossible(session)) text.dataset.ledeWriting = "vertical";
    else delete text.dataset.ledeWriting;
  }

  /** @type {ReaderVerticalPart["isPossible"]} */
  function isPossible({ text }) {
    return /^(ja|zh)\b/i.test(text.lang);
  }
})();
