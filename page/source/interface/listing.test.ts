import assert from "node:assert/strict";
import { test } from "node:test";
import { stepRound, stepTo } from "./listing.ts";

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

test("arrow keys go the way that a list lies, and round where it goes round", () => {
  assert.equal(stepTo("ArrowRight", 0, 3), null);
  assert.equal(stepTo("ArrowRight", 0, 3, "both"), 1);
  assert.equal(stepTo("ArrowUp", 1, 3, "both"), 0);
  assert.equal(stepTo("ArrowDown", 0, 3, "across"), null);
  assert.equal(stepRound("ArrowDown", 2, 3), 0);
  assert.equal(stepRound("ArrowUp", 0, 3), 2);
  assert.equal(stepRound("ArrowLeft", 0, 3), null);
  assert.equal(stepRound("ArrowLeft", 0, 3, "across"), 2);
  assert.equal(stepRound("End", 0, 3, "across"), 2);
  assert.equal(stepRound("ArrowDown", -1, 3), 0, "from nowhere to the first");
  assert.equal(stepRound("ArrowDown", -1, 0), null);
});
