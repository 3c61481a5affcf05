// The faces that ship with Lede: Literata for long reading, Source Sans, Atkinson Hyperlegible Next for eyes that need it clear,
// OpenDyslexic; all under the SIL Open Font License (reader/fonts). Their bytes come through a hook and become FontFace objects, so nothing is
// loaded by address, no page policy is asked, and nothing need be web-accessible. Where there is no hook, or another script
// than Latin, the system's own faces stand in (sheet.js names them).
//
// Deliberately absent: which face is chosen (look.js).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Cuts of a face that has a file for each script; `bold` only where weights do not vary within a file.
   * @typedef {{family: string, weight: string, subsets: ("latin" | "latin-ext")[], bold?: string}} Face */
  /** @type {Record<string, Face>} */
  const FACES = {
    serif: { family: "Lede Serif", weight: "200 900", subsets: ["latin", "latin-ext"] },
    sans: { family: "Lede Sans", weight: "200 900", subsets: ["latin", "latin-ext"] },
    clear: { family: "Lede Clear", weight: "200 800", subsets: ["latin", "latin-ext"] },
    dyslexic: { family: "Lede Dyslexic", weight: "400", subsets: ["latin"], bold: "700" },
  };
  /** Characters of each file, as its maker cut it. */
  const RANGES = {
    latin:
      "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "latin-ext":
      "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
  };
  const EXTENDED = /[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1eff]/;
  const LATIN = /[A-Za-z]/;
  /** The text waits for its face no longer than this, ms; then it shows in the next best. Opening shall take less than 100 ms in all. */
  const PATIENCE_MS = 60;

  /** Faces that were loaded in this page, by file. @type {Map<string, Promise<FontFace | null>>} */
  const loaded = new Map();

  /** The reader is open or about to be. */
  let isWanted = false;

  ledeReader.parts.faces = { load, prepare, unload };

  /** @type {ReaderFacesPart["load"]} */
  function load({ look, text, hooks }) {
    return prepare(look, text.textContent ?? "", hooks);
  }

  /** @type {ReaderFacesPart["prepare"]} */
  async function prepare({ font }, words, { fontBytes }) {
    const face = FACES[font];
    isWanted = true;
    if (!face || !fontBytes || !LATIN.test(words)) return;
    const subsets = face.subsets.filter((it) => it === "latin" || EXTENDED.test(words));
    const all = Promise.all(filesOf(font, face, subsets).map((it) => fetched(it, face, fontBytes))).then((made) => {
      // All in one go: a browser lays out the whole page anew whenever there is another face.
      for (const it of made) if (it && isWanted && !document.fonts.has(it)) document.fonts.add(it);
    });
    await Promise.race([all, new Promise((done) => setTimeout(done, PATIENCE_MS))]);
  }

  /** @param {string} font @param {Face} face @param {Face["subsets"]} subsets */
  function filesOf(font, face, subsets) {
    const cuts = [["normal", "normal", face.weight], ["italic", "italic", face.weight]];
    if (face.bold) cuts.push(["bold", "normal", face.bold]);
    return subsets.flatMap((subset) => cuts.map(([cut, style, weight]) => ({ file: `${font}-${subset}-${cut}.woff2`, subset, style, weight })));
  }

  /** @param {ReturnType<typeof filesOf>[number]} wanted @param {Face} face @param {NonNullable<ReaderHooks["fontBytes"]>} fontBytes */
  function fetched({ file, subset, style, weight }, face, fontBytes) {
    // A face cut for Latin alone holds its accented letters in the same file.
    const unicodeRange = face.subsets.length === 1 ? undefined : RANGES[subset];
    const made = loaded.get(file) ?? make(fontBytes(file), face, { style, weight, ...(unicodeRange && { unicodeRange }) });
    loaded.set(file, made);
    return made;
  }

  /** @type {ReaderFacesPart["unload"]} */
  async function unload() {
    isWanted = false;
    for (const made of loaded.values()) {
      const font = await made;
      // The reader may have been opened again meanwhile.
      if (font && !isWanted) document.fonts.delete(font);
    }
  }

  /** @param {Promise<Uint8Array | null>} bytes @param {{family: string}} face @param {FontFaceDescriptors} descriptors */
  async function make(bytes, { family }, descriptors) {
    try {
      const file = await bytes;
      return file && (await new FontFace(family, new Uint8Array(file).buffer, descriptors).load());
    } catch {
      // A browser that refuses the file: the system's faces stand in.
      return null;
    }
  }
})();
