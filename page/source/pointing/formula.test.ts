import assert from "node:assert/strict";
import { test } from "node:test";
import type { SeriesRow } from "../protocol.ts";
import { type Choice, formulaOf, unitOf, type Wanted, whens } from "./formula.ts";

const choice = (wanted: Wanted, where: Record<string, string> = {}): Choice => ({
  figures: { series: "jnv", measure: "kosten", where },
  when: "periode",
  wanted,
  against: "vorig_jaar",
  of: { series: "jnv", measure: "jongeren", where: {} },
});

test("what is pointed at becomes a formula", () => {
  assert.equal(formulaOf(choice("zelf")), "jnv.kosten[periode]");
  assert.equal(formulaOf(choice("zelf", { wijk: "Noord" })), "jnv.kosten.waar(wijk='Noord')[periode]");
  assert.equal(formulaOf(choice("zelf", { wijk: "" })), "som(jnv.kosten, periode)");
  assert.equal(formulaOf(choice("zelf", { wijk: "'t Zand" })), "jnv.kosten.waar(wijk=\"'t Zand\")[periode]");
  assert.equal(formulaOf(choice("verandering")), "jnv.kosten[periode] - jnv.kosten[vorig_jaar]");
  assert.equal(formulaOf(choice("groei")), "jnv.kosten[periode] / jnv.kosten[vorig_jaar] - 1");
  assert.equal(formulaOf(choice("per")), "jnv.kosten[periode] / jnv.jongeren[periode]");
  assert.equal(formulaOf({ ...choice("aandeel", { wijk: "Noord" }), of: { series: "jnv", measure: "kosten", where: { wijk: "" } } }), "jnv.kosten.waar(wijk='Noord')[periode] / som(jnv.kosten, periode)");
  assert.equal(formulaOf(choice("cumulatief")), "cumulatief(jnv.kosten, periode)");
  assert.equal(formulaOf(choice("gemiddelde")), "gemiddelde(jnv.kosten, periode)");
});

test("its unit follows from what is wanted", () => {
  assert.equal(unitOf("groei", "euro"), "procent");
  assert.equal(unitOf("verandering", "procent"), "procentpunt");
  assert.equal(unitOf("per", "euro"), "euro");
});

test("a letter about a year can mean a quarter of it", () => {
  const row = { periods: ["2022-K4"] } as SeriesRow;
  assert.equal(whens(row, "2022")[0]?.[0], "periode.laatste_kwartaal");
  assert.equal(whens(row, "2022-K4")[0]?.[0], "periode");
  assert.equal(whens(null, "2022")[0]?.[0], "periode");
});
