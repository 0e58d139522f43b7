import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "@codemirror/state";
import type { ShownFinding } from "../protocol.ts";
import { rangeOf } from "./place.ts";

const finding = (line: number | null, column: number | null, endLine: number | null, endColumn: number | null): ShownFinding => ({
  code: "B002",
  title: "",
  severity: "fout",
  message: "",
  hints: [],
  file: "data/brieven/2022/jnv.md",
  where: "",
  line,
  column,
  endLine,
  endColumn,
  inManuscript: true,
  unwritten: false,
  mend: null,
  fixes: [],
});

function underlined(text: string, found: ShownFinding, lineSeparator?: string): string | null {
  const state = EditorState.create({ doc: text, extensions: lineSeparator ? [EditorState.lineSeparator.of(lineSeparator)] : [] });
  const range = rangeOf(state.doc, found);
  return range && state.sliceDoc(range.from, range.to);
}

test("exactly the words of a finding are underlined, also the third time they stand there", () => {
  assert.equal(underlined("veel en veel en veel", finding(1, 17, 1, 21)), "veel");
  assert.equal(underlined("+++\n+++\n\nDit kost {{ jnv_kostn }} nu.", finding(4, 13, 4, 22)), "jnv_kostn");
});

test("columns count in UTF-16 units", () => {
  assert.equal(underlined("één 🎉 € 5", finding(1, 8, 1, 11)), "€ 5");
});

test("a finding may go over lines, with any line ends", () => {
  for (const end of ["\n", "\r\n"]) assert.equal(underlined(`een twee${end}drie vier`, finding(1, 5, 2, 5), end), `twee${end}drie`);
  assert.equal(underlined("een\rtwee", finding(2, 1, 2, 5)), "twee");
});

test("at the end of a line or of the text nothing is taken from the next", () => {
  assert.equal(underlined("een\ntwee", finding(1, 4, 1, 4)), "");
  assert.equal(underlined("een\n", finding(2, 1, 2, 1)), "");
});

test("what names no range, or one that is not in this text, is not underlined at all", () => {
  assert.equal(underlined("een twee", finding(null, null, null, null)), null);
  assert.equal(underlined("een twee", finding(1, null, null, null)), null);
  assert.equal(underlined("een twee", finding(2, 1, 2, 4)), null);
  assert.equal(underlined("een twee", finding(1, 5, 1, 99)), null);
  assert.equal(underlined("een twee", { ...finding(1, 1, 1, 4), inManuscript: false }), null);
});
