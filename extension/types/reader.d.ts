// Types that the reader's scripts share. Read by `tsc --checkJs` only; no browser loads this file.

/** A node of the article's tree: text, or an element of the allow-list in build.js. */
type ReaderNode = string | ReaderElement;

interface ReaderElement {
  tag: string;
  attrs?: Record<string, string>;
  /** Number of the page's node that this was made from, as in the snapshot. */
  source?: number;
  children?: ReaderNode[];
}

/** What the core's `read` answers (the contract's reader wire form). */
interface ReaderArticle {
  title?: string | null;
  deck?: string | null;
  byline?: string | null;
  /** ISO 8601, or words as the page printed them. */
  date?: string | null;
  site?: string | null;
  lang?: string | null;
  dir?: string | null;
  lead?: { src: string; alt?: string | null; caption?: string | null; source?: number | null } | null;
  /** How many nodes of `body` came from earlier pages of an article in parts. */
  earlier?: number;
  /** Address of the article's next page. */
  next?: string | null;
  extent?: "whole" | "cut";
  subscribe?: string | null;
  /** As the core counts them: two Han or kana characters are one word. */
  words?: number;
  body: ReaderNode[];
}

/** How the reader looks. Every value is checked and clamped by look.js. */
interface ReaderLook {
  theme: string;
  font: string;
  /** CSS px. */
  size: number;
  /** Characters in a line, of Latin text. */
  width: number;
  /** Multiple of the size. */
  line_height: number;
  /** Hundredths of an em. */
  letter_spacing: number;
  /** Hundredths of an em. */
  word_spacing: number;
  align: string;
  /** One column, or two where the window has room. */
  columns: number;
  hyphenate: boolean;
  /** `auto` is as the page has it; what is not Japanese or Chinese is always horizontal. */
  writing: string;
  /** Whether Markdown begins with what is known about the article. */
  front_matter: boolean;
  /** Speed of reading aloud, 1 is the voice's own. */
  rate: number;
  /** `voiceURI` of the chosen voice; empty is the best local one. */
  voice: string;
}

type ReaderScope = "site" | "everywhere";

/** What reader.js needs from whoever opens it. All but `nodeOf` and `strings` may be missing. */
interface ReaderHooks {
  /** Saved looks; for a site with looks of its own, those. Anything missing takes its default. */
  settings?: Partial<ReaderLook> | null;
  /** Whether `settings` are this site's own. */
  scope?: ReaderScope;
  /** Keeps what changed. `null` forgets this site's own looks, or all of them. */
  saveSettings?(partial: Partial<ReaderLook> | null, scope: ReaderScope): void | Promise<void>;
  /** The live element behind a `source` number; null when the page removed it. */
  nodeOf(source: number): Element | null;
  /** A message of `_locales`, e.g. `strings("reader_close")`; empty when unknown. */
  strings(key: string, values?: string[]): string;
  /** Keeps what was read so far for the article's next page, at the given address. */
  keepPart?(next: string): Promise<unknown>;
  markdown?(highlights: ReaderHighlightsFile, hasFront: boolean): Promise<{ markdown: string; error?: string }>;
  /** An EPUB file of the article with the given pictures: address as in the tree, and the file's bytes. */
  epub?(pictures: [string, Uint8Array][], highlights: ReaderHighlightsFile): Promise<{ bytes: Uint8Array | Record<string, number>; error?: string }>;
  /** Whether articles of this site open in the reader by themselves; undefined where that cannot be chosen. */
  alwaysOpens?: boolean;
  openAlways?(always: boolean): void | Promise<void>;
  /** Lets the user point at the article, where the page is another than the one that Lede found. */
  pick?(): void;
  /** Whether the user did so on this site before; undefined where that cannot be remembered. */
  isPicked?: boolean;
  forgetPicked?(): void | Promise<void>;
  /** Remembers for the site that the block of this source is no part of the article; what it gives back takes that back, null where it cannot be remembered. */
  removeBlock?(source: number): Promise<(() => void) | null>;
  /** Share of this text read before, 0 to 1; null when none is kept. */
  loadPlace?(): Promise<number | null>;
  savePlace?(share: number): void | Promise<void>;
  /** What was highlighted on this page before. Without it the reader has no highlights. */
  loadHighlights?(): Promise<ReaderHighlight[]>;
  /** False where there is no room for more. */
  saveHighlights?(list: ReaderHighlight[], title: string): Promise<boolean>;
  /** Start and end of each passage in the text as it is now, UTF-16 units; null where it is not found. */
  findPassages?(text: string, passages: ReaderPassage[]): Promise<([number, number] | null)[]>;
  /** Bytes of a file of reader/fonts; null when there is none of that name. */
  fontBytes?(file: string): Promise<Uint8Array | null>;
  /** Told after the reader closed, whoever closed it. */
  closed?(): void;
}

