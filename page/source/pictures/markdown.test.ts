import assert from "node:assert/strict";
import { test } from "node:test";
import { asWords, beside, lineAbove, lineOf, neighbour } from "./markdown.ts";
import { picturesIn } from "./clipboard.ts";
import { fitted, inBytes, isCoarse, isTooLarge, natureOf } from "./measure.ts";
import { firstName, fitName } from "./name.ts";

const picture = { file: "plein.jpg", alt: "Het plein", caption: "", width: 100 };

test("a picture is a line, with its caption and width", () => {
  assert.equal(lineOf(picture), "![Het plein](plein.jpg)");
  assert.equal(lineOf({ ...picture, caption: " Het plein in 2021. Foto: Anna. ", width: 60 }), '![Het plein](plein.jpg "Het plein in 2021. Foto: Anna.") {{ breedte(60) }}');
});

test("what somebody writes of it is words and nothing else", () => {
  assert.equal(asWords('Bord "welkom" [1] *nu* C:\\x'), 'Bord \\"welkom\\" \\[1\\] \\*nu\\* C:\\\\x');
  assert.equal(asWords("{{ jnv_kosten }} {% if %} {# nog #}"), "\\{\\{ jnv\\_kosten \\}\\} \\{\\% if %\\} \\{\\# nog #\\}");
  assert.equal(asWords("Jansen & Zn &copy; &#169; <b>"), "Jansen & Zn \\&copy; \\&#169; \\<b\\>");
  assert.equal(asWords("een\r\n\r\ntweede\tregel"), "een tweede regel");
  for (const begin of ["{{", "{%", "{#"]) assert.ok(!lineOf({ ...picture, alt: `a${begin}b`, caption: begin }).includes(begin), begin);
});

test("a second picture stands beside the one above the cursor", () => {
  const text = "Tekst.\n\n![a](a.jpg) {{ breedte(60) }}\n\nMeer.";
  assert.equal(neighbour(text, 3), 3);
  assert.equal(neighbour(text, 4), 3);
  assert.equal(neighbour(text, 5), null);
  assert.equal(neighbour(text, 1), null);
  const both = beside(text, 3, "![b](b.jpg)");
  assert.deepEqual(both, { text: "Tekst.\n\n![a](a.jpg)\n![b](b.jpg)\n\nMeer.", line: 4 });
  assert.equal(neighbour(both.text, 4), null, "no third fits");
  assert.equal(neighbour(both.text, 3), null);
  assert.equal(beside("![a](a.jpg)\r\n\r\nMeer.", 1, "![b](b.jpg)").text, "![a](a.jpg)\r\n![b](b.jpg)\r\n\r\nMeer.");
});

test("a picture does not come to stand in the middle of a paragraph", () => {
  const text = "# Kop\n\nEen\ntwee\ndrie\n\nVier";
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7].map((line) => lineAbove(text, line)), [1, 2, 5, 5, 5, 6, 7]);
  assert.equal(lineAbove("Een\n# Kop", 1), 1);
});

test("a name is made fit for every computer", () => {
  assert.equal(fitName("Schoolplein 's Ochtends (2)"), "schoolplein-s-ochtends-2");
  assert.equal(fitName("Café Ümläut ß"), "cafe-umlaut-ss");
  assert.equal(fitName("../../etc/passwd"), "etc-passwd");
  assert.equal(fitName("北京"), "");
  assert.equal(fitName("a".repeat(300)).length, 60);
  assert.equal(firstName("IMG_2034.JPG"), "img-2034");
  for (const name of ["image.png", "", ".png", "???.jpg"]) assert.equal(firstName(name), "afbeelding");
});

test("a picture becomes as large as print needs, and never larger", () => {
  assert.deepEqual(fitted({ width: 4000, height: 3000 }, "letter"), { width: 2000, height: 1500 });
  assert.deepEqual(fitted({ width: 3000, height: 6000 }, "letter"), { width: 1500, height: 3000 });
  assert.deepEqual(fitted({ width: 6000, height: 4000 }, "slide"), { width: 2400, height: 1600 });
  assert.deepEqual(fitted({ width: 300, height: 200 }, "letter"), { width: 300, height: 200 });
  assert.deepEqual(fitted({ width: 19_000, height: 1 }, "letter"), { width: 2000, height: 1 });
  assert.ok(isTooLarge({ width: 20_000, height: 20_000 }) && isTooLarge({ width: 12_000, height: 12_000 }) && isTooLarge({ width: 1, height: 4_000_000_000 }));
  assert.ok(!isTooLarge({ width: 12_000, height: 9_000 }));
  assert.ok(isCoarse(599, 100) && !isCoarse(600, 100) && !isCoarse(360, 60) && isCoarse(239, 40));
  assert.deepEqual([inBytes(900), inBytes(300_000), inBytes(1_500_000), inBytes(36 * 1024 * 1024)], ["1 kB", "293 kB", "1,4 MB", "36 MB"]);
});

test("a photograph is told from a drawing by its colours", () => {
  const points = (colour: (at: number) => number, opacity = 255) =>
    Uint8ClampedArray.from({ length: 40_000 }, (_, at) => (at % 4 === 3 ? opacity : (colour(Math.floor(at / 4)) >> (8 * (at % 4))) & 255));
  assert.deepEqual(natureOf(points((at) => at * 7919)), { isTransparent: false, isPhoto: true });
  assert.deepEqual(natureOf(points((at) => at % 200)), { isTransparent: false, isPhoto: false });
  assert.deepEqual(natureOf(points((at) => at * 7919, 254)), { isTransparent: true, isPhoto: true });
});

test("words on the clipboard come before a picture of them", () => {
  const data = (files: string[], words: Record<string, string>) => ({
    files: files.map((name) => new File([], name)) as unknown as FileList,
    getData: (type: string) => words[type] ?? "",
  });
  assert.equal(picturesIn(data(["image.png"], { "text/plain": "Jaar\t2022", "text/html": "<table>" })), null);
  assert.equal(picturesIn(data(["image.png"], { "text/html": "<img src='https://voorbeeld.nl/a.png'>" }))?.what, "files");
  assert.equal(picturesIn(data(["plein.jpg"], { "text/plain": "plein.jpg" }))?.what, "files");
  assert.equal(picturesIn(data([], { "text/html": '<img width=9 src="file:///C:/Temp/image001.png">' }))?.what, "onlyInWord");
  assert.equal(picturesIn(data([], { "text/html": "<b></b>" })), null);
  assert.equal(picturesIn(null), null);
});
