// The eyes of Lede: read a live page into flat numbers and one text, for the core to judge.
//
// A classic script, loaded after hands.js and layout.js; its one global, `ledePage`, is eyes and hands together. They run as content
// scripts in the extension, and as they are in www/ and in the tests. The eyes carry facts: no selector of asks, no phrase, no verdict.
//
// A frame of the page's own origin is walked like a shadow root: it is written as `frame`, with its body's children as its own; any
// other is an `iframe`, of which nothing is known but its address and its box.
//
// The wire form is fixed by src/page/snapshot.rs, the sizes of texts by src/page/counts.rs: change both together.
// Cost: one walk; computed style and boxes only of what lies on top at a grid of points (layout.js). Lengths are CSS px.
// Deliberately absent: any change of the page, messages, timers and observers (content.js).

/** @typedef {{ numbers: Uint32Array, text: string, nodes: Node[] }} LedeSnapshot  `nodes[k]` is the live node behind number k */

var ledePage = (() => {
  "use strict";

  const { OWN, HIDDEN } = ledeHands;
  const { lookOver, hasNews, hasMoved, settle, shadowOf, wasOver } = ledeLayout;
  const MAGIC = 0x4c454445;
  const VERSION = 1;
  const HEADER = 16;
  /** An ask is short: beyond so many characters a brief snapshot carries a text's ends only. */
  const BRIEF = { most: 400, head: 200, tail: 100 };
  /** An inline style longer than this is a drawing, not a hint. */
  const LONGEST_STYLE = 300;
  const FLAG = { notRendered: 1, shadow: 2, opaque: 4, opened: 8, clipped: 16, hiddenOver: 32 };
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
  /** Nodes between two places to pause: about 2 ms. */
  const STEP = 500;

  /** What appeared within a second of a trusted click; content.js fills it. @type {WeakSet<Node>} */
  let opened = new WeakSet();
  /** What the last snapshots saw not rendered. @type {WeakSet<Element>} */
  const unrendered = new WeakSet();
  /** Shadow roots and frames' documents that were walked, and those that nobody has taken yet. @type {WeakSet<Node>} */
  const walkedRoots = new WeakSet();
  /** @type {Node[]} */
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
    const look = lookOver(page, opened);
    // The layout that this asked for may have taken its time.
    yield;

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
      if (isSkipped(element, name, full)) continue;
      const number = nodes.length;
      const shadow = shadowOf(element);
      const inside = name === "iframe" || name === "frame" ? documentOf(element) : null;
      // An empty one may be written into later.
      const framed = inside?.body?.firstChild ? inside : null;
      if (shadow) noteRoot(shadow);
      if (inside) noteRoot(inside);
      if (name === "iframe" && !framed) flags |= FLAG.opaque;
      if (element.hasAttribute(HIDDEN) && wasOver(element)) flags |= FLAG.hiddenOver;
      if (opened.has(element)) flags |= FLAG.opened;
      // What is inside of what is not rendered is known to be so.
      if (parent === 0 || !(tree[(parent - 1) * 3 + 2] & FLAG.notRendered)) flags |= look.visibility(element);
      else flags |= FLAG.notRendered;
      if (flags & FLAG.notRendered) unrendered.add(element);
      else unrendered.delete(element);
      if (full && !(flags & FLAG.notRendered)) flags |= look.clipping(element, number, parent - 1);
      tree.push(parent, string(framed ? "frame" : name), flags);
      nodes.push(element);
      numberOf.set(element, number);
      const own = element.attributes;
      for (let at = 0; at < own.length; at++) {
        const { name: key, value } = own[at];
        if (isCarried(name, element, key, value)) attributes.push(number, string(key), string(value));
      }
      // What a page without scripts would show is a text here; only the reader asks it, for the address of a picture.
      if (name === "svg" || (name === "iframe" && !framed) || (name === "noscript" && !full)) continue;
      for (let child = (framed?.body ?? element).lastChild; child; child = child.previousSibling) {
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

    yield;
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

  /** The document in a frame of the page's own origin. @param {Element} frame */
  function documentOf(frame) {
    try {
      return /** @type {HTMLIFrameElement} */ (frame).contentDocument;
    } catch {
      return null;
    }
  }

  /** @param {Node} root */
  function noteRoot(root) {
    if (walkedRoots.has(root)) return;
    walkedRoots.add(root);
    newRoots.push(root);
  }

  /** Of scripts, JSON-LD is carried, and for the reader formulas that nothing may have set yet. @param {Element} element @param {string} name @param {boolean} full */
  function isSkipped(element, name, full) {
    const type = name === "script" ? (element.getAttribute("type")?.trim().toLowerCase() ?? "") : null;
    if (type !== null) return type !== "application/ld+json" && !(full && type.startsWith("math/tex"));
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

  /** Records with their node's number first, in the order of nodes; what was not walked is left out. @param {[Element, number[]][]} records @param {Map<Node, number>} numberOf */
  function inOrder(records, numberOf) {
    return records
      .flatMap(([element, record]) => (numberOf.has(element) ? [[/** @type {number} */ (numberOf.get(element)), ...record]] : []))
      .sort((a, b) => a[0] - b[0])
      .flat();
  }

  /** The shadow roots and frames' documents found since the last call: a page's observer does not see into them. */
  function takeRoots() {
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

  /** Whether one of the elements is rendered and was not, or something is on top that no snapshot saw: worth another snapshot. @param {Document} page @param {Iterable<Element>} changed */
  function isNews(page, changed) {
    for (const element of changed) if (unrendered.has(element) && element.isConnected && element.checkVisibility({ visibilityProperty: true })) return true;
    return hasNews(page);
  }

  return { ...ledeHands, snapshot, reading, isNews, hasMoved, settle, takeRoots, noteOpened, forgetOpened };
})();
