// The sheet of the reader's closed shadow root: themes, faces, the layer, the toolbar, panels, notes.
// It is CSS in a string because a constructed sheet is the one way to style a shadow root that loads nothing
// and that no page policy refuses. The article's own typography is reader.css.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Palettes: paper, ink, headings, soft text, rule, strong rule, shade, link, accent, mark, ink on mark, selection.
   * Ink on paper is at least 7:1 and soft text, links and accent at least 4.5:1 in each (WCAG 2.2 AAA and AA). */
  const PALETTES = {
    light: ["#fdfcfa", "#22211f", "#121110", "#67635c", "#e6e2da", "#c9c3b8", "#f4f1eb", "#1a5490", "#a63a24", "#ffe9a8", "#22211f", "#cfe2f7"],
    sepia: ["#f6ecd8", "#3b2f22", "#2a2017", "#6d5b43", "#e2d3b6", "#c9b691", "#eee1c8", "#7a3e12", "#97401b", "#f3cf7e", "#2a2017", "#e6cf9f"],
    grey: ["#45474b", "#e6e4df", "#f5f3ee", "#c3c0b9", "#5c5f64", "#7a7d83", "#3b3d41", "#a9cdf2", "#f2b49c", "#7d6a2c", "#fffaf0", "#3d5168"],
    dark: ["#1b1b1d", "#d5d2cb", "#ece9e2", "#9c988f", "#33333a", "#4d4d56", "#252528", "#8db9e8", "#e69a80", "#5d4e1c", "#fbf6e6", "#35506e"],
    black: ["#000000", "#c6c3bc", "#e2dfd8", "#938f87", "#2a2a2d", "#434349", "#131315", "#82b1e3", "#e0937a", "#574817", "#fbf6e6", "#2c4765"],
    contrast: ["#000000", "#ffffff", "#ffffff", "#ffffff", "#ffffff", "#ffffff", "#1a1a1a", "#ffe94a", "#ffe94a", "#ffe94a", "#000000", "#0050c8"],
  };
  const NAMES = ["paper", "ink", "heading", "soft", "rule", "rule-strong", "shade", "link", "accent", "mark", "mark-ink", "select"];
  const DARK_THEMES = new Set(["grey", "dark", "black", "contrast"]);

  /** Colours of highlights: yellow, green, blue, pink, and the ink on them (at least 7:1). */
  const TINTS = {
    light: ["#fff0a3", "#c9f0c0", "#cde5fb", "#fbd5e4", "#22211f"],
    sepia: ["#f8dd83", "#cfe3a8", "#c6dbe0", "#f3c8c0", "#2a2017"],
    grey: ["#6b5c1f", "#2f6140", "#2b5674", "#75425c", "#fffaf0"],
    dark: ["#57491a", "#264d33", "#22465f", "#5e344a", "#fbf6e6"],
    black: ["#4d4016", "#1f4229", "#1b3b52", "#522c40", "#fbf6e6"],
    contrast: ["#ffe94a", "#86f59a", "#8fd2ff", "#ff9fd6", "#000000"],
  };
  const TINT_NAMES = ["yellow", "green", "blue", "pink", "tint-ink"];

  /** @param {keyof typeof PALETTES} theme */
  const palette = (theme) =>
    NAMES.map((name, at) => `--lede-${name}:${PALETTES[theme][at]}`).join(";") +
    ";" +
    TINT_NAMES.map((name, at) => `--lede-${name}:${TINTS[theme][at]}`).join(";") +
    `;--lede-focus:var(--lede-link);color-scheme:${DARK_THEMES.has(theme) ? "dark" : "light"}`;

  const themes =
    Object.keys(PALETTES)
      .map((theme) => `[data-theme="${theme}"]{${palette(/** @type {keyof typeof PALETTES} */ (theme))}}`)
      .join("\n") +
    `\n[data-theme="auto"]{${palette("light")}}` +
    `\n@media (prefers-color-scheme: dark){[data-theme="auto"]{${palette("dark")}}}` +
    `\n@media (prefers-contrast: more){[data-theme="auto"]{--lede-soft:var(--lede-ink);--lede-rule:var(--lede-soft)}}` +
    "\n@media (forced-colors: active){dialog[data-theme]{--lede-paper:Canvas;--lede-ink:CanvasText;--lede-heading:CanvasText;--lede-soft:CanvasText;" +
    "--lede-rule:CanvasText;--lede-rule-strong:CanvasText;--lede-shade:Canvas;--lede-link:LinkText;--lede-accent:CanvasText;--lede-mark:Mark;" +
    "--lede-mark-ink:MarkText;--lede-select:Highlight;--lede-yellow:Mark;--lede-green:Mark;--lede-blue:Mark;--lede-pink:Mark;--lede-tint-ink:MarkText}}";

  const FACES = `
dialog {
  --lede-sans: system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
  --lede-mono: ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --lede-face: "Lede Serif", "Iowan Old Style", Charter, "Bitstream Charter", "Sitka Text", "Source Serif 4", Cambria, Georgia, "Noto Serif", serif;
}
dialog, [data-font] {
  --lede-face-ja: var(--lede-face); --lede-face-hans: var(--lede-face); --lede-face-hant: var(--lede-face);
  --lede-face-ko: var(--lede-face); --lede-face-arab: var(--lede-face);
}
:is([data-font="serif"], [data-font="system_serif"]) {
  --lede-face-ja: "Hiragino Mincho ProN", "Yu Mincho", "Noto Serif CJK JP", "Noto Serif JP", serif;
  --lede-face-hans: "Songti SC", "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", SimSun, serif;
  --lede-face-hant: "Songti TC", "Source Han Serif TC", "Noto Serif CJK TC", "Noto Serif TC", PMingLiU, serif;
  --lede-face-ko: "AppleMyungjo", "Noto Serif CJK KR", "Noto Serif KR", Batang, serif;
  --lede-face-arab: "Geeza Pro", "Noto Naskh Arabic", "Sakkal Majalla", "Traditional Arabic", serif;
}
[data-font="sans"] { --lede-face: "Lede Sans", "Source Sans 3", "Helvetica Neue", "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
[data-font="system_serif"] { --lede-face: ui-serif, "Iowan Old Style", Charter, "Sitka Text", Cambria, Georgia, "Noto Serif", serif; }
[data-font="system"] { --lede-face: system-ui, -apple-system, sans-serif; }
[data-font="dyslexic"] { --lede-face: "Lede Dyslexic", OpenDyslexic, Verdana, sans-serif; }
[data-font="clear"] { --lede-face: "Lede Clear", "Atkinson Hyperlegible Next", "Atkinson Hyperlegible", OpenDyslexic, Verdana, sans-serif; }
`;

  const LAYER = `
:host { all: initial; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
dialog {
  position: fixed; inset: 0; margin: 0; padding: 0; border: 0; outline: 0;
  inline-size: auto; block-size: auto; max-inline-size: none; max-block-size: none;
  overflow: hidden auto; overscroll-behavior: contain; scrollbar-width: auto;
  scrollbar-color: var(--lede-rule-strong) transparent;
  background: var(--lede-paper); color: var(--lede-ink);
  font: 400 15px/1.45 var(--lede-sans);
  -webkit-font-smoothing: antialiased; accent-color: var(--lede-accent);
}
dialog::backdrop { background: var(--lede-paper); }
.waiting main { opacity: 0; }
main { display: block; padding-inline: clamp(20px, 5vw, 48px); min-block-size: 100%; outline: 0; }
.bar {
  position: sticky; inset-block-start: 0; z-index: 4; display: flex; align-items: center; gap: 2px;
  block-size: 52px; padding-inline: max(8px, env(safe-area-inset-left)) max(8px, env(safe-area-inset-right));
  background: color-mix(in srgb, var(--lede-paper) 92%, transparent); backdrop-filter: blur(12px);
  transition: translate 180ms ease, opacity 180ms ease;
}
.bar.away:not(:focus-within):not(:hover) { translate: 0 -100%; opacity: 0; }
.bar::after {
  content: ""; position: absolute; inset-inline: 0; inset-block-end: 0; block-size: 1px;
  background: var(--lede-rule); opacity: 0; transition: opacity 180ms;
}
.bar.scrolled::after { opacity: 1; }
.where {
  flex: 1; min-inline-size: 0; display: flex; justify-content: center; align-items: baseline; gap: .6em;
  padding-inline: 10px; font-size: 13px; color: var(--lede-soft); white-space: nowrap;
  opacity: 0; transition: opacity 180ms;
}
.where b { font-weight: 600; color: var(--lede-ink); overflow: hidden; text-overflow: ellipsis; min-inline-size: 0; }
.bar.scrolled .where { opacity: 1; }
.progress {
  position: fixed; inset-block-start: 0; inset-inline: 0; block-size: 3px; z-index: 5; pointer-events: none;
  background: linear-gradient(var(--lede-accent), var(--lede-accent)) no-repeat; background-size: 0 100%;
}
.progress:dir(rtl) { background-position: right; }
button, select, input { font: inherit; color: inherit; }
button {
  appearance: none; border: 0; margin: 0; background: none; cursor: pointer; border-radius: 9px;
  transition: background-color 120ms;
}
button:hover { background: color-mix(in srgb, var(--lede-ink) 9%, transparent); }
button:active { background: color-mix(in srgb, var(--lede-ink) 16%, transparent); }
button:disabled { opacity: .45; cursor: default; background: none; }
:focus-visible { outline: 2px solid var(--lede-focus); outline-offset: 1px; }
:is(main, .panel, .sheet, .note):focus-visible { outline: 0; }
.tool { inline-size: 44px; block-size: 44px; display: grid; place-items: center; flex: none; color: var(--lede-soft); }
.tool:hover, .tool[aria-expanded="true"], .tool[aria-pressed="true"] { color: var(--lede-ink); }
.tool[aria-expanded="true"], .tool[aria-pressed="true"] { background: color-mix(in srgb, var(--lede-ink) 12%, transparent); }
svg { inline-size: 22px; block-size: 22px; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.flip:dir(rtl) svg { scale: -1 1; }`;

  const PANELS = `
.panel, .sheet, .note {
  position: fixed; z-index: 6; background: var(--lede-paper); color: var(--lede-ink);
  border: 1px solid var(--lede-rule-strong); border-radius: 14px;
  box-shadow: 0 1px 2px rgb(0 0 0 / .08), 0 12px 40px rgb(0 0 0 / .18);
  overflow: auto; overscroll-behavior: contain; scrollbar-width: thin;
}
.panel {
  inset-block-start: 56px; inset-inline-end: 10px; inline-size: min(340px, calc(100vw - 20px));
  max-block-size: calc(100vh - 72px); padding: 16px;
}
.panel.start { inset-inline: 10px auto; }
.panel h2, .sheet h2 { margin: 0 0 12px; font-size: 15px; font-weight: 650; }
.group { margin: 0 0 15px; padding: 0; border: 0; min-inline-size: 0; }
.group > legend, .label { padding: 0; margin: 0 0 6px; font-size: 12.5px; color: var(--lede-soft); }
.swatches { display: grid; grid-template-columns: repeat(4, 1fr); gap: 7px; }
.swatch { display: block; position: relative; cursor: pointer; font-size: 11.5px; text-align: center; color: var(--lede-soft); }
.swatch input, .choice input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; margin: 0; opacity: 0; cursor: pointer; }
.swatch > span:first-of-type {
  display: grid; place-items: center; block-size: 40px; margin-block-end: 3px; border-radius: 10px;
  border: 1px solid color-mix(in srgb, var(--lede-ink) 22%, transparent);
  background: var(--swatch-paper) border-box; color: var(--swatch-ink); font: 600 16px/1 var(--lede-face);
}
.swatch input:checked ~ span:first-of-type { outline: 2px solid var(--lede-accent); outline-offset: 1px; border-color: transparent; }
.swatch input:checked ~ span:last-of-type { color: var(--lede-ink); font-weight: 600; }
.swatch input:focus-visible ~ span:first-of-type { outline: 3px solid var(--lede-focus); }
.choices { display: grid; grid-template-columns: repeat(auto-fit, minmax(88px, 1fr)); padding: 3px; border-radius: 11px; background: color-mix(in srgb, var(--lede-ink) 8%, transparent); }
.choice { position: relative; flex: 1 1 auto; min-inline-size: 0; text-align: center; }
.choice span { display: block; padding: 7px 4px; border-radius: 8px; font-size: 13.5px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.choice input:checked ~ span { background: var(--lede-paper); box-shadow: 0 1px 3px rgb(0 0 0 / .2); font-weight: 600; }
.choice input:focus-visible ~ span { outline: 2px solid var(--lede-focus); }
.row { display: flex; align-items: center; gap: 8px; min-block-size: 40px; }
.row > .label { flex: 1; margin: 0; font-size: 14px; color: var(--lede-ink); }
.row output { min-inline-size: 3.2em; text-align: center; font-variant-numeric: tabular-nums; font-size: 13.5px; }
.step { inline-size: 36px; block-size: 34px; display: grid; place-items: center; background: color-mix(in srgb, var(--lede-ink) 8%, transparent); }
.step svg { inline-size: 18px; block-size: 18px; }
.switch { display: flex; align-items: center; gap: 8px; min-block-size: 40px; cursor: pointer; font-size: 14px; }
.switch > span { flex: 1; }
.switch input {
  appearance: none; flex: none; position: relative; inline-size: 38px; block-size: 22px; margin: 0; border-radius: 11px; cursor: pointer;
  background: color-mix(in srgb, var(--lede-ink) 30%, transparent); transition: background-color 140ms;
}
.switch input::after {
  content: ""; position: absolute; inset-block-start: 3px; inset-inline-start: 3px; inline-size: 16px; block-size: 16px;
  border-radius: 50%; background: var(--lede-paper); transition: translate 140ms;
}
.switch input:checked { background: var(--lede-accent); }
.switch input:checked::after { translate: 16px 0; }
.switch input:checked:dir(rtl)::after { translate: -16px 0; }
select {
  inline-size: 100%; min-block-size: 36px; padding: 4px 8px; border-radius: 9px;
  border: 1px solid var(--lede-rule-strong); background: var(--lede-paper);
}
.more > summary { cursor: pointer; font-size: 13.5px; min-block-size: 36px; align-content: center; color: var(--lede-soft); }
.foot { display: flex; flex-wrap: wrap; gap: 6px; border-block-start: 1px solid var(--lede-rule); margin-block-start: 10px; padding-block-start: 10px; }
.plain { padding: 8px 12px; min-block-size: 36px; background: color-mix(in srgb, var(--lede-ink) 8%, transparent); font-size: 13.5px; font-weight: 550; }
.menu { display: grid; }
.menu button[aria-pressed="true"] { font-weight: 650; }
.menu button[aria-pressed="true"]::after { content: "\\2713"; margin-inline-start: auto; }
.menu button { display: flex; align-items: center; gap: 12px; padding: 9px 10px; min-block-size: 42px; text-align: start; font-size: 14.5px; }
.menu button[aria-pressed="true"] { background: color-mix(in srgb, var(--lede-ink) 12%, transparent); }
.menu svg { inline-size: 20px; block-size: 20px; color: var(--lede-soft); flex: none; }
.menu hr { border: 0; block-size: 1px; inline-size: 100%; background: var(--lede-rule); margin: 6px 0; }
.menu kbd { margin-inline-start: auto; }
kbd {
  font: 500 12px/1 var(--lede-mono); padding: 4px 6px; border-radius: 6px; color: var(--lede-soft);
  border: 1px solid var(--lede-rule-strong); border-block-end-width: 2px;
}
.outline { list-style: none; margin: 0; padding: 0; }
.outline button { display: block; inline-size: 100%; padding: 7px 10px; text-align: start; font-size: 14px; line-height: 1.35; }
.outline [data-level="1"] { padding-inline-start: 26px; }
.outline [data-level="2"], .outline [data-level="3"] { padding-inline-start: 42px; color: var(--lede-soft); }
.outline [aria-current] { font-weight: 650; color: var(--lede-accent); }
.sheet { inset: 0; margin: auto; inline-size: min(680px, calc(100vw - 24px)); block-size: fit-content; max-block-size: calc(100vh - 48px); padding: 20px 24px; }
.sheet { display: flex; flex-direction: column; overflow: hidden; }
.groups { overflow: auto; display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 4px 34px; margin-block-end: 14px; padding-inline-end: 6px; }
.sheet h3 { margin: 0 0 8px; font-size: 12.5px; font-weight: 600; color: var(--lede-soft); }
.sheet dl { display: grid; grid-template-columns: 1fr auto; gap: 6px 18px; margin: 0 0 14px; align-items: center; font-size: 14px; }
.sheet dd { margin: 0; text-align: end; }
.note { inline-size: min(380px, calc(100vw - 24px)); max-block-size: 45vh; padding: 12px 16px; font: 400 15px/1.5 var(--lede-face); }
.note :is(p, ol, ul) { margin: 0 0 .5em; }
.note a { color: var(--lede-link); }
.editor { inline-size: min(320px, calc(100vw - 24px)); font-family: var(--lede-sans); }
.editor textarea {
  display: block; inline-size: 100%; margin-block: 10px 2px; padding: 9px 11px; resize: vertical; font: 400 14.5px/1.5 var(--lede-sans); color: inherit;
  border: 1px solid var(--lede-rule-strong); border-radius: 9px; background: var(--lede-paper);
}
.editor textarea::placeholder { color: var(--lede-soft); opacity: 1; }
.editor .foot { border: 0; padding: 0; justify-content: space-between; }
.colours { display: flex; gap: 6px; }
.colour { inline-size: 36px; block-size: 36px; display: grid; place-items: center; flex: none; }
.colour::before {
  content: ""; inline-size: 22px; block-size: 22px; border-radius: 50%; background: var(--tint);
  border: 1px solid color-mix(in srgb, var(--lede-ink) 28%, transparent); forced-color-adjust: none;
}
.colour[aria-pressed="true"]::before { outline: 2px solid var(--lede-ink); outline-offset: 2px; }
[data-colour="yellow"] { --tint: var(--lede-yellow); } [data-colour="green"] { --tint: var(--lede-green); }
[data-colour="blue"] { --tint: var(--lede-blue); } [data-colour="pink"] { --tint: var(--lede-pink); }
.marker {
  position: fixed; z-index: 6; display: flex; align-items: center; padding: 3px 5px; border-radius: 14px;
  background: var(--lede-paper); border: 1px solid var(--lede-rule-strong); box-shadow: 0 1px 2px rgb(0 0 0 / .1), 0 8px 26px rgb(0 0 0 / .2);
}
.marker .tool { inline-size: 38px; block-size: 38px; }
.highlights { list-style: none; margin: 0; padding: 0; }
.highlights li { display: flex; align-items: start; padding-block: 8px; }
.highlights li + li { border-block-start: 1px solid var(--lede-rule); }
.highlights .said { flex: 1; min-inline-size: 0; }
.highlights .quote {
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; text-align: start; padding: 1px 4px 1px 10px;
  font: 400 14.5px/1.45 var(--lede-face); border-inline-start: 4px solid var(--tint); border-radius: 0;
}
.highlights .quote:disabled { opacity: 1; color: var(--lede-soft); }
.highlights .words { margin: 4px 0 0; padding-inline-start: 14px; font-size: 13.5px; white-space: pre-line; overflow-wrap: anywhere; }
.highlights .hint { margin: 4px 0 0; padding-inline-start: 14px; }
.highlights .tool { inline-size: 36px; block-size: 36px; } .highlights .tool svg { inline-size: 18px; block-size: 18px; }
.hint { margin: 0; font-size: 13.5px; color: var(--lede-soft); }
.note .go { font: 550 13px/1 var(--lede-sans); padding: 8px 10px; margin-inline-start: -10px; color: var(--lede-link); }
.toast {
  position: fixed; z-index: 7; inset-block-end: 22px; inset-inline: 0; margin-inline: auto; inline-size: fit-content; max-inline-size: calc(100vw - 32px);
  display: flex; align-items: center; gap: 14px; padding: 10px 16px; border-radius: 12px; font-size: 14px;
  background: var(--lede-heading); color: var(--lede-paper); box-shadow: 0 8px 30px rgb(0 0 0 / .25);
}
.toast button { padding: 5px 9px; font-weight: 650; text-decoration: underline; text-underline-offset: 3px; }
.voice {
  position: fixed; z-index: 4; inset-block-end: max(16px, env(safe-area-inset-bottom)); inset-inline: 0; margin-inline: auto; inline-size: fit-content;
  max-inline-size: calc(100vw - 20px); display: flex; align-items: center; gap: 4px; padding: 5px 8px; border-radius: 18px;
  background: var(--lede-paper); border: 1px solid var(--lede-rule-strong); box-shadow: 0 8px 30px rgb(0 0 0 / .2);
}
.voice select { inline-size: auto; max-inline-size: 34vw; border: 0; background-color: transparent; font-size: 13px; }
.ruler { position: fixed; inset-inline: 0; z-index: 3; pointer-events: none; box-shadow: 0 0 0 200vmax color-mix(in srgb, var(--lede-paper) 84%, transparent); }
.live { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.paper { display: none; }
.skip:not(:focus) { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }`;

  const MEDIA = `
@media (max-width: 620px) {
  .where { justify-content: start; padding-inline: 2px; }
  .where b { display: none; }
  .panel, .panel.start { inset: auto 0 0 0; inline-size: 100%; max-block-size: 72vh; border-radius: 18px 18px 0 0; padding-block-end: max(18px, env(safe-area-inset-bottom)); }
}
@media (prefers-reduced-motion: no-preference) {
  /* Not from nothing: the text can be read from the first frame on. */
  dialog.opening main { animation: come 240ms cubic-bezier(.2, .7, .2, 1); }
  @keyframes come { from { opacity: .4; translate: 0 6px; } }
  .panel, .note, .sheet, .toast { animation: rise 140ms ease-out; }
  @keyframes rise { from { opacity: 0; translate: 0 6px; } }
}
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { transition: none !important; animation: none !important; } }
@media (forced-colors: active) {
  .bar.scrolled { border-block-end: 1px solid CanvasText; }
  .tool[aria-expanded="true"], .tool[aria-pressed="true"], .choice input:checked ~ span { outline: 2px solid Highlight; }
  .progress { background: linear-gradient(Highlight, Highlight) no-repeat; background-size: 0 100%; forced-color-adjust: none; }
  .switch input { border: 1px solid CanvasText; } .switch input::after { background: CanvasText; }
  .swatch > span:first-of-type { forced-color-adjust: none; }
}
@media print {
  dialog { position: static; display: block; overflow: visible; background: #fff; color: #000; }
  /* Of the layer only the article and what is made for paper: no tool that is added later can come on it. */
  dialog::backdrop, dialog > :not(main, .paper) { display: none !important; }
  main { padding: 0; min-block-size: 0; animation: none !important; opacity: 1 !important; }
  .paper {
    display: block; max-inline-size: 37em; margin: 2.4em auto 0; font: 400 max(11pt, var(--lede-size) * .6)/1.5 var(--lede-face); color: #000;
    text-rendering: geometricPrecision; print-color-adjust: exact; }
  .paper h2 { margin: 0 0 .6em; font-size: 1.25em; break-after: avoid; }
  .paper blockquote { margin: 0 0 .5em; padding-inline-start: 1em; border-inline-start: 3px solid var(--lede-yellow); break-inside: avoid; }
  .paper :is(blockquote, section > p) { unicode-bidi: plaintext; }
  .paper section > p { margin: 0 0 1em; padding-inline-start: 1.3em; font-family: var(--lede-sans); font-size: .9em; }
  .paper > p { margin: 2em 0 0; padding-block-start: .8em; border-block-start: 1px solid var(--lede-rule);
    font: 400 .75em/1.5 var(--lede-sans); color: var(--lede-soft); overflow-wrap: anywhere; }
  dialog[data-theme] { --lede-paper: #fff; --lede-ink: #000; --lede-heading: #000; --lede-soft: #444; --lede-rule: #bbb; --lede-rule-strong: #888;
    --lede-shade: #f4f4f4; --lede-link: #000; --lede-accent: #444; --lede-yellow: #fff0a3; --lede-green: #c9f0c0; --lede-blue: #cde5fb;
    --lede-pink: #fbd5e4; --lede-tint-ink: #000; color-scheme: light; }
}`;

  ledeReader.parts.sheet = { css: [themes, FACES, LAYER, PANELS, MEDIA].join("\n") };
})();
