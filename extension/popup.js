/**
 * The popup: asks the page's content script for its ledger and shows it; its buttons send messages or change settings, nothing more.
 *
 * Deliberately absent: any verdict (the core's), any state of its own (the page keeps the ledger, the store the settings) and polling.
 * `popup.html?tab=ID` shows another tab than the active one: tests and browsers without popups open it as a page.
 */

import { markRows } from "./marks.js";
import { offerReports } from "./popup-report.js";
import { byId, element, say, translate, why } from "./words.js";

/** @typedef {{ code: string, values?: string[], words: string }} Reason */
/** @typedef {{ id: number, kind: LedeKind | "own", text: string, evidence: Reason[], shown: boolean, fightsBack: boolean, fights: number }} Ask */
/**
 * @typedef {{ hidden: Ask[], extent: "whole" | "cut", subscribe: string | null, readerOpen: boolean, canRead: boolean, peeking: boolean,
 *   remembered?: boolean, report?: unknown }} Ledger
 */

const COMMAND = "toggle-reader";
/** Shops for extensions, which no extension may read. */
const SHOPS = new Set(["chromewebstore.google.com", "chrome.google.com", "addons.mozilla.org", "microsoftedge.microsoft.com"]);

const page = {
  host: byId("host", HTMLElement),
  number: byId("number", HTMLElement),
  headline: byId("headline", HTMLElement),
  deck: byId("deck", HTMLElement),
  reload: byId("reload", HTMLButtonElement),
  reading: byId("reading", HTMLElement),
  reader: byId("reader", HTMLButtonElement),
  readerWords: byId("reader-words", HTMLElement),
  shortcut: byId("shortcut", HTMLElement),
  noArticle: byId("no-article", HTMLElement),
  pick: byId("pick", HTMLButtonElement),
  cut: byId("cut", HTMLElement),
  subscribe: byId("subscribe", HTMLAnchorElement),
  hidden: byId("hidden", HTMLElement),
  list: byId("list", HTMLElement),
  all: byId("all", HTMLButtonElement),
  peek: byId("peek", HTMLButtonElement),
  hideMore: byId("hide-more", HTMLButtonElement),
  own: byId("own", HTMLDetailsElement),
  ownNumber: byId("own-number", HTMLElement),
  ownList: byId("own-list", HTMLElement),
  makeReport: byId("report-make", HTMLButtonElement),
  kept: byId("kept", HTMLElement),
  keptWords: byId("kept-words", HTMLElement),
  keptUndo: byId("kept-undo", HTMLButtonElement),
  site: byId("site", HTMLElement),
  enabled: byId("enabled", HTMLInputElement),
  alwaysRow: byId("always-row", HTMLElement),
  always: byId("always", HTMLInputElement),
  supportRow: byId("support-row", HTMLElement),
  support: byId("support", HTMLInputElement),
  said: byId("said", HTMLElement),
};

translate(document);
page.reload.addEventListener("click", reload);
page.reader.addEventListener("click", toggleReader);
page.pick.addEventListener("click", pickArticle);
page.all.addEventListener("click", toggleAll);
page.peek.addEventListener("click", peek);
page.hideMore.addEventListener("click", hideMore);
page.keptUndo.addEventListener("click", hideKept);
page.enabled.addEventListener("change", switchSite);
page.always.addEventListener("change", switchReader);
page.support.addEventListener("change", switchSupport);

const tab = await chosenTab();
const named = ledeSettings.host(tab?.url);
const host = named && SHOPS.has(named) ? null : named;
let settings = await ledeSettings.load();
/** @type {Ledger | null} */
let ledger = null;

void showShortcut();
offerReports(() => tell({ type: "report" }), host ?? "");
draw(await tell({ type: "ledger" }));

/** @returns {Promise<chrome.Tab | null>} */
async function chosenTab() {
  const asked = new URLSearchParams(location.search).get("tab");
  try {
    if (asked) return await chrome.tabs.get(Number(asked));
    const [active] = await chrome.tabs.query({ active: true, currentWindow: true });
    return active ?? null;
  } catch {
    return null;
  }
}

/**
 * Sends a message to the page.
 * @param {Record<string, unknown>} message
 * @returns {Promise<Ledger | null>} the ledger after it; `null` where no content script answers
 */
async function tell(message) {
  if (tab?.id === undefined || !host) return null;
  try {
    const answer = await chrome.tabs.sendMessage(tab.id, message, { frameId: 0 });
    return Array.isArray(answer?.hidden) ? answer : null;
  } catch {
    return null;
  }
}

