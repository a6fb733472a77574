// The peers of our charts as sites: build.mjs SITE OUT, where SITE is one of our sites, whose data files they draw.

import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const [site, out] = process.argv.slice(2);

for (const library of ["echarts", "chartjs"]) {
  const folder = `${out}-${library}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(import.meta.dirname, `${library}.js`)],
    outfile: join(folder, "main.js"),
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
  });
  const html = `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>数据</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="main.css">
  <script type="module" src="main.js"></script>
</head>
<body><main><h1>数据</h1></main></body>
</html>
`;
  writeFileSync(join(folder, "index.html"), html);
  writeFileSync(join(folder, "main.css"), ".chart, .chart > div { height: 260px; position: relative }\n");
  cpSync(join(site, "data"), join(folder, "data"), { recursive: true });
  for (const file of readdirSync(folder, { recursive: true }).filter((name) => /\.(html|css|js|json)$/.test(name))) {
    const bytes = readFileSync(join(folder, file));
    const packed = brotliCompressSync(bytes);
    if (packed.length < bytes.length) writeFileSync(join(folder, `${file}.br`), packed);
  }
}
