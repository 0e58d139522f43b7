import assert from "node:assert/strict";
import { test } from "node:test";
import { locate, type Source } from "./locate.ts";

const TEXT = `# informatie

In {{ periode }} kregen {{ jnv_zonder }} jongeren **hulp** zonder beschikking. Die hulp kostte {{ jnv_kosten }}.
Dat is "meer" dan de hulp van vroeger.

Een andere alinea met hulp.`;

const lines = TEXT.split("\n");
const source: Source = {
  count: lines.length,
  at: (line) => ({ from: lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0), text: lines[line - 1] ?? "" }),
};
const PAGE = "In 2022 kregen 157 jongeren hulp zonder beschikking. Die hulp kostte €\u00a0461.514. Dat is ‘meer’ dan de hulp van vroeger.";

function placeOf(word: string, occurrence = 0): string {
  let offset = -1;
  for (let count = 0; count <= occurrence; count++) offset = PAGE.indexOf(word, offset + 1);
  const position = locate(source, 3, PAGE, offset);
  assert.notEqual(position, null);
  return TEXT.slice(position ?? 0, (position ?? 0) + 12);
}

test("a word is found behind Markdown signs and placeholders", () => {
  assert.equal(placeOf("hulp"), "hulp** zonde");
});

test("of the same words the one with the same neighbours is found", () => {
  assert.equal(placeOf("hulp", 1), "hulp kostte ");
  assert.equal(placeOf("hulp", 2), "hulp van vro");
});

test("other quotation marks do not matter", () => {
  assert.equal(placeOf("meer"), 'meer" dan de');
});

test("a number leads to the words beside it", () => {
  assert.equal(placeOf("157"), " {{ jnv_zond");
});

test("without words the line itself is found", () => {
  assert.equal(locate(source, 6, "§", 0), source.at(6).from);
  assert.equal(locate(source, 99, "woord", 0), null);
});
