// What Lede does on a page: it looks, asks the core, lets the hands act, answers the popup and opens the reader.
//
// It scans at DOMContentLoaded, then again when watching.js says so. The background is greeted at the very start, so that it wakes and
// compiles the core while the page loads, and gives the page hide.css; it may die at any time, and nothing here depends on what it remembered.
//
// Times are ms. Deliberately absent: verdicts (the core's), reading and changing the page (page.js, hands.js), when to look again
// (watching.js), and any request.

/** @typedef {LedeResult & { extent: "whole" | "cut", subscribe: string | null, readable: boolean, error?: string }} LedeAnswer */

(() => {
  "use strict";

  // Pictures, films, PDF and feeds are documents too, but have nothing to hide.
  if (!/^(text\/html|application\/xhtml\+xml)$/.test(document.contentType)) return;

  /** Reading a page pauses after so long: a quarter of what counts as a long task, as a busy machine takes a multiple. */
  const SLICE_MS = 12;
  /** So long the first look waits for the page's sheets. */
  const SHEETS_MS = 800;
  /** Elements of a page that is looked at after its first frame: laying out more, for which looking asks, could be a long task of ours. */
  const LARGE = 5000;
  /** So long that frame is waited for; a tab in the background has none. */
  const FRAME_MS = 100;
  const PREHIDE = "lede-prehide";
  /** An article that comes later than this after its page does not open in the reader by itself: the user is busy with the page by then. */
  const ARRIVAL_MS = 8000;

  let settings = ledeSettings.defaults();
  /** Settings changed while the tab was in the background: they are taken up when it is seen. */
  let stale = false;
  /** @type {Promise<void>} */
  let following = Promise.resolve();
  const { ask } = ledeAsking;
  const { watch, quietly } = ledeWatching;
  let href = ledeWatching.address();
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
  /** @type {(() => void) | null} */
  let dismissNotice = null;
  /** The reader was opened over this address, or is not wanted. */
  let arrived = false;
  /** The user opened this page for the reader. */
  let expected = false;
  /** Whether this page goes on with an article that was open in the reader: the background's word, for which no look waits. */
  let continuing = Promise.resolve(false);

  const loaded = ledeSettings.load().then((it) => {
    settings = it;
    if (site().enabled && site().reader) ledeOpening.veil(settings);
  });

  ledeWatching.begin({ scan, looked: tell, renew });
  addEventListener("animationstart", notePrehide, true);
  addEventListener("pageshow", noteReturn);
  document.addEventListener("visibilitychange", () => void (document.visibilityState === "visible" && stale && changeSettings()));
  chrome.storage.onChanged.addListener((changes, area) => void (area === "local" && changes[ledeSettings.KEY] && changeSettings()));
  chrome.runtime.onMessage.addListener(receive);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
  else start();
  void greet();

  /**
   * Wakes the background, which compiles the core and gives the page hide.css; where it may not, its own copy and inline styles do. It is
   * greeted before the settings are here, as a page's own scripts may keep those waiting; it has settings of its own to go by.
   */
  async function greet() {
    styled = (await ask({ type: "greet" }))?.styled === true;
  }

  async function start() {
    continuing = ledeOpening.continues(ask);
    await Promise.all([loaded, sheets().then(frame)]);
    // From here on: what changes while the first scan is under way counts too.
    if (site().enabled) watch();
    await scan();
    await arrive();
  }

  /** Waits for the page's sheets, though not long: without them nothing is pinned, and Firefox does not hold DOMContentLoaded for them. */
  function sheets() {
    const links = /** @type {HTMLLinkElement[]} */ ([...document.querySelectorAll('link[rel~="stylesheet"]')]);
    const each = links.filter(isPending).map((it) => new Promise((done) => ["load", "error"].forEach((event) => it.addEventListener(event, done, { once: true }))));
    return Promise.race([Promise.all(each), new Promise((done) => setTimeout(done, SHEETS_MS))]);
  }

  /** Waits until a large page has been laid out for a frame of its own. */
  function frame() {
    if (document.getElementsByTagName("*").length < LARGE) return undefined;
    const drawn = new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return Promise.race([drawn, new Promise((done) => setTimeout(done, FRAME_MS))]);
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

  // ---- Looking --------------------------------------------------------------------------------------------------------------

  /** Looks at the page, asks the core, and does what it says. */
  function scan() {
    if (!scanning) {
      scanning = true;
      lastScan = ledeWatching.during(scanNow).finally(() => void (scanning = false));
    }
    return lastScan;
  }

  async function scanNow() {
    if (!site().enabled) return void showThrough();
    const here = href;
    if (fresh) ledePage.undo();
    fresh = false;
    const { numbers, text, nodes } = await inSlices(ledePage.reading(document, "brief"));
    for (const root of ledePage.takeRoots()) watch(root);
    const got = await ask({ type: "scan", numbers, text, styled });
    if (got && !got.error && here === href) act(got, nodes);
    else if (ledeAsking.isLeftBehind()) ledeWatching.stop();
    else ledeWatching.again();
    showThrough();
    if (document.readyState !== "loading") void arrive();
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
      ledeWatching.spend(took);
      if (done) return value;
      await pause();
      started = performance.now();
    }
  }

  /** Lets the page go on, and resumes before what it has queued: a timer would wait behind all of that. */
  function pause() {
    const { scheduler } = /** @type {any} */ (globalThis);
    return scheduler?.yield ? scheduler.yield() : new Promise((resume) => setTimeout(resume));
  }

  /** @param {LedeAnswer} got @param {Node[]} nodes */
  function act(got, nodes) {
    const started = performance.now();
    // Once its prompt is hidden, nothing on the page tells any more that the text is a part.
    answer = answer?.extent === "cut" ? { ...got, extent: "cut", subscribe: got.subscribe ?? answer.subscribe } : got;
    // A lock that came since the page was read is news, not our own doing.
    const hasMoved = ledePage.hasMoved(document);
    let found = false;
    if (!paused) quietly(() => void (found = ledePage.apply(got, nodes)));
    if (!hasMoved) ledePage.settle(document);
    ledeWatching.noteFound(found);
    ledeWatching.spend(performance.now() - started);
    tell();
  }

  /** Another page has begun under a new address. */
  function renew() {
    href = ledeWatching.address();
    answer = null;
    arrived = false;
    expected = false;
    if (readerIsOpen()) ledeReader.close();
    paused = false;
    fresh = true;
    dismissNotice?.();
  }

  // ---- No flash: prehide.css holds vendors' prompts back until the core has spoken --------------------------------------------

  /** @param {AnimationEvent} event */
  function notePrehide(event) {
    if (event.animationName !== PREHIDE) return;
    event.stopImmediatePropagation();
    if (paused || ledeWatching.isByUser() || !site().enabled) return void showThrough();
    ledeWatching.again(0);
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
    ledeWatching.reset();
    dismissNotice?.();
    if (site().enabled) watch();
    else ledeWatching.stop();
    await scan();
    tell();
  }

  /** What the settings say about hiding on this page, to compare; the reader's looks are not in it. */
  function stand() {
    const { enabled, keep, hide, wrong } = site();
    return JSON.stringify([settings.kinds, settings.notice, enabled, keep, hide, wrong]);
  }

  function site() {
    return ledeSettings.site(settings, ledeSettings.host(location.href) ?? "");
  }

  /** What the badge was told last. */
  let told = "";
  /** The badge is being told. */
  let telling = false;

  /** Tells the badge and the notice what is hidden now. */
  function tell() {
    const hidden = ledePage.ledger().filter((it) => !it.shown).length;
    const cut = settings.notice && hidden > 0 && answer?.extent === "cut";
    if (cut && !dismissNotice) quietly(() => void (dismissNotice = showNotice(answer?.subscribe ?? null)));
    else if (!cut && dismissNotice) quietly(dismissNotice);
    void count(hidden);
  }

  /** Tells the badge, one number after another: a question that is asked again must not come after a newer one. @param {number} hidden */
  async function count(hidden) {
    const news = `${href} ${hidden}`;
    if (news === told || telling) return;
    telling = true;
    const answer = await ask({ type: "count", hidden });
    telling = false;
    if (!answer) return;
    told = news;
    tell();
  }

  /** The browser empties the badge of a tab that goes elsewhere, and this page came back as it was. @param {PageTransitionEvent} event */
  function noteReturn({ persisted }) {
    if (!persisted) return;
    told = "";
    tell();
  }

  /** @param {any} message @param {chrome.Sender} _sender @param {(value?: unknown) => void} reply */
  function receive(message, _sender, reply) {
    switch (message?.type) {
      case "ledger":
        break;
      case "show":
        quietly(() => ledePage.show(message.id));
        void viaLedger({ type: "point", id: message.id });
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
        else void openReader();
        reply(true);
        return false;
      case "toggle-reader":
        toggleReader().finally(() => reply(ledger()));
        return true;
      case "peek":
      case "pick":
      case "wrong":
      case "report":
        viaLedger(message).then(reply);
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
      peeking: typeof ledePeek !== "undefined" && ledePeek.isPeeking(),
    };
  }

  /** Has ledger.js do it, which comes into the page when it is first needed. @param {any} message */
  async function viaLedger(message) {
    if (typeof ledeLedger === "undefined") await ask({ type: "inject-ledger" });
    if (typeof ledeLedger === "undefined") return ledger();
    const more = await ledeLedger.receive(message, { ask, quietly, rescan: () => lastScan.then(scan), keep, tell });
    return { ...ledger(), ...more };
  }

  /** Keeps a choice that the page has already followed. @param {(settings: LedeSettings, host: string) => LedeSettings} change */
  function keep(change) {
    following = following.then(async () => {
      await ledeSettings.update((it) => change(it, ledeSettings.host(location.href) ?? ""));
      settings = await ledeSettings.load();
    });
    return following;
  }

  // ---- The reader and the notice ----------------------------------------------------------------------------------------------

  function readerIsOpen() {
    return typeof ledeReader !== "undefined" && typeof ledeReader.isOpen === "function" && ledeReader.isOpen();
  }

  async function toggleReader() {
    if (readerIsOpen()) ledeReader.close();
    else if (!ledeOpening.turnBack()) await openReader();
  }

  async function openReader() {
    if (readerIsOpen()) return;
    const isOpen = await ledeOpening.open(desk());
    if (isOpen === false) ledeNotice.show(word("notice_no_article", "No article found on this page."), null, dismissal());
  }

  function desk() {
    const cut = answer?.extent === "cut" ? { subscribe: answer.subscribe } : null;
    const readOut = () => inSlices(ledePage.reading(document, "full"));
    return { ask, readOut, settings: () => settings, href, cut, isReadable: answer?.readable ?? false, closed: tell, pick: () => void pickArticle() };
  }

  async function pickArticle() {
    if (readerIsOpen()) ledeReader.close();
    const isRead = await ledeOpening.pick(desk());
    if (isRead === false) ledeNotice.show(word("reader_pick_failed", "There’s no text to read in that."), null, dismissal());
  }

  /** Opens the reader over an article that has just come, where the user wants that; once for each address. */
  async function arrive() {
    if (arrived) return;
    const isNext = await continuing;
    if (arrived) return;
    expected ||= isNext;
    const isDue = expected || (site().enabled && site().reader);
    const isHere = answer?.readable || !site().enabled;
    arrived = !isDue || isHere || ledeWatching.age() > ARRIVAL_MS;
    if (isDue && isHere) await openReader();
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
