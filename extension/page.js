// The eyes of Lede: read a live page into flat numbers and one text, for the core to judge.
//
// A classic script, loaded after hands.js; its one global, `ledePage`, is eyes and hands together. Both run as content scripts in the
// extension, and as they are in www/ and in the tests. The eyes carry facts: no selector of asks, no phrase, no verdict.
//
// The wire form is fixed by src/page/snapshot.rs, the sizes of texts by src/page/counts.rs: change both together.
// Cost: one walk; computed style and boxes only of what lies on top at a grid of points. Lengths are CSS px.
// Deliberately absent: any change of the page, messages, timers and observers (content.js).

/** @typedef {{ numbers: Uint32Array, text: string, nodes: Node[] }} LedeSnapshot  `nodes[k]` is the live node behind number k */

var ledePage = (() => {
  "use strict";

  const { isTopLayer, OWN } = ledeHands;
  const MAGIC = 0x4c454445;
  const VERSION = 1;
  const HEADER = 16;
  /** An ask is short: beyond so many characters a brief snapshot carries a text's ends only. */
  const BRIEF = { most: 400, head: 200, tail: 100 };
  /** An inline style longer than this is a drawing, not a hint. */
  const LONGEST_STYLE = 300;
  const FLAG = { notRendered: 1, shadow: 2, opaque: 4, opened: 8, clipped: 16 };
  const BOX = { backdrop: 1, opened: 2, centre: 4, frame: 8 };
  const LOCK = { overflow: 1, fixed: 2, touchAction: 3, height: 4, inert: 5, ariaHidden: 6, pointerEvents: 7, padding: 8, blur: 9, userSelect: 10 };
  /** @type {Record<string, number>} */
  const POSITION = { static: 0, relative: 1, absolute: 2, fixed: 3, sticky: 4 };
  const TOP_LAYER = 5;
  const ATTRIBUTES = new Set(
    ("id class role href src alt title name type placeholder itemprop itemscope itemtype property content rel datetime lang dir " +
      "hidden aria-hidden aria-label aria-modal aria-labelledby action method for srcset data-src data-srcset data-lazy-src " +
      "data-original data-testid data-component data-module data-name width height colspan rowspan scope poster start reversed cite " +
      "subscriptions-section amp-access amp-access-hide data-vendor contenteditable open autocomplete required charset http-equiv " +
      "sizes loading summary data-lang data-language language encoding display alttext").split(" "),
  );
  /** Elements that flow inside a line of text; `Tag::is_inline` has the same. */
  const INLINE = new Set(
    ("a abbr b bdi bdo big br cite code data del dfn em font i img ins kbd label map mark math output picture q rp rt ruby s samp slot " +
      "small source span strike strong sub sup svg time tt u var wbr").split(" "),
  );
  const LINKS = new Set(["canonical", "amphtml", "next", "prev", "icon"]);
  /** Scrollbars are at most this wide, so a wider padding is the page's design. */
  const WIDEST_SCROLLBAR = 30;
  /** Most `[inert]` elements that are told. */
  const MOST_INERT = 50;
  /** Nodes between two places to pause: about 2 ms. */
  const STEP = 500;

  /** What appeared within a second of a trusted click; content.js fills it. @type {WeakSet<Node>} */
  let opened = new WeakSet();
  /** What the last snapshots saw on top, and what they saw not rendered: the rest is news. @type {WeakSet<Element>} */
  const known = new WeakSet();
  /** @type {WeakSet<Element>} */
  const unrendered = new WeakSet();
  /** Shadow roots that were walked, and those that nobody has taken yet. @type {WeakSet<ShadowRoot>} */
  const walkedRoots = new WeakSet();
  /** @type {ShadowRoot[]} */
  let newRoots = [];

  /**
   * Reads the page. `"brief"` elides long texts and is for finding asks; `"full"` carries everything and also looks which text is
   * clipped or blurred away, and is for reading.
   * @param {Document} page
   * @param {"brief" | "full"} mode
   * @returns {LedeSnapshot}
   */
  function snapshot(page, mode) {
    const steps = reading(page, mode);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /**
   * The same in steps of STEP nodes, so that a large page can be read without a long task. What the page changes between two steps
   * is seen or not; the snapshot is a tree all the same.
   * @param {Document} page
   * @param {"brief" | "full"} mode
   * @returns {Generator<undefined, LedeSnapshot, undefined>}
   */
  function* reading(page, mode) {
    const full = mode === "full";
    const strings = new Map([["", 0]]);
    /** @param {string} value @returns {number} the string's number */
    const string = (value) => {
      let at = strings.get(value);
      if (at === undefined) {
        at = strings.size;
        strings.set(value, at);
      }
      return at;
    };
    const TEXT_NAME = string("#text");
    /** @type {Node[]} */
    const nodes = [];
    /** @type {number[]} */
    const tree = [];
    /** @type {number[]} */
    const texts = [];
    /** @type {number[]} */
    const attributes = [];
    const numberOf = new Map();
    const look = lookOver(page);

    /** Nodes still to walk, last first, each with its parent's number + 1 and its flags. @type {Node[]} */
    const waiting = [page.documentElement];
    const parents = [0];
    const marks = [0];
    for (let walked = 1; waiting.length > 0; walked++) {
      if (walked % STEP === 0) yield;
      const node = /** @type {Node} */ (waiting.pop());
      const parent = /** @type {number} */ (parents.pop());
      let flags = /** @type {number} */ (marks.pop());
      if (node.nodeType === Node.TEXT_NODE) {
        const text = /** @type {Text} */ (node).data;
        const [words, commas] = sizes(text);
        if (words === 0 && !isMeant(text, node)) continue;
        const whole = full || text.length <= BRIEF.most || tree[(parent - 1) * 3 + 1] === strings.get("script");
        const carried = whole ? text : `${text.slice(0, BRIEF.head)}…${text.slice(-BRIEF.tail)}`;
        texts.push(nodes.length, string(carried), text.length, words, commas);
        tree.push(parent, TEXT_NAME, flags);
        nodes.push(node);
        continue;
      }
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const element = /** @type {Element} */ (node);
      const name = element.localName.toLowerCase();
      if (isSkipped(element, name)) continue;
      const number = nodes.length;
      const shadow = shadowOf(element);
      if (shadow && !walkedRoots.has(shadow)) {
        walkedRoots.add(shadow);
        newRoots.push(shadow);
      }
      if (name === "iframe") flags |= FLAG.opaque;
      if (opened.has(element)) flags |= FLAG.opened;
      // What is inside of what is not rendered is known to be so.
      if (parent === 0 || !(tree[(parent - 1) * 3 + 2] & FLAG.notRendered)) flags |= look.visibility(element);
      else flags |= FLAG.notRendered;
      if (flags & FLAG.notRendered) unrendered.add(element);
      else unrendered.delete(element);
      if (full && !(flags & FLAG.notRendered)) flags |= look.clipping(element, number, parent - 1);
      tree.push(parent, string(name), flags);
      nodes.push(element);
      numberOf.set(element, number);
      const own = element.attributes;
      for (let at = 0; at < own.length; at++) {
        const { name: key, value } = own[at];
        if (isCarried(name, element, key, value)) attributes.push(number, string(key), string(value));
      }
      if (name === "svg" || name === "iframe" || name === "noscript") continue;
      for (let child = element.lastChild; child; child = child.previousSibling) {
        waiting.push(child);
        parents.push(number + 1);
        marks.push(0);
      }
      for (let child = shadow?.lastChild; child; child = child.previousSibling) {
        waiting.push(child);
        parents.push(number + 1);
        marks.push(child.previousSibling ? 0 : FLAG.shadow);
      }
    }

    const pinned = inOrder(look.pinned, numberOf);
    const locks = inOrder(look.locks, numberOf);
    const numbers = new Uint32Array(HEADER + tree.length + texts.length + attributes.length + pinned.length + locks.length);
    numbers.set([MAGIC, VERSION, full ? 1 : 0, nodes.length, texts.length / 5, attributes.length / 3, pinned.length / 8, locks.length / 3]);
    numbers.set(look.viewport, 8);
    numbers.set([string(page.URL)], 13);
    let at = HEADER;
    for (const section of [tree, texts, attributes, pinned, locks]) {
      numbers.set(section, at);
      at += section.length;
    }
    return { numbers, text: Array.from(strings.keys(), (it) => it.replaceAll("\0", "\uFFFD")).join("\0"), nodes };
  }

  /** @param {Element} element @param {string} name */
  function isSkipped(element, name) {
    if (name === "script") return element.getAttribute("type")?.trim().toLowerCase() !== "application/ld+json";
    if (name === "link") return !(element.getAttribute("rel") ?? "").toLowerCase().split(/\s+/).some((it) => LINKS.has(it));
    return name === "style" || OWN.test(name);
  }

  /** @param {string} name @param {Element} element @param {string} key @param {string} value */
  function isCarried(name, element, key, value) {
    if (key === "style") return value.length <= LONGEST_STYLE;
    if (key === "value") return name === "input" && /^(submit|button)$/i.test(element.getAttribute("type") ?? "");
    return ATTRIBUTES.has(key);
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
    if (dom?.openOrClosedShadowRoot) return element instanceof HTMLElement ? dom.openOrClosedShadowRoot(element) : null;
    return /** @type {any} */ (element).openOrClosedShadowRoot ?? null;
  }

  /**
   * Words and commas of a text, as src/page/counts.rs counts them.
   * @param {string} text
   * @returns {[words: number, commas: number]}
   */
  function sizes(text) {
    let words = 0;
    let commas = 0;
    let unspaced = 0;
    let inWord = false;
    for (let at = 0; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c > 32 && c < 127) {
        if (unspaced) words += (unspaced + 1) >> 1;
        unspaced = 0;
        if (!inWord) words++;
        inWord = true;
        if (c === 44 || c === 59) commas++;
        continue;
      }
      const dense = isUnspaced(c);
      if (!dense && unspaced) {
        words += (unspaced + 1) >> 1;
        unspaced = 0;
      }
      if (c <= 32 || isWhite(c)) inWord = false;
      else if (dense) {
        unspaced++;
        inWord = false;
      } else if (!inWord) {
        words++;
        inWord = true;
      }
      if (c === 0x60c || c === 0x61b || c === 0x3001 || c === 0xff0c || c === 0xff1b) commas++;
    }
    return [words + ((unspaced + 1) >> 1), commas];
  }

  /**
   * Whether a text without words is part of the page's text all the same: inside `pre`, and white space between two words of one line.
   * `src/page/saved.rs` has the same rule.
   * @param {string} text
   * @param {Node} node
   */
  function isMeant(text, node) {
    if (text === "") return false;
    return (endsInWord(node.previousSibling) && endsInWord(node.nextSibling)) || node.parentElement?.closest("pre") != null;
  }

  /** @param {Node | null} side */
  function endsInWord(side) {
    if (side === null || side.nodeType === Node.COMMENT_NODE) return false;
    const isInline = side.nodeType === Node.TEXT_NODE || INLINE.has(/** @type {Element} */ (side).localName);
    return isInline && /\S/.test(side.textContent ?? "");
  }

  /** Han, kana and Thai: scripts without spaces between words. @param {number} c */
  function isUnspaced(c) {
    return (
      (c >= 0xe00 && c <= 0xe7f) || (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff)
    );
  }

  /** White space above ASCII, as Unicode has it. @param {number} c */
  function isWhite(c) {
    return c === 0x85 || c === 0xa0 || c === 0x1680 || (c >= 0x2000 && c <= 0x200a) || c === 0x2028 || c === 0x2029 || c === 0x202f || c === 0x205f || c === 0x3000;
  }

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
   * @returns {LedeLook}
   */
  function lookOver(page) {
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
      if (view.getComputedStyle(element).pointerEvents === "none") locks.push([element, [LOCK.pointerEvents, 0]]);
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

  /** Records with their node's number first, in the order of nodes; what was not walked is left out. @param {[Element, number[]][]} records @param {Map<Node, number>} numberOf */
  function inOrder(records, numberOf) {
    return records
      .flatMap(([element, record]) => (numberOf.has(element) ? [[/** @type {number} */ (numberOf.get(element)), ...record]] : []))
      .sort((a, b) => a[0] - b[0])
      .flat();
  }

  /**
   * Whether something is on top that no snapshot saw, or one of the elements is rendered and was not: worth another snapshot.
   * @param {Document} page
   * @param {Iterable<Element>} changed
   */
  function hasNews(page, changed) {
    for (const element of changed) if (unrendered.has(element) && element.isConnected && element.checkVisibility({ visibilityProperty: true })) return true;
    const view = page.defaultView;
    if (!view || view.innerWidth === 0) return false;
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

  /** The shadow roots found since the last call: a page's observer does not see into them. */
  function takeShadowRoots() {
    const roots = newRoots;
    newRoots = [];
    return roots;
  }

  /** Notes what appeared by the user's own click. @param {Node} node */
  function noteOpened(node) {
    opened.add(node);
  }

  /** Forgets it: another page has begun. */
  function forgetOpened() {
    opened = new WeakSet();
  }

  return { ...ledeHands, snapshot, reading, hasNews, takeShadowRoots, noteOpened, forgetOpened };
})();
