// Starts the app, or leaves the written page in peace where the browser is too old for it.
// The publisher puts ask.js before this, and the hashed names in.
const app = new URL(__APP__, import.meta.url);
const wasm = new URL(__WASM__, import.meta.url);
const offline = new URL(__OFFLINE__, import.meta.url);
const frame = new URL(__FRAME__, import.meta.url);
const root = document.documentElement;

// The smallest module that uses reference types and a function with two results, which the
// compiler takes for granted.
const probe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 0, 2, 127, 127, 3, 2, 1, 0, 4, 4, 1, 111, 0, 0, 10, 8, 1, 6, 0, 65, 0, 65, 0, 11,
]);

// What a host shows goes without the portal's own frame, which this script takes away before the styles have come and
// anything is drawn. It is not kept for later either: that would need storage. A page that was written for a frame has
// its script already.
const isEmbedded = /[?&]embed\b/.test(location.search);
let framed;
if (isEmbedded && !root.hasAttribute("data-embed")) {
  root.setAttribute("data-embed", "");
  framed = import(frame).catch(() => {});
}

/** The page is parsed and has its styles: places on it are what they will be. */
async function isWhole() {
  const until = (target, ...events) => new Promise((resolve) => events.map((event) => target.addEventListener(event, resolve)));
  if (document.readyState === "loading") await until(document, "DOMContentLoaded");
  const styles = document.querySelector("link[rel=stylesheet]");
  if (document.readyState === "complete" || styles.sheet) return;
  await Promise.race([until(styles, "load", "error"), until(self, "load")]);
}

async function start() {
  // The app is work for a slow phone, and what is written is to be drawn first.
  await isWhole();
  const { default: start, use_engine } = await import(app);
  // The app stays in the frame from its first move on.
  await framed;
  // A server that sends the wrong type makes streaming fail; the glue then reads the bytes whole.
  await start({ module_or_path: wasm });
  use_engine(ask);
  // The first search has one request less to wait for.
  if (document.querySelector("[type=search]")) bringSearch().catch(() => {});
}

/** Use without a network, once the page answers, or cannot, and the browser has nothing else to do. */
async function keepForLater(started) {
  const isReady = new Promise((resolve) => {
    new MutationObserver(resolve).observe(root, { attributeFilter: ["data-ready"] });
  });
  await started.then(() => isReady, () => {});
  const whenIdle = self.requestIdleCallback ?? ((run) => setTimeout(run, 1000));
  whenIdle(() => import(offline).catch(() => {}));
}

if (typeof WebAssembly === "object" && WebAssembly.validate(probe)) {
  // A lost or cut file leaves the written page as it is; the browser itself names what did not load.
  const started = start();
  started.catch(() => {});
  if (!isEmbedded && document.querySelector("meta[name='gongkai:release']")) keepForLater(started);
}