/** @param {Ledger | null} now */
function draw(now) {
  ledger = now;
  const site = ledeSettings.site(settings, host ?? "");
  const acts = now !== null && site.enabled;
  page.host.textContent = host ?? "";
  drawHeadline(now, site);
  page.reload.hidden = !host || now !== null;
  page.reading.hidden = now === null;
  // Where Lede is off nobody has looked for an article yet: the reader may try.
  page.reader.disabled = site.enabled && !now?.canRead && !now?.readerOpen;
  page.readerWords.textContent = say(now?.readerOpen ? "popup_close_reader" : "popup_open_reader");
  page.noArticle.hidden = !page.reader.disabled;
  page.pick.hidden = !page.reader.disabled;
  page.cut.hidden = now?.extent !== "cut";
  page.subscribe.hidden = !isWeb(now?.subscribe);
  if (isWeb(now?.subscribe)) page.subscribe.href = String(now?.subscribe);
  page.hidden.hidden = !acts || now.hidden.length === 0;
  page.hideMore.hidden = !acts;
  page.makeReport.hidden = now === null || !byId("report", HTMLElement).hidden;
  drawList(acts ? now.hidden : []);
  drawPeek(acts ? now : null);
  drawOwn(site);
  drawSite(site);
}

/** @param {Ledger | null} now */
function drawPeek(now) {
  const on = now?.peeking ?? false;
  page.peek.textContent = say(on ? "popup_peek_end" : "popup_peek");
  page.peek.setAttribute("aria-pressed", String(on));
  page.peek.disabled = !on && !now?.hidden.some((it) => !it.shown);
}

/** @param {LedeSite} site */
function drawOwn(site) {
  const rows = host ? markRows(site, forget) : [];
  page.own.hidden = rows.length === 0;
  page.ownNumber.textContent = String(rows.length);
  page.ownList.replaceChildren(...rows);
}

/** @param {Ledger | null} now @param {LedeSite} site */
function drawHeadline(now, site) {
  const count = now?.hidden.filter((it) => !it.shown).length ?? 0;
  const [headline, deck] = !host
    ? ["popup_foreign", "popup_foreign_about"]
    : !site.enabled
      ? ["popup_off", "popup_off_about"]
      : !now
        ? ["popup_absent", "popup_absent_about"]
        : now.hidden.length > 0
          ? [count === 1 ? "popup_hidden_one" : "popup_hidden", ""]
          : ["popup_nothing", "popup_nothing_about"];
  const counted = headline.startsWith("popup_hidden");
  page.number.hidden = !counted;
  page.number.textContent = count.toLocaleString(document.documentElement.lang);
  // The large number is for the eye; screen readers hear it as part of the headline.
  const number = element("span", { class: "spoken" }, `${page.number.textContent} `);
  page.headline.replaceChildren(...(counted ? [number] : []), say(headline));
  page.deck.textContent = deck && say(deck);
}

/** @param {Ask[]} asks */
function drawList(asks) {
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.focus : undefined;
  const open = new Set([...page.list.querySelectorAll("details[open]")].map((it) => it.getAttribute("data-id")));
  const kinds = /** @type {const} */ ([...ledeSettings.KINDS, "own"]).filter((kind) => asks.some((it) => it.kind === kind));
  page.list.replaceChildren(...kinds.map((kind) => kindSection(kind, asks.filter((it) => it.kind === kind), open)));
  page.all.textContent = say(asks.some((it) => !it.shown) ? "popup_show_all" : "popup_hide_all");
  if (focused) refocus(focused);
}

/** @param {LedeKind | "own"} kind @param {Ask[]} asks @param {Set<string | null>} open */
function kindSection(kind, asks, open) {
  const name = say(`kind_${kind}`);
  // What the user pointed at is no kind that a site could keep: it is forgotten below, one by one.
  const always = kind === "own" ? "" : element("button", {
    class: "quiet small", type: "button", "data-focus": `always-${kind}`, "aria-label": say("popup_always_label", name), onclick: () => keep(kind),
  }, say("popup_always"));
  const heading = element("h2", {}, name, element("span", {}, String(asks.length)));
  return element("section", { class: "kind" }, element("header", {}, heading, always), element("ul", {}, ...asks.map((it) => askRow(it, open))));
}

/** @param {Ask} ask @param {Set<string | null>} open */
function askRow(ask, open) {
  const verb = ask.shown ? "hide" : "show";
  const button = element("button", {
    class: "quiet small", type: "button", "data-focus": `ask-${ask.id}`, "aria-label": say(`popup_${verb}_label`, ask.text), onclick: () => toggle(ask),
  }, say(`popup_${verb}`));
  const reasons = element("details", { "data-id": ask.id, open: open.has(String(ask.id)) },
    element("summary", { "data-focus": `why-${ask.id}` }, say("popup_why")),
    element("ul", {}, ...ask.evidence.map((it) => element("li", {}, why(it)))));
  const words = element("p", { class: "words", dir: "auto" }, ask.text, ...(ask.shown ? [element("span", { class: "mark" }, say("popup_shown"))] : []));
  const wrong = ask.kind === "own" || ask.shown ? "" : element("button", {
    class: "quiet small soft", type: "button", "data-focus": `wrong-${ask.id}`, "aria-label": say("popup_wrong_label", ask.text), onclick: () => takeBack(ask),
  }, say("popup_wrong"));
  const fights = ask.fightsBack ? element("p", { class: "small soft fights" }, say("popup_fights", ask.fights)) : "";
  return element("li", { class: ask.shown ? "ask shown" : "ask" }, words, fights, element("div", { class: "row" }, reasons, wrong, button));
}

