// How the reader looks: the values that a user may choose, checked, clamped, and handed to the sheets
// as attributes and custom properties of the layer inside the closed shadow root. The article inherits
// them through its slot, so no setting ever stands in the page's own DOM.
//
// Deliberately absent: storage (the hooks keep the values) and controls (appearance.js draws them).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** @type {ReaderLook} */
  const defaults = {
    theme: "auto",
    font: "serif",
    size: 19,
    width: 66,
    line_height: 1.6,
    letter_spacing: 0,
    word_spacing: 0,
    align: "start",
    hyphenate: false,
    columns: 1,
    writing: "auto",
    front_matter: false,
    rate: 1,
    voice: "",
  };

  /** Smallest and largest values, so that a broken setting cannot make the text unreadable. */
  const ranges = {
    size: { min: 13, max: 40, step: 1 },
    width: { min: 40, max: 110, step: 2 },
    line_height: { min: 1.2, max: 2.4, step: 0.1 },
    letter_spacing: { min: -2, max: 16, step: 1 },
    word_spacing: { min: -5, max: 50, step: 5 },
    columns: { min: 1, max: 2, step: 1 },
    rate: { min: 0.5, max: 3, step: 0.1 },
  };

  const themes = ["auto", "light", "sepia", "grey", "dark", "black", "contrast"];
  const fonts = ["serif", "sans", "clear", "dyslexic", "system_serif", "system"];
  const aligns = ["start", "justify"];
  const writings = ["auto", "horizontal", "vertical"];

  /** Latin text sets about two characters to the em, so a line of n characters is n/2 em wide. */
  const EM_PER_CHARACTER = 0.5;

  ledeReader.parts.look = { defaults, ranges, themes, fonts, aligns, writings, checked, apply };

  /** @type {ReaderLookPart["checked"]} */
  function checked(saved) {
    const from = saved ?? {};
    /** @param {keyof typeof ranges} key */
    const number = (key) => {
      const { min, max } = ranges[key];
      const value = Number(from[key] ?? defaults[key]);
      return Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : defaults[key];
    };
    /** @param {string[]} known @param {unknown} value @param {string} fallback */
    const word = (known, value, fallback) => known.find((it) => it === value) ?? fallback;
    return {
      theme: word(themes, from.theme, defaults.theme),
      font: word(fonts, from.font, defaults.font),
      size: number("size"),
      width: number("width"),
      line_height: number("line_height"),
      letter_spacing: number("letter_spacing"),
      word_spacing: number("word_spacing"),
      align: word(aligns, from.align, defaults.align),
      hyphenate: Boolean(from.hyphenate ?? defaults.hyphenate),
      columns: Math.round(number("columns")),
      writing: word(writings, from.writing, defaults.writing),
      front_matter: Boolean(from.front_matter ?? defaults.front_matter),
      rate: number("rate"),
      voice: typeof from.voice === "string" ? from.voice : defaults.voice,
    };
  }

  /** @type {ReaderLookPart["apply"]} */
  function apply({ dialog, look }) {
    dialog.dataset.theme = look.theme;
    dialog.dataset.font = look.font;
    const { style } = dialog;
    style.setProperty("--lede-size", `${look.size}px`);
    style.setProperty("--lede-measure", `${look.width * EM_PER_CHARACTER}em`);
    style.setProperty("--lede-column", `${look.width * EM_PER_CHARACTER * look.size}px`);
    style.setProperty("--lede-leading", look.line_height.toFixed(2));
    style.setProperty("--lede-tracking", `${look.letter_spacing / 100}em`);
    style.setProperty("--lede-word-space", `${look.word_spacing / 100}em`);
    style.setProperty("--lede-align", look.align);
    style.setProperty("--lede-hyphens", look.hyphenate ? "auto" : "manual");
  }
})();
