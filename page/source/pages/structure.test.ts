import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf, brokenWord } from "./structure.ts";

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
