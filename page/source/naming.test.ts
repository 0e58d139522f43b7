import assert from "node:assert/strict";
import { test } from "node:test";
import { nameFrom, nextPeriod } from "./naming.ts";

test("a name is made of the words of a subject, and ends at a word", () => {
  assert.equal(nameFrom("Voortgang pilot Jeugd (2023)"), "voortgang-pilot-jeugd-2023");
  assert.equal(nameFrom("  Één “café” & meer!"), "een-cafe-meer");
  assert.equal(nameFrom("De voortgang van de buurtcoaches in alle wijken van de stad"), "de-voortgang-van-de-buurtcoaches-in-alle");
  assert.equal(nameFrom("!"), "");
  assert.ok(nameFrom("x".repeat(90)).length <= 40);
});

test("the next period is as long as the one before", () => {
  const next = { "2022": "2023", "2022-K3": "2022-K4", "2022-K4": "2023-K1", "2022-09": "2022-10", "2022-12": "2023-01", "2022-H2": "2023-H1", "2021-2022": "2022-2023", later: "later" };
  for (const [period, after] of Object.entries(next)) assert.equal(nextPeriod(period), after);
});
