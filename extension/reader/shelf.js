// Keeps the reading place across visits, in the extension's own storage on this machine: the share read, by a fingerprint of the
// page's address. No address and no title is written down. The reader itself knows only the two hooks.
//
// Deliberately absent: when to keep (place.js), and any storage of the page's.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  const KEY = "places";
  /** Places kept; the oldest go first. About 12 KB. */
  const MAX_PLACES = 400;

  ledeReader.parts.shelf = { hooks };

  /** @type {ReaderShelfPart["hooks"]} */
  function hooks(address) {
    const name = fingerprint(address);
    return {
      async loadPlace() {
        const share = (await places())[name];
        return typeof share === "number" ? share : null;
      },
      async savePlace(share) {
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

  /** FNV-1a, 64 bits; the leading letter keeps an object's keys in the order in which they were added. @param {string} address */
  function fingerprint(address) {
    let hash = 0xcbf29ce484222325n;
    for (const byte of new TextEncoder().encode(address)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
    return `p${hash.toString(36)}`;
  }
})();
