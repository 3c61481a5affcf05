/**
 * The options page: shows the settings, keeps each change at once and says so, and moves them by file.
 *
 * An imported file is parsed here and judged by the core (`check-settings`); one that is refused changes nothing.
 * Deliberately absent: a "save" button, the rules of what settings may be (settings.js and the core), and anything about a page.
 */

import { listHighlights } from "./highlighted.js";
import { markRows } from "./marks.js";
import { byId, element, say, translate } from "./words.js";

/** Settings of thousands of sites stay far below this; bytes. Larger is no settings file. */
const LARGEST_FILE = 2_000_000;
/** How long "Saved" stands, ms: long enough to be read, short enough to mean the last change. */
const SAID_MS = 2500;
/** A reset that is not confirmed within this time is forgotten, ms. */
const SURE_MS = 5000;
/** Latin text sets about two characters to the em (the reader's own figure). */
const EM_PER_CHARACTER = 0.5;

/** @type {("size" | "width" | "line_height")[]} */
const RANGES = ["size", "width", "line_height"];
/** @type {("theme" | "font")[]} */
const LISTS = ["theme", "font"];

const page = {
  said: byId("said", HTMLElement),
  kinds: byId("kinds", HTMLElement),
  notice: byId("notice", HTMLInputElement),
  preview: byId("preview", HTMLElement),
  sitesHeading: byId("sites-heading", HTMLElement),
  noSites: byId("no-sites", HTMLElement),
  sites: byId("sites", HTMLElement),
  exporting: byId("export", HTMLButtonElement),
  importing: byId("import", HTMLButtonElement),
  file: byId("file", HTMLInputElement),
  reset: byId("reset", HTMLButtonElement),
  refused: byId("refused", HTMLElement),
};

translate(document);
let settings = await ledeSettings.load();
let saidTimer = 0;
let sureTimer = 0;

prepareLooks();
page.notice.addEventListener("change", () => change((it) => ({ ...it, notice: page.notice.checked })));
page.exporting.addEventListener("click", exportFile);
page.importing.addEventListener("click", () => page.file.click());
page.file.addEventListener("change", importFile);
page.reset.addEventListener("click", reset);
chrome.storage.onChanged.addListener(followStore);
void listHighlights(speak);
draw();

function draw() {
  drawKinds();
  page.notice.checked = settings.notice;
  drawLooks();
  drawSites();
}

/** The popup may change settings while this page is open. @type {Parameters<typeof chrome.storage.onChanged.addListener>[0]} */
function followStore(changes, area) {
  const changed = area === "local" ? changes[ledeSettings.KEY] : undefined;
  if (!changed || JSON.stringify(changed.newValue) === JSON.stringify(settings)) return;
  settings = ledeSettings.repaired(changed.newValue);
  draw();
}

/** Keeps a change and says so. @param {(settings: LedeSettings) => LedeSettings} how @param {string} [words] */
async function change(how, words = say("options_saved")) {
  // What is seen changes at once; the store follows in its own order.
  settings = how(settings);
  page.refused.hidden = true;
  try {
    await ledeSettings.update(how);
    speak(words);
  } catch {
    speak(say("options_failed"));
  }
}

// ---- Kinds ----------------------------------------------------------------------------------------------------------------------

function drawKinds() {
  page.kinds.replaceChildren(...ledeSettings.KINDS.map((kind) => {
    const box = element("input", { type: "checkbox", role: "switch", id: `kind-${kind}` });
    box.checked = settings.kinds[kind];
    box.addEventListener("change", () => change((it) => ({ ...it, kinds: { ...it.kinds, [kind]: box.checked } })));
    const words = element("span", {}, element("b", {}, say(`kind_${kind}`)), element("span", { class: "soft" }, say(`kind_${kind}_about`)));
    return element("label", { class: "switch" }, words, box);
  }));
}

// ---- The reader's looks -----------------------------------------------------------------------------------------------------------

function prepareLooks() {
  for (const key of LISTS) {
    const list = byId(key, HTMLSelectElement);
    list.replaceChildren(...ledeSettings.CHOICES[key].map((it) => element("option", { value: it }, say(`reader_${key}_${it}`))));
    list.addEventListener("change", () => changeLook({ [key]: list.value }));
  }
  for (const key of RANGES) {
    const range = byId(key, HTMLInputElement);
    const { min, max, step } = ledeSettings.CHOICES[key];
    Object.assign(range, { min: String(min), max: String(max), step: String(step) });
    // While it is dragged the sample follows; the store hears of where it is let go.
    range.addEventListener("input", () => {
      settings = { ...settings, reader: { ...settings.reader, [key]: range.valueAsNumber } };
      drawLooks();
    });
    range.addEventListener("change", () => changeLook({ [key]: range.valueAsNumber }));
  }
}

/** @param {Partial<LedeReaderLook>} part */
function changeLook(part) {
  void change((it) => ({ ...it, reader: { ...it.reader, ...part } }));
  drawLooks();
}

