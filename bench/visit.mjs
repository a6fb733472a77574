// What a visit of a page transfers and how it feels, told by Chromium itself. For the bench and for the browser tests.

/** What a file is for, by its address. */
function kindOf(path) {
  if (path.includes("/data/")) return "data";
  const extension = path.match(/\.(\w+)$/)?.[1] ?? "html";
  return ["html", "css", "js", "wasm"].includes(extension) ? extension : "other";
}

/**
 * Every file that the page asks the network for from now on, added when it is here: path, kind, bytes of its body as
 * transferred and with headers, and when it was asked for and came, in seconds of one clock.
 */
export async function watchTransfers(page) {
  const wire = await page.context().newCDPSession(page);
  await wire.send("Network.enable");
  const files = [];
  const open = new Map();
  wire.on("Network.requestWillBeSent", ({ requestId, request, timestamp, initiator }) => {
    const path = new URL(request.url).pathname;
    open.set(requestId, { path, kind: kindOf(path), asked: timestamp, by: initiator.type, priority: request.initialPriority, received: 0 });
  });
  wire.on("Network.responseReceived", ({ requestId, response, timestamp }) => {
    const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]));
    Object.assign(open.get(requestId) ?? {}, { answered: timestamp, length: Number(headers["content-length"] ?? 0) });
  });
  wire.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    if (open.has(requestId)) open.get(requestId).received += encodedDataLength;
  });
  wire.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) => {
    const { length, received, ...file } = open.get(requestId) ?? {};
    // Without bytes on the wire it came from the cache.
    if (encodedDataLength > 0) files.push({ ...file, came: timestamp, bytes: length || received, withHeaders: encodedDataLength });
  });
  return files;
}

/** The bytes of these kinds of files, or of all. */
export const bytesOf = (files, ...kinds) =>
  files.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind)).reduce((sum, { bytes }) => sum + bytes, 0);

/** Lets the page note, before anything else runs in it, what a visitor would notice. */
export const watchVitals = (page) => page.addInitScript(noteVitals);

/** What was noted so far: `lcp` and `ready` in milliseconds from the start, `shifts` with what moved. */
export const vitals = (page) => page.evaluate(() => globalThis.gongkaiBench);

function noteVitals() {
  const noted = { lcp: null, ready: null, shifts: [], events: [] };
  globalThis.gongkaiBench = noted;
  const observe = (type, note, options) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...options });
  const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
  const moved = ({ node, previousRect, currentRect }) => {
    const element = node?.nodeType === 1 ? node : node?.parentElement;
    return `${element?.tagName.toLowerCase() ?? "gone"}.${element?.className ?? ""} ${box(previousRect)} -> ${box(currentRect)}`;
  };
  observe("largest-contentful-paint", ({ startTime }) => (noted.lcp = startTime));
  observe("layout-shift", ({ value, hadRecentInput, startTime, sources }) => {
    if (!hadRecentInput) noted.shifts.push({ value, at: startTime, sources: sources.map(moved) });
  });
  observe("event", ({ interactionId, duration }) => noted.events.push({ interactionId, duration }), { durationThreshold: 16 });
  const ready = () => {
    if (document.documentElement?.dataset.ready !== undefined) noted.ready ??= performance.now();
  };
  new MutationObserver(ready).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-ready"] });
}

/** All shifts together; the metric CLS counts only the worst five seconds. */
export const shiftOf = ({ shifts }) => shifts.reduce((sum, { value }) => sum + value, 0);

/** Waits until the page answers and nothing is on its way any more. */
export async function untilSettled(page) {
  await page.waitForSelector("html[data-ready]", { state: "attached" });
  await page.waitForLoadState("networkidle");
}
