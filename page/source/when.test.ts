import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, momentOf } from "./when.ts";

test("moments are said as people say them", () => {
  const now = new Date(2023, 2, 14, 0, 5);
  assert.equal(momentOf(new Date(2023, 2, 14, 0, 1), now), "vandaag 00:01");
  assert.equal(momentOf(new Date(2023, 2, 13, 23, 59), now), "gisteren 23:59");
  assert.equal(momentOf(new Date(2023, 2, 12, 9, 30), now), "zondag 12 maart 09:30");
  assert.equal(dayOf(new Date(2022, 11, 31, 12), now), "31 december 2022");
  // Summer time begins in the night before.
  assert.equal(dayOf(new Date(2023, 2, 25, 23, 30), new Date(2023, 2, 26, 23)), "gisteren");
});
