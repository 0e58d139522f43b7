import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf, brokenWord, elementFor } from "./structure.ts";

test("parts lie in each other", () => {
  const blocks = blocksOf([
    ["h2", 0, 1],
    ["list", 0, 0],
    ["item", 1, 0],
    ["mark", 2, 1],
    ["text", 2, 2],
    ["item", 1, 1],
    ["p", 0, 3],
  ], []);
  assert.deepEqual(
    blocks.map(({ role, from, to }) => [role, from, to]),
    [
      ["h2", 0, 1],
      ["list", 1, 1],
      ["p", 5, 8],
    ],
  );
  const [first, second] = blocks[1]?.blocks ?? [];
  assert.deepEqual(first?.blocks.map(({ role, from, to }) => [role, from, to]), [
    ["mark", 1, 2],
    ["text", 2, 4],
  ]);
  assert.deepEqual([second?.from, second?.to, second?.blocks], [4, 5, []]);
});

test("cells stand in the order of their columns", () => {
  const [table] = blocksOf([["table", 0, 0], ["row", 1, 0], ["columnhead", 2, 1], ["columnhead", 2, 1], ["row", 1, 0], ["cell", 2, 1]], [[1, 2, 1], [0, 1, 2], [1, 1, 1]]);
  assert.deepEqual(
    table?.blocks.map(({ blocks }) => blocks.map(({ from, place }) => [from, place])),
    [
      [
        [1, [0, 1, 2]],
        [0, [1, 2, 1]],
      ],
      [[2, [1, 1, 1]]],
    ],
  );
});

test("a word that is broken is known whole", () => {
  assert.deepEqual(brokenWord("Per gezin gemid\u00ad", "deld, en"), { before: 6, after: 5, word: "gemiddeld," });
  assert.equal(brokenWord("Per gezin", "gemiddeld"), null);
  assert.equal(brokenWord("gemid\u00ad", ""), null);
});

test("an element that is used again says nothing of what it was", () => {
  const attributes = new Map<string, string>();
  const earlier = {
    localName: "td",
    setAttribute: (name: string, value: string) => attributes.set(name, value),
    removeAttribute: (name: string) => attributes.delete(name),
  } as unknown as HTMLElement;
  const cell = (place: [number, number, number]) => elementFor({ role: "cell", from: 0, to: 0, blocks: [], place }, () => "", earlier);
  assert.equal(cell([1, 2, 3]), earlier);
  assert.deepEqual(Object.fromEntries(attributes), { role: "cell", "aria-colindex": "2", "aria-colspan": "2", "aria-rowspan": "3" });
  cell([0, 1, 1]);
  assert.deepEqual(Object.fromEntries(attributes), { role: "cell", "aria-colindex": "1" });
  const sign = { ...earlier, localName: "span" } as HTMLElement;
  const mark = (words: string) => elementFor({ role: "mark", from: 0, to: 0, blocks: [], place: null }, () => words, sign);
  mark("•");
  assert.deepEqual(Object.fromEntries(attributes), { "aria-hidden": "true" });
  mark("1.");
  assert.deepEqual(Object.fromEntries(attributes), {});
});
