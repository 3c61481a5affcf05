// The hands of Lede: do to the page what the core's edits say, keep the ledger, and undo to the byte.
//
// A classic script, loaded before page.js; its one global, `ledeHands`, becomes part of `ledePage` there. The hands touch nothing
// that no edit named, remember what was there before, and `documentElement.outerHTML` after `undo()` is what it was before `apply()`.
//
// Cost: a few writes an ask. Lengths are CSS px, times are ms.
// Deliberately absent: finding anything (page.js looks, the core judges), messages and observers (content.js), innerHTML.

/** @typedef {{ code: string, values: string[], words: string }} LedeEvidence */
/** @typedef {{ id: number, node: number, also: number[], kind: string, text: string, evidence: LedeEvidence[] }} LedeFound */
/** @typedef {{ op: "hide", node: number, id: number | null } | { op: "release", node: number, lock: LedeLock, value: number, id: number | null }} LedeEdit */
/** @typedef {"overflow" | "fixed" | "touch-action" | "height" | "inert" | "aria-hidden" | "pointer-events" | "padding" | "blur" | "user-select" | "clamp"} LedeLock */
/** @typedef {{ hidden: LedeFound[], edits: LedeEdit[] }} LedeResult */
/** @typedef {{ id: number, kind: string, text: string, evidence: LedeEvidence[], shown: boolean, fightsBack: boolean, fights: number }} LedeLine  fights: how often it was hidden and came back */
/** @typedef {LedeLine & { elements: Element[], releases: (() => void)[], locks: [Element, LedeLock, number][], freed: number }} LedeEntry */