/** @param {LedeSite} site */
function drawSite(site) {
  page.site.hidden = !host;
  page.enabled.checked = site.enabled;
  page.support.checked = ledeSettings.supported(site);
  page.always.checked = site.reader;
  page.alwaysRow.hidden = !site.enabled;
  page.supportRow.hidden = !site.enabled;
  page.kept.hidden = !host || !site.enabled || site.keep.length === 0;
  page.keptWords.textContent = say("popup_kept", names(site.keep));
}

/** @param {LedeKind[]} kinds */
function names(kinds) {
  return new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(kinds.map((kind) => say(`kind_${kind}`)));
}

/** The list was drawn anew: the focus goes back to where it was, or to the nearest thing that is left. @param {string} key */
function refocus(key) {
  const same = [...page.list.querySelectorAll("[data-focus]")].find((it) => it.getAttribute("data-focus") === key);
  const target = same ?? (page.hidden.hidden ? page.reader : page.all);
  if (target instanceof HTMLElement) target.focus();
}

/** @param {Ask} ask */
async function toggle(ask) {
  draw((await tell({ type: ask.shown ? "hide" : "show", id: ask.id })) ?? ledger);
  speak(say(ask.shown ? "popup_said_hidden" : "popup_said_shown"));
}

async function toggleAll() {
  const any = ledger?.hidden.some((it) => !it.shown);
  draw((await tell({ type: any ? "show-all" : "hide-all" })) ?? ledger);
  speak(say(any ? "popup_said_shown" : "popup_said_hidden"));
}

async function peek() {
  draw((await tell({ type: "peek" })) ?? ledger);
}

/** The user points at something: the popup must not be in the way. */
async function hideMore() {
  if (await tell({ type: "pick" })) window.close();
}

/** @param {Ask} ask */
async function takeBack(ask) {
  const now = await tell({ type: "wrong", id: ask.id });
  settings = await ledeSettings.load();
  draw(now ?? ledger);
  speak(say(now?.remembered ? "popup_said_wrong" : "popup_said_wrong_once"));
}

/** @param {import("./marks.js").MarkUse} use @param {LedeMark} mark */
async function forget(use, mark) {
  await change((it, name) => ledeSettings.withoutMark(it, name, use, mark));
  (page.own.hidden ? page.hideMore : page.own.querySelector("summary"))?.focus();
  speak(say("own_forgotten"));
}

/** @param {LedeKind} kind */
async function keep(kind) {
  await change((it, name) => ledeSettings.withKinds(it, name, [kind], "keep"));
  speak(say("popup_said_kept", say(`kind_${kind}`), host ?? ""));
}

async function hideKept() {
  await change((it, name) => ledeSettings.withKinds(it, name, [...ledeSettings.KINDS], "hide"));
  page.support.focus();
  speak(say("popup_said_hidden"));
}

async function switchSite() {
  const enabled = page.enabled.checked;
  await change((it, name) => ledeSettings.withSite(it, name, { enabled }));
  speak(say(enabled ? "popup_said_on" : "popup_said_off"));
}

async function switchReader() {
  const reader = page.always.checked;
  await change((it, name) => ledeSettings.withSite(it, name, { reader }));
  speak(say(reader ? "popup_said_reader" : "popup_said_no_reader"));
}

async function switchSupport() {
  const supports = page.support.checked;
  await change((it, name) => ledeSettings.withKinds(it, name, [...ledeSettings.SUPPORT], supports ? "keep" : "hide"));
  speak(say(supports ? "popup_said_support" : "popup_said_no_support"));
}

/** Keeps changed settings, and waits until the page has followed. @param {(settings: LedeSettings, host: string) => LedeSettings} how */
async function change(how) {
  if (!host) return;
  settings = await ledeSettings.update((it) => how(it, host));
  draw((await tell({ type: "settings-changed" })) ?? (await tell({ type: "ledger" })));
}

async function toggleReader() {
  const opens = !ledger?.readerOpen;
  const now = await tell({ type: "toggle-reader" });
  // The reader is what the user wants to see now, not the popup above it.
  if (opens && now?.readerOpen) window.close();
  else draw(now ?? ledger);
}

async function pickArticle() {
  await tell({ type: "pick-article" });
  window.close();
}

async function reload() {
  if (tab?.id === undefined) return;
  await chrome.tabs.reload(tab.id);
  window.close();
}

/** The shortcut that the user really has; none where they took it away. */
async function showShortcut() {
  const commands = await chrome.commands.getAll().catch(() => []);
  const shortcut = commands.find((it) => it.name === COMMAND)?.shortcut ?? "";
  page.shortcut.textContent = shortcut;
  page.shortcut.hidden = shortcut === "";
}

/** @param {string} words */
function speak(words) {
  page.said.textContent = words;
}

/** @param {string | null | undefined} address */
function isWeb(address) {
  return /^https?:/.test(address ?? "");
}
