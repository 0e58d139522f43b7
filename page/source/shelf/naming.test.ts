import assert from "node:assert/strict";
import { test } from "node:test";
import { codeName, exhibitName } from "./naming.ts";

test("names are made from what people call it", () => {
  assert.equal(codeName("Kosten per jongere (2022)"), "kosten_per_jongere_2022");
  assert.equal(codeName("Eén € per kind"), "een_euro_per_kind");
  assert.equal(codeName("2022 samen"), "cijfer_2022_samen");
  assert.equal(codeName("…"), "cijfer");
  assert.equal(codeName("Kosten", (key) => ["kosten", "kosten_2"].includes(key)), "kosten_3");
  assert.equal(exhibitName("Kosten per kwartaal"), "kosten-per-kwartaal");
});
