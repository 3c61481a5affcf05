/**
 * Words and elements for the extension's own pages (popup and options): messages in the user's language, and the one way in which
 * elements are built. No HTML string exists anywhere; text is always a text node.
 *
 * The reader and the content script do not use this file: they live in a page and ask `chrome.i18n` themselves.
 */

/** Languages written from right to left that `_locales` has or may come to have. */
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

/**
 * A message of `_locales` in the browser's language. A missing one shows its key, so that a test sees it.
 * @param {string} key
 * @param {...(string | number)} values what stands for $1, $2 …
 * @returns {string}
 */
export function say(key, ...values) {
  return chrome.i18n.getMessage(key, values.map(String)) || key;
}

/**
 * Why something was hidden, in the user's language; the core's own English words where a translation is missing.
 * @param {{ code: string, values?: string[], words: string }} evidence
 * @returns {string}
 */
export function why({ code, values, words }) {
  return chrome.i18n.getMessage(`evidence_${code.replaceAll("-", "_")}`, values ?? []) || words;
}

/**
 * Puts the messages into a page written in HTML: `data-say="key"` fills the text, `data-say-title`, `data-say-label` and
 * `data-say-placeholder` the attribute. Also sets the page's language and direction.
 * @param {Document} page
 */
export function translate(page) {
  // The language of the messages that are really used, which need not be the browser's: its own @@bidi_dir would then be wrong.
  const language = chrome.i18n.getMessage("language") || "en";
  page.documentElement.lang = language;
  page.documentElement.dir = RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
  for (const it of page.querySelectorAll("[data-say]")) it.textContent = say(it.getAttribute("data-say") ?? "");
  for (const [name, target] of [["data-say-title", "title"], ["data-say-label", "aria-label"], ["data-say-placeholder", "placeholder"]]) {
    for (const it of page.querySelectorAll(`[${name}]`)) it.setAttribute(target, say(it.getAttribute(name) ?? ""));
  }
}

/**
 * An element with attributes and children. A `false` or `undefined` attribute is left out, `true` stands empty, a function listens.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | undefined | ((event: Event) => void)>} attributes a key such as "onclick" listens to "click"
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.replace(/^on/, ""), value);
    else if (value !== false && value !== undefined) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

/**
 * The element of this page's HTML with that id; the page is ours, so a missing one is a mistake of ours and said so.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new (...args: any[]) => T} kind the expected class, such as HTMLButtonElement
 * @returns {T}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`no #${id} of the kind ${kind.name} in this page`);
}
