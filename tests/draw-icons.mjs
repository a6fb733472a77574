// Draws the icons of the home screen from style/icon.svg, in 16 colours so that they stay small. By hand, after the
// icon has changed: CHROMIUM=chromium node tests/draw-icons.mjs

import { readFileSync, writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";
import { chromium } from "playwright-core";

const style = new URL("../style/", import.meta.url);
const round = readFileSync(new URL("icon.svg", style), "utf8").replace("<svg ", '<svg width="64" height="64" ');
// Systems that cut the icon to their own shape need its ground up to the edge; those that cut a circle,
// the drawing in the middle four fifths.
const square = round.replace(' rx="10"', "");
const maskable = square.replace("<path ", '<path transform="translate(6.4 6.4) scale(0.8)" ');

const GROUND = [0xa6, 0x1b, 0x1b];
const LINE = [0xfb, 0xfa, 0xf7];
// Ten steps from the ground to the line, then six from nothing towards the ground.
const mixed = (part) => GROUND.map((from, i) => Math.round(from + (LINE[i] - from) * part));
const PALETTE = [...Array.from({ length: 10 }, (_, i) => [...mixed(i / 9), 255]), ...Array.from({ length: 6 }, (_, i) => [...GROUND, Math.round((255 * i) / 6)])];

/** The nearest colour of the palette. */
const nearest = (green, alpha) => (alpha < 250 ? 10 + Math.min(5, Math.round((alpha / 255) * 6)) : Math.round(((green - GROUND[1]) / (LINE[1] - GROUND[1])) * 9));

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [size, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, check]);
}

function png(size, pixels) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([4, 3], 8);
  const rows = Array.from({ length: size }, (_, y) => {
    const colour = (x) => nearest(pixels[4 * (y * size + x) + 1], pixels[4 * (y * size + x) + 3]);
    return Buffer.from([0, ...Array.from({ length: size / 2 }, (_, x) => (colour(2 * x) << 4) | colour(2 * x + 1))]);
  });
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(PALETTE.flatMap((colour) => colour.slice(0, 3)))),
    chunk("tRNS", Buffer.from(PALETTE.map((colour) => colour[3]))),
    chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
for (const [name, size, svg] of [["icon-180", 180, square], ["icon-192", 192, round], ["icon-512", 512, round], ["icon-maskable-512", 512, maskable]]) {
  const pixels = await page.evaluate(async ([size, svg]) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    await image.decode();
    const context = new OffscreenCanvas(size, size).getContext("2d");
    context.drawImage(image, 0, 0, size, size);
    return Array.from(context.getImageData(0, 0, size, size).data);
  }, [size, svg]);
  writeFileSync(new URL(`icons/${name}.png`, style), png(size, pixels));
}
await browser.close();
