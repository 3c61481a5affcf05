// The article's text as one string, and the way from places in it to ranges of the document and back. White space is squeezed and
// blocks are parted by a space, so that the string is the same however the text is laid out or wrapped by others.
//
// Deliberately absent: what a passage is for (highlights.js), and the search for one whose text changed (the core's).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  const SKIPPED = "rt, rp, button, [hidden], [data-lede='site'], [data-lede='facts'], [data-lede='notice']";
  const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, dt, dd, td, th, caption, figcaption, blockquote, pre, summary, div, section, aside, details, article, header";
  const SPACE = /\s/;

  ledeReader.parts.passages = { read };

  /** @typedef {{node: Text, at: number, offsets: number[]}} Piece  `offsets`: of each unit of the string, its place in the node */

  /** @type {ReaderPassagesPart["read"]} */
  function read(text) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement?.closest(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    /** @type {Piece[]} */
    const pieces = [];
    /** @type {string[]} */
    const parts = [];
    let length = 0;
    let spaced = true;
    /** @type {Element | null | undefined} */
    let block;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const own = node.parentElement?.closest(BLOCKS);
      if (own !== block && !spaced) {
        parts.push(" ");
        length += 1;
        spaced = true;
      }
      block = own;
      const piece = { node: /** @type {Text} */ (node), at: length, offsets: /** @type {number[]} */ ([]) };
      const { data } = piece.node;
      for (let offset = 0; offset < data.length; offset += 1) {
        const isSpace = SPACE.test(data.charAt(offset));
        if (isSpace && spaced) continue;
        spaced = isSpace;
        parts.push(isSpace ? " " : data.charAt(offset));
        piece.offsets.push(offset);
      }
      length += piece.offsets.length;
      if (piece.offsets.length > 0) pieces.push(piece);
    }
    return {
      whole: parts.join(""),
      range: (start, end) => rangeOf(pieces, start, end),
      places: (range) => placesOf(pieces, range),
    };
  }

  /** @param {Piece[]} pieces @param {number} start @param {number} end */
  function rangeOf(pieces, start, end) {
    const first = pieces.find((it) => start < it.at + it.offsets.length);
    const last = pieces.findLast((it) => it.at < end);
    if (!first || !last || end <= start) return null;
    const range = document.createRange();
    range.setStart(first.node, first.offsets[Math.max(0, start - first.at)] ?? 0);
    range.setEnd(last.node, (last.offsets[Math.min(last.offsets.length, end - last.at) - 1] ?? 0) + 1);
    return range;
  }

  /** Where a range begins and ends in the string; null when it holds none of its text. @param {Piece[]} pieces @param {Range} range */
  function placesOf(pieces, range) {
    /** @type {[number, number] | null} */
    let places = null;
    for (const { node, at, offsets } of pieces) {
      if (!range.intersectsNode(node)) continue;
      const from = node === range.startContainer ? range.startOffset : 0;
      const to = node === range.endContainer ? range.endOffset : node.length;
      const inside = offsets.filter((it) => from <= it && it < to).length;
      if (inside === 0) continue;
      const start = at + offsets.findIndex((it) => from <= it);
      places = [places?.[0] ?? start, start + inside];
    }
    return places;
  }
})();