/** A passage of the article's text, and what tells it from others of the same words. Lengths are UTF-16 units. */
interface ReaderPassage {
  quote: string;
  before: string;
  after: string;
  start: number;
}

/** A highlighted passage as it is kept. */
interface ReaderHighlight extends ReaderPassage {
  colour: string;
  /** Empty where none was written. */
  note: string;
}

/** A highlight in the open reader: its place in the text, null where the passage is not found. */
type ReaderPlacedHighlight = ReaderHighlight & { range: Range | null };

/** Highlights as they leave with a file. */
interface ReaderHighlightsFile {
  heading: string;
  list: { quote: string; note: string }[];
}

/** A block of the article and the page's node that it came from. */
interface ReaderBlock {
  element: HTMLElement;
  source: number;
}

/** The layer over the page, with or without an article. */
interface ReaderLayer {
  look: ReaderLook;
  host: HTMLElement;
  shadow: ShadowRoot;
  /** What scrolls. */
  dialog: HTMLDialogElement;
  bar: HTMLElement;
}

/** One opened reader; all its parts share it. */
interface ReaderSession extends ReaderLayer {
  article: ReaderArticle;
  hooks: ReaderHooks;
  scope: ReaderScope;
  /** The article in the host's light DOM. */
  text: HTMLElement;
  blocks: ReaderBlock[];
  /** Elements by the name that links inside the article use (`#note-1`). */
  anchors: Map<string, HTMLElement>;
  /** The page's node that an element of the article came from. */
  sources: WeakMap<Element, number>;
  /** How far the text is built: `blocks`, `anchors` and `text` are whole only when it is. */
  growing: ReaderGrowing;
  /** Whether the page sets its text vertically. */
  isSetVertically?: boolean;
  /** Ends every listener of this session. */
  ended: AbortController;
  /** Set by place.js when it enters: the page's spot, and the block then beneath the toolbar, with its top in CSS px. */
  entered?: { spot: ReaderSpot; at: { block: ReaderBlock; top: number } | null };
  /** Set by highlights.js. */
  highlights: ReaderPlacedHighlight[];
  /** Closes what is open over the text (panel, note, mode); false when nothing was. */
  dismiss: Array<() => boolean>;
}

interface ReaderGrowing {
  isWhole: boolean;
  /** Builds what is left, at once. */
  finish(): void;
  /** Acts once the text is whole, or now if it is; never after the reader was closed. */
  after(act: () => void): void;
  /** Acts once the block of that source, and about a screen below it, is built; at once where there is none to wait for. */
  reach(source: number | null, act: () => void): void;
  /** Share of the text that is built, 0 to 1. */
  share(): number;
}

interface LedeReader {
  /**
   * Lays the reader's paper over the page, and gets its faces, for an article that is still being read; `words` are those of the page.
   * `open` or `discard` must follow, unless the user has `left` the paper (Escape, the back gesture): it is gone then.
   */
  prepare(words: string, hooks: Pick<ReaderHooks, "settings" | "strings" | "fontBytes">, left: () => void): void;
  /** Takes the paper away: there is no article. */
  discard(): void;
  open(article: ReaderArticle, hooks: ReaderHooks): void;
  close(): void;
  isOpen(): boolean;

  /** The open reader, if any. */
  session?: ReaderSession | null;
  parts: ReaderParts;
}

/** What one reader script offers to the next. */
interface ReaderParts {
  look: ReaderLookPart;
  build: ReaderBuildPart;
  growing: ReaderGrowingPart;
  sheet: ReaderSheetPart;
  widgets: ReaderWidgetsPart;
  overlay: ReaderOverlayPart;
  /** Only where the shipped faces are. */
  faces?: ReaderFacesPart;
  cards: ReaderCardsPart;
  parts: ReaderPartsPart;
  vertical: ReaderVerticalPart;
  place: ReaderPlacePart;
  panels: ReaderPanelsPart;
  appearance: ReaderAppearancePart;
  outline: ReaderOutlinePart;
  speech: ReaderSpeechPart;
  notes: ReaderNotesPart;
  columns: ReaderColumnsPart;
  passages: ReaderPassagesPart;
  highlights: ReaderHighlightsPart;
  marker: ReaderMarkerPart;
  mediaKeys: ReaderMediaKeysPart;
  help: ReaderHelpPart;
  exporting: ReaderExportPart;
  paper: ReaderPaperPart;
  focus: ReaderFocusPart;
  removing: ReaderRemovingPart;
  toolbar: ReaderToolbarPart;
  /** Only in the extension: what is kept across visits needs its storage. */
  shelf?: ReaderShelfPart;
  highlightStore?: ReaderHighlightStorePart;
}

