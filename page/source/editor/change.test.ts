import assert from "node:assert/strict";
import { test } from "node:test";
import { lineBreakOf, smallestChange } from "./change.ts";

test("the same text has no change", () => {
  assert.equal(smallestChange("a\nb", "a\nb", "\n"), null);
});

test("only what differs is changed", () => {
  assert.deepEqual(smallestChange("een twee drie", "een 2 drie", "\n"), { from: 4, to: 8, insert: "2" });
  assert.deepEqual(smallestChange("aa", "aaa", "\n"), { from: 2, to: 2, insert: "a" });
});

test("a line end counts as one, also when it has two signs", () => {
  assert.deepEqual(smallestChange("a\r\nb\r\nc", "a\r\nb\r\nx\r\nc", "\r\n"), { from: 4, to: 4, insert: "x\r\n" });
});

test("line ends are kept when all are alike", () => {
  assert.equal(lineBreakOf("a\r\nb\r\n"), "\r\n");
  assert.equal(lineBreakOf("a\r\nb\n"), "\n");
  assert.equal(lineBreakOf("a\n\nb"), "\n");
  assert.equal(lineBreakOf("a"), "\n");
});
