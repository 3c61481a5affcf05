// The help sheet: every control of the reader with its key, and where those without a key are. Opened by `?` and from the menu.
// Deliberately absent: what the controls do (one file each).

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Groups of message and key; a key of more than one stroke is parted by spaces, alternatives by a slash.
   * @type {[string, [string, string][]][]} */
  const GROUPS = [
    ["reader_name", [["reader_close", "Esc"], ["reader_toggle", "Alt R"], ["reader_help", "?"], ["reader_menu", "M"]]],
    ["reader_look", [["reader_look", "A"], ["reader_larger", "+"], ["reader_smaller", "\u2212"], ["reader_columns_toggle", "2"]]],
    [
      "reader_help_reading",
      [
        ["reader_help_page", "Space / Shift Space"],
        ["reader_outline", "O"],
        ["reader_ruler", "L"],
        ["reader_ruler_move", "\u2191 / \u2193"],
        ["reader_find", "Ctrl F"],
        ["reader_remove", "X"],
        ["reader_remove_key", "Tab Delete"],
      ],
    ],
    [
      "reader_speak",
      [
        ["reader_speak", "S"],
        ["reader_help_pause", "K"],
        ["reader_previous", "["],
        ["reader_next", "]"],
        ["reader_help_sentence", "reader_help_click"],
      ],
    ],
    ["reader_highlights", [["reader_highlight", "H"], ["reader_highlights", "H"]]],
    ["reader_help_out", [["reader_copy_markdown", "C"], ["reader_save_markdown", "D"], ["reader_save_html", "W"], ["reader_save_epub", "E"], ["reader_print", "P"]]],
  ];

  /** Where the focus was when the sheet opened. @type {HTMLElement | null} */
  let before = null;

  ledeReader.parts.help = { open, close };

  /** @type {ReaderHelpPart["open"]} */
  function open(session) {
    if (close(session)) return;
    const { make } = ledeReader.parts.widgets;
    const say = session.hooks.strings;
    const done = make("button", { type: "button", class: "plain" }, [say("reader_help_close")]);
    done.addEventListener("click", () => close(session));
    const groups = GROUPS.map(([name, keys]) => make("section", {}, [make("h3", {}, [say(name)]), make("dl", {}, keys.flatMap(([what, key]) => row(say(what), key)))]));
    const sheet = make("div", { class: "sheet", role: "dialog", "aria-label": say("reader_help"), tabindex: "-1" }, [
      make("h2", {}, [say("reader_help")]),
      make("div", { class: "groups", tabindex: "0" }, groups),
      done,
    ]);
    before = session.shadow.activeElement instanceof HTMLElement ? session.shadow.activeElement : null;
    session.bar.after(sheet);
    done.focus();
  }

  /** @type {ReaderHelpPart["close"]} */
  function close({ shadow }) {
    const sheet = shadow.querySelector(".sheet");
    if (!sheet) return false;
    sheet.remove();
    (before?.isConnected ? before : shadow.querySelector("main"))?.focus({ preventScroll: true });
    return true;
  }

  /** @param {string} what @param {string} keys */
  function row(what, keys) {
    const { make } = ledeReader.parts.widgets;
    const say = ledeReader.session?.hooks.strings;
    if (keys.startsWith("reader_")) return [make("dt", {}, [what]), make("dd", {}, [say?.(keys) ?? ""])];
    const shown = keys.split(" ").map((it) => (it === "/" ? make("span", { class: "or" }, ["/"]) : make("kbd", {}, [it])));
    return [make("dt", {}, [what]), make("dd", {}, shown)];
  }
})();
