// What the layout of a live page tells the eyes: boxes that lie on top, locks, and what is rendered.
//
// A classic script, loaded after hands.js and before page.js; its one global is `ledeLayout`. The codes are those of src/page/layout.rs and
// src/page/snapshot.rs: change both together. Cost: computed style and boxes only of what lies on top at a grid of points of the window, and
// of html, body and its children. Lengths are CSS px.
// Deliberately absent: the walk over the page (page.js), verdicts, and any change of the page.

var ledeLayout = (() => {
  "use strict";

  const { isTopLayer, OWN } = ledeHands;
  const XHTML = "http://www.w3.org/1999/xhtml";
  const FLAG = { notRendered: 1, clipped: 16 };
  const BOX = { backdrop: 1, opened: 2, centre: 4, frame: 8 };
  const LOCK = { overflow: 1, fixed: 2, touchAction: 3, height: 4, inert: 5, ariaHidden: 6, pointerEvents: 7, padding: 8, blur: 9, userSelect: 10 };
  /** @type {Record<string, number>} */
  const POSITION = { static: 0, relative: 1, absolute: 2, fixed: 3, sticky: 4 };
  const TOP_LAYER = 5;
  /** Scrollbars are at most this wide, so a wider padding is the page's design. */
  const WIDEST_SCROLLBAR = 30;
  /** Most `[inert]` elements that are told. */
  const MOST_INERT = 50;

  /** What was seen on top so far, and what of it lay across the middle of the window, not in a corner. @type {WeakSet<Element>} */
  const known = new WeakSet();
  /** @type {WeakSet<Element>} */
  const central = new WeakSet();
  /** What html and body looked like at the last look. */
  let lastStand = "";

  /**
   * @typedef {object} LedeLook
   * @property {number[]} viewport
   * @property {[Element, number[]][]} pinned
   * @property {[Element, number[]][]} locks
   * @property {(element: Element) => number} visibility  flags of an element inside what is rendered
   * @property {(element: Element, number: number, parent: number) => number} clipping  flags of a rendered element; parents first
   */

  /**
   * What the layout tells: boxes on top, locks, and which elements are not rendered.
   * @param {Document} page
   * @param {WeakSet<Node>} opened what the user opened
   * @returns {LedeLook}
   */
  function lookOver(page, opened) {
    const view = page.defaultView;
    const root = page.documentElement;
    if (!view || view.innerWidth === 0 || view.innerHeight === 0) {
      return { viewport: [0, 0, 0, 0, 0], pinned: [], locks: [], visibility: () => 0, clipping: () => 0 };
    }
    const { innerWidth: width, innerHeight: height } = view;
    const viewport = [width, height, view.scrollX, view.scrollY, root.scrollHeight].map(Math.round);
    /** @type {[Element, number[]][]} */
    const pinned = [];
    /** @type {[Element, number[]][]} */
    const locks = [];
    const seen = new Set();

    /** @param {Element} element */
    const look = (element) => {
      if (seen.has(element) || OWN.test(element.localName)) return;
      seen.add(element);
      const parent = parentOf(element);
      if (element === root || element === page.body) return;
      const style = view.getComputedStyle(element);
      const box = boxOf(element, style, width, height, opened.has(element));
      if (box) {
        pinned.push([element, box]);
        known.add(element);
        if (box[0] <= width / 2 && box[0] + box[2] >= width / 2) central.add(element);
      }
      if (style.filter.includes("blur(")) locks.push([element, [LOCK.blur, 0]]);
      const clipped = element.scrollHeight - element.clientHeight;
      // Only what is as large as half the window can be the page's own scroller.
      if (clipped > 1 && clips(style) && element.clientHeight * 2 >= height && element.clientWidth * 2 >= width) {
        locks.push([element, [LOCK.overflow, clipped]]);
      }
      if (parent) look(parent);
    };
    for (const [x, y] of points(width, height)) for (const element of stack(page, x, y)) look(element);
    if (page.body) lookAtLocks(page, page.body, view, locks);
    settle(page);
    return { viewport, pinned, locks, visibility: visibilityIn(view), clipping: clippingIn(view) };
  }

  /** Points of the window to look at: a grid, denser at the edges, where bars and toasts sit. @param {number} width @param {number} height @returns {[number, number][]} */
  function points(width, height) {
    const across = [24, width * 0.25, width * 0.5, width * 0.75, width - 40];
    const down = [8, height * 0.12, height * 0.3, height * 0.5, height * 0.7, height * 0.88, height - 40, height - 8];
    return down.flatMap((y) => across.map((x) => /** @type {[number, number]} */ ([x, y])));
  }

  /** All elements under a point, top first, into shadow roots. @param {DocumentOrShadowRoot} root @param {number} x @param {number} y @returns {Element[]} */
  function stack(root, x, y) {
    return root.elementsFromPoint(x, y).flatMap((element) => {
      const shadow = shadowOf(element);
      const inside = shadow && shadow !== root ? stack(shadow, x, y) : [];
      return [...inside.filter((it) => it.getRootNode() === shadow), element];
    });
  }

  /**
   * The pinned record of an element without its number; null where it is in the flow of the page.
   * @param {Element} element @param {CSSStyleDeclaration} style @param {number} width @param {number} height @param {boolean} byUser
   * @returns {number[] | null}
   */
  function boxOf(element, style, width, height, byUser) {
    const onTop = isTopLayer(element);
    const position = onTop ? TOP_LAYER : (POSITION[style.position] ?? 0);
    const zIndex = Number.parseInt(style.zIndex, 10) || 0;
    // `relative` alone is how half the web lays out; only with a z-index does it lie on top.
    if (position === 0 || (position === 1 && zIndex <= 0)) return null;
    const box = element.getBoundingClientRect();
    const covers = box.left <= 0 && box.top <= 0 && box.right >= width && box.bottom >= height;
    const dims = style.backdropFilter.includes("blur(") || (covers && isSheer(style.backgroundColor)) || (onTop && element.matches(":modal"));
    const centre = box.left <= width / 2 && box.right >= width / 2 && box.top <= height / 2 && box.bottom >= height / 2;
    const frame = element.localName === "iframe" || element.querySelector("iframe") !== null;
    const flags = (dims ? BOX.backdrop : 0) | (byUser ? BOX.opened : 0) | (centre ? BOX.centre : 0) | (frame ? BOX.frame : 0);
    return [box.left, box.top, box.width, box.height].map(Math.round).concat(position, zIndex, flags);
  }

  /** Whether a computed colour lets some, not all, of what is behind through. @param {string} colour */
  function isSheer(colour) {
    const alpha = /[,/]\s*([\d.]+)(%?)\s*\)$/.exec(colour.startsWith("rgb(") && !colour.includes("/") ? "" : colour);
    const share = alpha ? Number(alpha[1]) / (alpha[2] ? 100 : 1) : 1;
    return share > 0 && share < 1;
  }

  /** @param {CSSStyleDeclaration} style */
  function clips(style) {
    return style.overflowY === "hidden" || style.overflowY === "clip";
  }

  /** Locks on html, body and body's children. @param {Document} page @param {HTMLElement} body @param {Window} view @param {[Element, number[]][]} locks */
  function lookAtLocks(page, body, view, locks) {
    const root = page.documentElement;
    const beyond = Math.max(root.scrollHeight, body.scrollHeight) - view.innerHeight;
    for (const element of [root, body]) {
      const style = view.getComputedStyle(element);
      /** @param {boolean} holds @param {number} code @param {number} value */
      const tell = (holds, code, value) => void (holds && locks.push([element, [code, Math.round(value)]]));
      const top = Number.parseFloat(style.top) || 0;
      const left = Number.parseFloat(style.paddingLeft) || 0;
      const gap = (Number.parseFloat(style.paddingRight) || 0) - left;
      tell(clips(style), LOCK.overflow, Math.max(0, beyond));
      tell(style.position === "fixed", LOCK.fixed, Math.max(0, -top));
      tell(style.touchAction === "none", LOCK.touchAction, 0);
      tell(clips(style) && Math.abs(Number.parseFloat(style.height) - view.innerHeight) <= 1, LOCK.height, 0);
      tell(style.pointerEvents === "none", LOCK.pointerEvents, 0);
      tell(clips(style) && gap > 0 && gap <= WIDEST_SCROLLBAR, LOCK.padding, gap);
      tell(style.filter.includes("blur("), LOCK.blur, 0);
      tell(style.userSelect === "none", LOCK.userSelect, 0);
    }
    for (const element of [...page.querySelectorAll("[inert]:not([data-lede-hidden])")].slice(0, MOST_INERT)) locks.push([element, [LOCK.inert, 0]]);
    for (const element of body.children) {
      if (element.getAttribute("aria-hidden") === "true") locks.push([element, [LOCK.ariaHidden, 0]]);
      const { pointerEvents, userSelect } = view.getComputedStyle(element);
      if (pointerEvents === "none") locks.push([element, [LOCK.pointerEvents, 0]]);
      if (userSelect === "none") locks.push([element, [LOCK.userSelect, 0]]);
    }
  }

  /** Tells whether an element inside what is rendered is rendered too. @param {Window} view @returns {(element: Element) => number} */
  function visibilityIn(view) {
    return (element) => {
      // What is `visibility: hidden` may hold what is visible, so only its leaves are not rendered.
      const isLeaf = element.firstElementChild === null;
      if (element.checkVisibility(isLeaf ? { visibilityProperty: true } : undefined)) return 0;
      const { display, visibility } = view.getComputedStyle(element);
      // Without a box are also `display: contents`, a picture's sources and what closed details hold; without a display, what no slot takes.
      return display === "none" || display === "" || (isLeaf && visibility !== "visible") ? FLAG.notRendered : 0;
    };
  }

  /**
   * Tells whether a rendered element is shown all the same: not below the edge where an ancestor clips, not blurred.
   * @param {Window} view
   * @returns {(element: Element, number: number, parent: number) => number}
   */
  function clippingIn(view) {
    /** The lower edge, in the window, beyond which an element's content is clipped, by its number. @type {number[]} */
    const edges = [];
    return (element, number, parent) => {
      const edge = edges[parent] ?? Infinity;
      edges[number] = edge;
      const holdsText = element.firstChild?.nodeType === Node.TEXT_NODE;
      const overflows = element.scrollHeight - element.clientHeight > 1 && element.clientHeight > 0;
      if (!holdsText && !overflows && edge === Infinity) return 0;
      const style = view.getComputedStyle(element);
      // The window's own lock clips nothing that scrolling would not show.
      if (overflows && clips(style) && element.parentElement && element !== element.ownerDocument.body) {
        edges[number] = Math.min(edge, element.getBoundingClientRect().bottom);
      }
      if (style.filter.includes("blur(")) edges[number] = -Infinity;
      if (edges[number] === -Infinity) return FLAG.clipped;
      if (edge === Infinity) return 0;
      const box = element.getBoundingClientRect();
      // A paragraph is beyond the edge when most of it is; a container may still hold what is before it.
      return (holdsText ? (box.top + box.bottom) / 2 : box.top) >= edge ? FLAG.clipped : 0;
    };
  }

  /** Takes what html and body look like now for seen. @param {Document} page */
  function settle(page) {
    lastStand = stand(page);
  }

  /** Whether html and body lie otherwise than at the last look. @param {Document} page */
  function hasMoved(page) {
    return stand(page) !== lastStand;
  }

  /** How html and body lie, as far as locks show in it; the place is asked only of what is pinned, as the answer lays the page out. @param {Document} page */
  function stand(page) {
    return [page.documentElement, page.body].map((it) => {
      if (!it) return "";
      const style = getComputedStyle(it);
      const { overflowY, position, touchAction, pointerEvents, filter } = style;
      return [overflowY, position, position === "fixed" ? style.top : "", touchAction, pointerEvents, filter].join();
    }).join(";");
  }

  /** Whether something is on top that no look saw, or html and body lie otherwise. @param {Document} page */
  function hasNews(page) {
    const view = page.defaultView;
    if (!view || view.innerWidth === 0) return false;
    if (hasMoved(page)) return true;
    return points(view.innerWidth, view.innerHeight).some(([x, y]) => {
      for (let around = topmost(page, x, y); around && around !== page.body && !known.has(around); around = parentOf(around)) {
        if (isTopLayer(around) || view.getComputedStyle(around).position === "fixed") return !OWN.test(around.localName);
      }
      return false;
    });
  }

  /** @param {DocumentOrShadowRoot} root @param {number} x @param {number} y @returns {Element | null} the element on top, into shadow roots */
  function topmost(root, x, y) {
    const top = root.elementFromPoint(x, y);
    const shadow = top && shadowOf(top);
    return (shadow && shadow !== root && topmost(shadow, x, y)) || top;
  }

  /** The parent, out of shadow roots. @param {Element} element @returns {Element | null} */
  function parentOf(element) {
    return element.parentElement ?? /** @type {ShadowRoot} */ (element.getRootNode()).host ?? null;
  }

  /**
   * An element's shadow root, also a closed one where extensions may look into it; that is asked only of what can be a host and shows
   * nothing of its own, as the question is dear.
   * @param {Element} element
   * @returns {ShadowRoot | null}
   */
  function shadowOf(element) {
    const { localName, shadowRoot } = element;
    if (shadowRoot || !(localName.includes("-") || (localName === "div" && !element.firstChild))) return shadowRoot;
    const { dom } = /** @type {any} */ (globalThis).chrome ?? {};
    if (dom?.openOrClosedShadowRoot) return element.namespaceURI === XHTML ? dom.openOrClosedShadowRoot(element) : null;
    return /** @type {any} */ (element).openOrClosedShadowRoot ?? null;
  }

  /** Whether the element, or something in it, was seen across the middle of the window. @param {Element} element */
  function wasOver(element) {
    return central.has(element) || [...element.querySelectorAll("*")].some((it) => central.has(it));
  }

  return { lookOver, hasNews, hasMoved, settle, shadowOf, wasOver };
})();
