// County websites that show the portal: the pages in hosts/, each on an origin of its own with the headers of its
// server, and a site of the portal that lets them.

import { createServer } from "node:http";
import { mkdtempSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after } from "node:test";
import { build, newVisitor, serve, watch } from "./harness.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const hosts = new URL("hosts/", import.meta.url);
const BASE = "/gk/";

const sites = new Map();
const servers = [];

after(() => servers.forEach((server) => server.close()));

/** The folder of a county's site whose pages these origins may show; without any, only its own. */
export function framedSite(data, frame_ancestors = ["http://127.0.0.1:*", "https://127.0.0.1:*"]) {
  const key = `${data} ${frame_ancestors}`;
  if (!sites.has(key)) {
    const folder = mkdtempSync(join(tmpdir(), "gongkai-embed-"));
    cpSync(join(root, data), join(folder, "data"), { recursive: true });
    const file = join(folder, "data/site.json");
    const site = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...site, publish: { ...site.publish, frame_ancestors } }));
    build(join(folder, "data"), join(folder, "site"), BASE);
    sites.set(key, join(folder, "site"));
  }
  return sites.get(key);
}

/** Starts a server of a host; `answer` gives status, headers and body for a path. */
export async function listen(answer, create = createServer) {
  const server = create((request, response) => {
    Promise.resolve(answer(request)).then(({ status = 200, headers = {}, body = "" }) => {
      response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers });
      response.end(body);
    });
  });
  servers.push(server);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return `127.0.0.1:${server.address().port}`;
}

/** The host's page as its server gives it, after `change`, with the address of the site put in. */
export const hostPage = (name, site, change = (text) => text) => change(readFileSync(new URL(`${name}.html`, hosts), "utf8")).replaceAll("{SITE}", site);

/**
 * Opens a host's page for a visitor of its own: the file `name`, after `change`. `headers` go with it; `create` makes
 * its server, where that is one on https. Gives the page, with the addresses of the site and of the host.
 */
export async function openHost(name, { data = "data", folder = framedSite(data), change, headers = {}, query = "", before, site, create, ...visitor } = {}) {
  const { url } = await serve(folder);
  const address = site ?? url;
  const answer = () => ({ headers, body: hostPage(name, address, change) });
  const origin = `${create ? "https" : "http"}://${await listen(answer, create)}`;
  const page = await (await newVisitor({ width: 360, height: 640, ...visitor })).newPage();
  watch(page, origin, new URL(address).origin);
  await before?.(page);
  await page.goto(`${origin}/${query}`);
  return { page, site: address, origin };
}
