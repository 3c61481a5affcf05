// Keeps the reading place across visits, in the extension's own storage on this machine: the share read, by a fingerprint of the
// site and the text, so that the same article under another address is the same. No address and no title is written down, and a private
// window writes nothing. The reader itself knows only the two hooks.
//
// Deliberately absent: when to keep (place.js), and any storage of the page's.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  const KEY = "places";
  /** Places kept; the oldest go first. About 12 KB. */
  const MAX_PLACES = 400;

  /** So many letters tell one text of a title from another. */
  const BEGINNING = 200;

  ledeReader.parts.shelf = { hooks, fingerprint };

  /** @type {ReaderShelfPart["hooks"]} */
  function hooks(address, article) {
    const name = fingerprint(`${host(address)} ${article.title ?? ""} ${beginning(article.body)}`);
    const isPrivate = chrome.extension?.inIncognitoContext === true;
    return {
      async loadPlace() {
        const share = (await places())[name];
        return typeof share === "number" ? share : null;
      },
      async savePlace(share) {
        if (isPrivate) return;
        // Taken out first, so that the object's order is the order of last reading.
        const { [name]: _, ...others } = await places();
        const kept = [...Object.entries(others), [name, Math.round(share * 1000) / 1000]].slice(-MAX_PLACES);
        await chrome.storage.local.set({ [KEY]: Object.fromEntries(kept) });
      },
    };
  }

  /** @returns {Promise<Record<string, unknown>>} */
  async function places() {
    try {
      const stored = await chrome.storage.local.get(KEY);
      return stored[KEY] && typeof stored[KEY] === "object" ? stored[KEY] : {};
    } catch {
      // The extension was updated beneath this page: nothing is kept any more.
      return {};
    }
  }

  /** @param {string} address */
  function host(address) {
    return URL.canParse(address) ? new URL(address).host : "";
  }

  /** The first words of the text. @param {ReaderNode[]} nodes @returns {string} */
  function beginning(nodes) {
    let words = "";
    for (const node of nodes) {
      words += typeof node === "string" ? node : beginning(node.children ?? []);
      if (words.length > BEGINNING) break;
    }
    return words.slice(0, BEGINNING);
  }

  /** FNV-1a, 64 bits; the leading letter keeps an object's keys in the order in which they were added. @type {ReaderShelfPart["fingerprint"]} */
  function fingerprint(text) {
    let hash = 0xcbf29ce484222325n;
    for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
    return `p${hash.toString(36)}`;
  }
})();
