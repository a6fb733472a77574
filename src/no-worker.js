// The county does not want phones to keep anything: what an earlier worker kept goes, and so does the worker.
const BASE = __BASE__;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`gongkai ${BASE} `)) await caches.delete(name);
  }
  await registration.unregister();
}
