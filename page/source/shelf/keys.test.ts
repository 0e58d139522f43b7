import assert from "node:assert/strict";
import { test } from "node:test";
import { type Known, keysAfter } from "./keys.ts";

const ids = (known: Known[], texts: string[]) => {
  let last = 10;
  return keysAfter(known, texts, () => (last += 1)).map(({ id }) => id);
};
const known = ["a", "b", "c", "d"].map((text, id) => ({ text, id }));

test("what moves keeps its key", () => {
  assert.deepEqual(ids(known, ["a", "c", "b", "d"]), [0, 2, 1, 3]);
  assert.deepEqual(ids(known, ["d", "a", "b", "c"]), [3, 0, 1, 2]);
});

test("what changes keeps the key of its place, also where another moved", () => {
  assert.deepEqual(ids(known, ["a", "b", "C", "d"]), [0, 1, 2, 3]);
  assert.deepEqual(ids(known, ["b", "a", "C", "d"]), [1, 0, 2, 3]);
});

test("what goes takes its key along, and what comes has one of its own", () => {
  assert.deepEqual(ids(known, ["a", "c", "d"]), [0, 2, 3]);
  assert.deepEqual(ids(known, ["a", "b", "c", "d", "e"]), [0, 1, 2, 3, 11]);
  assert.deepEqual(ids([], ["x", "x"]), [11, 12]);
  assert.deepEqual(ids([{ text: "x", id: 1 }, { text: "x", id: 2 }], ["x", "x", "x"]), [1, 2, 11]);
});
