import assert from "node:assert/strict";
import { test } from "node:test";
import { big, bytes, chunk, exif, jpeg, little, png, segment } from "./fixtures.ts";
import { barePartsOfJpeg, readJpeg } from "./jpeg.ts";
import { look, type Looked } from "./look.ts";
import { barePartsOfPng } from "./png.ts";

const joined = (parts: Uint8Array[]): Uint8Array => bytes(...parts);
const refusal = (file: Uint8Array, name = "foto"): string => {
  const looked = look(file, name);
  assert.equal(looked.kind, "refused", JSON.stringify(looked));
  return looked.kind === "refused" ? looked.why : "";
};
const sizeOf = (looked: Looked): [number, number] | null => ("width" in looked ? [looked.width, looked.height] : null);

test("a JPEG tells its size, its colours and how to turn it, whatever stands before", () => {
  for (const frame of [0xc0, 0xc1, 0xc2]) {
    const head = readJpeg(jpeg({ width: 4032, height: 3024, frame, before: [segment(0xe0, bytes("JFIF\0", [1, 2])), segment(0xe2, bytes("ICC_PROFILE\0", new Uint8Array(60_000)))] }));
    assert.deepEqual(head, { width: 4032, height: 3024, components: 3, orientation: 1, hasMore: false });
  }
  for (const isLittle of [true, false]) {
    for (const orientation of [1, 3, 6, 8]) {
      assert.equal(readJpeg(jpeg({ before: [exif(orientation, { isLittle })] }))?.orientation, orientation);
    }
  }
  assert.equal(readJpeg(jpeg({ before: [exif(99)] }))?.orientation, 1, "what means nothing turns nothing");
  assert.equal(readJpeg(jpeg({ components: 4, before: [segment(0xee, bytes("Adobe\0\x64\0\0\0\0\x02"))] }))?.components, 4, "for print");
  assert.equal(readJpeg(jpeg({ components: 1 }))?.components, 1);
});

test("what a telephone writes beside a picture goes, and the picture stays byte for byte", () => {
  const place = "52.0116N 4.7105E";
  const colours = segment(0xe2, bytes("ICC_PROFILE\0\x01\x01sRGB"));
  const adobe = segment(0xee, bytes("Adobe\0\x64\0\0\0\0\x01"));
  const plain = jpeg({ before: [colours, adobe] });
  const second = jpeg({ before: [exif(1, { place })] });
  const full = jpeg({
    before: [exif(1, { place }), segment(0xe1, bytes(`http://ns.adobe.com/xap/1.0/\0<x>${place}</x>`)), colours, segment(0xe2, bytes("MPF\0")), adobe, segment(0xed, bytes(`Photoshop 3.0\0${place}`)), segment(0xfe, bytes("Jan de Vries"))],
    after: second,
  });
  assert.equal(readJpeg(full)?.hasMore, true);
  assert.deepEqual(joined(barePartsOfJpeg(full)), plain);
  assert.equal(readJpeg(plain)?.hasMore, false);
  const inPng = png({ between: [chunk("gAMA", bytes([0, 0, 1, 2])), chunk("tEXt", bytes(`Location\0${place}`)), chunk("iTXt", bytes(place)), chunk("eXIf", bytes(place)), chunk("tIME", bytes([7]))], after: bytes(place) });
  assert.deepEqual(joined(barePartsOfPng(inPng)), png({ between: [chunk("gAMA", bytes([0, 0, 1, 2]))] }));
  const looked = look(inPng, "a.png");
  assert.ok(looked.kind === "png" && looked.hasExif && looked.hasMore && looked.width === 800);
});

test("a JPEG that builds up keeps all its scans", () => {
  const scan = (number: number) => bytes(segment(0xc4, bytes([number])), segment(0xda, bytes(1, 1, 0, number, 63, 0)), [7, 0xff, 0, number]);
  const whole = (middle: Uint8Array) => bytes(0xff, 0xd8, segment(0xc2, bytes(8, big(6, 2), big(8, 2), 1, 1, 0x11, 0)), scan(1), middle, scan(2), 0xff, 0xd9);
  assert.deepEqual(joined(barePartsOfJpeg(whole(segment(0xfe, bytes("tussendoor"))))), whole(bytes()));
});

