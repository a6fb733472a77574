// Keeps one release of the site on this device, for use without a network. ARCHITECTURE.md has the
// reasoning. The publisher puts in the base path, the release, the pages' first steps and the plain
// lists, and the files with their SHA-256: those kept at once, and those kept when they were seen.
const BASE = __BASE__;
const RELEASE = __RELEASE__;
const STEPS = __STEPS__;
const PLAIN = __PLAIN__;
const AT_ONCE = __AT_ONCE__;
const FILES = new Map(Object.entries({ ...AT_ONCE, ...__WHEN_SEEN__ }));
const SHELLS = __SHELLS__;
// Also in src/offline.js. Another portal on the same host has another base.
const OURS = `gongkai ${BASE} `;
const CACHE = OURS + RELEASE;
// For a page, in milliseconds, when there is a kept one to show instead.
const PATIENCE = 6000;

const cacheOf = async (name) => (await caches.open(CACHE)).match(BASE + name);
const put = async (name, response) => (await caches.open(CACHE)).put(BASE + name, response);

/** Parts of large lists are too many to be listed: their names hold the beginning of their hash. */
const hashInName = (name) => name.match(/^data\/\w+\/[a-z]-([0-9a-f]{12})\.(bin|json)$/)?.[1];
const isKept = (name) => FILES.has(name) || Boolean(hashInName(name));

async function fits(name, response) {
  if (!response?.ok || !isKept(name)) return false;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
  const start = hashInName(name);
  if (start) return [...hash.slice(0, 6)].map((byte) => byte.toString(16).padStart(2, "0")).join("") === start;
  return btoa(String.fromCharCode(...hash)) === FILES.get(name);
}

/** The kept file. Read twice: the copy that is handed out still has what the engine compiled from it. */
async function kept(name) {
  try {
    if (await fits(name, await cacheOf(name))) return await cacheOf(name);
  } catch {
    // Storage is forbidden or gone: as without a worker.
  }
}

/** The file from the network, of this release; else the server's last answer. */
async function fetched(name) {
  let response;
  // What the browser has itself is good enough when the hash says so. A name with a hash needs no question.
  for (const cache of [name.startsWith("data/") ? "no-cache" : "default", "reload"]) {
    response = await fetch(BASE + name, { cache });
    if (await fits(name, response)) return { response, isOurs: true };
  }
  return { response };
}

/** The file for a page of this release. */
async function file(name) {
  const known = await kept(name);
  if (known) return known;
  const { response, isOurs } = await fetched(name);
  if (isOurs) await put(name, response.clone()).catch(() => {});
  return isOurs || !response.ok ? response : ofAnotherRelease();
}

/** The server has another release by now: its file and this page would not fit together. */
function ofAnotherRelease() {
  registration.update().catch(() => {});
  return new Response(null, { status: 409 });
}

// Pages are of this release, unless marked: "old" when they were there before this worker, "new" when
// the network gave another release than this worker's. The marks go with the cache.
const marks = new Map();
const markOf = async (id) => (await marks.get(id)) ?? (await cacheOf(`?page=${id}`).catch(() => {}))?.text();

function mark(id, value) {
  marks.set(id, value);
  return put(`?page=${id}`, new Response(value)).catch(() => {});
}

/** Marks the page that this answer becomes, when it is of another release: its head says which. */
async function judge(id, { body }) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let head = "";
  let isDone = false;
  while (!isDone && !head.includes("</head>")) {
    const { done, value } = await reader.read();
    head += decoder.decode(value, { stream: true });
    isDone = done;
  }
  reader.cancel();
  if (!head.includes(RELEASE)) return mark(id, "new").then(() => "new");
}

/** The app has no downloads and no plain lists, and the rest of the host is none of ours. */
const isOfTheApp = (name) =>
  STEPS.includes(name.split("/")[0]) && !PLAIN.some((path) => name.startsWith(path)) && !/\.(?!html$)[a-z]{2,5}$/.test(name);

/** The page itself where it is kept, else the one that the app fills. It says that it is a kept one. */
async function keptPage(name) {
  const own = `${name.replace(/\/$/, "")}/index.html`;
  const page = (await kept(own)) ?? (await kept(SHELLS[name.split("/")[0]] ?? SHELLS[""]));
  return page && new Response((await page.text()).replace("<html", "<html data-kept"), { headers: page.headers });
}

/** A page: from the network, which is as fresh as without a worker; the kept one when that does not answer. */
async function open({ request, resultingClientId: id }, name) {
  const answer = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  let response = await Promise.race([answer.catch(() => {}), late]);
  if (!(response?.status < 500)) {
    const page = isOfTheApp(name) && (await keptPage(name));
    if (page) return page;
    response = await answer;
  }
  if (response.body && response.headers.get("Content-Type")?.includes("html")) {
    marks.set(id, judge(id, response.clone()).catch(() => {}));
  }
  return response;
}

async function answer(event, name) {
  const mark = name.startsWith("data/") && (await markOf(event.clientId));
  if (mark === "new") return fetch(event.request);
  return mark === "old" ? ofAnotherRelease() : file(name);
}

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  if (method !== "GET" || origin !== location.origin || !pathname.startsWith(BASE)) return;
  const name = pathname.slice(BASE.length);
  if (mode === "navigate") {
    event.respondWith(open(event, name));
  } else if (isKept(name) && !search) {
    event.respondWith(answer(event, name));
  }
});

/** The whole release, or nothing: what is there with the right hash, in whichever cache, is not fetched again. */
async function install() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  const older = await Promise.all(names.map((name) => caches.open(name)));
  const seen = (await Promise.all(older.map((cache) => cache.keys()))).flat();
  const wanted = new Set([...Object.keys(AT_ONCE), ...seen.map(({ url }) => new URL(url).pathname.slice(BASE.length))]);
  for (const name of wanted) {
    if (FILES.has(name)) await put(name, (await among(older, name)) ?? (await fromNetwork(name)));
  }
  await put("?kept", new Response(Date.now()));
}

async function among(older, name) {
  for (const cache of older) {
    const response = await cache.match(BASE + name);
    if (await fits(name, response)) return response;
  }
}

async function fromNetwork(name) {
  const { response, isOurs } = await fetched(name);
  if (!isOurs) throw new Error(`${name} is of another release`);
  return response;
}

// Pages that asked for this release while it waited.
const welcome = new Set();

async function activate() {
  const pages = await clients.matchAll({ includeUncontrolled: true });
  await Promise.all(pages.filter(({ id }) => !welcome.has(id)).map(({ id }) => mark(id, "old")));
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
  }
}

/**
 * A page says which release it is of and which files it had before this worker, and what was lost is put back;
 * or its visitor wants this release.
 */
async function hear({ data: { take, release, seen }, source }) {
  if (take) return skipWaiting();
  if (release !== RELEASE) return source.postMessage(RELEASE);
  welcome.add(source.id);
  marks.delete(source.id);
  await (await caches.open(CACHE)).delete(`${BASE}?page=${source.id}`);
  await skipWaiting();
  // Only the active worker may.
  await clients.claim().catch(() => {});
  for (const name of [...Object.keys(AT_ONCE), ...seen]) {
    if (isKept(name) && !(await kept(name))) await put(name, await fromNetwork(name));
  }
  if (!(await cacheOf("?kept"))) await put("?kept", new Response(Date.now()));
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => event.waitUntil(hear(event).catch(() => {})));
