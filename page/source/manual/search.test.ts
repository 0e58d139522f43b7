import assert from "node:assert/strict";
import { test } from "node:test";
import { matching, plain } from "./search.ts";

const sections = [
  { level: 1, words: plain("Handleiding") },
  { level: 2, words: plain("Een brief schrijven") },
  { level: 3, words: plain("Een café’s voetnoot") },
  { level: 2, words: plain("Grafieken") },
  { level: 3, words: plain("Een kaart van de brief") },
];

test("all the words must stand in a section, and the headings above it stay", () => {
  const found = matching(sections, " CAFE's  een ");
  assert.deepEqual([...(found?.hits ?? [])], [2]);
  assert.deepEqual([...(found?.shown ?? [])], [0, 1, 2]);
  assert.deepEqual([...(matching(sections, "brief")?.shown ?? [])], [0, 1, 3, 4]);
  assert.deepEqual([...(matching(sections, "brief zoekgeraakt")?.hits ?? [])], []);
  assert.equal(matching(sections, "  "), null);
});
