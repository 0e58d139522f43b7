import assert from "node:assert/strict";
import { test } from "node:test";
import type { Layer, TextRun } from "../protocol.ts";
import { type Changes, compare } from "./changes.ts";

/** A page with a line of text for each string; what starts with "|" is printed on every page. */
function page(...lines: string[]): Layer {
  const runs = lines.map((text, index): TextRun => [text.replace("|", ""), 0, index * 10, 100, 10, text.startsWith("|") ? 0 : 1, ""]);
  return { runs, pictures: [], parts: [], cells: [] };
}

function changedTexts(after: Layer[], changes: Changes): string[] {
  return [...changes.pieces.values()].flat().map(({ page, run, from, to }) => after[page]?.runs[run]?.[0].slice(from, to) ?? "");
}

function changed(before: Layer[], after: Layer[]): string[] {
  return changedTexts(after, compare(before, after));
}

test("the same text has no changes", () => {
  assert.deepEqual(changed([page("een twee drie")], [page("een twee drie")]), []);
});

test("only new words are changed", () => {
  assert.deepEqual(changed([page("een twee drie")], [page("een nieuw twee vier")]), ["nieuw", "vier"]);
});

test("text that moves to another line or page is not changed", () => {
  const before = [page("een twee", "drie vier", "|bladzijde 1"), page("vijf", "|bladzijde 2")];
  const after = [page("nul een", "twee drie", "|bladzijde 1"), page("vier vijf", "|bladzijde 2")];
  assert.deepEqual(changed(before, after), ["nul"]);
});

test("a word that is broken differently is not changed", () => {
  assert.deepEqual(changed([page("een beschik-", "king is")], [page("een", "beschikking is")]), []);
});

test("a number with a sign behind it in another run is one word", () => {
  const line = (number: string): Layer => ({
    runs: [
      ["kostte ", 0, 0, 1, 10, 1, ""],
      [number, 0, 0, 1, 10, 1, "getal 1"],
      [". Dat", 0, 0, 1, 10, 1, ""],
    ],
    pictures: [],
    parts: [],
    cells: [],
  });
  assert.deepEqual(changed([line("157")], [line("158")]), ["158", "."]);
});

test("a picture is changed when its hash is new", () => {
  const chart = (hash: string, y: number): Layer => ({ runs: [], pictures: [[0, y, 1, 1, 1, "figuur 0", hash, ""]], parts: [], cells: [] });
  assert.equal(compare([chart("a", 0)], [chart("a", 9)]).pictures.size, 0);
  assert.deepEqual([...compare([chart("a", 0)], [chart("b", 0)]).pictures], [[0, [0]]]);
});
