import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lineBreakOf, smallestChange, smallestChanges } from "./change.ts";

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

test("changes at different places are different changes, of words", () => {
  const before = "Een zin. Nog een zin.\n\nEn het einde.\n";
  assert.deepEqual(smallestChanges(before, "Een lange zin. Nog een zin.\n\nEn het slot.\n", "\n"), [
    { from: 4, to: 4, insert: "lange " },
    { from: 30, to: 35, insert: "slot" },
  ]);
  assert.deepEqual(smallestChanges(before, "Nieuw.\n\nEen zin. Nog een zin.\n\nEn het einde.\n\nSlot.\n", "\n"), [
    { from: 0, to: 0, insert: "Nieuw.\n\n" },
    { from: 36, to: 36, insert: "\n\nSlot." },
  ]);
  assert.deepEqual(smallestChanges(before, before, "\n"), []);
  assert.deepEqual(smallestChanges("a b.\r\nc d.", "a x.\r\ne\r\nc d.", "\r\n").map(({ insert }) => insert), ["x.\r\ne"]);
});

test("the changes make the one text of the other", () => {
  const words = fc.array(fc.constantFrom("Een ", "zin. ", "twee", "😀", "\n", "\n\n", "# ", "- ", ". ", "{{ a }}"), { maxLength: 40 });
  const property = fc.property(words, words, words, (one, two, three) => {
    const [before, after] = [[...one, ...two].join(""), [...one, ...three, ...two].join("")];
    let [text, done] = ["", 0];
    for (const { from, to, insert } of smallestChanges(before, after, "\n")) {
      assert.ok(from >= done);
      text += before.slice(done, from) + insert;
      done = to;
    }
    assert.equal(text + before.slice(done), after);
  });
  fc.assert(property, { seed: 22, numRuns: 1000 });
});

test("line ends are kept when all are alike", () => {
  assert.equal(lineBreakOf("a\r\nb\r\n"), "\r\n");
  assert.equal(lineBreakOf("a\r\nb\n"), "\n");
  assert.equal(lineBreakOf("a\n\nb"), "\n");
  assert.equal(lineBreakOf("a"), "\n");
});