interface ReaderShelfPart {
  /** The hooks that keep the place in a text of the site at an address. */
  hooks(address: string, article: ReaderArticle): Required<Pick<ReaderHooks, "loadPlace" | "savePlace">>;
  /** A short name for a text, not to be read back. */
  fingerprint(text: string): string;
}

interface ReaderHighlightStorePart {
  /** The hooks that keep the highlights of the page at an address. */
  hooks(address: string): Required<Pick<ReaderHooks, "loadHighlights" | "saveHighlights">>;
}

/** The article's text as one string. */
interface ReaderText {
  whole: string;
  range(start: number, end: number): Range | null;
  /** Where a range begins and ends; null where it holds no text of the article. */
  places(range: Range): [number, number] | null;
}

interface ReaderPassagesPart {
  read(text: HTMLElement): ReaderText;
}

interface ReaderHighlightsPart {
  colours: string[];
  attach(session: ReaderSession): void;
  /** Highlights what is selected; null where that is nothing, or too much. */
  add(session: ReaderSession, selected: Range, colour: string): ReaderPlacedHighlight | null;
  change(session: ReaderSession, highlight: ReaderPlacedHighlight, part: { colour?: string; note?: string }): void;
  remove(session: ReaderSession, highlight: ReaderPlacedHighlight): void;
  /** The highlight over a place in the text. */
  at(session: ReaderSession, node: Node, offset: number): ReaderPlacedHighlight | null;
  list(session: ReaderSession): ReaderPlacedHighlight[];
  files(session: ReaderSession): ReaderHighlightsFile;
}

interface ReaderMarkerPart {
  attach(session: ReaderSession): void;
  /** The key: highlights what is selected, or presses the list's button. */
  press(session: ReaderSession, button: HTMLElement | undefined): void;
  /** Draws the list. */
  fill(session: ReaderSession, panel: HTMLElement): void;
}

interface ReaderColumnsPart {
  /** Sets the text in columns where the look asks for them and the window has room, now and whenever either changes. */
  attach(session: ReaderSession, isSet: Promise<void>): void;
  /** To be called when the look has changed. */
  set(session: ReaderSession): void;
}

/** What the media keys do. */
interface ReaderMediaActs {
  play(): void;
  pause(): void;
  next(): void;
  previous(): void;
  stop(): void;
}

interface ReaderMediaKeysPart {
  /** Takes the keys for the time of reading; what it gives back returns them. */
  take(session: ReaderSession, acts: ReaderMediaActs): { tell(state: "playing" | "paused"): void; release(): void };
}

interface ReaderHelpPart {
  open(session: ReaderSession): void;
  close(session: ReaderSession): boolean;
}

interface ReaderLookPart {
  defaults: ReaderLook;
  ranges: Record<string, { min: number; max: number; step: number }>;
  themes: string[];
  fonts: string[];
  aligns: string[];
  writings: string[];
  checked(saved: Partial<ReaderLook> | null | undefined): ReaderLook;
  apply(layer: Pick<ReaderLayer, "dialog" | "look">): void;
}

interface ReaderBuildPart {
  article(article: ReaderArticle, hooks: Pick<ReaderHooks, "strings" | "nodeOf">): {
    text: HTMLElement;
    blocks: ReaderBlock[];
    anchors: Map<string, HTMLElement>;
    sources: WeakMap<Element, number>;
    /** Builds the body, step by step; each tells how many nodes it built. */
    steps: Generator<number, void, undefined>;
  };
  minutes(words: number): number;
  /** The sources of the blocks that `steps` will build, in the same order. */
  sources(article: ReaderArticle): number[];
}

interface ReaderGrowingPart {
  /** Builds the first screens now and the rest in slices. */
  begin(session: Omit<ReaderSession, "growing">, steps: Generator<number, void, undefined>): ReaderGrowing;
}

interface ReaderCardsPart {
  /** Makes a figure that embeds something into a card that plays in its place; `kind` as the core names it. */
  dress(figure: HTMLElement, kind: string, say: ReaderHooks["strings"]): void;
  /** Makes the cards of a copy plain links again. */
  undress(copied: HTMLElement): void;
}

