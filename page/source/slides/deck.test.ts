import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShownPage } from "../protocol.ts";
import { afterChange, back, completePage, deckOf, onward, pageAt, type Position, slideAtLine, slideOfPage, within } from "./deck.ts";

/** A deck of slides with so many steps. */
function deck(...slides: [title: string, steps: number][]) {
  const pages = slides.flatMap(([, steps], index) =>
    Array.from({ length: steps + 1 }, (_, step): ShownPage => ({ bands: [], width: 960, height: 540, slide: { number: index + 1, step, steps } })),
  );
  return deckOf(pages, slides.map(([title], index) => ({ title, line: 5 + index * 10, notes: [] })));
}

const three = deck(["Begin", 0], ["Lijst", 2], ["Einde", 0]);

test("a slide that builds up has a page for each step", () => {
  assert.deepEqual(three.map(({ pages }) => pages), [[0], [1, 2, 3], [4]]);
  assert.equal(completePage(three, 2), 3);
  assert.equal(completePage(three, 4), null);
  assert.equal(slideOfPage(three, 2), 2);
  assert.equal(slideOfPage(three, 9), null);
});

test("the way on goes by steps, and the way back comes to complete slides", () => {
  const way = (turn: typeof onward, from: Position) => {
    const places: string[] = [];
    for (let at = from, count = 0; count < 6; at = turn(three, at), count++) places.push(`${at.slide}.${at.step}`);
    return places;
  };
  assert.deepEqual(way(onward, { slide: 1, step: 0 }), ["1.0", "2.0", "2.1", "2.2", "3.0", "3.0"]);
  assert.deepEqual(way(back, { slide: 3, step: 0 }), ["3.0", "2.2", "2.1", "2.0", "1.0", "1.0"]);
});

test("a place that is not there becomes the nearest one", () => {
  assert.deepEqual(within(three, { slide: 9, step: 4 }), { slide: 3, step: 0 });
  assert.deepEqual(within(three, { slide: 0, step: -1 }), { slide: 1, step: 0 });
  assert.deepEqual(within(three, { slide: 2, step: 8 }), { slide: 2, step: 2 });
  assert.deepEqual(within([], { slide: 2, step: 1 }), { slide: 1, step: 0 });
  assert.equal(pageAt([], { slide: 1, step: 0 }), null);
  assert.equal(pageAt(three, { slide: 2, step: 1 }), 2);
});

test("a line leads to the slide that it is in", () => {
  assert.deepEqual([1, 5, 14, 15, 99].map((line) => slideAtLine(three, line)), [1, 1, 1, 2, 3]);
  assert.equal(slideAtLine([], 4), 1);
  assert.equal(slideAtLine(three.map((slide) => (slide.number === 3 ? { ...slide, line: 0 } : slide)), 99), 2);
});

test("the place stays at its slide when others come or go", () => {
  const longer = deck(["Begin", 0], ["Nieuw", 0], ["Lijst", 2], ["Einde", 0]);
  assert.deepEqual(afterChange(three, longer, { slide: 2, step: 1 }), { slide: 3, step: 1 });
  assert.deepEqual(afterChange(longer, three, { slide: 3, step: 1 }), { slide: 2, step: 1 });
  assert.deepEqual(afterChange(longer, three, { slide: 2, step: 0 }), { slide: 2, step: 0 }, "the slide itself went");
  const renamed = deck(["Begin", 0], ["Andere titel", 1], ["Einde", 0]);
  assert.deepEqual(afterChange(three, renamed, { slide: 2, step: 2 }), { slide: 2, step: 1 });
  assert.deepEqual(afterChange([], three, { slide: 3, step: 0 }), { slide: 3, step: 0 });
});
