import assert from "node:assert/strict";
import { test } from "node:test";
import type { Layer, ShownDocument, ShownPage } from "../protocol.ts";
import { ToldPages } from "./told.ts";

const layer = (text: string): Layer => ({ runs: [[text, 0, 0, 1, 10, 1, ""]], pictures: [], parts: [["text", 0, 1]], cells: [] });

const page = (band: string, slide: ShownPage["slide"] = null): ShownPage => ({ bands: [band], width: 1, height: 1, slide });

const message = (pages: ShownPage[] | null, layers: Record<number, Layer>, more: Partial<ShownDocument> = {}): ShownDocument => ({
  document: "2022/a",
  kind: "brief",
  full: false,
  revision: null,
  disk: null,
  title: null,
  status: null,
  adopted: null,
  findings: [],
  good: true,
  fresh: true,
  slides: null,
  pages,
  layers,
  bands: {},
  numbers: null,
  ...more,
});

const words = (layers: readonly Layer[]) => layers.map(({ runs }) => runs[0]?.[0] ?? "");

test("only the layers that changed are told; the others stay", () => {
  const told = new ToldPages();
  told.update(message([page("a"), page("b")], { 0: layer("een"), 1: layer("twee") }, { full: true }));
  told.update(message([page("a"), page("c")], { 1: layer("drie") }, { revision: 7 }));
  told.follow(null, undefined);
  assert.deepEqual(words(told.followed.layers), ["een", "drie"]);
  assert.equal(told.followed.revision, 7);
});

test("after a mistake the last pages stay; of another document nothing does", () => {
  const told = new ToldPages();
  told.update(message([page("a")], { 0: layer("een") }, { full: true }));
  told.update(message(null, {}, { good: false, fresh: false }));
  told.follow(null, undefined);
  assert.deepEqual(words(told.followed.layers), ["een"]);
  told.update(message(null, {}, { document: "2022/b" }));
  told.follow(null, undefined);
  assert.deepEqual(told.followed.pages, []);
  assert.equal(told.followed.subject, "2022/b");
});

test("a whole document leaves nothing of before", () => {
  const told = new ToldPages();
  told.update(message([page("a"), page("b")], { 0: layer("een"), 1: layer("twee") }, { full: true }));
  told.update(message([page("a"), page("b")], { 0: layer("nieuw") }, { full: true }));
  assert.deepEqual(words(told.layers), ["nieuw", ""]);
});

test("of a presentation the sheets follow the chosen slide alone, as it is in the end", () => {
  const told = new ToldPages();
  const pages = [page("a", { number: 1, step: 0, steps: 0 }), page("b", { number: 2, step: 0, steps: 1 }), page("c", { number: 2, step: 1, steps: 1 })];
  told.update(message(pages, { 0: layer("een"), 1: layer("half"), 2: layer("heel") }, { kind: "presentatie", full: true }));
  assert.ok(told.hasSlides);
  told.follow(2, 2);
  assert.deepEqual([told.followed.subject, told.followed.firstPage, words(told.followed.layers)], ["2022/a 2", 2, ["heel"]]);
  // No slide is chosen yet: what was followed stays.
  told.follow(null, undefined);
  assert.equal(told.followed.firstPage, 2);
});
