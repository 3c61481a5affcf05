// The core's host: one wasm instance for all tabs, asked by the content scripts; and the badge, the menu and the shortcut.
//
// A service worker in Chromium, an event page in Firefox, of the same files: importScripts stands in for the manifest's list of scripts.
// It may die between any two messages, so it keeps nothing: settings are read for each question, the ledger lives with the page.
// The core runs here because Chromium applies a page's own CSP to wasm in content scripts, and so that no page pays for compiling it.
//
// Deliberately absent: network requests, and anything web-accessible: no page can tell that Lede is installed before it acts.

if (typeof importScripts === "function") importScripts("core.js", "settings.js");

(() => {
  "use strict";

  /** Names of commands, of menu entries, and of the messages to the page: the reader, and pointing at something to hide. */
  const MENU = "toggle-reader";
  /** Names of what is kept of an article in parts, before the tab's number. */
  const PARTS = "parts-";
  const LINK_MENU = "open-link";
  /** So long a page that was opened for the reader may take to begin, ms: within the life of a worker. */
  const LINK_MS = 25_000;
  const PICK = "pick";
  const BADGE = { background: "#8a3324", text: "#ffffff" };
  /** What the ledger's rarer wishes need, in the order in which they need each other. */
  const LEDGER = ["picker.js", "peek.js", "ledger.js"];
  /** The reader's scripts, in the order in which they need each other. */
  const READER = (
    "look cards build growing sheet widgets faces overlay place panels columns vertical appearance outline notes parts passages highlights marker media_keys speech exporting paper focus " +
    "removing help toolbar shelf highlight_store"
  )
    .split(" ")
    .map((it) => `reader/${it}.js`)
    .concat("reader.js");

  chrome.runtime.onMessage.addListener(receive);
  chrome.runtime.onInstalled.addListener(addMenu);
  chrome.runtime.onStartup.addListener(addMenu);
  chrome.contextMenus.onClicked.addListener(({ menuItemId, linkUrl }, tab) => {
    if (menuItemId === LINK_MENU && linkUrl) void openLink(linkUrl, tab);
    else void tell(menuItemId, tab);
  });
  chrome.commands.onCommand.addListener((name, tab) => void tell(name, tab));
  chrome.action.setBadgeBackgroundColor({ color: BADGE.background });
  chrome.action.setBadgeTextColor?.({ color: BADGE.text });

  /** The core, once it is asked for. @type {Promise<unknown> | null} */
  let core = null;
  /** So often the core still runs to be warm: after ten rounds of some 5 ms, a first scan takes half of what it takes after one. */
  let rounds = 10;

  /** @returns {Promise<unknown>} when the core answers; a failed start is tried again with the next question */
  function ready() {
    core ??= wasm_bindgen({ module_or_path: chrome.runtime.getURL("core_bg.wasm") }).catch((error) => {
      core = null;
      throw error;
    });
    return core;
  }

  /** @param {any} message @param {chrome.Sender} sender @param {(value?: unknown) => void} reply */
  function receive(message, sender, reply) {
    answer(message, sender).then(reply, (error) => reply({ error: String(error?.message ?? error) }));
    return true;
  }

  /** @param {any} message @param {chrome.Sender} sender */
  async function answer(message, sender) {
    switch (message?.type) {
      case "greet":
        return greet(sender);
      case "scan":
        return scan(message, sender);
      case "read":
        return ask("read", message, pages(message.earlier));
      case "markdown":
        return { markdown: await ask("markdown", message, pages(message.earlier), message.highlights, String(message.address ?? "")) };
      case "epub":
        return { bytes: await ask("epub", message, pages(message.earlier), message.highlights, pairs(message.pictures)) };
      case "describe":
        return describe(message);
      case "keep-parts":
        return keepParts(sender, message);
      case "take-parts":
        return takeParts(sender);
      case "find-passages":
        return findPassages(message);
      case "font":
        return font(message.file);
      case "count":
        return count(sender.tab?.id, message.hidden);
      case "check-settings":
        return checkSettings(message.settings);
      case "inject-reader":
        return injectReader(sender);
      case "inject-picker":
        return inject(sender, ["picker.js"]);
      case "inject-ledger":
        return inject(sender, LEDGER);
      case "report":
        return report(message);
      default:
        throw new Error(`no such message: ${message?.type}`);
    }
  }

  /** A page begins to load: the core starts with it, unless the user has switched Lede off there. @param {chrome.Sender} sender */
  async function greet(sender) {
    const { enabled } = ledeSettings.site(await ledeSettings.load(), ledeSettings.host(sender.url) ?? "");
    if (!enabled) return { styled: false };
    // In a task of its own: a page that asks already goes before. A page that is busy may be long in taking its sheet.
    const started = ready().then(() => void setTimeout(warm));
    const [styled] = await Promise.all([style(sender), started]);
    return { styled };
  }

  /** Has the core run on a page of its own until a real one comes: engines compile what runs, and better what runs often. */
  function warm() {
    if (rounds === 0) return;
    rounds--;
    wasm_bindgen.warm();
    setTimeout(warm);
  }

  /** @param {{ numbers: unknown, text: unknown, styled: boolean }} message @param {chrome.Sender} sender */
  async function scan(message, sender) {
    const [answer] = await Promise.all([ask("scan", message), message.styled || style(sender)]);
    return answer;
  }

  /**
   * Gives the page hide.css with the origin of the user, which outdoes its own `!important`.
   * @param {chrome.Sender} sender
   * @returns {Promise<boolean>} whether it may be given; else the manifest's copy and the hands' inline styles do
   */
  async function style({ tab, frameId }) {
    if (tab?.id === undefined) return false;
    const target = { tabId: tab.id, frameIds: [frameId ?? 0] };
    return chrome.scripting.insertCSS({ target, files: ["hide.css"], origin: "USER" }).then(
      () => true,
      () => false,
    );
  }

  /** @param {"scan" | "read" | "markdown" | "epub"} call @param {{ numbers: unknown, text: unknown }} message @param {...unknown} more */
  async function ask(call, { numbers, text }, ...more) {
    const [settings] = await Promise.all([ledeSettings.load(), ready()]);
    /** @type {(numbers: Uint32Array, text: string, settings: unknown, ...more: any[]) => any} */
    const run = wasm_bindgen[call];
    rounds = 0;
    return run(asNumbers(numbers), String(text), settings, ...more);
  }

  /** Describes a node of a snapshot, so that it is found again. @param {{ numbers: unknown, text: unknown, node: unknown }} message */
  async function describe({ numbers, text, node }) {
    await ready();
    return wasm_bindgen.describe(asNumbers(numbers), String(text), Number(node));
  }

  /** A report of a snapshot, as the text of a file. @param {{ numbers: unknown, text: unknown, browser: unknown }} message */
  async function report({ numbers, text, browser }) {
    const [settings] = await Promise.all([ledeSettings.load(), ready()]);
    return { report: wasm_bindgen.report(asNumbers(numbers), String(text), settings, chrome.runtime.getManifest().version, String(browser)) };
  }

  /** Chromium before structured cloning of messages hands over a plain object. @param {unknown} numbers */
  function asNumbers(numbers) {
    return numbers instanceof Uint32Array ? numbers : Uint32Array.from(Object.values(/** @type {object} */ (numbers)));
  }

  /** Addresses and bytes of pictures, whichever way the browser hands bytes over. @param {[string, Uint8Array | Record<string, number>][] | undefined} pictures */
  function pairs(pictures) {
    return (pictures ?? []).map(([address, bytes]) => [address, bytes instanceof Uint8Array ? bytes : Uint8Array.from(Object.values(bytes))]);
  }

  /** Snapshots of earlier pages, as the core takes them. @param {{ numbers: number[], text: string }[] | undefined} earlier */
  function pages(earlier) {
    return (earlier ?? []).map(({ numbers, text }) => [Uint32Array.from(numbers), String(text)]);
  }

  /**
   * Keeps an article's pages for the one that its reader goes to next: in memory, for this tab and that address, until it is there.
   * @param {chrome.Sender} sender @param {{ next: unknown, pages: unknown }} message
   */
  async function keepParts({ tab }, { next, pages: kept }) {
    if (tab?.id === undefined) return;
    await chrome.storage.session.set({ [`${PARTS}${tab.id}`]: { next, pages: kept } });
    return { kept: true };
  }

  /** The pages that were kept for the page that asks; whatever else was kept for its tab is forgotten. @param {chrome.Sender} sender */
  async function takeParts({ tab, url }) {
    if (tab?.id === undefined) return { pages: [] };
    const name = `${PARTS}${tab.id}`;
    const { [name]: kept } = await chrome.storage.session.get(name);
    if (!kept) return { pages: [] };
    await chrome.storage.session.remove(name);
    const isIt = String(url).split("#", 1)[0] === String(kept.next).split("#", 1)[0];
    return { pages: isIt ? kept.pages : [] };
  }

  /** A face that ships in reader/fonts. @param {unknown} file */
  async function font(file) {
    if (!/^[a-z]+(-[a-z]+)+\.woff2$/.test(String(file))) throw new Error(`no such face: ${file}`);
    const answer = await fetch(chrome.runtime.getURL(`reader/fonts/${file}`));
    return { bytes: new Uint8Array(await answer.arrayBuffer()) };
  }

  /** @param {number | undefined} tabId @param {unknown} hidden */
  async function count(tabId, hidden) {
    if (tabId === undefined) return { counted: false };
    const text = Number(hidden) > 0 ? String(hidden) : "";
    await chrome.action.setBadgeText({ tabId, text });
    return { counted: true };
  }

  /** Where highlighted passages stand in a text. @param {{ text: unknown, passages: unknown }} message */
  async function findPassages({ text, passages }) {
    await ready();
    return { places: wasm_bindgen.find_passages(String(text), passages) };
  }

  /** Holds an imported file against the core. @param {unknown} settings */
  async function checkSettings(settings) {
    await ready();
    return { ok: wasm_bindgen.check_settings(settings) };
  }

  /** Puts the reader into the page that asks for it. @param {chrome.Sender} sender */
  async function injectReader({ tab, frameId }) {
    if (tab?.id === undefined) return;
    const target = { tabId: tab.id, frameIds: [frameId ?? 0] };
    // All at once: while the core reads, nothing goes on here, and a second request would wait for its end.
    await Promise.all([
      chrome.scripting.insertCSS({ target, files: ["reader.css", "reader/pieces.css", "reader/paper.css"], origin: "USER" }),
      chrome.scripting.insertCSS({ target, files: ["reader/paint.css"], origin: "AUTHOR" }),
      chrome.scripting.executeScript({ target, files: READER }),
    ]);
    return { injected: true };
  }

  /** Puts scripts into the page that asks for them. @param {chrome.Sender} sender @param {string[]} files */
  async function inject({ tab, frameId }, files) {
    if (tab?.id === undefined) return;
    await chrome.scripting.executeScript({ target: { tabId: tab.id, frameIds: [frameId ?? 0] }, files });
    return { injected: true };
  }

  /** Has the page open or close the reader, or lets the user point. @param {string | number} what @param {chrome.Tab | undefined} tab */
  async function tell(what, tab) {
    if (what !== MENU && what !== PICK) return;
    const [at] = tab ? [tab] : await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    if (at?.id === undefined) return;
    // A page of the browser has no content script to answer; there is nothing to read or to hide there either.
    await chrome.tabs.sendMessage(at.id, { type: what }, { frameId: 0 }).catch(() => undefined);
  }

  /**
   * Opens a link in a tab beside, by the user's own click, and tells the page that begins there to show itself in the reader.
   * @param {string} url @param {chrome.Tab | undefined} from
   */
  async function openLink(url, from) {
    const beside = from && from.id !== undefined && from.id >= 0 ? { openerTabId: from.id, index: from.index + 1, windowId: from.windowId } : {};
    const { id } = await chrome.tabs.create({ url, active: true, ...beside });
    if (id === undefined) return;
    const stop = () => chrome.tabs.onUpdated.removeListener(expect);
    /** @param {number} at */
    const expect = async (at) => {
      if (at !== id) return;
      // Until the page has begun, no content script is there to answer.
      const isTold = await chrome.tabs.sendMessage(id, { type: "expect-reader" }, { frameId: 0 }).catch(() => false);
      if (isTold) stop();
    };
    chrome.tabs.onUpdated.addListener(expect);
    setTimeout(stop, LINK_MS);
    await expect(id);
  }

  async function addMenu() {
    await chrome.contextMenus.removeAll();
    const title = chrome.i18n.getMessage("menu_toggle_reader") || "Open in the Lede reader";
    const pick = chrome.i18n.getMessage("menu_pick") || "Hide something on this page …";
    const documentUrlPatterns = ["http://*/*", "https://*/*", "file:///*"];
    chrome.contextMenus.create({ id: MENU, title, contexts: ["page", "selection"], documentUrlPatterns });
    const link = chrome.i18n.getMessage("menu_open_link") || "Open link in the Lede reader";
    chrome.contextMenus.create({ id: LINK_MENU, title: link, contexts: ["link"], targetUrlPatterns: ["http://*/*", "https://*/*"] });
    chrome.contextMenus.create({ id: PICK, title: pick, contexts: ["page", "frame", "image", "link"], documentUrlPatterns });
  }
})();
