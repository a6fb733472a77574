// Keeps the site for use without a network (src/worker.js), and says when there is none and when
// there is a new release. Loaded when the page answers and nothing else is to be done.
// The publisher puts the words in.
const NO_NETWORK = __NO_NETWORK__;
const KEPT_SINCE = __KEPT_SINCE__;
const UPDATE = __UPDATE__;
// The search engine: kept with the pages that are searched.
const SEARCH = __SEARCH__;

const root = document.documentElement;
const meta = (name) => document.querySelector(`meta[name="gongkai:${name}"]`).content;
const base = meta("base");
const release = meta("release");
const { serviceWorker, connection } = navigator;

const notice = document.createElement("div");
notice.className = "gk-notice";
notice.setAttribute("role", "status");
document.body.append(notice);

let registration;
// The kept page stands here because the network did not answer, whatever the browser thinks of it.
let isCutOff = root.hasAttribute("data-kept");
let isOffered = false;
// The next look at a site that did not answer, every so many milliseconds; as long an answer is waited for.
let again;
const PATIENCE = 5000;

async function show() {
  const words = isCutOff || !navigator.onLine ? await withoutNetwork() : isOffered && UPDATE;
  if (words === (notice.textContent || false)) return;
  notice.replaceChildren(...(words ? [words === UPDATE ? button() : words] : []));
  root.toggleAttribute("data-notice", Boolean(words));
  // What one is just doing stays in view.
  if (words) document.activeElement?.scrollIntoView({ block: "nearest" });
}

async function withoutNetwork() {
  const kept = await self.caches?.match(`${base}?kept`, { cacheName: `gongkai ${base} ${release}` }).catch(() => {});
  if (!kept) return NO_NETWORK;
  const time = new Date(Number(await kept.text())).toLocaleString("zh-CN", { dateStyle: "long", timeStyle: "short" });
  return NO_NETWORK + KEPT_SINCE.replace("{}", time);
}

function button() {
  const button = document.createElement("button");
  button.className = "gk-button";
  button.textContent = UPDATE;
  button.addEventListener("click", () => {
    const { waiting } = registration;
    if (!waiting) return location.reload();
    waiting.addEventListener("statechange", () => waiting.state === "activated" && location.reload());
    waiting.postMessage({ take: true });
  });
  return button;
}

/** Tells a worker which release this page is of; a worker of another release answers. */
function greet(worker) {
  const site = new URL(base, location).href;
  const files = performance.getEntriesByType("resource").filter(({ name }) => name.startsWith(site));
  const seen = files.map(({ name }) => new URL(name).pathname.slice(base.length));
  if (document.querySelector("main [type=search]")) seen.push(...SEARCH);
  worker?.postMessage({ release, seen });
}

function follow(worker) {
  worker?.addEventListener("statechange", () => /^(installed|activated)$/.test(worker.state) && greet(worker));
}

/**
 * Whether the site answers. Asked for itself: a look for a new worker waits in the browser's own queue, and may wait
 * for one that cannot end. No worker answers a HEAD.
 */
async function answers() {
  const patience = new AbortController();
  setTimeout(() => patience.abort(), PATIENCE);
  const asked = fetch(`${base}worker.js`, { method: "HEAD", cache: "no-store", signal: patience.signal });
  return asked.then(({ ok }) => ok, () => false);
}

/** Whether the site can be reached, and has a new release. */
async function look() {
  clearTimeout(again);
  if (!navigator.onLine || document.hidden) return show();
  if (isCutOff) isCutOff = !(await answers());
  if (isCutOff) again = setTimeout(look, PATIENCE);
  else registration?.update().catch(() => {});
  return show();
}

async function keep() {
  // Nothing is kept for whoever asked the browser to spare data, or forbids it.
  if (!serviceWorker || (connection?.saveData && !serviceWorker.controller)) return;
  let hasController = Boolean(serviceWorker.controller);
  let hasChanged = false;
  serviceWorker.addEventListener("message", ({ source }) => {
    // The active worker of an older release than a fresh page's has nothing to offer.
    if (hasChanged || source.state === "installed") isOffered = true;
    show();
  });
  serviceWorker.addEventListener("controllerchange", () => {
    hasChanged = hasController;
    hasController = true;
    if (hasChanged) greet(serviceWorker.controller);
  });
  serviceWorker.startMessages();
  registration = await serviceWorker.register(`${base}worker.js`);
  if (!registration) return;
  registration.addEventListener("updatefound", () => follow(registration.installing));
  follow(registration.installing);
  greet(registration.waiting);
  greet(registration.active);
}

for (const event of ["online", "offline"]) addEventListener(event, look);
document.addEventListener("visibilitychange", look);
show();
keep().then(() => isCutOff && look()).catch(() => {});
