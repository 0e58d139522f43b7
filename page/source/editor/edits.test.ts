import assert from "node:assert/strict";
import { test } from "node:test";
import { Text } from "@codemirror/state";
import type { ShownEdit } from "../protocol.ts";
import { edited, placed } from "./edits.ts";

const edit = (line: number, column: number, was: string, ...parts: string[]): ShownEdit => {
  const lines = was.split(/\r\n|\n/);
  const endLine = line + lines.length - 1;
  const last = lines.at(-1) ?? "";
  return { file: "a", line, column, endLine, endColumn: (lines.length > 1 ? 1 : column) + last.length, was, parts };
};

test("a text keeps its line ends, and what is no part of an edit", () => {
  for (const end of ["\n", "\r\n"]) {
    const text = ["één 𝄞 twee", "drie", "vier", ""].join(end);
    const edits = [edit(2, 1, `drie${end}vier`, "3\n4"), edit(1, 8, "twee", "2")];
    assert.equal(edited(text, edits, ""), ["één 𝄞 2", "3", "4", ""].join(end));
  }
  assert.equal(edited("a\r\nb\nc\r\n", [edit(3, 1, "c", "d")], ""), "a\r\nb\nd\r\n", "mixed line ends stay");
});

test("what stands there no longer is not touched", () => {
  assert.equal(edited("een", [edit(1, 1, "twee", "2")], ""), null);
  assert.equal(edited("een", [edit(4, 1, "", "2")], ""), null);
  assert.equal(placed(Text.of(["een"]), [edit(1, 3, "n", "x"), edit(1, 9, "", "y")], ""), null, "all of them, or none");
});

test("an answer comes between the parts, as text on one line", () => {
  const asked = edit(1, 4, "", ' {{ akkoord("C030", "', '") }}');
  assert.equal(edited("een", [asked], ' Dat "moet"\n zo \\ \ue000'), 'een {{ akkoord("C030", "Dat \\"moet\\" zo \\\\") }}');
});