interface ReaderPartsPart {
  attach(session: ReaderSession): void;
  /** Goes to where this page's part begins, if it was joined to earlier ones. */
  enter(session: ReaderSession): void;
}

interface ReaderVerticalPart {
  attach(session: ReaderSession): void;
  /** Sets the text as the look says. */
  apply(session: ReaderSession): void;
  isPossible(session: ReaderSession): boolean;
}

interface ReaderSheetPart {
  css: string;
}

interface ReaderWidgetsPart {
  make(tag: string, attrs?: Record<string, string>, children?: (Node | string)[]): HTMLElement;
  icon(name: string): SVGSVGElement;
  button(icon: string, label: string, pressed: (event: Event) => void): HTMLButtonElement;
  say(session: ReaderSession, message: string): void;
  toast(session: ReaderSession, message: string, action?: { label: string; run(): void }): void;
}

interface ReaderOverlayPart {
  /** Lays an empty layer over the page, for `create` to fill or `discard` to take away; `left` is called when the user wants it gone. */
  prepare(hooks: Pick<ReaderHooks, "settings" | "strings">, left: () => void): void;
  discard(): void;
  create(article: ReaderArticle, hooks: ReaderHooks): ReaderSession;
  /** Puts the layer up; the text fades in once it `isSet`. `lost` is called when the layer goes for good. */
  show(session: ReaderSession, lost: () => void, isSet: Promise<unknown>): void;
  remove(session: ReaderSession): void;
}

interface ReaderFacesPart {
  /** Loads the chosen face, if it is one that ships; done when it is there, or when the text should wait no longer. */
  load(session: ReaderSession): Promise<void>;
  /** The same before there is a session; `words` decide which files of the face are needed. */
  prepare(look: ReaderLook, words: string, hooks: Pick<ReaderHooks, "fontBytes">): Promise<void>;
  unload(): Promise<void>;
}

interface ReaderPlacePart {
  /** Notes where the page is; to be called before the layer is shown. */
  remember(session: ReaderSession): ReaderSpot;
  /** Scrolls the reader to the spot, or to the kept place; follows from then on. */
  enter(session: ReaderSession, spot: ReaderSpot): void;
  /** Notes where the reader is; to be called before the layer goes. What it gives back then scrolls the page there. */
  leave(session: ReaderSession): () => void;
  /** Brings an element of the article beneath the toolbar. */
  reveal(session: ReaderSession, element: Element, behavior: ScrollBehavior): void;
}

/** Where the page was scrolled to when the reader opened. CSS px; `through` is the share of the block above the top. */
interface ReaderSpot {
  x: number;
  y: number;
  /** The source of the article's block at the window's top. */
  source: number | null;
  through: number;
}

interface ReaderPanelsPart {
  /** A button that opens and closes a panel beneath it; `fill` draws the panel each time. */
  attach(session: ReaderSession, button: HTMLButtonElement, name: string, fill: (panel: HTMLElement) => void): void;
  close(session: ReaderSession): boolean;
}

interface ReaderAppearancePart {
  /** Changes the look at once, and keeps the change. */
  change(session: ReaderSession, partial: Partial<ReaderLook>): void;
  fill(session: ReaderSession, panel: HTMLElement): void;
}

interface ReaderOutlinePart {
  headings(session: ReaderSession): HTMLElement[];
  fill(session: ReaderSession, panel: HTMLElement): void;
}

interface ReaderSpeechPart {
  available(): boolean;
  toggle(session: ReaderSession): void;
  stop(session: ReaderSession): boolean;
  isReading(): boolean;
  /** A key of the reading; without effect while nothing is read. */
  press(act: "pause" | "next" | "previous"): void;
}

interface ReaderNotesPart {
  attach(session: ReaderSession): void;
}

interface ReaderExportPart {
  copyMarkdown(session: ReaderSession): Promise<void>;
  saveMarkdown(session: ReaderSession): Promise<void>;
  saveHtml(session: ReaderSession): Promise<void>;
  saveEpub(session: ReaderSession): Promise<void>;
  print(session: ReaderSession): void;
  /** Highlights and notes as the last part of a document; nothing where there are none. */
  highlightPart(session: ReaderSession, page: Document): HTMLElement[];
}

interface ReaderPaperPart {
  /** Makes the reader ready whenever the page is printed, and as it was afterwards. */
  attach(session: ReaderSession): void;
}

interface ReaderFocusPart {
  toggle(session: ReaderSession): boolean;
}

interface ReaderRemovingPart {
  toggle(session: ReaderSession): boolean;
}

interface ReaderToolbarPart {
  attach(session: ReaderSession): void;
}

declare var ledeReader: LedeReader;
