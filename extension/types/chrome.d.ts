// The part of the extension APIs that Lede calls, typed by hand. Not a description of chrome.*: add a line when a call is added.

declare namespace chrome {
  interface Event<T extends (...args: any[]) => any> {
    addListener(listener: T): void;
    removeListener(listener: T): void;
  }
  interface Tab {
    id?: number;
    url?: string;
    title?: string;
    active: boolean;
    windowId: number;
    index: number;
  }
  interface Sender {
    id?: string;
    tab?: Tab;
    frameId?: number;
    url?: string;
  }
  const i18n: {
    getMessage(key: string, values?: string | string[]): string;
    getUILanguage(): string;
  };
  const extension: { inIncognitoContext?: boolean } | undefined;
  const runtime: {
    id?: string;
    lastError?: { message?: string };
    getURL(path: string): string;
    getManifest(): { version: string; name: string };
    openOptionsPage(): Promise<void>;
    sendMessage(message: unknown): Promise<any>;
    onMessage: Event<(message: any, sender: Sender, answer: (value?: unknown) => void) => boolean | void | Promise<unknown>>;
    onInstalled: Event<(details: { reason: string; previousVersion?: string }) => void>;
    onStartup: Event<() => void>;
  };
  const storage: {
    local: {
      get(keys?: string | string[] | null): Promise<Record<string, any>>;
      set(items: Record<string, unknown>): Promise<void>;
      remove(keys: string | string[]): Promise<void>;
    };
    /** In memory, until the browser ends; only for the extension's own pages and background. */
    session: {
      get(keys: string): Promise<Record<string, any>>;
      set(items: Record<string, unknown>): Promise<void>;
      remove(keys: string): Promise<void>;
    };
    onChanged: Event<(changes: Record<string, { oldValue?: any; newValue?: any }>, area: string) => void>;
  };
  const tabs: {
    query(filter: { active?: boolean; currentWindow?: boolean; lastFocusedWindow?: boolean; url?: string | string[] }): Promise<Tab[]>;
    get(id: number): Promise<Tab>;
    create(options: { url: string; active?: boolean; openerTabId?: number; index?: number; windowId?: number }): Promise<Tab>;
    update(id: number, options: { url?: string; active?: boolean }): Promise<Tab>;
    reload(id: number): Promise<void>;
    sendMessage(id: number, message: unknown, options?: { frameId?: number }): Promise<any>;
    onUpdated: Event<(id: number, change: { status?: string; url?: string }, tab: Tab) => void>;
    onRemoved: Event<(id: number) => void>;
  };
  interface Injection {
    target: { tabId: number; frameIds?: number[]; allFrames?: boolean };
    files?: string[];
    css?: string;
    func?: (...args: any[]) => unknown;
    args?: unknown[];
    origin?: "USER" | "AUTHOR";
    world?: "ISOLATED" | "MAIN";
  }
  const scripting: {
    executeScript(injection: Injection): Promise<{ result?: any; frameId: number }[]>;
    insertCSS(injection: Injection): Promise<void>;
    removeCSS(injection: Injection): Promise<void>;
  };
  const action: {
    setBadgeText(options: { text: string; tabId?: number }): Promise<void>;
    setBadgeBackgroundColor(options: { color: string; tabId?: number }): Promise<void>;
    setBadgeTextColor?(options: { color: string; tabId?: number }): Promise<void>;
    setTitle(options: { title: string; tabId?: number }): Promise<void>;
    openPopup?(): Promise<void>;
  };
  const commands: {
    getAll(): Promise<{ name?: string; shortcut?: string; description?: string }[]>;
    onCommand: Event<(name: string, tab?: Tab) => void>;
  };
  const contextMenus: {
    create(options: { id: string; title: string; contexts?: string[]; documentUrlPatterns?: string[]; targetUrlPatterns?: string[] }, done?: () => void): void;
    removeAll(done?: () => void): Promise<void>;
    onClicked: Event<(info: { menuItemId: string | number; linkUrl?: string; pageUrl?: string; frameId?: number }, tab?: Tab) => void>;
  };
  const permissions: {
    contains(what: { origins?: string[]; permissions?: string[] }): Promise<boolean>;
    request(what: { origins?: string[]; permissions?: string[] }): Promise<boolean>;
  };
}

/** The background's glue is loaded by this in Chromium's service worker. */
declare function importScripts(...files: string[]): void;

/** The core: wasm-bindgen's no-modules glue (core.js) defines it; dist/ only. */
declare const wasm_bindgen: {
  (options?: { module_or_path: string | URL | Response | Promise<Response> | ArrayBuffer }): Promise<unknown>;
  warm(): void;
  scan(numbers: Uint32Array, text: string, settings: unknown): any;
  read(numbers: Uint32Array, text: string, settings: unknown): any;
  markdown(numbers: Uint32Array, text: string, settings: unknown, highlights?: unknown): string | undefined;
  epub(numbers: Uint32Array, text: string, settings: unknown, highlights: unknown, pictures: unknown[]): Uint8Array | undefined;
  describe(numbers: Uint32Array, text: string, node: number): any;
  report(numbers: Uint32Array, text: string, settings: unknown, version: string, browser: string): string;
  check_settings(settings: unknown): any;
  find_passages(text: string, passages: unknown): ([number, number] | null)[];
};
