// Builds the article's elements from the tree that the core sent, with createElement and nothing else:
// no HTML string exists here. The core's types already allow-list tags, attributes and URL schemes;
// this is the second line, and what it does not know it drops, keeping the text inside.
//
// Links inside the article (#note-1) are kept in a map, not as `id`s: an `id` would be a second one of
// that name in the page's document. Deliberately absent: styles, events, and any loading but that of
// `loading=lazy` images whose address the page itself has.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  const HTML_TAGS = new Set(
    ("p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code kbd samp var figure figcaption img picture " +
      "table caption colgroup col thead tbody tfoot tr th td a em strong b i u s small mark sub sup q cite " +
      "abbr dfn time del ins br wbr hr ruby rb rt rp rtc bdi bdo span div section aside details summary " +
      "audio video source track data address").split(" "),
  );
  const MATH_TAGS = new Set(
    ("math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded " +
      "mphantom msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd").split(" "),
  );
  /** Attributes that any element may have, then those of single elements. */
  const SHARED_ATTRIBUTES = new Set(["lang", "dir", "title"]);
  /** @type {Record<string, string[]>} */
  const OWN_ATTRIBUTES = {
    a: ["href"],
    code: ["data-language"],
    img: ["src", "srcset", "sizes", "alt", "width", "height"],
    source: ["src", "type"],
    audio: ["src"],
    video: ["src", "poster", "width", "height"],
    track: ["src", "kind", "srclang", "label"],
    ol: ["start", "type", "reversed"],
    li: ["value"],
    td: ["colspan", "rowspan", "headers"],
    th: ["colspan", "rowspan", "scope", "headers", "abbr"],
    col: ["span"],
    colgroup: ["span"],
    time: ["datetime"],
    data: ["value"],
    del: ["datetime"],
    ins: ["datetime"],
    details: ["open"],
    math: ["display", "alttext"],
    mo: ["stretchy", "fence", "separator", "form", "lspace", "rspace", "largeop", "movablelimits"],
    mi: ["mathvariant"],
    mspace: ["width", "height", "depth"],
    mfrac: ["linethickness"],
    mtable: ["columnalign", "rowspacing", "columnspacing"],
    mtd: ["columnspan", "rowspan"],
    mover: ["accent"],
    munder: ["accentunder"],
  };
  const ADDRESS_ATTRIBUTES = new Set(["href", "src", "poster"]);
  const LINK_SCHEMES = ["http:", "https:", "mailto:", "tel:"];
  const MEDIA_SCHEMES = ["http:", "https:", "data:", "blob:"];
  /** Images whose bytes stand in their address; scripts can hide in SVG, but not when shown as an image. */
  const DATA_IMAGE = /^data:image\//i;

  const MATHML = "http://www.w3.org/1998/Math/MathML";
  /** Words a minute of silent reading in English (Brysbaert 2019, a mean over 190 studies: 238). */
  const WORDS_A_MINUTE = 238;
  /** A loaded picture that is no wider, px, is a stand-in for the one to come. */
  const SMALLEST = 64;
  /** Trees deeper than this come from no article; the rest is dropped rather than overflow the stack. */
  const MAX_DEPTH = 400;
  /** Nodes that are built in one step; what holds more is built in several. A step of this size takes some ms with its layout. */
  const STEP = 80;
  /** Tags whose elements hold the reader's place and may be removed by hand. */
  const PLACE_TAGS = new Set("p h2 h3 h4 h5 h6 li dt dd blockquote pre figure table tr details".split(" "));

  /** @typedef {{blocks: ReaderBlock[], anchors: Map<string, HTMLElement>, sources: WeakMap<Element, number>, strings: ReaderHooks["strings"], nodeOf: ReaderHooks["nodeOf"]}} Making */

  ledeReader.parts.build = { article, minutes, sources };

  /** @type {ReaderBuildPart["article"]} */
  function article(wire, { strings, nodeOf }) {
    /** @type {Making} */
    const making = { blocks: [], anchors: new Map(), sources: new WeakMap(), strings, nodeOf };
    const text = make("article", "article");
    if (wire.lang) text.lang = wire.lang;
    text.dir = wire.dir === "rtl" ? "rtl" : "ltr";
    text.append(header(wire, making));
    if (wire.lead && isAllowedAddress("img", "src", wire.lead.src)) text.append(leadFigure(wire.lead, making));
    const body = make("div", "body");
    text.append(body);
    return { text, blocks: making.blocks, anchors: making.anchors, sources: making.sources, steps: steps(wire, body, making) };
  }

  /** @type {ReaderBuildPart["sources"]} */
  function sources({ lead, body }) {
    /** @type {number[]} */
    const found = typeof lead?.source === "number" ? [lead.source] : [];
    const visit = (/** @type {ReaderNode} */ node, /** @type {number} */ depth) => {
      if (typeof node === "string" || depth > MAX_DEPTH) return;
      for (const child of node.children ?? []) visit(child, depth + 1);
      if (holdsPlace(node)) found.push(Number(node.source));
    };
    for (const node of body) visit(node, 0);
    return found;
  }

  /** @type {ReaderBuildPart["minutes"]} */
  function minutes(words) {
    return Math.max(1, Math.round(words / WORDS_A_MINUTE));
  }

  /** @param {ReaderArticle} wire @param {Making} making */
  function header(wire, making) {
    const top = make("header", "head");
    if (wire.site) top.append(make("p", "site", wire.site));
    top.append(make("h1", "title", wire.title || making.strings("reader_untitled")));
    if (wire.deck) top.append(make("p", "deck", wire.deck));
    const facts = make("p", "facts");
    if (wire.byline) facts.append(make("span", "byline", wire.byline));
    if (wire.date) facts.append(dateElement(wire.date, wire.lang));
    if (wire.words) {
      facts.append(said("minutes", making.strings("reader_minutes", [String(minutes(wire.words))]), making));
    }
    if (wire.extent === "cut") facts.append(said("part", making.strings("reader_part"), making));
    if (facts.hasChildNodes()) top.append(facts);
    return top;
  }

  /** Words of the reader's own among the article's: in their own language and direction. @param {string} part @param {string} words @param {Making} making */
  function said(part, words, { strings }) {
    const element = make("span", part);
    const inner = make("bdi", "", words);
    inner.lang = strings("@@ui_locale").replace("_", "-");
    inner.dir = strings("@@bidi_dir") || "ltr";
    element.append(inner);
    return element;
  }

  /** An ISO date in the article's language; other dates as the page printed them.
   * @param {string} date @param {string | null | undefined} lang */
  function dateElement(date, lang) {
    const element = make("time", "date", date);
    const parsed = /^\d{4}-\d{2}-\d{2}/.test(date) ? new Date(date.length === 10 ? `${date}T12:00` : date) : null;
    if (!parsed || Number.isNaN(parsed.getTime())) return element;
    element.setAttribute("datetime", date);
    try {
      element.textContent = new Intl.DateTimeFormat(lang || undefined, { dateStyle: "long" }).format(parsed);
    } catch {
      // A language tag that the browser refuses: the date stays as it came.
    }
    return element;
  }

  /** @param {NonNullable<ReaderArticle["lead"]>} lead @param {Making} making */
  function leadFigure(lead, making) {
    const figure = make("figure", "lead");
    const image = document.createElement("img");
    image.decoding = "async";
    image.alt = lead.alt ?? "";
    image.src = loadedFile(lead.source, making) ?? lead.src;
    if (image.src !== lead.src) image.dataset.ledeFrom = lead.src;
    figure.append(image);
    if (lead.caption) figure.append(make("figcaption", "", lead.caption));
    if (typeof lead.source === "number") {
      making.blocks.push({ element: figure, source: lead.source });
      making.sources.set(figure, lead.source);
    }
    return figure;
  }

  /** @param {ReaderArticle} wire @param {Making} making */
  function notice(wire, making) {
    const box = make("aside", "notice");
    box.setAttribute("role", "note");
    box.append(make("p", "", making.strings("reader_cut")));
    if (wire.subscribe && isAllowedAddress("a", "href", wire.subscribe)) {
      const link = document.createElement("a");
      link.href = wire.subscribe;
      link.textContent = making.strings("reader_subscribe", [wire.site ?? ""]);
      const line = make("p", "");
      line.append(link);
      box.append(line);
    }
    return box;
  }

  /** The body, step by step; each tells how many nodes it built. @param {ReaderArticle} wire @param {HTMLElement} body @param {Making} making */
  function* steps(wire, body, making) {
    yield* fill(body, wire.body, making, 0);
    if (wire.extent === "cut") body.after(notice(wire, making));
  }

  /** @param {Element} parent @param {ReaderNode[]} nodes @param {Making} making @param {number} depth @returns {Generator<number, void, undefined>} */
  function* fill(parent, nodes, making, depth) {
    for (const node of nodes) {
      const size = weigh(node);
      if (size <= STEP || typeof node === "string" || depth > MAX_DEPTH) {
        append(parent, node, making, depth);
        yield size;
        continue;
      }
      const element = allowedElement(node, making);
      if (element) hang(parent, element);
      yield* fill(element ?? parent, node.children ?? [], making, depth + 1);
      if (element) dress(element, node, making);
    }
  }

  /** How many nodes a node is made of; more than a step is not counted on. @param {ReaderNode} node */
  function weigh(node) {
    let size = 0;
    const left = [node];
    for (let next = left.pop(); next !== undefined && size <= STEP; next = left.pop()) {
      size += 1;
      if (typeof next !== "string") left.push(...(next?.children ?? []));
    }
    return size;
  }

  /** @param {Element} parent @param {ReaderNode} node @param {Making} making @param {number} depth */
  function append(parent, node, making, depth) {
    if (typeof node === "string") {
      parent.append(node);
      return;
    }
    if (depth > MAX_DEPTH || !node || typeof node.tag !== "string") return;
    const element = allowedElement(node, making);
    for (const child of node.children ?? []) append(element ?? parent, child, making, depth + 1);
    if (!element) return;
    hang(parent, element);
    dress(element, node, making);
  }

  /** @param {Element} parent @param {Element} element */
  function hang(parent, element) {
    parent.append(element.localName === "table" ? scroller(element) : element);
  }

  /** What can be said of an element once it holds its children. @param {Element} element @param {ReaderElement} node @param {Making} making */
  function dress(element, node, making) {
    if (!(element instanceof HTMLElement)) return;
    if (element.localName === "pre") element.tabIndex = 0;
    if (element.localName === "table") {
      element.parentElement?.setAttribute("aria-label", element.querySelector("caption")?.textContent || making.strings("reader_table"));
    }
    const card = element.localName === "figure" && node.attrs?.["data-card"];
    if (card) ledeReader.parts.cards.dress(element, card, making.strings);
    if (typeof node.source === "number") making.sources.set(element, node.source);
    if (holdsPlace(node)) making.blocks.push({ element, source: Number(node.source) });
  }

  /** @param {ReaderElement} node */
  function holdsPlace({ tag, source }) {
    return typeof source === "number" && PLACE_TAGS.has(tag.toLowerCase());
  }

  /** The element for a node, without its children; null when the allow-list does not have it.
   * @param {ReaderElement} node @param {Making} making @returns {Element | null} */
  function allowedElement(node, making) {
    const tag = node.tag.toLowerCase();
    const isMath = MATH_TAGS.has(tag);
    if (!isMath && !HTML_TAGS.has(tag)) return null;
    const element = isMath ? document.createElementNS(MATHML, tag) : document.createElement(tag);
    if (element instanceof HTMLImageElement) {
      // Before `src`, or the browser would already have begun to load it.
      element.loading = "lazy";
      element.decoding = "async";
    }
    if (element instanceof HTMLMediaElement) {
      element.controls = true;
      element.preload = "none";
    }
    const own = OWN_ATTRIBUTES[tag] ?? [];
    for (const [name, value] of Object.entries(node.attrs ?? {})) {
      if (name === "id" && element instanceof HTMLElement) making.anchors.set(String(value), element);
      if (typeof value !== "string" || (!SHARED_ATTRIBUTES.has(name) && !own.includes(name))) continue;
      if (ADDRESS_ATTRIBUTES.has(name) && !isAllowedAddress(tag, name, value)) continue;
      element.setAttribute(name, value);
    }
    if (element instanceof HTMLOListElement) keepStart(element);
    if (element instanceof HTMLImageElement) {
      const file = loadedFile(node.source, making);
      if (file && file !== element.src) {
        element.dataset.ledeFrom = element.getAttribute("src") ?? "";
        element.src = file;
      }
      keepShape(element);
      // Without an `alt` at all, screen readers read out the address.
      if (!element.hasAttribute("alt")) element.setAttribute("alt", "");
    }
    return element;
  }

  /** Of the files of a picture the one that the page has loaded already: showing it needs nothing from the network.
   * @param {number | null | undefined} source @param {Making} making */
  function loadedFile(source, { nodeOf }) {
    const live = typeof source === "number" ? nodeOf(source) : null;
    const is = live instanceof HTMLImageElement && live.complete && live.naturalWidth > SMALLEST && live.currentSrc;
    return is && isAllowedAddress("img", "src", live.currentSrc) ? live.currentSrc : null;
  }

  /** Tables wider than the column scroll in a box of their own, which the keyboard can reach.
   * @param {Element} table */
  function scroller(table) {
    const box = make("div", "wide");
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.append(table);
    return box;
  }

  /** The user sheet reverts the sizes that attributes give, so they travel as custom properties.
   * @param {HTMLImageElement} image */
  function keepShape(image) {
    const width = Number.parseFloat(image.getAttribute("width") ?? "");
    const height = Number.parseFloat(image.getAttribute("height") ?? "");
    if (!(width > 0 && height > 0)) return;
    image.style.setProperty("--lede-image-width", `${width}px`);
    image.style.setProperty("--lede-image-ratio", `${width} / ${height}`);
  }

  /** The same goes for the number at which a list begins, in Firefox. @param {HTMLOListElement} list */
  function keepStart(list) {
    if (list.hasAttribute("start")) list.style.setProperty("--lede-start", String(list.start));
  }

  /** @param {string} tag @param {string} name @param {string} value */
  function isAllowedAddress(tag, name, value) {
    if (name === "href" && value.startsWith("#")) return true;
    let address;
    try {
      address = new URL(value, document.baseURI);
    } catch {
      return false;
    }
    if (name === "href") return LINK_SCHEMES.includes(address.protocol);
    if (address.protocol === "data:") return (tag === "img" || name === "poster") && DATA_IMAGE.test(value);
    return MEDIA_SCHEMES.includes(address.protocol);
  }

  /** @param {string} tag @param {string} part what the sheet calls it @param {string} [words] */
  function make(tag, part, words) {
    const element = document.createElement(tag);
    if (part) element.dataset.lede = part;
    if (words) element.textContent = words;
    return element;
  }
})();
