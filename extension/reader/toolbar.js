// The toolbar, its menu, the help sheet and the keys. Every tool is a button with a name; every key has a button too.
// Deliberately absent: what the tools do (one file each).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** An outline of fewer headings tells nothing that the scroll bar does not. */
  const MIN_HEADINGS = 3;

  /** The help sheet: message, and its key. @type {[string, string][]} */
  const KEYS = [
    ["reader_close", "Esc"],
    ["reader_toggle", "Alt R"],
    ["reader_look", "A"],
    ["reader_outline", "O"],
    ["reader_speak", "S"],
    ["reader_ruler", "L"],
    ["reader_copy_markdown", "C"],
    ["reader_print", "P"],
    ["reader_larger", "+"],
    ["reader_smaller", "\u2212"],
    ["reader_help", "?"],
  ];

  ledeReader.parts.toolbar = { attach };

  /** @type {ReaderToolbarPart["attach"]} */
  function attach(session) {
    const { appearance, outline, panels, speech, widgets } = ledeReader.parts;
    const { make, button } = widgets;
    const { bar, hooks } = session;
    const say = hooks.strings;
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", say("reader_tools"));

    const close = button("close", say("reader_close"), () => ledeReader.close());
    const where = make("div", { class: "where" }, [make("b", {}, [session.article.title ?? ""]), make("span", { class: "left" })]);
    const speak = button("speak", say("reader_speak"), () => speech.toggle(session));
    speak.dataset.key = "s";
    const look = button("look", say("reader_look"), () => {});
    look.dataset.key = "a";
    const more = button("more", say("reader_menu"), () => {});
    panels.attach(session, look, "look", (panel) => appearance.fill(session, panel));
    panels.attach(session, more, "menu-panel", (panel) => fillMenu(session, panel));
    bar.append(close);
    if (outline.headings(session).length >= MIN_HEADINGS) {
      const contents = button("outline", say("reader_outline"), () => {});
      contents.classList.add("flip");
      contents.dataset.key = "o";
      panels.attach(session, contents, "contents", (panel) => outline.fill(session, panel));
      bar.append(contents);
    }
    bar.append(where, speak, look, more);
    session.dismiss.push(() => closeHelp(session), () => panels.close(session));
    listen(session);
    walk(session);
  }

  /** @param {ReaderSession} session @param {HTMLElement} panel */
  function fillMenu(session, panel) {
    const { exporting, focus, panels, removing, widgets } = ledeReader.parts;
    const { make, icon } = widgets;
    const say = session.hooks.strings;
    const menu = make("div", { class: "menu" });
    /** @param {string} iconName @param {string} key @param {() => void} act @param {string} [shortcut] */
    const item = (iconName, key, act, shortcut) => {
      const made = make("button", { type: "button" }, [icon(iconName), make("span", {}, [say(key)])]);
      if (shortcut) made.append(make("kbd", { "aria-hidden": "true" }, [shortcut]));
      made.addEventListener("click", () => {
        panels.close(session);
        act();
      });
      menu.append(made);
    };
    if (session.hooks.markdown) {
      item("copy", "reader_copy_markdown", () => void exporting.copyMarkdown(session), "C");
      item("save", "reader_save_markdown", () => void exporting.saveMarkdown(session));
    }
    item("page", "reader_save_html", () => void exporting.saveHtml(session));
    if (session.hooks.epub) item("book", "reader_save_epub", () => void exporting.saveEpub(session));
    item("print", "reader_print", () => exporting.print(session), "P");
    menu.append(make("hr"));
    item("ruler", "reader_ruler", () => void focus.toggle(session), "L");
    item("remove", "reader_remove", () => void removing.toggle(session));
    menu.append(make("hr"));
    item("help", "reader_help", () => openHelp(session), "?");
    panel.append(menu);
  }

  /** Single keys work while the focus is not in a control that types. @param {ReaderSession} session */
  function listen(session) {
    const { exporting, focus } = ledeReader.parts;
    const { bar, ended } = session;
    /** @type {Record<string, () => void>} */
    const acts = {
      c: () => session.hooks.markdown && void exporting.copyMarkdown(session),
      p: () => exporting.print(session),
      l: () => void focus.toggle(session),
      "?": () => openHelp(session),
      "+": () => resize(session, 1),
      "=": () => resize(session, 1),
      "-": () => resize(session, -1),
    };
    session.dialog.addEventListener(
      "keydown",
      (event) => {
        if (event.key.toLowerCase() === "r" && event.altKey && !event.ctrlKey && !event.metaKey) {
          event.preventDefault();
          ledeReader.close();
          return;
        }
        if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
        const from = event.composedPath()[0];
        if (from instanceof HTMLInputElement || from instanceof HTMLSelectElement || from instanceof HTMLTextAreaElement) return;
        const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
        const button = [...bar.querySelectorAll("button")].find((it) => it.dataset.key === key);
        const act = button ? () => button.click() : acts[key];
        if (!act) return;
        event.preventDefault();
        act();
      },
      { signal: ended.signal },
    );
  }

  /** The arrow keys go from tool to tool, as in every toolbar. @param {ReaderSession} session */
  function walk({ bar, shadow, dialog, ended }) {
    bar.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        const tools = [...bar.querySelectorAll("button")];
        const at = tools.findIndex((it) => it === shadow.activeElement);
        const by = (event.key === "ArrowRight") === (dialog.dir !== "rtl") ? 1 : -1;
        event.preventDefault();
        tools.at((at + by) % tools.length)?.focus();
      },
      { signal: ended.signal },
    );
  }

  /** @param {ReaderSession} session @param {1 | -1} by */
  function resize(session, by) {
    const { look } = ledeReader.parts;
    const size = session.look.size + by;
    session.look = look.checked({ ...session.look, size });
    look.apply(session);
    void session.hooks.saveSettings?.({ size: session.look.size }, session.scope);
  }

  /** @param {ReaderSession} session */
  function openHelp(session) {
    if (closeHelp(session)) return;
    const { make } = ledeReader.parts.widgets;
    const say = session.hooks.strings;
    const list = make("dl");
    for (const [message, key] of KEYS) {
      const keys = key.split(" ").map((it) => make("kbd", {}, [it]));
      list.append(make("dt", {}, [say(message)]), make("dd", {}, keys));
    }
    const done = make("button", { type: "button", class: "plain" }, [say("reader_help_close")]);
    done.addEventListener("click", () => closeHelp(session));
    const sheet = make("div", { class: "sheet", role: "dialog", "aria-label": say("reader_help"), tabindex: "-1" }, [
      make("h2", {}, [say("reader_help")]),
      list,
      done,
    ]);
    session.bar.after(sheet);
    done.focus();
  }

  /** @param {ReaderSession} session */
  function closeHelp({ shadow, bar }) {
    const sheet = shadow.querySelector(".sheet");
    if (!sheet) return false;
    sheet.remove();
    bar.querySelector("button")?.focus({ preventScroll: true });
    return true;
  }
})();
