import assert from "node:assert/strict";
import { test } from "node:test";
import { asCorrection } from "./correction.ts";

test("a correction is a draft of a new version", () => {
  const text = '+++\nonderwerp = "A"\nstatus = "verzonden"\n\n[feiten]\nversie = 9\n+++\n# informatie\n';
  assert.deepEqual(asCorrection(text, 2), {
    text: '+++\nonderwerp = "A"\nstatus = "concept"\nversie = 2\ncorrectie = ""\n\n[feiten]\nversie = 9\n+++\n# informatie\n',
    line: 5,
  });
});

test("a second correction replaces what the first one said", () => {
  const text = '+++\r\nversie = 2\r\ncorrectie = "Het getal."\r\nstatus = "vastgesteld"\r\n+++\r\n';
  assert.deepEqual(asCorrection(text, 3), {
    text: '+++\r\nversie = 3\r\ncorrectie = ""\r\nstatus = "concept"\r\n+++\r\n',
    line: 3,
  });
});

test("a text without a head is left alone", () => {
  assert.equal(asCorrection("geen kop", 2), null);
});
