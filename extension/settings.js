/**
 * Settings: what they are, how they are read and kept. One classic script, used by the popup, the options page, the background and the
 * content script alike; it defines the one global `ledeSettings`.
 *
 * Deliberately absent: any verdict about a page (the core's), and the refusal of an imported file (the core's `check_settings`; here
 * damage is repaired silently, because a broken store must never stop the extension). Nothing here touches the network.
 *
 * Fields that this version does not know are kept as they are, so a newer version's settings survive an older one.
 */

/** @typedef {"paywall" | "subscription" | "donation" | "newsletter"} LedeKind */
/** @typedef {{ tag: string, text?: string }} LedeMark  a block as the core describes it (src/page/mark); here only its first words are read */
/** @typedef {{ enabled: boolean, keep: LedeKind[], reader: boolean, hide: LedeMark[], wrong: LedeMark[], removed: LedeMark[], article: LedeMark | null }} LedeSite
 *  keep: kinds left alone; reader: opens by itself; hide, wrong, removed, article: blocks that the user pointed at, in the page or in the reader */
/** @typedef {{ theme: string, font: string, size: number, width: number, line_height: number }} LedeReaderLook  size: CSS px; width: characters a line; line_height: a factor */
/** @typedef {{ version: number, kinds: Record<LedeKind, boolean>, sites: Record<string, LedeSite>, reader: LedeReaderLook, notice: boolean }} LedeSettings */

