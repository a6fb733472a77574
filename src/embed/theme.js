// The look that a host gives to what it embeds: a few tokens, read strictly. A colour that could not be read on its
// ground is moved until it can, and said so. What comes out are numbers of ours; nothing that was given becomes CSS.
// Shared by frame.js and mount.js; docs/embed.zh-CN.md has the table of tokens.

// The colours of style/base.css; a test compares them.
const LIGHT = {
  paper: "#fbfaf7", card: "#ffffff", ink: "#1d2327", "ink-2": "#4a545b", line: "#d9d5cb", "line-strong": "#767b7f",
  cinnabar: "#a61b1b", "on-cinnabar": "#ffffff", wash: "#f3eee6", mark: "#fbe6a2",
  blue: "#1f5a96", jade: "#2b6b5e", amber: "#8a5a00", plum: "#6b3f7c", slate: "#50606b",
};
const DARK = {
  paper: "#14181b", card: "#1c2226", ink: "#eceae4", "ink-2": "#b4bcc2", line: "#384046", "line-strong": "#8b959b",
  cinnabar: "#f0857d", "on-cinnabar": "#14181b", wash: "#232a2f", mark: "#4a3a0a",
  blue: "#84b6e8", jade: "#7cc7b5", amber: "#e0b25a", plum: "#c9a0da", slate: "#a7b5bf",
};
const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];
// WCAG 2.2, 1.4.3 and 1.4.11.
const FOR_TEXT = 4.5;
const FOR_LINES = 3;
// On a ground where even black or white has less, nothing else would be left.
const FOR_GROUND = 7.5;
const SIZES = [14, 32];

/** `#c8102e`, `c8102e`, `#c12` or `rgb(200, 16, 46)` as three numbers; nothing for anything else. */
function colour(text) {
  const hex = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text);
  if (hex) {
    const digits = hex[1].length === 3 ? hex[1].replace(/./g, "$&$&") : hex[1];
    return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16));
  }
  const rgb = /^rgb\((\d{1,3}),\s*(\d{1,3}),\s*(\d{1,3})\)$/.exec(text);
  return rgb && rgb.slice(1).map((part) => Math.min(Number(part), 255));
}

const written = (parts) => `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
const mixed = (one, other, share) => one.map((part, at) => Math.round(part + (other[at] - part) * share));

function luminance(parts) {
  const [red, green, blue] = parts.map((part) => (part <= 10.31475 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** The least contrast of a colour on any of these grounds. */
const worst = (parts, grounds) => Math.min(...grounds.map((ground) => contrast(parts, ground)));

/** The nearest colour on the way to black or white that can be read on all grounds. */
function readable(parts, grounds, ratio) {
  const end = worst(BLACK, grounds) > worst(WHITE, grounds) ? BLACK : WHITE;
  for (let step = 0; step < 100; step += 1) {
    const tried = mixed(parts, end, step / 100);
    if (worst(tried, grounds) >= ratio) return tried;
  }
  return end;
}

/** A ground on which there can be text at all. */
function ground(parts) {
  const end = contrast(parts, BLACK) > contrast(parts, WHITE) ? WHITE : BLACK;
  const other = end === WHITE ? BLACK : WHITE;
  let step = 0;
  while (contrast(mixed(parts, end, step / 100), other) < FOR_GROUND) step += 1;
  return mixed(parts, end, step / 100);
}

/** `accent:#c8102e,size:18` as an object. A colour's own commas stand in brackets. */
function tokens(text) {
  const given = {};
  for (const part of String(text || "").slice(0, 500).split(/,(?![^(]*\))/)) {
    const at = part.indexOf(":");
    const value = part.slice(at + 1).trim();
    if (at > 0 && value) given[part.slice(0, at).trim()] = value;
  }
  return given;
}

/**
 * What the given tokens come to: `values` for the styles by name, `scheme`, `size` as a share of the visitor's own
 * letters, `adjusted` with what had to be changed. `isDark` says what the visitor's device prefers.
 */
function theme(given, isDark) {
  const [accent, link, text, paper] = ["accent", "link", "text", "paper"].map((name) => colour(given[name] || ""));
  const base = paper && ground(paper);
  let isNight = isDark;
  if (base) isNight = luminance(base) < 0.2;
  else if (given.scheme === "dark" || given.scheme === "light") isNight = given.scheme === "dark";
  const usual = isNight ? DARK : LIGHT;
  const all = {};
  for (const name of Object.keys(usual)) all[name] = colour(usual[name]);
  if (base) {
    const end = isNight ? WHITE : BLACK;
    all.paper = base;
    all.card = mixed(base, WHITE, isNight ? 0.04 : 0.5);
    all.wash = mixed(base, end, isNight ? 0.08 : 0.04);
    all.line = mixed(base, end, 0.16);
  }
  const grounds = [all.paper, all.card, all.wash];
  const adjusted = [];
  const take = (token, name, asked, on) => {
    all[name] = readable(asked || all[name], on, FOR_TEXT);
    const used = written(all[name]);
    if (asked && used !== written(asked)) {
      adjusted.push({ token, given: written(asked), used, contrast: Math.floor(worst(asked, on) * 10) / 10 });
    }
  };
  if (paper && written(paper) !== written(base)) {
    const most = Math.max(contrast(paper, BLACK), contrast(paper, WHITE));
    adjusted.push({ token: "paper", given: written(paper), used: written(base), contrast: Math.floor(most * 10) / 10 });
  }
  take("text", "ink", text, [...grounds, all.mark]);
  if (text) all["ink-2"] = mixed(all.ink, all.paper, 0.25);
  take("accent", "cinnabar", accent, grounds);
  take("link", "blue", link, grounds);
  for (const name of ["ink-2", "jade", "amber", "plum", "slate"]) take("", name, null, grounds);
  all["line-strong"] = readable(all["line-strong"], grounds, FOR_LINES);
  all["on-cinnabar"] = readable(all["on-cinnabar"], [all.cinnabar], FOR_TEXT);
  const size = Number.parseFloat(given.size);
  const values = {};
  for (const name of Object.keys(all)) values[`--gk-${name}`] = written(all[name]);
  return {
    values,
    scheme: isNight ? "dark" : "light",
    size: size > 0 ? Math.min(Math.max(size, SIZES[0]), SIZES[1]) / 16 : null,
    adjusted,
  };
}
