/**
 * The list of what the user pointed at on a site: one row a block, with what it is for and a button to forget it. Used by popup and options.
 *
 * Deliberately absent: keeping the change (whoever lists them does), and what a block is described by (the core).
 */

import { element, say } from "./words.js";

/** @typedef {"hide" | "wrong" | "removed" | "article"} MarkUse */

/** @type {readonly MarkUse[]} */
const USES = Object.freeze(["hide", "wrong", "removed", "article"]);

/**
 * Rows for all remembered blocks of a site; none where there are none.
 * @param {LedeSite} site
 * @param {(use: MarkUse, mark: LedeMark) => void} forget
 * @returns {HTMLLIElement[]}
 */
export function markRows(site, forget) {
  return USES.flatMap((use) => marksOf(site, use).map((mark) => row(use, mark, () => forget(use, mark))));
}

/** @param {LedeSite} site @param {MarkUse} use */
function marksOf(site, use) {
  return use === "article" ? (site.article ? [site.article] : []) : site[use];
}

/** @param {MarkUse} use @param {LedeMark} mark @param {() => void} forget */
function row(use, mark, forget) {
  const words = mark.text || say("own_nameless", mark.tag);
  return element("li", { class: "own" },
    element("span", { class: "own-use" }, say(`own_${use}`)),
    element("span", { class: "own-words", dir: "auto", title: words }, words),
    element("button", { class: "quiet small", type: "button", "aria-label": say("own_forget_label", words), onclick: forget }, say("own_forget")));
}
