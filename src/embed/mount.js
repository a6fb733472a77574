// A view without a frame, for sites that host the portal's files themselves. `mount` builds it in an element or in a
// shadow root, and touches nothing outside; what it gives takes the view away again with all that it held. The
// publisher puts theme.js and ask.js before this, and the names of the files into it.
import start, { mount as build, use_engine } from __APP__;

const site = new URL("../", import.meta.url).href;
const wasm = new URL(__WASM__, import.meta.url);
const styles = new URL(__STYLE__, import.meta.url).href;
let started;

function make(name, className) {
  const element = document.createElement(name);
  element.className = className;
  return element;
}

/** A root of our own in an element; not every element can have one. */
function rootIn(place) {
  if (place instanceof ShadowRoot) return place;
  if (place.shadowRoot) return place.shadowRoot;
  try {
    return place.attachShadow({ mode: "open" });
  } catch {
    const inner = place.appendChild(document.createElement("div"));
    return inner.attachShadow({ mode: "open" });
  }
}

function dress(element, look) {
  const given = tokens(look);
  const { values, scheme, size } = theme(given, matchMedia("(prefers-color-scheme: dark)").matches);
  for (const name of Object.keys(values)) element.style.setProperty(name, values[name]);
  element.style.colorScheme = scheme;
  // The host's root may have letters of any size.
  element.style.setProperty("--gk-rem", `${(size || 1.0625) * 16}px`);
}

/**
 * Shows a view (`policies?q=…`) in `place`. `look` holds the tokens of docs/embed.zh-CN.md: `accent:#c8102e,size:18`.
 * Gives `{ dress(look), remove() }`.
 */
export async function mount(place, { view = "", look = "" } = {}) {
  started ??= start({ module_or_path: wasm }).then(() => use_engine(ask));
  const root = rootIn(place);
  const box = make("div", "gk-box");
  const inner = make("div", "gk-root");
  const sheet = make("link", "");
  const dressed = new Promise((resolve) => (sheet.onload = sheet.onerror = resolve));
  inner.setAttribute("data-embed", "");
  dress(inner, look);
  box.append(inner);
  box.hidden = true;
  sheet.rel = "stylesheet";
  sheet.href = styles;
  // What stands in the element itself is shown until the view has come, and where it does not come.
  root.querySelector(".gk-instead")?.remove();
  const instead = make("slot", "gk-instead");
  if (root !== place) root.append(instead);
  root.append(sheet, box);
  let built;
  let isRemoved = false;
  const remove = () => {
    if (isRemoved) return;
    isRemoved = true;
    built?.remove();
    sheet.remove();
    box.remove();
    if (root.host !== place && root !== place) root.host.remove();
  };
  try {
    await Promise.all([started, dressed]);
    built = build(inner, site, view);
  } catch (error) {
    remove();
    throw error;
  }
  instead.remove();
  box.hidden = false;
  return { dress: (next) => dress(inner, next), remove };
}
