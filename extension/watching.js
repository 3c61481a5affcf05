// What changes on the page, and when it is worth another look: one observer, batched, within a budget of time.
//
// One global, `ledeWatching`; content.js says what a look is. A page that goes on changing costs at most BUDGET of its main thread, and is left
// after MOST_SCANS looks in vain, until it goes to another address. Where a look is due and the page goes on, only its top is watched until then:
// records alone cost Firefox 2 % at 1,000 changes a second. What a trusted click brings up is noted as the user's own.
// Times are ms. Deliberately absent: looking itself, messages, and verdicts.

/** @typedef {{ scan: () => void, looked: () => void, renew: () => void }} LedeWatchHooks  a scan is due; a look found nothing; another page began */

var ledeWatching = (() => {
  "use strict";

  /** What a click brings up within this time, the user opened. */
  const INTENT_MS = 1000;
  /** Changes are looked at together after so much time, and so long after the last look; that doubles with each look in vain. */
  const SHORTEST_WAIT_MS = 60;
  const LONGEST_WAIT_MS = 4000;
  /** Share of the main thread that looking may take, once the allowance is spent: what a page and its first asks take on a busy machine. */
  const BUDGET = 0.02;
  const ALLOWANCE_MS = 250;
  /** After so many looks in vain the page is left alone until it navigates. */
  const MOST_SCANS = 100;
  /** A text added alone is of note from this length; shorter ones are clocks and counters. */
  const NOTABLE_TEXT = 20;
  const TRIFLES = new Set(["script", "style", "link", "meta", "noscript", "img", "source", "br"]);
  /** Most elements with a changed attribute that are remembered between two looks. */
  const MOST_TOUCHED = 64;
  /** So many deliveries of changes after a look that is due anyway, the page is watched no longer but for its top: 100 ms of constant change. */
  const RESTLESS = 10;
  const TOP = { childList: true, attributeFilter: ["class", "style", "hidden", "open", "inert", "src", "data-lede-hidden"] };
  const EVERYTHING = { ...TOP, subtree: true };

  /** @type {LedeWatchHooks} */
  let hooks;
  let lastClick = -INTENT_MS;
  let href = address();
  /** A scan is under way. */
  let busy = false;
  let scansInVain = 0;
  let wait = SHORTEST_WAIT_MS;
  let spent = 0;
  let began = performance.now();
  let lastLook = 0;
  let timer = 0;
  /** When the timer fires. */
  let due = Infinity;
  /** Something of note was added, or another page began. */
  let added = false;
  /** @type {Set<Element>} */
  const touched = new Set();
  const observer = new MutationObserver(note);
  /** The document, and what is in it but not of it: shadow roots and frames' documents. @type {Set<WeakRef<Node>>} */
  const watched = new Set();
  /** Deliveries of changes since the last look. */
  let deliveries = 0;
  /** Only the top of the page is watched. */
  let resting = false;
  /** Nothing is watched, until someone says so. */
  let stopped = false;
  /** The timer that ends a rest at the latest. */
  let rested = 0;
  /** The root element that was listened to: document.open() takes every listener away. @type {Element | null} */
  let root = null;

  /** Begins to listen for clicks and addresses. @param {LedeWatchHooks} given */
  function begin(given) {
    hooks = given;
    listen();
  }

  function listen() {
    root = document.documentElement;
    addEventListener("click", noteClick, { capture: true, passive: true });
    addEventListener("popstate", noteAddress);
    addEventListener("hashchange", noteAddress);
    document.addEventListener("load", noteFrame, true);
    document.addEventListener("toggle", notePopover, true);
  }

  /** Watches what changes. @param {Node} [where] the document, or a shadow root or frame's document in it */
  function watch(where = document) {
    stopped = false;
    attend();
    watched.add(new WeakRef(where));
    observer.observe(where, EVERYTHING);
  }

  /** Stops watching; what was watched is remembered, as what is in the page but not of it is told of only once. */
  function stop() {
    observer.disconnect();
    clearTimeout(rested);
    resting = true;
    stopped = true;
  }

  /** Does something to the page without taking it for the page's own change. @param {() => void} work */
  function quietly(work) {
    note(observer.takeRecords());
    work();
    observer.takeRecords();
  }

  /**
   * Scans: what changes meanwhile is looked at afterwards.
   * @param {() => Promise<void>} work
   */
  async function during(work) {
    busy = true;
    attend();
    added = false;
    touched.clear();
    try {
      await work();
    } finally {
      busy = false;
      if (added || touched.size > 0) schedule();
    }
  }

  /** Notes that looking took time. @param {number} ms */
  function spend(ms) {
    spent += ms;
  }

  /** Notes whether a scan found anything; in vain, the next one waits longer. @param {boolean} found */
  function noteFound(found) {
    scansInVain = found ? 0 : scansInVain + 1;
    wait = found ? SHORTEST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS);
  }

  /** A scan had no answer, or something is known to be of note: there will be another. @param {number} [ms] from now */
  function again(ms = LONGEST_WAIT_MS) {
    added = true;
    clearTimeout(timer);
    due = performance.now() + ms;
    timer = setTimeout(look, ms);
  }

  /** Begins afresh, with the whole budget. */
  function reset() {
    scansInVain = 0;
    wait = SHORTEST_WAIT_MS;
    spent = 0;
    began = performance.now();
  }

  /** How long the page has been there under its address, ms. */
  function age() {
    return performance.now() - began;
  }

  /** Whether the user has just clicked. */
  function isByUser() {
    return performance.now() - lastClick < INTENT_MS;
  }

  /** The page's address without its place within the page. */
  function address() {
    return location.href.split("#", 1)[0];
  }

  return { begin, watch, stop, quietly, during, spend, noteFound, again, reset, age, isByUser, address };

  /** @param {MouseEvent} event */
  function noteClick(event) {
    if (!event.isTrusted) return;
    lastClick = performance.now();
    attend();
  }

  /** @param {Event} event */
  function noteFrame({ target }) {
    if (!(target instanceof HTMLIFrameElement || target instanceof HTMLFrameElement)) return;
    added = true;
    schedule();
  }

  /** A popover opens without a change of the DOM. @param {Event} event */
  function notePopover({ target }) {
    if (!(target instanceof HTMLElement) || !target.matches(":popover-open")) return;
    if (isByUser()) return void ledePage.noteOpened(target);
    added = true;
    schedule(0);
  }

  /** @param {MutationRecord[]} records */
  function note(records) {
    const started = performance.now();
    const byUser = isByUser();
    let atTop = false;
    for (const { type, target, addedNodes, attributeName } of records) {
      // Overlays are hung on the body, and lock it; what scrolls by in a list does neither.
      const isTop = target === document.body || target === document.documentElement || target === document;
      atTop ||= isTop;
      if (attributeName === "src") {
        added ||= /** @type {Element} */ (target).localName === "iframe";
        continue;
      }
      if (type === "attributes") {
        if (byUser && !isTop) ledePage.noteOpened(target);
        if (touched.size < MOST_TOUCHED) touched.add(/** @type {Element} */ (target));
        continue;
      }
      if (added && !byUser) continue;
      for (const node of addedNodes) {
        if (!isNotable(node)) {
          // An empty box on the body may be a backdrop.
          if (isTop && node.nodeType === Node.ELEMENT_NODE && touched.size < MOST_TOUCHED) touched.add(/** @type {Element} */ (node));
          continue;
        }
        added = true;
        if (byUser) ledePage.noteOpened(node);
      }
    }
    if (document.documentElement !== root) listen();
    noteAddress();
    spent += performance.now() - started;
    if (added || touched.size > 0) schedule(atTop ? 0 : wait);
    deliveries += 1;
    if (deliveries > RESTLESS && !byUser && !busy && (added || isLeft())) rest();
  }

  /** Watches only where overlays are hung until the next look or click: the look is due, and no change elsewhere would make it sooner. */
  function rest() {
    if (resting) return;
    resting = true;
    rested = setTimeout(attend, LONGEST_WAIT_MS);
    observer.disconnect();
    for (const where of [document, document.documentElement, document.body]) if (where) observer.observe(where, TOP);
  }

  /** Watches everything again. */
  function attend() {
    deliveries = 0;
    if (!resting || stopped) return;
    resting = false;
    clearTimeout(rested);
    for (const held of watched) {
      const where = held.deref();
      if (where) observer.observe(where, EVERYTHING);
      else watched.delete(held);
    }
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
    if (busy || isLeft()) return;
    const now = performance.now();
    const owed = (spent - ALLOWANCE_MS) / BUDGET - (now - began);
    const then = now + Math.max(SHORTEST_WAIT_MS, lastLook + after - now, owed);
    if (then >= due) return;
    due = then;
    clearTimeout(timer);
    timer = setTimeout(() => requestIdleCallback(look, { timeout: LONGEST_WAIT_MS / 8 }), then - now);
  }

  /** The page is left alone: so many looks were in vain. */
  function isLeft() {
    return scansInVain >= MOST_SCANS;
  }

  /** Something changed a while ago: is it worth a scan? */
  function look() {
    due = Infinity;
    const started = performance.now();
    attend();
    quietly(ledePage.defend);
    const news = added || ledePage.isNews(document, touched);
    touched.clear();
    lastLook = performance.now();
    spent += lastLook - started;
    if (news) hooks.scan();
    else hooks.looked();
  }

  /** A single-page site that goes to another address begins another page. */
  function noteAddress() {
    const now = address();
    if (now === href) return;
    href = now;
    ledePage.forgetOpened();
    lastClick = -INTENT_MS;
    added = true;
    reset();
    hooks.renew();
    schedule();
  }
})();
