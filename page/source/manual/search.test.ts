import assert from "node:assert/strict";
import { test } from "node:test";
import { matching, typed } from "./search.ts";

const sections = [
  { level: 1, words: typed("Handleiding") },
  { level: 2, words: typed("Een brief schrijven") },
  { level: 3, words: typed("Een café’s voetnoot") },
  { level: 2, words: typed("Grafieken") },
  { level: 3, words: typed("Een kaart van de brief") },
];

test("all the words must stand in a section, and the headings above it stay", () => {
  const found = matching(sections, " CAFE's  een ");
  assert.deepEqual([...(found?.hits ?? [])], [2]);
  assert.deepEqual([...(found?.shown ?? [])], [0, 1, 2]);
  assert.deepEqual([...(matching(sections, "brief")?.shown ?? [])], [0, 1, 3, 4]);
  assert.deepEqual([...(matching(sections, "brief zoekgeraakt")?.hits ?? [])], []);
  assert.equal(matching(sections, "  "), null);
});
