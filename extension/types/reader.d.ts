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
  lead?: { src: string; alt?: string | null; caption?: string | null; source?: number } | null;
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
  hyphenate: boolean;
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
  markdown?(): Promise<{ markdown: string; error?: string }>;
  /** An EPUB file of the article with the given pictures: address as in the tree, and the file's bytes. */
  epub?(pictures: [string, Uint8Array][]): Promise<{ bytes: Uint8Array | Record<string, number>; error?: string }>;
  /** Share of this text read before, 0 to 1; null when none is kept. */
  loadPlace?(): Promise<number | null>;
  savePlace?(share: number): void | Promise<void>;
  /** Bytes of a file of reader/fonts; null when there is none of that name. */
  fontBytes?(file: string): Promise<Uint8Array | null>;
  /** Told after the reader closed, whoever closed it. */
  closed?(): void;
}

/** A block of the article and the page's node that it came from. */
interface ReaderBlock {
  element: HTMLElement;
  source: number;
}

/** One opened reader; all its parts share it. */
interface ReaderSession {
  article: ReaderArticle;
  hooks: ReaderHooks;
  look: ReaderLook;
  scope: ReaderScope;
  host: HTMLElement;
  shadow: ShadowRoot;
  /** The scrolling layer over the page. */
  dialog: HTMLDialogElement;
  /** The article in the host's light DOM. */
  text: HTMLElement;
  bar: HTMLElement;
  blocks: ReaderBlock[];
  /** Elements by the name that links inside the article use (`#note-1`). */
  anchors: Map<string, HTMLElement>;
  /** Ends every listener of this session. */
  ended: AbortController;
  /** Set by place.js when it enters: the page's spot, and the block then beneath the toolbar, with its top in CSS px. */
  entered?: { spot: ReaderSpot; at: { block: ReaderBlock; top: number } | null };
  /** Closes what is open over the text (panel, note, mode); false when nothing was. */
  dismiss: Array<() => boolean>;
}

interface LedeReader {
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
  sheet: ReaderSheetPart;
  widgets: ReaderWidgetsPart;
  overlay: ReaderOverlayPart;
  /** Only where the shipped faces are. */
  faces?: ReaderFacesPart;
  place: ReaderPlacePart;
  panels: ReaderPanelsPart;
  appearance: ReaderAppearancePart;
  outline: ReaderOutlinePart;
  speech: ReaderSpeechPart;
  notes: ReaderNotesPart;
  exporting: ReaderExportPart;
  focus: ReaderFocusPart;
  removing: ReaderRemovingPart;
  toolbar: ReaderToolbarPart;
  /** Only in the extension: what is kept across visits needs its storage. */
  shelf?: ReaderShelfPart;
}

interface ReaderShelfPart {
  /** The hooks that keep the place of the page at an address. */
  hooks(address: string): Required<Pick<ReaderHooks, "loadPlace" | "savePlace">>;
}

interface ReaderLookPart {
  defaults: ReaderLook;
  ranges: Record<string, { min: number; max: number; step: number }>;
  themes: string[];
  fonts: string[];
  aligns: string[];
  checked(saved: Partial<ReaderLook> | null | undefined): ReaderLook;
  apply(session: ReaderSession): void;
}

interface ReaderBuildPart {
  article(article: ReaderArticle, strings: ReaderHooks["strings"]): {
    text: HTMLElement;
    blocks: ReaderBlock[];
    anchors: Map<string, HTMLElement>;
  };
  minutes(words: number): number;
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
  create(article: ReaderArticle, hooks: ReaderHooks): ReaderSession;
  /** Puts the layer up; the text fades in once its face `isSet`. `lost` is called when the layer goes for good. */
  show(session: ReaderSession, lost: () => void, isSet: Promise<void>): void;
  remove(session: ReaderSession): void;
}

interface ReaderFacesPart {
  /** Loads the chosen face, if it is one that ships; done when it is there, or when the text should wait no longer. */
  load(session: ReaderSession): Promise<void>;
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
  block: ReaderBlock | null;
  through: number;
}

interface ReaderPanelsPart {
  /** A button that opens and closes a panel beneath it; `fill` draws the panel each time. */
  attach(session: ReaderSession, button: HTMLButtonElement, name: string, fill: (panel: HTMLElement) => void): void;
  close(session: ReaderSession): boolean;
}

interface ReaderAppearancePart {
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
