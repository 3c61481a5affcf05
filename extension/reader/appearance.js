// The appearance panel: every control shows its effect at once on the text behind it, and keeps it through the hooks,
// for this site or for every site. Deliberately absent: the values' ranges (look.js) and storage.

globalThis.ledeReader ??= /** @type {LedeReader} */ ({ parts: {} });

(() => {
  /** Paper and ink of the swatches; the palettes themselves are in sheet.js. @type {Record<string, [string, string]>} */
  const SWATCHES = {
    auto: ["linear-gradient(135deg, #fdfcfa 50%, #1b1b1d 50%)", "#a63a24"],
    light: ["#fdfcfa", "#22211f"],
    sepia: ["#f6ecd8", "#3b2f22"],
    grey: ["#45474b", "#e6e4df"],
    dark: ["#1b1b1d", "#d5d2cb"],
    black: ["#000000", "#c6c3bc"],
    contrast: ["#000000", "#ffe94a"],
  };

  ledeReader.parts.appearance = { fill, change };

  /** @type {ReaderAppearancePart["fill"]} */
  function fill(session, panel) {
    const { look, vertical, widgets } = ledeReader.parts;
    const { make } = widgets;
    const say = session.hooks.strings;
    const more = make("details", { class: "more" }, [make("summary", {}, [say("reader_more_spacing")])]);
    more.append(
      stepper(session, "letter_spacing", hundredths),
      stepper(session, "word_spacing", hundredths),
      choices(session, "align", look.aligns),
      toggle(say("reader_columns"), session.look.columns > 1, (value) => change(session, { columns: value ? 2 : 1 })),
      ...(vertical.isPossible(session) ? [choices(session, "writing", look.writings)] : []),
      toggle(say("reader_hyphenate"), session.look.hyphenate, (value) => change(session, { hyphenate: value })),
    );
    panel.append(
      make("h2", {}, [say("reader_look")]),
      swatches(session),
      choices(session, "font", look.fonts),
      stepper(session, "size", (value) => `${value}`),
      stepper(session, "width", (value) => `${value}`),
      stepper(session, "line_height", (value) => value.toFixed(1)),
      more,
      footer(session, panel),
    );
  }

  /** @type {ReaderAppearancePart["change"]} */
  function change(session, partial) {
    session.look = ledeReader.parts.look.checked({ ...session.look, ...partial });
    if (partial.font) void ledeReader.parts.faces?.load(session);
    keepLine(session, () => show(session));
    void session.hooks.saveSettings?.(partial, session.scope);
  }

  /** @param {ReaderSession} session */
  function show(session) {
    ledeReader.parts.look.apply(session);
    ledeReader.parts.vertical.apply(session);
    ledeReader.parts.columns.set(session);
  }

  /** Keeps the line that is being read where it is while the text around it changes its size.
   * @param {ReaderSession} session @param {() => void} act */
  function keepLine({ dialog, blocks }, act) {
    const held = blocks.find(({ element }) => element.getBoundingClientRect().bottom > innerHeight / 4)?.element;
    const before = held?.getBoundingClientRect().top ?? 0;
    const atTop = dialog.scrollTop < 4;
    act();
    if (held && !atTop) dialog.scrollTop += held.getBoundingClientRect().top - before;
  }

  /** @param {ReaderSession} session */
  function swatches(session) {
    const { make } = ledeReader.parts.widgets;
    const say = session.hooks.strings;
    const grid = make("div", { class: "swatches" });
    for (const theme of ledeReader.parts.look.themes) {
      const sample = make("span", { "aria-hidden": "true" }, [theme === "auto" ? "" : "Aa"]);
      const [paper, ink] = SWATCHES[theme] ?? ["", ""];
      sample.style.setProperty("--swatch-paper", paper);
      sample.style.setProperty("--swatch-ink", ink);
      const input = radio("lede-theme", theme === session.look.theme, () => change(session, { theme }));
      grid.append(make("label", { class: "swatch" }, [input, sample, make("span", {}, [say(`reader_theme_${theme}`)])]));
    }
    return group(say("reader_theme"), grid);
  }

  /** A row of radio buttons drawn as one segmented control.
   * @param {ReaderSession} session @param {"font" | "align" | "writing"} key @param {string[]} values */
  function choices(session, key, values) {
    const { make } = ledeReader.parts.widgets;
    const say = session.hooks.strings;
    const row = make("div", { class: "choices" });
    for (const value of values) {
      const input = radio(`lede-${key}`, session.look[key] === value, () => change(session, { [key]: value }));
      row.append(make("label", { class: "choice" }, [input, make("span", { "data-font": key === "font" ? value : "" }, [say(`reader_${key}_${value}`)])]));
    }
    return group(say(`reader_${key}`), row);
  }

  /** A number with a button to either side; the group is one control to screen readers.
   * @param {ReaderSession} session @param {"size" | "width" | "line_height" | "letter_spacing" | "word_spacing"} key
   * @param {(value: number) => string} words */
  function stepper(session, key, words) {
    const { make, icon } = ledeReader.parts.widgets;
    const say = session.hooks.strings;
    const label = say(`reader_${key}`);
    const { min, max, step } = ledeReader.parts.look.ranges[key] ?? { min: 0, max: 0, step: 0 };
    const shown = make("output", { "aria-live": "polite" });
    /** @param {string} name @param {string} verb @param {number} by */
    const button = (name, verb, by) => {
      const made = /** @type {HTMLButtonElement} */ (make("button", { type: "button", class: "step", "aria-label": verb, title: verb }));
      made.append(icon(name));
      made.addEventListener("click", () => {
        change(session, { [key]: Number((session.look[key] + by).toFixed(2)) });
        draw();
      });
      return made;
    };
    const less = button("minus", say("reader_less", [label]), -step);
    const more = button("plus", say("reader_more", [label]), step);
    const draw = () => {
      const value = session.look[key];
      shown.textContent = words(value);
      less.disabled = value <= min;
      more.disabled = value >= max;
    };
    draw();
    return make("div", { class: "row", role: "group", "aria-label": label }, [make("span", { class: "label" }, [label]), less, shown, more]);
  }

  /** @param {ReaderSession} session @param {HTMLElement} panel */
  function footer(session, panel) {
    const { make } = ledeReader.parts.widgets;
    const say = session.hooks.strings;
    const reset = make("button", { type: "button", class: "plain" }, [say("reader_reset")]);
    reset.addEventListener("click", async () => {
      await session.hooks.saveSettings?.(null, session.scope);
      session.look = { ...ledeReader.parts.look.defaults };
      keepLine(session, () => show(session));
      panel.replaceChildren();
      fill(session, panel);
      panel.focus();
    });
    const isOwn = session.scope === "site";
    const site = toggle(say("reader_site_only"), isOwn, (value) => {
      session.scope = value ? "site" : "everywhere";
      if (value) void session.hooks.saveSettings?.({ ...session.look }, "site");
      else void session.hooks.saveSettings?.(null, "site");
    });
    return make("div", {}, [site, make("div", { class: "foot" }, [reset])]);
  }

  /** @param {string} label @param {boolean} value @param {(value: boolean) => void} changed */
  function toggle(label, value, changed) {
    const { make } = ledeReader.parts.widgets;
    const input = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", role: "switch" }));
    input.checked = value;
    input.addEventListener("change", () => changed(input.checked));
    return make("label", { class: "switch" }, [make("span", {}, [label]), input]);
  }

  /** @param {string} name @param {boolean} isChosen @param {() => void} chosen */
  function radio(name, isChosen, chosen) {
    const input = /** @type {HTMLInputElement} */ (ledeReader.parts.widgets.make("input", { type: "radio", name }));
    input.checked = isChosen;
    input.addEventListener("change", chosen);
    return input;
  }

  /** @param {string} name @param {HTMLElement} inside */
  function group(name, inside) {
    const { make } = ledeReader.parts.widgets;
    return make("fieldset", { class: "group" }, [make("legend", {}, [name]), inside]);
  }

  /** @param {number} value */
  function hundredths(value) {
    return value === 0 ? "0" : `${value > 0 ? "+" : "\u2212"}${Math.abs(value)}%`;
  }
})();