test("pictures that only a browser reads tell their size first", () => {
  assert.deepEqual(sizeOf(look(bytes("GIF89a", little(320, 2), little(200, 2), [0, 0, 0, 0x2c], new Uint8Array(8), [0, 8, 1, 9, 0, 0x3b]), "a.gif")), [320, 200]);
  assert.deepEqual(sizeOf(look(bytes("BM", new Uint8Array(16), little(640, 4), little(-480, 4)), "a.bmp")), [640, 480]);
  const webp = (sort: string, content: Uint8Array) => bytes("RIFF", little(0, 4), "WEBP", sort, little(content.length, 4), content);
  assert.deepEqual(sizeOf(look(webp("VP8X", bytes([0, 0, 0, 0], little(1919, 3), little(1079, 3))), "a.webp")), [1920, 1080]);
  assert.deepEqual(sizeOf(look(webp("VP8 ", bytes([0, 0, 0, 0x9d, 1, 0x2a], little(1000, 2), little(500, 2))), "a.webp")), [1000, 500]);
  assert.deepEqual(sizeOf(look(webp("VP8L", bytes(0x2f, little((999 | (499 << 14)) >>> 0, 4))), "a.webp")), [1000, 500]);
  const avif = bytes(big(24, 4), "ftyp", "avif", [0, 0, 0, 0], "mif1", "miaf", big(20, 4), "ispe", [0, 0, 0, 0], big(1200, 4), big(900, 4), new Uint8Array(20));
  assert.deepEqual(sizeOf(look(avif, "a.avif")), [1200, 900]);
});

test("what cannot be a picture is known by its bytes, not by its name", () => {
  for (const brand of ["heic", "heix", "mif1"]) assert.equal(refusal(bytes(big(24, 4), "ftyp", brand, [0, 0, 0, 0], "mif1", "heic"), "IMG_1.jpg"), "heic", brand);
  assert.equal(refusal(bytes("II*\0", new Uint8Array(20))), "tiff");
  assert.equal(refusal(bytes("MM\0*", new Uint8Array(20))), "tiff");
  assert.equal(refusal(bytes("%PDF-1.7")), "pdf");
  assert.equal(refusal(bytes("\xd7\xcd\xc6\x9a", new Uint8Array(20))), "metafile");
  assert.equal(refusal(bytes(little(1, 4), new Uint8Array(36), " EMF")), "metafile");
  const frame = bytes(0x2c, new Uint8Array(8), [0, 8, 1, 9, 0]);
  const colours = new Uint8Array(6);
  assert.equal(refusal(bytes("GIF89a", little(9, 2), little(9, 2), [0x80, 0, 0], colours, [0x21, 0xf9, 1, 0, 0], frame, frame, 0x3b)), "moving");
  assert.equal(refusal(bytes("RIFF", little(0, 4), "WEBP", "VP8X", little(10, 4), [2, 0, 0, 0], little(9, 3), little(9, 3))), "moving");
  assert.equal(refusal(png({ between: [chunk("acTL")] })), "moving");
  assert.equal(refusal(bytes("jeugd;2022"), "cijfers.csv"), "figures");
  assert.equal(refusal(bytes("PK\x03\x04"), "brief.docx"), "office");
  assert.equal(refusal(bytes("zomaar")), "unknown");
  assert.equal(look(bytes("\xef\xbb\xbf<?xml version=\"1.0\"?><!-- Inkscape --><svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "kaart.svg").kind, "svg");
});

test("files that end too soon, or lie, are damaged and take no time", () => {
  const whole = jpeg({ before: [exif(6)] });
  for (let end = 0; end < whole.length; end += 1) look(whole.subarray(0, end), "a.jpg");
  for (let end = 0; end < 60; end += 1) look(png().subarray(0, end), "a.png");
  assert.equal(refusal(bytes(0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff)), "damaged");
  assert.equal(refusal(bytes(0xff, 0xd8, 0xff, 0xe1, 0, 0, 0xff, 0xd9)), "damaged");
  assert.equal(refusal(jpeg({ width: 0 })), "damaged");
  assert.equal(refusal(bytes("\x89PNG\r\n\x1a\n", big(0xffffffff, 4), "IHDR")), "damaged");
  assert.equal(refusal(bytes("GIF89a")), "damaged");
  // Tables that point at themselves, or far away.
  const lying = segment(0xe1, bytes("Exif\0\0II", little(42, 2), little(0xfffffff0, 4)));
  assert.equal(readJpeg(jpeg({ before: [lying] }))?.orientation, 1);
  const many = segment(0xe1, bytes("Exif\0\0II", little(42, 2), little(8, 4), little(0xffff, 2)));
  assert.equal(readJpeg(jpeg({ before: [many] }))?.orientation, 1);
});