var ledeHands = (() => {
  "use strict";

  /** Lede's own elements on the page: the reader and the notice. */
  const OWN = /^lede-/;
  /** What hide.css hides. */
  const HIDDEN = "data-lede-hidden";
  /** What hide.css frees: a list of locks. */
  const FREED = "data-lede-free";
  /** So often an ask that comes back is hidden again; then it is left, so that page and extension do not race. */
  const MOST_FIGHTS = 3;
  /** A closed dialog's events come within a task or two. */
  const HUSH_MS = 500;

  /** The ledger. @type {Map<number, LedeEntry>} */
  const entries = new Map();
  /** Hidden elements, each with what brings it back. @type {Map<Element, () => void>} */
  const hidden = new Map();
  /** What is shown again because the user or the page insisted. @type {WeakSet<Element>} */
  let left = new WeakSet();
  let lastId = 0;
  const UNOWNED = 0;
  /** What HIDDEN says while the user peeks at what is hidden: hide.css then shows it pale instead. */
  const PEEK = "peek";
  let peeking = false;

  /**
   * Does the edits of an answer. What is already hidden, was shown by the user or has gone meanwhile is passed over.
   * @param {LedeResult} result
   * @param {Node[]} nodes of the snapshot that was answered
   * @returns {boolean} whether an ask was there to hide, be it a new one or one that came back
   */
  function apply(result, nodes) {
    /** Entries by the answer's own numbers. @type {Map<number, LedeEntry>} */
    const made = new Map();
    /** @type {LedeEntry[]} */
    const fresh = [];
    for (const found of result.hidden) {
      const elements = result.edits.flatMap((it) => (it.op === "hide" && it.id === found.id ? elementsOf(nodes[it.node]) : []));
      if (elements.length === 0) continue;
      const entry = returned(found) ?? enter(found);
      entry.elements = elements;
      made.set(found.id, entry);
      if (entry.fights > MOST_FIGHTS) leave(entry);
      else fresh.push(entry);
    }
    for (const it of result.edits) {
      if (it.op === "hide" && it.id !== null) continue;
      const entry = it.id === null ? unowned() : made.get(it.id);
      const node = nodes[it.node];
      if (it.op === "hide") entry?.elements.push(...elementsOf(node));
      else if (entry && node?.nodeType === Node.ELEMENT_NODE) entry.locks.push([/** @type {Element} */ (node), it.lock, it.value]);
    }
    fresh.forEach(conceal);
    const free = entries.get(UNOWNED);
    if (free) conceal(free);
    forceHidden();
    return fresh.length > 0;
  }

  /** The element to hide, if the hands may: never the page itself, what was left, or what is hidden already. @param {Node | undefined} node @returns {Element[]} */
  function elementsOf(node) {
    if (node?.nodeType !== Node.ELEMENT_NODE || !node.isConnected) return [];
    const element = /** @type {Element} */ (node);
    const untouchable = ["html", "body", "head"].includes(element.localName) || OWN.test(element.localName) || isOverFramed(element);
    return untouchable || left.has(element) || element.closest(`[${HIDDEN}]`) ? [] : [element];
  }

  /**
   * Whether an element lies over a page inside a frame that stands in the text. What else keeps that page from its readers, a veil and a
   * lock, the eyes do not see there; without its way out the page would answer nobody.
   * @param {Element} element
   */
  function isOverFramed(element) {
    const frame = element.ownerDocument.defaultView?.frameElement;
    if (element.ownerDocument === document || !frame || isFixed(frame)) return false;
    return isFixed(element);
  }

  /** Whether an element, or one around it, stays where the window is. @param {Element} element */
  function isFixed(element) {
    for (let it = /** @type {Element | null} */ (element); it; it = it.parentElement) {
      if (it.ownerDocument.defaultView?.getComputedStyle(it).position === "fixed") return true;
    }
    return false;
  }

  /** The entry whose elements the page removed and which is now back under the same words. @param {LedeFound} found */
  function returned(found) {
    for (const entry of entries.values()) {
      if (entry.kind !== found.kind || entry.text !== found.text || entry.elements.some((it) => it.isConnected)) continue;
      entry.elements.forEach((it) => hidden.delete(it));
      entry.fights++;
      return entry;
    }
    return null;
  }

  /** @param {Pick<LedeFound, "kind" | "text" | "evidence">} found @param {number} [id] @returns {LedeEntry} */
  function enter({ kind, text, evidence }, id = ++lastId) {
    /** @type {LedeEntry} */
    const entry = { id, kind, text, evidence, shown: false, fightsBack: false, elements: [], releases: [], locks: [], freed: 0, fights: 0 };
    entries.set(id, entry);
    return entry;
  }

  /** The entry of locks that no ask on the page holds any more; it is undone with the rest, and is no line of the ledger. */
  function unowned() {
    return entries.get(UNOWNED) ?? enter({ kind: "", text: "", evidence: [] }, UNOWNED);
  }

  /** Hides the elements of an entry and releases its locks. @param {LedeEntry} entry */
  function conceal(entry) {
    entry.shown = false;
    for (const element of entry.elements) if (!hidden.has(element)) hidden.set(element, hideElement(element));
    // Locks may come after the ask.
    for (const [element, lock, value] of entry.locks.slice(entry.freed)) entry.releases.push(...release(element, lock, value));
    entry.freed = entry.locks.length;
  }

  /** Brings the elements of an entry back, and the locks that they came with. @param {LedeEntry} entry */
  function reveal(entry) {
    entry.shown = true;
    for (const undo of entry.releases.splice(0).reverse()) undo();
    entry.freed = 0;
    for (const element of entry.elements.toReversed()) {
      hidden.get(element)?.();
      hidden.delete(element);
    }
  }

  /** The page insists: the ask stays where it is, and the ledger says so. @param {LedeEntry} entry */
  function leave(entry) {
    reveal(entry);
    entry.fightsBack = true;
    entry.elements.forEach((it) => left.add(it));
  }

  /**
   * Hides an element.
   * @param {Element} element
   * @returns {() => void} what brings back exactly what was there
   */
  function hideElement(element) {
    blurInside(element);
    const reopen = [element, ...element.querySelectorAll("dialog[open], [popover]")].flatMap(closeTopLayer);
    const wasInert = element.hasAttribute("inert");
    element.setAttribute(HIDDEN, peeking ? PEEK : "");
    if (!wasInert) element.setAttribute("inert", "");
    return () => {
      forced.get(element)?.();
      forced.delete(element);
      if (!wasInert) element.removeAttribute("inert");
      element.removeAttribute(HIDDEN);
      for (const open of reopen) open();
    };
  }

  /** Elements that hide.css does not reach (shadow roots, `!important` inline styles). @type {Map<Element, () => void>} */
  const forced = new Map();

  function forceHidden() {
    if (peeking) return;
    for (const element of hidden.keys()) {
      if (!forced.has(element) && isRendered(element)) forced.set(element, override(element, "display", "none"));
    }
  }

  /** @param {Element} element */
  function isRendered(element) {
    return element.isConnected && element.ownerDocument.defaultView?.getComputedStyle(element).display !== "none";
  }

  /** Focus inside what is hidden would let the space bar bring it back. @param {Element} element */
  function blurInside(element) {
    let active = element.ownerDocument.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    /** @type {Node | null} */
    let around = active;
    while (around && around !== element) around = around.parentNode ?? /** @type {ShadowRoot} */ (around).host ?? null;
    if (around && active) /** @type {HTMLElement} */ (active).blur();
  }

  /** Whether a modal dialog or an open popover. @param {Element} element */
  function isTopLayer(element) {
    return element.localName === "dialog" || element.hasAttribute("popover") ? element.matches(":modal, :popover-open") : false;
  }

  /**
   * Closes a modal dialog or popover, so that the page behind it answers; the page is not told, as nobody chose.
   * @param {Element} element
   * @returns {(() => void)[]} what opens it again
   */
  function closeTopLayer(element) {
    if (!isTopLayer(element)) return [];
    hush(element, ["close", "beforetoggle", "toggle"]);
    if (element.matches(":modal")) {
      const dialog = /** @type {HTMLDialogElement} */ (element);
      const names = dialog.getAttributeNames();
      const said = dialog.returnValue;
      dialog.close();
      dialog.returnValue = said;
      return [
        () => {
          if (!dialog.isConnected || dialog.open) return;
          hush(dialog, ["beforetoggle", "toggle"]);
          dialog.showModal();
          reorder(dialog, names);
        },
      ];
    }
    const popover = /** @type {HTMLElement} */ (element);
    popover.hidePopover();
    return [
      () => {
        if (!popover.isConnected || popover.matches(":popover-open")) return;
        hush(popover, ["beforetoggle", "toggle"]);
        popover.showPopover();
      },
    ];
  }

  /** Keeps the next event of each type on the element from the page. @param {Element} element @param {string[]} types */
  function hush(element, types) {
    const root = element.getRootNode();
    const where = root === element.ownerDocument ? (element.ownerDocument.defaultView ?? root) : root;
    for (const type of types) {
      const ended = new AbortController();
      /** @param {Event} event */
      const stop = (event) => {
        if (event.target !== element) return;
        event.stopImmediatePropagation();
        ended.abort();
      };
      where.addEventListener(type, stop, { capture: true, signal: ended.signal });
      setTimeout(() => ended.abort(), HUSH_MS);
    }
  }

  /**
   * Releases one lock.
   * @param {Element} element @param {LedeLock} lock @param {number} value px
   * @returns {(() => void)[]} what locks it again
   */
  function release(element, lock, value) {
    if (lock === "inert" || lock === "aria-hidden") return takeAttribute(element, lock);
    const view = element.ownerDocument.defaultView;
    if (lock === "padding") return [override(element, "padding-right", view?.getComputedStyle(element).paddingLeft ?? "0px")];
    const freed = new Set((element.getAttribute(FREED) ?? "").split(" ").filter(Boolean));
    if (freed.has(lock) || (lock === "clamp" && !isCutOff(element))) return [];
    element.setAttribute(FREED, [...freed, lock].join(" "));
    if (lock === "fixed" && value > 0) view?.scrollTo({ top: value, behavior: "instant" });
    return [
      () => {
        const rest = (element.getAttribute(FREED) ?? "").split(" ").filter((it) => it !== lock && it !== "");
        if (rest.length > 0) element.setAttribute(FREED, rest.join(" "));
        else element.removeAttribute(FREED);
      },
    ];
  }

  /** Whether a style cuts the element's text off or fades it out. @param {Element} element */
  function isCutOff(element) {
    const { overflowY, maskImage } = getComputedStyle(element);
    const clips = (overflowY === "hidden" || overflowY === "clip") && element.scrollHeight - element.clientHeight > 1;
    const fades = () => ["::before", "::after"].map((it) => getComputedStyle(element, it)).some((it) => it.position === "absolute" && it.backgroundImage.includes("gradient("));
    return clips || maskImage !== "none" || fades();
  }

  /** Removes an attribute; its way back keeps the order of attributes. @param {Element} element @param {string} name @returns {(() => void)[]} */
  function takeAttribute(element, name) {
    const value = element.getAttribute(name);
    if (value === null) return [];
    const names = element.getAttributeNames();
    element.removeAttribute(name);
    return [
      () => {
        if (element.hasAttribute(name)) return;
        element.setAttribute(name, value);
        reorder(element, names);
      },
    ];
  }

  /** Puts an element's attributes into an earlier order; those unknown then come last. @param {Element} element @param {string[]} names */
  function reorder(element, names) {
    const now = element.getAttributeNames();
    const wanted = [...names.filter((it) => now.includes(it)), ...now.filter((it) => !names.includes(it))];
    const from = wanted.findIndex((it, at) => it !== now[at]);
    if (from < 0) return;
    for (const name of wanted.slice(from)) {
      const attribute = element.getAttributeNode(name);
      if (attribute) element.setAttributeNode(element.removeAttributeNode(attribute));
    }
  }

  /**
   * Sets one inline property; its way back restores the whole attribute unless the page wrote it meanwhile.
   * @param {Element} element @param {string} property @param {string} value
   */
  function override(element, property, value) {
    const before = element.getAttribute("style");
    const { style } = /** @type {HTMLElement} */ (element);
    style.setProperty(property, value, "important");
    const ours = element.getAttribute("style");
    return () => {
      if (element.getAttribute("style") !== ours) style.removeProperty(property);
      else if (before === null) element.removeAttribute("style");
      else element.setAttribute("style", before);
    };
  }

  /** Shows one ask again, for good. @param {number} id */
  function show(id) {
    const entry = entries.get(id);
    if (!entry || entry.shown) return;
    reveal(entry);
    entry.elements.forEach((it) => left.add(it));
    entry.elements.find((it) => it.isConnected)?.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  /** Hides one ask again. @param {number} id */
  function hide(id) {
    const entry = entries.get(id);
    if (!entry) return;
    entry.elements.forEach((it) => left.delete(it));
    conceal(entry);
    forceHidden();
  }

  /** Shows everything; the ledger stays. */
  function showAll() {
    for (const entry of [...entries.values()].reverse()) {
      if (!entry.shown) reveal(entry);
      entry.elements.forEach((it) => left.add(it));
    }
  }

  /** Hides everything that was shown, but for what fights back. */
  function hideAgain() {
    for (const entry of entries.values()) if (!entry.fightsBack) hide(entry.id);
  }

  /** The page as if Lede had never been: everything shown, the ledger empty. */
  function undo() {
    showAll();
    entries.clear();
    left = new WeakSet();
  }

  /** Hides again what the page brought back, a few times; then leaves it. */
  function defend() {
    if (peeking) return;
    for (const entry of entries.values()) {
      const back = entry.shown ? [] : entry.elements.filter((it) => hidden.has(it) && isBack(it));
      if (back.length === 0) continue;
      entry.fights++;
      if (entry.fights > MOST_FIGHTS) {
        leave(entry);
        continue;
      }
      for (const element of back) {
        hidden.get(element)?.();
        hidden.set(element, hideElement(element));
      }
    }
    forceHidden();
  }

  /** @param {Element} element */
  function isBack(element) {
    return element.isConnected && (!element.hasAttribute(HIDDEN) || isRendered(element) || isTopLayer(element));
  }

  /** Shows what is hidden pale and in its place, not to be clicked, until told otherwise. @param {boolean} on */
  function peek(on) {
    peeking = on;
    for (const element of hidden.keys()) {
      element.setAttribute(HIDDEN, on ? PEEK : "");
      forced.get(element)?.();
      forced.delete(element);
    }
    forceHidden();
  }

  /**
   * Does something while the page is as it would be without Lede; nothing is painted in between, and the place stays.
   * @template T @param {() => T} work @returns {T}
   */
  function withoutUs(work) {
    const concealed = [...entries.values()].filter((it) => !it.shown);
    const { scrollX, scrollY } = window;
    concealed.toReversed().forEach(reveal);
    try {
      return work();
    } finally {
      concealed.forEach(conceal);
      forceHidden();
      scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    }
  }

  /** The elements of a line of the ledger, the ask itself first. @param {number} id @returns {Element[]} */
  function elementsAt(id) {
    return entries.get(id)?.elements.filter((it) => it.isConnected) ?? [];
  }

  /** @returns {LedeLine[]} what was hidden, in the order of hiding */
  function ledger() {
    const lines = [...entries.values()].filter((it) => it.id !== UNOWNED);
    return lines.map(({ id, kind, text, evidence, shown, fightsBack, fights }) => ({ id, kind, text, evidence, shown, fightsBack, fights }));
  }

  return { apply, show, hide, showAll, hideAgain, undo, defend, ledger, peek, withoutUs, elementsAt, isTopLayer, OWN, HIDDEN };
})();
