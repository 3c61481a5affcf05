// When to look and when to act: the one content script that talks to the background and watches the page.
//
// It scans at DOMContentLoaded, then again when something of note was added or came up, within a budget of time; it answers the popup and
// opens the reader. A page that goes on changing costs at most BUDGET of its main thread, and is left after MOST_SCANS looks in vain.
// The background may be dead or asleep at any time: a message is tried twice, and nothing here depends on what it remembered.
//
// Times are ms. Deliberately absent: verdicts (the core's), reading and changing the page (page.js, hands.js), and any request.

/** @typedef {LedeResult & { extent: "whole" | "cut", subscribe: string | null, readable: boolean, error?: string }} LedeAnswer */

(() => {
  "use strict";

  // Pictures, films, PDF and feeds are documents too, but have nothing to hide.
  if (!/^(text\/html|application\/xhtml\+xml)$/.test(document.contentType)) return;

  /** What a click brings up within this time, the user opened. */
  const INTENT_MS = 1000;
  /** Changes are looked at together after so much time, and so long after the last look; that doubles with each look in vain. */
  const SHORTEST_WAIT_MS = 60;
  const LONGEST_WAIT_MS = 4000;
  /** Share of the main thread that looking may take, once the allowance is spent. */
  const BUDGET = 0.02;
  const ALLOWANCE_MS = 100;
  /** After so many looks in vain the page is left alone until it navigates. */
  const MOST_SCANS = 100;
  /** Reading a page pauses after so long: half of what counts as a long task. */
  const SLICE_MS = 25;
  /** A sleeping background is tried again after this. */
  const RETRY_MS = 250;
  /** A text added alone is of note from this length; shorter ones are clocks and counters. */
  const NOTABLE_TEXT = 20;
  const TRIFLES = new Set(["script", "style", "link", "meta", "noscript", "img", "source", "br"]);
  /** Most elements with a changed attribute that are remembered between two looks. */
  const MOST_TOUCHED = 64;
  /** So long the first look waits for the page's sheets. */
  const SHEETS_MS = 800;
  const PREHIDE = "lede-prehide";
  /** An article that comes later than this after its page does not open in the reader by itself: the user is busy with the page by then. */
  const ARRIVAL_MS = 8000;

  let settings = ledeSettings.defaults();
  /** Settings changed while the tab was in the background: they are taken up when it is seen. */
  let stale = false;
  /** @type {Promise<void>} */
  let following = Promise.resolve();
  let lastClick = -INTENT_MS;
  let href = address();
  /** The last answer about this page, if any. @type {LedeAnswer | null} */
  let answer = null;
  /** The user asked to see everything: nothing is hidden until they say so. */
  let paused = false;
  /** Another page has begun under a new address. */
  let fresh = false;
  let scanning = false;
  /** The look that is under way, or the last one. @type {Promise<void>} */
  let lastScan = Promise.resolve();
  /** The background has given the document hide.css. */
  let styled = false;
  let scansInVain = 0;
  let wait = SHORTEST_WAIT_MS;
  let spent = 0;
  let began = performance.now();
  let lastLook = 0;
  let timer = 0;
  /** When the timer fires. */
  let due = Infinity;
  let added = false;
  /** @type {Set<Element>} */
  const touched = new Set();
  /** @type {(() => void) | null} */
  let dismissNotice = null;
  /** The reader was opened over this address, or is not wanted. */
  let arrived = false;
  /** The user opened this page for the reader. */
  let expected = false;

  const observer = new MutationObserver(note);
  const loaded = ledeSettings.load().then((it) => {
    settings = it;
    if (site().enabled && site().reader) ledeOpening.veil(settings);
  });

  addEventListener("click", (event) => void (event.isTrusted && (lastClick = performance.now())), { capture: true, passive: true });
  addEventListener("popstate", noteAddress);
  addEventListener("hashchange", noteAddress);
  addEventListener("animationstart", notePrehide, true);
  document.addEventListener("visibilitychange", () => void (document.visibilityState === "visible" && stale && changeSettings()));
  chrome.storage.onChanged.addListener((changes, area) => void (area === "local" && changes[ledeSettings.KEY] && changeSettings()));
  chrome.runtime.onMessage.addListener(receive);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
  else start();

  async function start() {
    await loaded;
    await sheets();
    await scan();
    if (site().enabled) watch();
    await arrive();
  }

  /** Waits for the page's sheets, though not long: without them nothing is pinned, and Firefox does not hold DOMContentLoaded for them. */
  function sheets() {
    const links = /** @type {HTMLLinkElement[]} */ ([...document.querySelectorAll('link[rel~="stylesheet"]')]);
    const each = links.filter(isPending).map((it) => new Promise((done) => ["load", "error"].forEach((event) => it.addEventListener(event, done, { once: true }))));
    return Promise.race([Promise.all(each), new Promise((done) => setTimeout(done, SHEETS_MS))]);
  }

  /** Whether a sheet is on its way: Chromium has none yet then, Firefox one that cannot be read. @param {HTMLLinkElement} link */
  function isPending(link) {
    if (link.disabled || !matchMedia(link.media || "all").matches) return false;
    try {
      return !link.sheet?.cssRules;
    } catch (error) {
      // A sheet of another origin is there, but closed.
      return /** @type {DOMException} */ (error).name === "InvalidAccessError";
    }
  }

  /** @param {Node} [root] the document, or a shadow root in it */
  function watch(root = document) {
    observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "style", "hidden", "open", "inert", "data-lede-hidden"] });
  }

  // ---- Looking --------------------------------------------------------------------------------------------------------------

  /** Looks at the page, asks the core, and does what it says. */
  function scan() {
    if (!scanning) lastScan = scanNow();
    return lastScan;
  }

  async function scanNow() {
    if (!site().enabled) return void showThrough();
    scanning = true;
    const here = href;
    if (fresh) ledePage.undo();
    fresh = false;
    added = false;
    touched.clear();
    const { numbers, text, nodes } = await inSlices(ledePage.reading(document, "brief"));
    for (const root of ledePage.takeShadowRoots()) watch(root);
    const got = await ask({ type: "scan", numbers, text, styled });
    scanning = false;
    styled ||= got?.edits?.length > 0;
    if (got && !got.error && here === href) act(got, nodes);
    showThrough();
    if (added || touched.size > 0) schedule();
    if (document.readyState !== "loading") await arrive();
  }

  /**
   * Works through the steps with a pause for the page whenever a slice of time is over.
   * @template T
   * @param {Generator<undefined, T, undefined>} steps
   * @returns {Promise<T>}
   */
  async function inSlices(steps) {
    let started = performance.now();
    for (;;) {
      const { done, value } = steps.next();
      const took = performance.now() - started;
      if (!done && took < SLICE_MS) continue;
      spent += took;
      if (done) return value;
      await new Promise((resume) => setTimeout(resume));
      started = performance.now();
    }
  }

  /** @param {LedeAnswer} got @param {Node[]} nodes */
  function act(got, nodes) {
    const started = performance.now();
    answer = got;
    const before = ledePage.ledger().length;
    if (!paused) quietly(() => ledePage.apply(got, nodes));
    const found = ledePage.ledger().length > before;
    scansInVain = found ? 0 : scansInVain + 1;
    wait = found ? SHORTEST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS);
    spent += performance.now() - started;
    tell();
  }

  /** Does something to the page without taking it for the page's own change. @param {() => void} work */
  function quietly(work) {
    note(observer.takeRecords());
    work();
    observer.takeRecords();
  }

  /** @param {MutationRecord[]} records */
  function note(records) {
    const byUser = performance.now() - lastClick < INTENT_MS;
    let atTop = false;
    for (const { type, target, addedNodes } of records) {
      // Overlays are hung on the body, and lock it; what scrolls by in a list does neither.
      atTop ||= target === document.body || target === document.documentElement;
      if (type === "attributes") {
        if (byUser && target !== document.body && target !== document.documentElement) ledePage.noteOpened(target);
        if (touched.size < MOST_TOUCHED) touched.add(/** @type {Element} */ (target));
        continue;
      }
      if (added && !byUser) continue;
      for (const node of addedNodes) {
        if (!isNotable(node)) continue;
        added = true;
        if (byUser) ledePage.noteOpened(node);
      }
    }
    noteAddress();
    if (added || touched.size > 0) schedule(atTop ? 0 : wait);
  }

  /** @param {Node} node */
  function isNotable(node) {
    if (node.nodeType === Node.TEXT_NODE) return /** @type {Text} */ (node).data.length >= NOTABLE_TEXT;
    if (node.nodeType !== Node.ELEMENT_NODE) return false;
    const { localName, firstChild, shadowRoot } = /** @type {Element} */ (node);
    if (TRIFLES.has(localName) || localName.startsWith("lede-")) return false;
    return firstChild !== null || shadowRoot !== null || localName === "iframe" || localName.includes("-");
  }

  /** @param {number} [after] ms since the last look */
  function schedule(after = wait) {
    if (scanning || scansInVain >= MOST_SCANS) return;
    const now = performance.now();
    const owed = (spent - ALLOWANCE_MS) / BUDGET - (now - began);
    const then = now + Math.max(SHORTEST_WAIT_MS, lastLook + after - now, owed);
    if (then >= due) return;
    due = then;
    clearTimeout(timer);
    timer = setTimeout(() => whenIdle(look), then - now);
  }

  /** @param {() => void} work */
  function whenIdle(work) {
    requestIdleCallback(work, { timeout: LONGEST_WAIT_MS / 8 });
  }

  /** Something changed a while ago: is it worth a scan? */
  function look() {
    due = Infinity;
    const started = performance.now();
    quietly(ledePage.defend);
    const news = added || fresh || ledePage.hasNews(document, touched);
    touched.clear();
    lastLook = performance.now();
    spent += lastLook - started;
    if (news) scan();
    else tell();
  }

  /** A single-page site that goes to another address begins another page. */
  function noteAddress() {
    const now = address();
    if (now === href) return;
    href = now;
    ledePage.forgetOpened();
    lastClick = -INTENT_MS;
    answer = null;
    arrived = false;
    expected = false;
    if (readerIsOpen()) ledeReader.close();
    paused = false;
    fresh = true;
    scansInVain = 0;
    wait = SHORTEST_WAIT_MS;
    spent = 0;
    began = performance.now();
    dismissNotice?.();
    schedule();
  }

  /** The page's address without its place within the page. */
  function address() {
    return location.href.split("#", 1)[0];
  }

  // ---- No flash: prehide.css holds vendors' prompts back until the core has spoken --------------------------------------------

  /** @param {AnimationEvent} event */
  function notePrehide(event) {
    if (event.animationName !== PREHIDE) return;
    event.stopImmediatePropagation();
    const byUser = performance.now() - lastClick < INTENT_MS;
    if (paused || byUser || !site().enabled) return void showThrough();
    added = true;
    clearTimeout(timer);
    due = 0;
    timer = setTimeout(look);
  }

  /** Ends the holding back: what is to be hidden is hidden by now. */
  function showThrough() {
    for (const animation of document.getAnimations()) {
      if (/** @type {CSSAnimation} */ (animation).animationName === PREHIDE) animation.finish();
    }
  }

  // ---- Settings, messages -----------------------------------------------------------------------------------------------------

  /** Changes are followed one after another: the store and the popup tell of the same one, and both wait until it is done. */
  function changeSettings() {
    following = following.then(followSettings, followSettings);
    return following;
  }

  async function followSettings() {
    stale = document.visibilityState !== "visible";
    if (stale) return;
    const before = stand();
    settings = await ledeSettings.load();
    if (stand() === before) return;
    // An answer on its way was made under the old settings.
    await lastScan;
    quietly(ledePage.undo);
    paused = false;
    answer = null;
    scansInVain = 0;
    dismissNotice?.();
    await scan();
    if (site().enabled) watch();
    else observer.disconnect();
    tell();
  }

  /** What the settings say about hiding on this page, to compare; the reader's looks are not in it. */
  function stand() {
    const { enabled, keep } = site();
    return JSON.stringify([settings.kinds, settings.notice, enabled, keep]);
  }

  function site() {
    return ledeSettings.site(settings, ledeSettings.host(location.href) ?? "");
  }

  /**
   * Sends a message to the background, twice if it slept or died.
   * @param {Record<string, unknown>} message
   * @returns {Promise<any>} null where there is no answer
   */
  async function ask(message) {
    for (const pause of [RETRY_MS, 0]) {
      try {
        return await chrome.runtime.sendMessage(message);
      } catch {
        // An update of Lede leaves this script behind: its page keeps what it has, and nothing more is asked.
        if (!chrome.runtime?.id) return void observer.disconnect();
        if (pause) await new Promise((done) => setTimeout(done, pause));
      }
    }
    return null;
  }

  let told = "";

  /** Tells the badge and the notice what is hidden now. */
  function tell() {
    const hidden = ledePage.ledger().filter((it) => !it.shown).length;
    const cut = settings.notice && hidden > 0 && answer?.extent === "cut";
    if (cut && !dismissNotice) quietly(() => void (dismissNotice = showNotice(answer?.subscribe ?? null)));
    else if (!cut && dismissNotice) quietly(dismissNotice);
    const news = `${href} ${hidden}`;
    if (news === told) return;
    told = news;
    ask({ type: "count", hidden });
  }

  /** @param {any} message @param {chrome.Sender} _sender @param {(value?: unknown) => void} reply */
  function receive(message, _sender, reply) {
    switch (message?.type) {
      case "ledger":
        break;
      case "show":
        quietly(() => ledePage.show(message.id));
        break;
      case "hide":
        quietly(() => ledePage.hide(message.id));
        break;
      case "show-all":
        paused = true;
        quietly(ledePage.showAll);
        break;
      case "hide-all":
        paused = false;
        quietly(ledePage.hideAgain);
        scan();
        break;
      case "pick-article":
        void pickArticle();
        break;
      case "expect-reader":
        expected = true;
        if (!arrived) ledeOpening.veil(settings);
        else if (!readerIsOpen()) void toggleReader();
        reply(true);
        return false;
      case "toggle-reader":
        toggleReader().finally(() => reply(ledger()));
        return true;
      case "settings-changed":
        changeSettings().then(() => reply(ledger()));
        return true;
      default:
        return false;
    }
    showThrough();
    tell();
    reply(ledger());
    return false;
  }

  function ledger() {
    return {
      hidden: ledePage.ledger(),
      extent: answer?.extent ?? "whole",
      subscribe: answer?.subscribe ?? null,
      readerOpen: readerIsOpen(),
      canRead: answer?.readable ?? false,
    };
  }

  // ---- The reader and the notice ----------------------------------------------------------------------------------------------

  function readerIsOpen() {
    return typeof ledeReader !== "undefined" && typeof ledeReader.isOpen === "function" && ledeReader.isOpen();
  }

  async function toggleReader() {
    if (readerIsOpen()) return ledeReader.close();
    const isOpen = await ledeOpening.open(desk());
    if (!isOpen) ledeNotice.show(word("notice_no_article", "There is no article on this page."), null, dismissal());
  }

  function desk() {
    return { ask, settings: () => settings, href, closed: tell, pick: () => void pickArticle() };
  }

  async function pickArticle() {
    if (readerIsOpen()) ledeReader.close();
    const isRead = await ledeOpening.pick(desk());
    if (isRead === false) ledeNotice.show(word("reader_pick_failed", "That holds no text to read."), null, dismissal());
  }

  /** Opens the reader over an article that has just come, where the user wants that; once for each address. */
  async function arrive() {
    if (arrived) return;
    const isDue = expected || (site().enabled && site().reader);
    const isHere = answer?.readable || !site().enabled;
    arrived = !isDue || isHere || performance.now() - began > ARRIVAL_MS;
    if (isDue && isHere && !readerIsOpen()) await toggleReader();
    ledeOpening.lift();
  }

  /** Says that the page delivered only a part. @param {string | null} subscribe @returns {() => void} takes it away */
  function showNotice(subscribe) {
    const link = subscribe && /^https?:/.test(subscribe) ? { href: subscribe, text: word("notice_subscribe", "Subscribe on the publisher’s site") } : null;
    const bar = ledeNotice.show(word("notice_cut", "This page holds only part of the article."), link, dismissal());
    return () => {
      dismissNotice = null;
      bar.remove();
    };
  }

  function dismissal() {
    return word("notice_dismiss", "Dismiss");
  }

  /** A message of `_locales`, or the English words where it is missing. @param {string} key @param {string} otherwise */
  function word(key, otherwise) {
    return chrome.i18n.getMessage(key) || otherwise;
  }
})();
