// In a page that a host shows in a frame. Takes the frame's parts away from the page's look, tells the host how high
// the page is and what it shows, and takes from it the tokens of theme.js and nothing else. Runs before the page is
// drawn where the page was written for a frame (`embed/view/…`), and is brought by boot.js elsewhere (`?embed`).
const root = document.documentElement;
const base = document.querySelector('meta[name="gongkai:base"]').content;
// embed.js names the frame: a secret of this frame and of whoever made it, and the host's origin. A frame that staff
// wrote themselves has no such name, keeps its own height, and nobody is told anything.
const [, nonce, host, fit] = (parent !== self && /^gongkai ([\w-]+) (\S+)( fit)?$/.exec(self.name)) || [];
const isFit = Boolean(fit && self.ResizeObserver);
const night = matchMedia("(prefers-color-scheme: dark)");
const look = new URLSearchParams(location.search).get("embed") || "";
let given = tokens(look);

root.setAttribute("data-embed", isFit ? "fit" : "");

function tell(message) {
  if (!nonce) return;
  try {
    parent.postMessage(Object.assign({ gongkai: nonce }, message), host === "null" ? "*" : host);
  } catch (error) {
    // The name was not embed.js's: there is no such origin.
  }
}

function dress() {
  const { values, scheme, size, adjusted } = theme(given, night.matches);
  const isGiven = Object.keys(given).some((name) => name !== "size" && name !== "lang");
  for (const name of Object.keys(values)) root.style.setProperty(name, isGiven ? values[name] : "");
  root.style.colorScheme = isGiven ? scheme : "";
  root.style.fontSize = size ? `${size * 100}%` : "";
  tell({ adjusted });
}

/** On paper the styles for paper hold. */
function undress() {
  root.removeAttribute("style");
}

/** The address of a view in this frame: it goes on to be one, however the frame is loaded again. */
function framed(address) {
  const url = new URL(address, location.href);
  if (!url.searchParams.has("embed")) url.searchParams.set("embed", look);
  return url;
}

let shown = {};

/** Says which view is shown, when it is another. */
function report() {
  const url = new URL(location.href);
  url.searchParams.delete("embed");
  const path = url.pathname.slice(base.length).replace(/\/$/, "");
  const view = path + url.search;
  const { title } = document;
  if (view === shown.view && title === shown.title) return;
  const moved = shown.path !== undefined && shown.path !== path;
  shown = { view, path, title };
  tell({ view, title, moved });
  if (moved && location.hash) bring(location.hash);
}

/** Asks the host, whose page scrolls and not this one, to bring a place into view. */
function bring(hash, tries = 20) {
  if (!isFit) return;
  const place = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (place && !document.querySelector(".gk-skeleton")) tell({ at: place.getBoundingClientRect().top });
  else if (tries) setTimeout(bring, 100, hash, tries - 1);
}

// A host whose own page gets narrower when the frame grows could make the frame grow and shrink for ever. When the
// width goes back and forth within a second, the greatest height of that second stays.
let widths = [];
let height = 0;

function measure() {
  const needed = Math.ceil(document.body.getBoundingClientRect().height);
  if (!needed || !innerWidth) return;
  const now = Date.now();
  widths = widths.filter(({ at }) => now - at < 1000);
  if (!widths.length || widths[widths.length - 1].width !== innerWidth) widths.push({ width: innerWidth, needed, at: now });
  const isLoop = widths.length > 4 && new Set(widths.map(({ width }) => width)).size === 2;
  const next = isLoop ? Math.max(needed, height) : needed;
  if (next !== height) tell({ height: (height = next) });
}

// A page of the app, not a file and not a plain list.
const isPage = (path) => !/\/by-|\.(?!html$)[a-z]{2,5}$/.test(path);
// Too many to be written for frames.
const isEntry = (path) => /^(policies|catalogue)\/./.test(path);

/** What the app does not follow itself: other views stay in the frame, everything else leaves it. */
function follow(event) {
  const link = event.target.closest && event.target.closest("a[href]");
  if (!link || event.defaultPrevented || link.hasAttribute("download") || !/^http/.test(link.protocol)) return;
  if (link.getAttribute("href")[0] === "#") {
    setTimeout(bring, 0, link.hash);
    return;
  }
  const isOurs = link.origin === location.origin && link.pathname.startsWith(base) && !/external/.test(link.rel);
  const path = link.pathname.slice(base.length).replace(/\/$/, "");
  if (!isOurs || !isPage(path)) {
    link.target = "_blank";
    return;
  }
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const url = framed(link.href);
  if (!isEntry(path)) url.pathname = `${base}embed/view/${path}${path && "/"}`;
  location.assign(url);
}

function start() {
  if (isFit) new ResizeObserver(measure).observe(document.body);
  new MutationObserver(report).observe(document.head, { childList: true, subtree: true, characterData: true });
  report();
}

// From here on the address is the page's own, so that the app knows it.
if (location.pathname.startsWith(`${base}embed/view/`)) {
  const url = framed(location.href);
  url.pathname = base + location.pathname.slice(`${base}embed/view/`.length);
  history.replaceState(null, "", url);
}
// The app moves through these two and says so to nobody.
for (const name of ["pushState", "replaceState"]) {
  const move = history[name];
  history[name] = function (state, unused, address) {
    move.call(history, state, unused, address ? framed(address).href : address);
    report();
  };
}
dress();
addEventListener("popstate", report);
addEventListener("click", follow);
addEventListener("beforeprint", undress);
addEventListener("afterprint", dress);
(night.addEventListener ? night.addEventListener.bind(night, "change") : night.addListener.bind(night))(dress);
addEventListener("message", ({ source, origin, data }) => {
  if (!nonce || source !== parent || origin !== host || !data || data.gongkai !== nonce) return;
  if (typeof data.theme !== "string") return;
  given = tokens(data.theme);
  dress();
});
if (document.body) start();
else document.addEventListener("DOMContentLoaded", start);
