import assert from "node:assert/strict";
import { test } from "node:test";
import { contrastToWhite } from "./contrast.ts";

test("contrast is that of WCAG", () => {
  assert.equal(contrastToWhite("#000000"), 21);
  assert.equal(contrastToWhite("#ffffff"), 1);
  assert.equal(contrastToWhite("#767676")?.toFixed(2), "4.54");
  assert.equal(contrastToWhite("blauw"), null);
});
