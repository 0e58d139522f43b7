import assert from "node:assert/strict";
import { test } from "node:test";
import { meaningOf } from "./keys.ts";

test("digits and then Enter lead to a slide", () => {
  assert.deepEqual(meaningOf("1", ""), { to: "digits", digits: "1" });
  assert.deepEqual(meaningOf("2", "1"), { to: "digits", digits: "12" });
  assert.deepEqual(meaningOf("Enter", "12"), { to: "slide", number: 12 });
  assert.deepEqual(meaningOf("Enter", ""), { to: "on" });
});

test("digits can be taken back, and do not grow", () => {
  assert.deepEqual(meaningOf("Backspace", "12"), { to: "digits", digits: "1" });
  assert.deepEqual(meaningOf("Escape", "12"), { to: "digits", digits: "" });
  assert.deepEqual(meaningOf("9", "123"), { to: "digits", digits: "239" });
});

test("other keys mean what they always mean, or nothing", () => {
  assert.deepEqual(meaningOf("PageDown", "4"), { to: "on" });
  assert.deepEqual(meaningOf("Backspace", ""), { to: "back" });
  assert.deepEqual(meaningOf("Escape", ""), { to: "stop" });
  assert.deepEqual(meaningOf(".", ""), { to: "black" });
  assert.equal(meaningOf("x", ""), null);
  assert.equal(meaningOf("constructor", ""), null);
});