function drawLooks() {
  const { reader: look } = settings;
  for (const key of LISTS) byId(key, HTMLSelectElement).value = look[key];
  for (const key of RANGES) {
    const range = byId(key, HTMLInputElement);
    range.value = String(look[key]);
    const shown = range.parentElement?.querySelector("output");
    if (shown) shown.textContent = key === "line_height" ? look[key].toFixed(1) : String(look[key]);
  }
  page.preview.dataset.theme = look.theme;
  page.preview.dataset.font = look.font;
  page.preview.style.setProperty("--size", `${look.size}px`);
  page.preview.style.setProperty("--measure", `${look.width * EM_PER_CHARACTER}em`);
  page.preview.style.setProperty("--leading", String(look.line_height));
}

// ---- Sites --------------------------------------------------------------------------------------------------------------------------

function drawSites() {
  const focused = document.activeElement?.id;
  const names = Object.keys(settings.sites).sort((one, other) => one.localeCompare(other));
  page.noSites.hidden = names.length > 0;
  page.sites.replaceChildren(...names.map(siteRow));
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

/** @param {string} name */
function siteRow(name) {
  const site = ledeSettings.site(settings, name);
  const label = say("options_site_remove_label", name);
  const remove = element("button", { class: "plain", type: "button", "aria-label": label, onclick: () => removeSite(name) }, say("options_site_remove"));
  const kinds = ledeSettings.KINDS.map((kind) => checkBox(`${name} ${kind}`, say(`kind_${kind}`), site.keep.includes(kind), (on) =>
    change((it) => ledeSettings.withKinds(it, name, [kind], on ? "keep" : "hide"))));
  return element("li", {},
    element("h3", {}, element("bdi", {}, name)),
    remove,
    element("div", { class: "choices", role: "group", "aria-label": name },
      checkBox(`${name} enabled`, say("options_site_on"), site.enabled, (enabled) => change((it) => ledeSettings.withSite(it, name, { enabled }))),
      checkBox(`${name} reader`, say("options_site_reader"), site.reader, (reader) => change((it) => ledeSettings.withSite(it, name, { reader })))),
    element("div", { class: "choices", role: "group", "aria-label": `${name}: ${say("options_site_keep")}` },
      element("span", { class: "soft" }, say("options_site_keep")), ...kinds),
    ...remembered(name, site));
}

/** @param {string} name @param {LedeSite} site @returns {HTMLElement[]} */
function remembered(name, site) {
  const rows = markRows(site, async (use, mark) => {
    await change((it) => ledeSettings.withoutMark(it, name, use, mark), say("own_forgotten"));
    drawSites();
    page.sitesHeading.focus();
  });
  return rows.length > 0 ? [element("ul", { class: "owns", "aria-label": `${name}: ${say("popup_own")}` }, ...rows)] : [];
}

/** @param {string} id @param {string} words @param {boolean} on @param {(on: boolean) => void} act */
function checkBox(id, words, on, act) {
  const box = element("input", { type: "checkbox", id });
  box.checked = on;
  box.addEventListener("change", () => act(box.checked));
  return element("label", {}, box, words);
}

/** @param {string} name */
async function removeSite(name) {
  await change((it) => {
    const { [name]: _, ...others } = it.sites;
    return { ...it, sites: others };
  }, say("options_site_removed", name));
  drawSites();
  page.sitesHeading.focus();
}

// ---- Files --------------------------------------------------------------------------------------------------------------------------

/** A download of our own text; nothing leaves the computer. */
function exportFile() {
  const file = new Blob([`${JSON.stringify(settings, null, 2)}\n`], { type: "application/json" });
  const address = URL.createObjectURL(file);
  element("a", { href: address, download: "lede-settings.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), SAID_MS);
}

async function importFile() {
  const file = page.file.files?.[0];
  page.file.value = "";
  if (!file) return;
  const { found, reason } = await readSettings(file);
  if (!found) return refuse(reason);
  await change(() => found, say("options_imported"));
  draw();
}

/** @param {File} file @returns {Promise<{ found: LedeSettings | null, reason: string }>} */
async function readSettings(file) {
  if (file.size > LARGEST_FILE) return { found: null, reason: say("options_too_large") };
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(await file.text());
  } catch {
    return { found: null, reason: say("options_not_json") };
  }
  if (typeof value !== "object" || value === null || !("version" in value)) return { found: null, reason: say("options_not_settings") };
  try {
    const answer = await chrome.runtime.sendMessage({ type: "check-settings", settings: value });
    if (answer?.ok) return { found: ledeSettings.repaired(value), reason: "" };
    return { found: null, reason: answer?.error ?? say("options_no_core") };
  } catch {
    return { found: null, reason: say("options_no_core") };
  }
}

/** @param {string} reason */
function refuse(reason) {
  page.refused.hidden = false;
  page.refused.textContent = say("options_refused", reason);
}

/** The first press asks, the second does. */
async function reset() {
  const sure = page.reset.dataset.sure === "yes";
  clearTimeout(sureTimer);
  page.reset.dataset.sure = sure ? "" : "yes";
  page.reset.textContent = say(sure ? "options_reset" : "options_reset_sure");
  if (!sure) {
    sureTimer = setTimeout(forgetReset, SURE_MS);
    return;
  }
  await change(ledeSettings.defaults, say("options_reset_done"));
  draw();
}

function forgetReset() {
  page.reset.dataset.sure = "";
  page.reset.textContent = say("options_reset");
}

/** @param {string} words */
function speak(words) {
  page.said.textContent = words;
  clearTimeout(saidTimer);
  saidTimer = setTimeout(() => (page.said.textContent = ""), SAID_MS);
}
