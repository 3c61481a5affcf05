/**
 * The options' list of pages that have highlights and notes: each with its address and a button to delete what was kept, one for
 * all of them, and one that takes the last deletion back for as long as the options are open.
 *
 * The reader keeps them (reader/highlight_store.js) under keys of this beginning. Deliberately absent: showing or changing a highlight.
 */

import { byId, element, say } from "./words.js";

const KEY = "highlights:";
/** Only pages of the web are led to: the addresses come from a store that an older version may have filled. */
const WEB = /^https?:/;

/** @typedef {{ address?: string, title?: string, list?: unknown[] }} HighlightedPage */

const list = byId("highlighted", HTMLElement);
const none = byId("no-highlights", HTMLElement);
const all = byId("delete-highlights", HTMLButtonElement);
const undo = byId("undo-highlights", HTMLButtonElement);
/** What was deleted last. @type {Record<string, HighlightedPage>} */
let deleted = {};

/** Draws the list now and whenever it changes. @param {(words: string) => void} speak tells what happened */
export async function listHighlights(speak) {
  all.addEventListener("click", async () => remove(await kept(), speak));
  undo.addEventListener("click", async () => {
    await chrome.storage.local.set(deleted);
    deleted = {};
    await draw(speak);
    all.focus();
  });
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === "local" && Object.keys(changes).some((it) => it.startsWith(KEY))) void draw(speak);
  });
  await draw(speak);
}

/** @returns {Promise<Record<string, HighlightedPage>>} */
async function kept() {
  const shelf = await chrome.storage.local.get(null);
  return Object.fromEntries(Object.entries(shelf).filter(([name]) => name.startsWith(KEY)));
}

/** @param {(words: string) => void} speak */
async function draw(speak) {
  const pages = Object.entries(await kept());
  const named = pages.map(([key, page]) => ({ key, page, name: page.title || page.address || key }));
  named.sort((one, other) => one.name.localeCompare(other.name));
  list.replaceChildren(...named.map(({ key, page, name }) => row(key, page, name, speak)));
  none.hidden = pages.length > 0;
  all.hidden = pages.length === 0;
  undo.hidden = Object.keys(deleted).length === 0;
}

/** @param {string} key @param {HighlightedPage} page @param {string} name @param {(words: string) => void} speak */
function row(key, page, name, speak) {
  const words = element("bdi", {}, name);
  const { address = "" } = page;
  const title = WEB.test(address) ? element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words) : words;
  const act = () => void remove({ [key]: page }, speak);
  return element("li", {},
    element("h3", {}, title),
    element("button", { class: "plain", type: "button", "aria-label": say("reader_highlight_delete_one", name), onclick: act }, say("reader_highlight_delete")),
    element("span", { class: "soft" }, `${say("reader_highlights")}: ${page.list?.length ?? 0}`));
}

/** @param {Record<string, HighlightedPage>} pages @param {(words: string) => void} speak */
async function remove(pages, speak) {
  deleted = pages;
  await chrome.storage.local.remove(Object.keys(pages));
  speak(say("reader_highlight_deleted"));
  await draw(speak);
  undo.focus();
}
