import assert from "node:assert/strict";
import { test } from "node:test";
import { stepTo } from "./listing.ts";

test("arrow keys stay within a list", () => {
  assert.equal(stepTo("ArrowDown", 0, 3), 1);
  assert.equal(stepTo("ArrowDown", 2, 3), null);
  assert.equal(stepTo("ArrowUp", 2, 3), 1);
  assert.equal(stepTo("ArrowUp", 0, 3), null);
  assert.equal(stepTo("Home", 2, 3), 0);
  assert.equal(stepTo("End", 0, 3), 2);
  assert.equal(stepTo("End", 0, 0), null);
  assert.equal(stepTo("Enter", 0, 3), null);
});