const ledeSettings = (() => {
  /** The key in `chrome.storage.local`. */
  const KEY = "settings";

  /** Most blocks of a site that are remembered for a purpose; settings.rs has the same. */
  const MOST_MARKS = 50;

  /** @type {readonly LedeKind[]} In the order in which people meet them: the wall first. */
  const KINDS = Object.freeze(["paywall", "subscription", "donation", "newsletter"]);

  /** @type {readonly LedeKind[]} What a publisher lives on; "I support this site" leaves these alone, newsletters still go. */
  const SUPPORT = Object.freeze(["paywall", "subscription", "donation"]);

  /** What the options page offers for the reader; the reader itself (reader/look.js) clamps to the same ends. */
  const CHOICES = Object.freeze({
    theme: Object.freeze(["auto", "light", "sepia", "grey", "dark", "black", "contrast"]),
    font: Object.freeze(["serif", "sans", "clear", "dyslexic", "system_serif", "system"]),
    size: Object.freeze({ min: 13, max: 40, step: 1 }),
    width: Object.freeze({ min: 40, max: 110, step: 2 }),
    line_height: Object.freeze({ min: 1.2, max: 2.4, step: 0.1 }),
  });

  /** @returns {LedeSettings} Fresh settings of a first start. */
  function defaults() {
    return {
      version: 1,
      kinds: { paywall: true, subscription: true, donation: true, newsletter: true },
      sites: {},
      reader: { theme: "auto", font: "serif", size: 19, width: 66, line_height: 1.6 },
      notice: true,
    };
  }

  /** @returns {Promise<LedeSettings>} The stored settings, repaired where damaged; the defaults where there are none. */
  async function load() {
    try {
      const stored = await chrome.storage.local.get(KEY);
      return repaired(stored[KEY]);
    } catch {
      return defaults();
    }
  }

  /**
   * Keeps the settings. Every part of the extension hears of it through `chrome.storage.onChanged`.
   * @param {LedeSettings} settings
   * @returns {Promise<void>}
   */
  async function save(settings) {
    await chrome.storage.local.set({ [KEY]: settings });
  }

  /** Changes wait for one another, so that two quick clicks do not overwrite each other. @type {Promise<unknown>} */
  let last = Promise.resolve();

  /** The change that is being kept, if one is. @type {Promise<LedeSettings> | null} */
  let keeping = null;

  /**
   * What this script is keeping right now: whoever shows settings shows these, for `chrome.storage.onChanged` has yet to tell of them.
   * @returns {Promise<LedeSettings | null>} `null` where nothing is being kept, or it failed.
   */
  async function beingKept() {
    return keeping ? keeping.catch(() => null) : null;
  }

  /**
   * Reads, changes and keeps the settings in one step.
   * @param {(settings: LedeSettings) => LedeSettings} change
   * @returns {Promise<LedeSettings>} What is now kept.
   */
  function update(change) {
    const next = last.then(async () => {
      const settings = change(await load());
      await save(settings);
      return settings;
    });
    keeping = next;
    last = next
      .catch(() => undefined)
      .then(() => {
        if (keeping === next) keeping = null;
      });
    return next;
  }

  /**
   * The name under which a page's site is kept: its host in lower case without "www.".
   * @param {string | undefined} url
   * @returns {string | null} `null` where Lede never acts (a page of the browser, a file, an empty tab).
   */
  function host(url) {
    try {
      const { protocol, hostname } = new URL(url ?? "");
      const web = protocol === "http:" || protocol === "https:";
      return web ? hostname.toLowerCase().replace(/^www\./, "") || null : null;
    } catch {
      return null;
    }
  }

  /**
   * What holds for one site.
   * @param {LedeSettings} settings
   * @param {string} name a host, as `host` gives it
   * @returns {LedeSite} always complete; a fresh object
   */
  function site(settings, name) {
    const it = own(settings.sites, name);
    return { enabled: true, reader: false, article: null, ...it, keep: [...(it?.keep ?? [])], hide: [...(it?.hide ?? [])], wrong: [...(it?.wrong ?? [])], removed: [...(it?.removed ?? [])] };
  }

  /**
   * The settings with one site changed. A site that ends up as every other is dropped from the list.
   * @param {LedeSettings} settings
   * @param {string} name
   * @param {Partial<LedeSite>} change
   * @returns {LedeSettings}
   */
  function withSite(settings, name, change) {
    const { [name]: _, ...others } = settings.sites;
    const next = { ...site(settings, name), ...change };
    const lists = next.keep.length + next.hide.length + next.wrong.length + next.removed.length;
    const plain = next.enabled && !next.reader && !next.article && lists === 0 && Object.keys(next).length === Object.keys(site(defaults(), "")).length;
    return { ...settings, sites: plain ? others : { ...others, [name]: next } };
  }

  /**
   * The settings with one kind of ask kept, or no longer kept, on one site.
   * @param {LedeSettings} settings
   * @param {string} name
   * @param {LedeKind[]} kinds
   * @param {"keep" | "hide"} what
   * @returns {LedeSettings}
   */
  function withKinds(settings, name, kinds, what) {
    const before = site(settings, name).keep;
    const keep = KINDS.filter((kind) => (kinds.includes(kind) ? what === "keep" : before.includes(kind)));
    return withSite(settings, name, { keep });
  }

  /**
   * The settings with a block remembered on a site; of too many the oldest is forgotten.
   * @param {LedeSettings} settings
   * @param {string} name
   * @param {"hide" | "wrong" | "removed"} what
   * @param {LedeMark} mark
   * @returns {LedeSettings}
   */
  function withMark(settings, name, what, mark) {
    const others = site(settings, name)[what].filter((it) => !isSame(it, mark));
    return withSite(settings, name, { [what]: [...others, mark].slice(-MOST_MARKS) });
  }

  /**
   * The settings with a block forgotten on a site.
   * @param {LedeSettings} settings
   * @param {string} name
   * @param {"hide" | "wrong" | "removed" | "article"} what
   * @param {LedeMark} mark
   * @returns {LedeSettings}
   */
  function withoutMark(settings, name, what, mark) {
    if (what === "article") return withSite(settings, name, { article: null });
    return withSite(settings, name, { [what]: site(settings, name)[what].filter((it) => !isSame(it, mark)) });
  }

  /**
   * Whether the user said "I support this site": all that a publisher lives on is left alone there.
   * @param {LedeSite} it
   * @returns {boolean}
   */
  function supported(it) {
    return SUPPORT.every((kind) => it.keep.includes(kind));
  }

  /**
   * Settings from anything at all: what fits is taken, what does not is replaced by its default, what is unknown is kept.
   * @param {unknown} value
   * @returns {LedeSettings}
   */
  function repaired(value) {
    const base = defaults();
    if (!isRecord(value)) return base;
    return {
      ...base,
      ...value,
      version: typeof value.version === "number" ? value.version : base.version,
      kinds: repairedKinds(value.kinds, base.kinds),
      sites: repairedSites(value.sites),
      reader: repairedLook(value.reader, base.reader),
      notice: typeof value.notice === "boolean" ? value.notice : base.notice,
    };
  }

  return Object.freeze({ KEY, KINDS, SUPPORT, CHOICES, defaults, load, save, update, beingKept, host, site, withSite, withKinds, withMark, withoutMark, supported, repaired });

  /** @param {unknown} value @param {Record<LedeKind, boolean>} base @returns {Record<LedeKind, boolean>} */
  function repairedKinds(value, base) {
    const kinds = isRecord(value) ? { ...base, ...value } : { ...base };
    for (const kind of KINDS) if (typeof kinds[kind] !== "boolean") kinds[kind] = base[kind];
    return kinds;
  }

  /** @param {unknown} value @returns {Record<string, LedeSite>} */
  function repairedSites(value) {
    if (!isRecord(value)) return {};
    const whole = Object.entries(value).flatMap(([name, it]) => {
      if (!isRecord(it)) return [];
      const keep = Array.isArray(it.keep) ? it.keep.filter((kind) => typeof kind === "string") : [];
      const article = repairedMarks([it.article])[0] ?? null;
      const marks = { hide: repairedMarks(it.hide), wrong: repairedMarks(it.wrong), removed: repairedMarks(it.removed), article };
      return [[name, { ...it, enabled: it.enabled !== false, keep, reader: it.reader === true, ...marks }]];
    });
    return Object.fromEntries(whole);
  }

  /** What the core can read; one broken description must not stop it from reading all settings. @param {unknown} value @returns {LedeMark[]} */
  function repairedMarks(value) {
    return Array.isArray(value) ? value.filter(isMark).slice(-MOST_MARKS) : [];
  }

  /** @param {unknown} it @returns {it is LedeMark} */
  function isMark(it) {
    if (!isStep(it)) return false;
    const { text = "", words = 0, things = 0, path = [] } = it;
    return typeof text === "string" && isCount(words) && isCount(things) && Array.isArray(path) && path.every(isStep);
  }

  /** @param {unknown} it @returns {it is Record<string, any>} */
  function isStep(it) {
    if (!isRecord(it)) return false;
    const { tag, names = [], at = 0 } = it;
    return typeof tag === "string" && Array.isArray(names) && names.every((name) => typeof name === "string") && isCount(at);
  }

  /** @param {unknown} it */
  function isCount(it) {
    return Number.isInteger(it) && Number(it) >= 0 && Number(it) < 2 ** 32;
  }

  /** @param {LedeMark} one @param {LedeMark} other */
  function isSame(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
  }

  /** @param {unknown} value @param {LedeReaderLook} base @returns {LedeReaderLook} */
  function repairedLook(value, base) {
    if (!isRecord(value)) return { ...base };
    const look = { ...base, ...value };
    if (!CHOICES.theme.includes(look.theme)) look.theme = base.theme;
    if (!CHOICES.font.includes(look.font)) look.font = base.font;
    look.size = within(look.size, CHOICES.size, base.size);
    look.width = within(look.width, CHOICES.width, base.width);
    look.line_height = within(look.line_height, CHOICES.line_height, base.line_height);
    return look;
  }

  /** @param {unknown} value @param {{ min: number, max: number }} range @param {number} otherwise @returns {number} */
  function within(value, range, otherwise) {
    if (typeof value !== "number" || !Number.isFinite(value)) return otherwise;
    return Math.min(range.max, Math.max(range.min, value));
  }

  /** Only an object's own entry: a site called "constructor" is no site. @param {Record<string, LedeSite>} sites @param {string} name @returns {LedeSite | undefined} */
  function own(sites, name) {
    return Object.hasOwn(sites, name) ? sites[name] : undefined;
  }

  /** @param {unknown} value @returns {value is Record<string, any>} */
  function isRecord(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }
})();
