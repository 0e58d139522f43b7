import assert from "node:assert/strict";
import { test } from "node:test";
import { letters, nextRows, range } from "./range.ts";

test("columns have letters", () => {
  assert.deepEqual([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
  assert.equal(range(2, 19, 0, 5), "A3:F20");
});

test("a new period has the rows of the last one, without their numbers", () => {
  const rows = [
    ["2022-K3", "Noord", "1"],
    ["2022-K4", "Noord", "2"],
    ["2022-K4", "Zuid", "3", "x"],
  ];
  assert.deepEqual(nextRows(rows, 0, [1], "2023-K1", 4), [
    ["2023-K1", "Noord", "", ""],
    ["2023-K1", "Zuid", "", ""],
  ]);
});
