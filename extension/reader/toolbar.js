// The toolbar, its menu and the keys. Every tool is a button with a name; every key has a button too.
// Deliberately absent: what the tools do (one file each).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** An outline of fewer headings tells nothing that the scroll bar does not. */
  const MIN_HEADINGS = 3;

  ledeReader.parts.toolbar = { attach };

  /** @type {ReaderToolbarPart["attach"]} */
  function attach(session) {
    const { appearance, help, marker, outline, panels, speech, widgets } = ledeReader.parts;
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
    more.dataset.key = "m";
    panels.attach(session, look, "look", (panel) => appearance.fill(session, panel));
    panels.attach(session, more, "menu-panel", (panel) => fillMenu(session, panel));
    bar.append(close);
    session.growing.after(() => {
      if (outline.headings(session).length < MIN_HEADINGS) return;
      const contents = button("outline", say("reader_outline"), () => {});
      contents.classList.add("flip");
      contents.dataset.key = "o";
      panels.attach(session, contents, "contents", (panel) => outline.fill(session, panel));
      close.after(contents);
    });
    bar.append(where, speak);
    if (hooks.loadHighlights) {
      const pen = button("pen", say("reader_highlights"), () => {});
      pen.dataset.tool = "highlights";
      panels.attach(session, pen, "marks", (panel) => marker.fill(session, panel));
      bar.append(pen);
    }
    bar.append(look, more);
    session.dismiss.push(() => help.close(session), () => panels.close(session));
    listen(session);
    walk(session);
  }

  /** @param {ReaderSession} session @param {HTMLElement} panel */
  function fillMenu(session, panel) {
    const { appearance, exporting, focus, help, panels, removing, widgets } = ledeReader.parts;
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
      return made;
    };
    if (session.hooks.markdown) {
      item("copy", "reader_copy_markdown", () => void exporting.copyMarkdown(session), "C");
      item("save", "reader_save_markdown", () => void exporting.saveMarkdown(session), "D");
      const front = item("facts", "reader_front_matter", () => appearance.change(session, { front_matter: !session.look.front_matter }));
      front.setAttribute("aria-pressed", String(session.look.front_matter));
    }
    item("page", "reader_save_html", () => void exporting.saveHtml(session), "W");
    if (session.hooks.epub) item("book", "reader_save_epub", () => void exporting.saveEpub(session), "E");
    item("print", "reader_print", () => exporting.print(session), "P");
    menu.append(make("hr"));
    item("ruler", "reader_ruler", () => void focus.toggle(session), "L");
    if (session.hooks.alwaysOpens !== undefined) {
      const always = item("pin", "popup_always_reader", () => openAlways(session));
      always.setAttribute("aria-pressed", String(session.hooks.alwaysOpens));
    }
    const { pick, isPicked, forgetPicked } = session.hooks;
    if (pick && isPicked !== undefined) item("frame", "reader_pick", pick);
    if (pick && isPicked) {
      item("frame", "reader_pick_forget", () => {
        void forgetPicked?.();
        ledeReader.close();
      });
    }
    item("remove", "reader_remove", () => void removing.toggle(session), "X");
    menu.append(make("hr"));
    item("help", "reader_help", () => help.open(session), "?");
    panel.append(menu);
  }

  /** Single keys work while the focus is not in a control that types. @param {ReaderSession} session */
  function listen(session) {
    const { exporting, focus, help, marker, removing, speech } = ledeReader.parts;
    const { bar, ended, hooks } = session;
    /** @type {Record<string, () => void>} */
    const acts = {
      c: () => hooks.markdown && void exporting.copyMarkdown(session),
      d: () => hooks.markdown && void exporting.saveMarkdown(session),
      w: () => void exporting.saveHtml(session),
      e: () => hooks.epub && void exporting.saveEpub(session),
      h: () => marker.press(session, find(bar, (it) => it.dataset.tool === "highlights")),
      x: () => void removing.toggle(session),
      k: () => speech.press("pause"),
      "[": () => speech.press("previous"),
      "]": () => speech.press("next"),
      2: () => setColumns(session),
      p: () => exporting.print(session),
      l: () => void focus.toggle(session),
      "?": () => help.open(session),
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
        const button = find(bar, (it) => it.dataset.key === key);
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

  /** @param {ReaderSession} session */
  function openAlways(session) {
    const { hooks } = session;
    hooks.alwaysOpens = !hooks.alwaysOpens;
    void hooks.openAlways?.(hooks.alwaysOpens);
    ledeReader.parts.widgets.toast(session, hooks.strings(hooks.alwaysOpens ? "popup_said_reader" : "popup_said_no_reader"));
  }

  /** @param {HTMLElement} bar @param {(button: HTMLButtonElement) => boolean} isIt */
  function find(bar, isIt) {
    return [...bar.querySelectorAll("button")].find(isIt);
  }

  /** @param {ReaderSession} session */
  function setColumns(session) {
    const columns = session.look.columns > 1 ? 1 : 2;
    ledeReader.parts.appearance.change(session, { columns });
  }

  /** @param {ReaderSession} session @param {1 | -1} by */
  function resize(session, by) {
    ledeReader.parts.appearance.change(session, { size: ledeReader.parts.look.checked({ ...session.look, size: session.look.size + by }).size });
  }
})();
