// The stage of the demo: this module runs inside the newspaper's frame and drives the core over the frame's own document.
//
// It loads what the extension loads (hands, eyes, reader and their sheets, copied to pkg/ by `cargo xtask build`), starts the core and
// hands a `Stage` to the page around by the event `ledestage` on the frame element; `ledetrouble` says why when it cannot.
// Deliberately absent: the controls (demo.js), verdicts, watching what the page adds later (the extension's content.js does).

import init, { LiveLede, find_passages as findPassages } from "./pkg/lede.js";

/** @typedef {{ code: string, values: string[], words: string }} Evidence */
/** @typedef {{ id: number, kind: string, text: string, evidence: Evidence[], shown: boolean }} Line  a line of `lede.ledger()` */
/**
 * @typedef {object} Stage
 * @property {LiveLede} lede  the core over the frame's document
 * @property {(closed: () => void) => boolean} openReader  false where the page has no article; `closed` is told who ever closes it
 * @property {() => void} closeReader
 */

/** @type {any} */
const frame = globalThis;
/** Scripts of the extension that the page needs, in their order. */
const SCRIPTS = ["hands.js", "layout.js", "page.js"];
/** Scripts of the reader, in the order of extension/reader.js. */
const READER = (
  "look cards build growing sheet widgets faces overlay place panels columns vertical appearance outline notes parts passages highlights marker media_keys speech exporting paper focus removing " +
  "help toolbar"
).split(" ");

/** Highlights last as long as the demo: the newspaper is made up, and nothing is stored. @type {unknown[]} */
let highlights = [];

/** What the reader writes on its buttons: _locales/en, as `chrome.i18n.getMessage` would read it. @type {Record<string, { message: string, placeholders?: Record<string, { content: string }> }>} */
let messages = {};

try {
  await start();
} catch (error) {
  tell("ledetrouble", error instanceof Error ? error.message : String(error));
}

async function start() {
  const sheets = Promise.all(["hide.css", "reader.css", "reader/pieces.css", "reader/paper.css", "reader/paint.css"].map(loadSheet));
  // One after the other: each script builds on the ones before it.
  for (const name of [...SCRIPTS, ...READER.map((it) => `reader/${it}.js`), "reader.js"]) await loadScript(name);
  messages = await (await fetch(address("_locales/en/messages.json"))).json();
  await Promise.all([init({ module_or_path: address("lede_bg.wasm") }), sheets]);
  stayHere();
  tell("ledestage", stageOf(new LiveLede(document, undefined)));
}

/** @param {LiveLede} lede @returns {Stage} */
function stageOf(lede) {
  const { ledeReader } = frame;
  return {
    lede,
    openReader(closed) {
      if (ledeReader.isOpen()) return true;
      const article = lede.read();
      if (!article) return false;
      ledeReader.open(article, {
        settings: null,
        nodeOf: (/** @type {number} */ source) => lede.element(source) ?? null,
        strings: message,
        fontBytes: async (/** @type {string} */ file) => new Uint8Array(await (await fetch(address(`reader/fonts/${file}`))).arrayBuffer()),
        loadHighlights: async () => highlights,
        saveHighlights: async (/** @type {unknown[]} */ list) => Boolean((highlights = list)),
        findPassages: async (/** @type {string} */ text, /** @type {unknown} */ passages) => findPassages(text, passages),
        closed,
      });
      return true;
    },
    closeReader: () => ledeReader.close(),
  };
}

/** The made-up newspaper has one page: its links and forms lead nowhere, and its frame must not. */
function stayHere() {
  document.addEventListener("submit", (event) => event.preventDefault(), { capture: true });
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (link && !link.getAttribute("href")?.startsWith("#")) event.preventDefault();
    },
    { capture: true },
  );
}

/** @param {string} key @param {string[]} [values] @returns {string} */
function message(key, values = []) {
  if (key === "@@ui_locale") return "en";
  if (key === "@@bidi_dir") return "ltr";
  const { message: text = "", placeholders = {} } = messages[key] ?? {};
  const named = text.replace(/\$(\w+)\$/g, (_, name) => placeholders[name.toLowerCase()]?.content ?? "");
  return named.replace(/\$(\d)/g, (_, place) => values[Number(place) - 1] ?? "");
}

/** @param {string} name */
function address(name) {
  return new URL(`pkg/${name}`, import.meta.url).href;
}

/** @param {string} name @returns {Promise<void>} */
function loadScript(name) {
  const script = document.createElement("script");
  script.src = address(name);
  return added(script, name);
}

/** @param {string} name @returns {Promise<void>} */
function loadSheet(name) {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = address(name);
  return added(sheet, name);
}

/** @param {HTMLElement} element @param {string} name @returns {Promise<void>} */
function added(element, name) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", () => resolve());
    element.addEventListener("error", () => reject(new Error(`${name} did not load`)));
    document.head.append(element);
  });
}

/** @param {string} type @param {unknown} detail */
function tell(type, detail) {
  // Without a frame around, as in the tests, the page itself is told.
  (frame.frameElement ?? frame).dispatchEvent(new CustomEvent(type, { detail }));
}
