// Keeps highlights and notes across visits, in the extension's own storage on this machine: by page, with the page's address and
// title, since the options page lists them. A private window keeps nothing beyond itself.
//
// Bounded: so many pages, so much for each; what has no room is refused, and nothing that was written is ever dropped for it.
// Deliberately absent: what a highlight is (highlights.js), and any storage of the page's.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  const KEY = "highlights:";
  /** Articles with highlights. With LARGEST this stays below the 10 MB that a browser gives an extension. */
  const MOST_PAGES = 1000;
  /** Highlights and notes of one article, UTF-16 units of JSON: a long article quoted whole. */
  const LARGEST = 200_000;
  /** All of them together. */
  const LARGEST_SHELF = 4_000_000;

  ledeReader.parts.highlightStore = { hooks };

  /** @type {ReaderHighlightStorePart["hooks"]} */
  function hooks(address) {
    const key = KEY + ledeReader.parts.shelf?.fingerprint(address);
    const isPrivate = chrome.extension?.inIncognitoContext === true;
    /** What a private window knows until it closes. @type {ReaderHighlight[]} */
    let unkept = [];
    return {
      async loadHighlights() {
        if (isPrivate) return unkept;
        try {
          const list = (await chrome.storage.local.get(key))[key]?.list;
          return Array.isArray(list) ? list.filter(isWhole) : [];
        } catch {
          return [];
        }
      },
      async saveHighlights(list, title) {
        if (isPrivate) {
          unkept = list;
          return true;
        }
        try {
          if (list.length === 0) await chrome.storage.local.remove(key);
          else if (await hasRoom(key, list)) await chrome.storage.local.set({ [key]: { address, title, list } });
          else return false;
          return true;
        } catch {
          // The extension was updated beneath this page, or the disk is full.
          return false;
        }
      },
    };
  }

  /** @param {string} key @param {ReaderHighlight[]} list */
  async function hasRoom(key, list) {
    const size = JSON.stringify(list).length;
    if (size > LARGEST) return false;
    const shelf = await chrome.storage.local.get(null);
    const others = Object.entries(shelf).filter(([name]) => name.startsWith(KEY) && name !== key);
    const taken = others.reduce((sum, [, page]) => sum + JSON.stringify(page).length, 0);
    return others.length < MOST_PAGES && taken + size <= LARGEST_SHELF;
  }

  /** @param {any} it @returns {it is ReaderHighlight} */
  function isWhole(it) {
    const words = [it?.quote, it?.before, it?.after, it?.colour, it?.note];
    return words.every((word) => typeof word === "string") && Number.isInteger(it.start) && it.start >= 0;
  }
})();
