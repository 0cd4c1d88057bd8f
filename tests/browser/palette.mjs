// A picture with at most 256 colours as an indexed PNG: a third of what Chromium writes.

import { crc32, deflateSync } from "node:zlib";

const COLOURS_LIMIT = 256;

function chunk(name, bytes) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), bytes]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(bytes.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

const distance = (one, other) =>
  [16, 8, 0].reduce((sum, shift) => sum + (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0);

/** The commonest colours, and for each colour the place of the nearest of them. */
function palette(pixels) {
  const counts = new Map();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const common = [...counts].sort((one, other) => other[1] - one[1]).slice(0, COLOURS_LIMIT).map(([colour]) => colour);
  const places = new Map();
  for (const colour of counts.keys()) {
    let nearest = 0;
    for (let at = 1; at < common.length; at += 1) {
      if (distance(colour, common[at]) < distance(colour, common[nearest])) nearest = at;
    }
    places.set(colour, nearest);
  }
  return { common, places };
}

/** The colours of a PNG as Chromium reads them: 0xRRGGBB, row by row. */
async function read(page, png) {
  const { width, height, rgba } = await page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const seen = context.getImageData(0, 0, image.width, image.height).data;
    let text = "";
    for (let at = 0; at < seen.length; at += 8192) text += String.fromCharCode(...seen.subarray(at, at + 8192));
    return { width: image.width, height: image.height, rgba: btoa(text) };
  }, png.toString("base64"));
  const bytes = Buffer.from(rgba, "base64");
  const pixels = Array.from({ length: width * height }, (_, at) => bytes.readUInt32BE(at * 4) >>> 8);
  return { width, height, pixels };
}

export async function reduce(page, png) {
  const { width, height, pixels } = await read(page, png);
  const { common, places } = palette(pixels);
  const rows = Buffer.alloc((width + 1) * height);
  pixels.forEach((colour, at) => {
    rows[at + Math.floor(at / width) + 1] = places.get(colour);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(common.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const parts = [chunk("IHDR", header), chunk("PLTE", colours), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}
