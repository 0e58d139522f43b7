import assert from "node:assert/strict";
import { test } from "node:test";
import { isInPlaceholder } from "./placeholder.ts";

test("one is in a placeholder from its braces until they are closed", () => {
  const line = "In {{ periode }} kostte het {{ jnv";
  const inside = [...line, ""].map((_, at) => isInPlaceholder(line, at));
  assert.equal(inside[4], false);
  assert.equal(inside[5], true, "behind the first braces");
  assert.equal(inside[line.indexOf("}}") + 1], true);
  assert.equal(inside[line.indexOf("}}") + 2], false, "closed");
  assert.equal(inside[line.length], true);
});
