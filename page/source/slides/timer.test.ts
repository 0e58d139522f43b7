import assert from "node:assert/strict";
import { test } from "node:test";
import { elapsed, pause, reset, run, spent, timeOfDay, timerFrom, ZERO } from "./timer.ts";

test("a timer counts only while it runs", () => {
  const running = run(ZERO, 1_000);
  assert.equal(elapsed(running, 6_000), 5_000);
  assert.equal(run(running, 3_000), running, "it is not started twice");
  const standing = pause(running, 6_000);
  assert.equal(elapsed(standing, 60_000), 5_000);
  assert.equal(elapsed(run(standing, 60_000), 61_000), 6_000);
});

test("back to zero, a timer that runs goes on", () => {
  assert.equal(elapsed(reset(run(ZERO, 0), 9_000), 10_000), 1_000);
  assert.equal(elapsed(reset(pause(run(ZERO, 0), 9_000), 9_500), 10_000), 0);
});

test("times are written as people write them", () => {
  assert.equal(spent(0), "0:00");
  assert.equal(spent(425_999), "7:05");
  assert.equal(spent(4_025_000), "1:07:05");
  assert.equal(timeOfDay(new Date(2023, 2, 14, 9, 5)), "9:05");
});

test("what was kept may be anything", () => {
  assert.deepEqual(timerFrom({ since: null, before: 12 }), { since: null, before: 12 });
  assert.deepEqual(timerFrom(null), ZERO);
  assert.deepEqual(timerFrom({ since: "x", before: 1 }), ZERO);
});
