// The peer as a site: build.mjs SITE OUT, where SITE is one of our sites, whose data files the peer shows.

import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [site, out] = process.argv.slice(2);

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const { metafile } = await build({
  entryPoints: [join(import.meta.dirname, "src/main.jsx")],
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  jsx: "automatic",
  target: "es2022",
  define: { "process.env.NODE_ENV": '"production"' },
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  metafile: true,
});

const [script, { cssBundle }] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith("main.jsx"));

// What several chunks share is small: asked for together with the first script, not one after the other.
const shared = Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter(({ kind }) => kind === "import-statement"));
const preloads = [...new Set(shared.map(({ path }) => basename(path)))]
  .filter((name) => name !== basename(script))
  .map((name) => `  <link rel="modulepreload" href="/${name}">\n`)
  .join("");
const html = `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>政府信息公开</title>
  <link rel="icon" type="image/svg+xml" href="/icon.svg">
  <link rel="stylesheet" href="/${basename(cssBundle)}">
  <script type="module" src="/${basename(script)}"></script>
${preloads}</head>
<body><div id="root"></div></body>
</html>
`;
cpSync(join(site, "data"), join(out, "data"), { recursive: true });
cpSync(join(site, readdirSync(site).find((name) => /^icon-.*\.svg$/.test(name))), join(out, "icon.svg"));
// A server without rules of its own answers a path with the document in its folder.
const { reports } = JSON.parse(readFileSync(join(out, "data/index.json"), "utf8"));
for (const page of ["", "policies", "statistics", ...reports.map((year) => `reports/${year}`)]) {
  mkdirSync(join(out, page), { recursive: true });
  writeFileSync(join(out, page, "index.html"), html);
}
for (const file of readdirSync(out, { recursive: true }).filter((name) => /\.(html|css|js|json|svg)$/.test(name))) {
  const bytes = readFileSync(join(out, file));
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } });
  if (packed.length < bytes.length) writeFileSync(join(out, `${file}.br`), packed);
}
