// Makes pictures small: a screenshot has few colors, and PNG can say each of them in one byte.

import { deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const COLORS = 32;

/** The same picture with few colors (PNG, third edition: color type 3). */
export function shrink(png) {
  const picture = decode(png);
  const { palette, pixels } = reduce(picture);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.width, 0);
  header.writeUInt32BE(picture.height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((picture.width + 1) * picture.height);
  for (let y = 0; y < picture.height; y += 1) {
    rows.set(pixels.subarray(y * picture.width, (y + 1) * picture.width), y * (picture.width + 1) + 1);
  }
  const parts = [chunk('IHDR', header), chunk('PLTE', Buffer.from(palette.flat())), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...parts]);
}

/** Eight bits a channel, three or four channels, not interlaced: what browsers write. */
function decode(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[png[25]];
  const data = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    }
  }
  const raw = inflateSync(Buffer.concat(data));
  return { width, height, channels, bytes: unfilter(raw, width * channels, height, channels) };
}

function unfilter(raw, stride, height, step) {
  const bytes = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= step ? bytes[at - step] : 0;
      const above = y > 0 ? bytes[at - stride] : 0;
      const corner = x >= step && y > 0 ? bytes[at - stride - step] : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      bytes[at] = raw[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return bytes;
}

function paeth(left, above, corner) {
  const guess = left + above - corner;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(guess - value));
  if (a <= b && a <= c) {
    return left;
  }
  return b <= c ? above : corner;
}

/** The most frequent colors, and each pixel's nearest among them. */
function reduce({ bytes, channels }) {
  const counts = new Map();
  const colors = new Uint32Array(bytes.length / channels);
  for (let pixel = 0; pixel < colors.length; pixel += 1) {
    colors[pixel] = bytes.readUIntBE(pixel * channels, 3);
    counts.set(colors[pixel], (counts.get(colors[pixel]) ?? 0) + 1);
  }
  const frequent = [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, COLORS);
  const palette = frequent.map(([color]) => channelsOf(color));
  const places = new Map([...counts.keys()].map((color) => [color, nearest(palette, channelsOf(color))]));
  return { palette, pixels: Uint8Array.from(colors, (color) => places.get(color)) };
}

const channelsOf = (color) => [color >> 16, (color >> 8) & 255, color & 255];

function nearest(palette, color) {
  let best = 0;
  let least = Infinity;
  palette.forEach((known, place) => {
    const distance = known.reduce((sum, value, channel) => sum + (value - color[channel]) ** 2, 0);
    if (distance < least) {
      [best, least] = [place, distance];
    }
  });
  return best;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(checksum(body));
  return Buffer.concat([length, body, sum]);
}

/** CRC-32 as PNG wants it. */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
  }
  return ~sum >>> 0;
}
