// Indicators, facts, charts and tables made by pointing, with what they print in the letter, in a real browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertGood, eachWithLetter, shoot } from "./preview.mjs";

let folder;
let page;

// A refusal is told to the user; the browser notes it as well.
eachWithLetter({ isFine: /status of 409/, timeout: 20_000 }, async (made) => {
  ({ folder, page } = made);
  await page.locator("nav [aria-current=page]", { hasText: "jnv" }).waitFor();
  await page.locator("section.sheet").first().getByText("Jeugdhulp naar voren").first().waitFor();
  await page.getByRole("button", { name: "Gegevens", exact: true }).first().click();
});

const plain = (text) => text.replaceAll("\u00a0", " ");
const list = () => page.getByRole("navigation", { name: "Gegevens" });
const shown = () => page.locator(".shelf-page");
const maker = () => page.getByRole("form");
const field = (within, name) => within.getByLabel(new RegExp(`^${name}( \\(hoeft niet\\))?$`));
const tried = () => maker().locator(".tried");
const shot = (name) => shoot(page, name);
const written = (file, expected) => folder.written(file, expected);
async function formulaIs(expected) {
  const shown = () => field(maker(), "Formule").innerText();
  for (let tries = 0; (await shown()) !== expected && tries < 30; tries += 1) await page.waitForTimeout(100);
  assert.equal(await shown(), expected);
}
/** The value of a series' first measure in the rows of a period, from its file. */
const numberOf = (file, period, column) => Number(folder.read(file).split(/\r?\n/).map((line) => line.split(";")).find(([one]) => one === period)[column].replaceAll(".", ""));

test("an indicator is pointed at, its value is shown, and it stands in the letter", async () => {
  await list().getByRole("button", { name: "Kengetallen" }).click();
  await shown().getByRole("button", { name: "Nieuw kengetal aanwijzen" }).click();
  await field(maker(), "Naam").fill("Aanmeldingen bij FLITS");
  const id = await field(maker(), "Reeks").first().locator("option").evaluateAll((all) => all.find((one) => one.value === "flits").value);
  await field(maker(), "Reeks").first().selectOption(id);
  await tried().locator(".tried-value").waitFor();
  const now = numberOf("data/reeksen/flits.csv", "2022-K4", 1);
  assert.equal(plain(await tried().locator(".tried-value").innerText()), `${now} gezinnen`);
  await maker().getByLabel("Wat wilt u weten?").selectOption("verandering");
  await formulaIs("flits.aangemeld[periode] - flits.aangemeld[vorig_jaar]");
  const before = numberOf("data/reeksen/flits.csv", "2021-K4", 1);
  await tried().locator(".tried-value", { hasText: new RegExp(`^${now - before}\\D`) }).waitFor();
  assert.match(await tried().innerText(), new RegExp(`${now} - ${before}`), "the numbers behind it");
  await maker().getByLabel("Wat wilt u weten?").selectOption("groei");
  assert.equal(await field(maker(), "Eenheid").inputValue(), "procent");
  await tried().getByText("%").first().waitFor();
  await assertGood(page, "an indicator while it is pointed at");
  await shot("maker");
  // A formula that somebody types is tried too.
  await field(maker(), "Formule").fill("flits.aangemeld[perode]");
  await tried().getByText("perode").first().waitFor();
  // What can be named is offered.
  await field(maker(), "Formule").fill("");
  await field(maker(), "Formule").pressSequentially("fli");
  await page.locator(".cm-tooltip-autocomplete").getByText("flits", { exact: true }).first().waitFor();
  await page.keyboard.press("Escape");
  await field(maker(), "Formule").fill("flits.aangemeld[periode] * 2");
  await field(maker(), "Eenheid").fill("aanmeldingen");
  await tried().getByText(`${now * 2} aanmeldingen`).first().waitFor();
  await maker().getByRole("button", { name: "Maak dit kengetal" }).click();
  await written("data/kengetallen.toml", /\[aanmeldingen_bij_flits\]\nnaam = "Aanmeldingen bij FLITS"\nformule = "flits.aangemeld\[periode\] \* 2"\neenheid = "aanmeldingen"\n/);
  const beside = shown().locator(".beside");
  await beside.getByText(`${now * 2} aanmeldingen`).waitFor();
  await beside.getByText("Niets gebruikt dit.").waitFor();
  await shot("indicator");
  // It is put in the letter, and another name follows there.
  await beside.getByRole("button", { name: "Zet in 2022-K4/jnv" }).click();
  await page.locator(".shelf").waitFor({ state: "detached" });
  await written("data/brieven/2022-K4/jnv.md", /\n\n\{\{ aanmeldingen_bij_flits \}\}\n\n/);
  await page.getByRole("button", { name: "Gegevens", exact: true }).first().click();
  await beside.getByText("Gebruikt op 1 plaats").waitFor();
  await field(shown(), "Naam in formules en teksten").fill("flits_dubbel");
  await shown().getByRole("button", { name: "Verander overal" }).click();
  await written("data/kengetallen.toml", /\[flits_dubbel\]\nnaam = "Aanmeldingen bij FLITS"/);
  await written("data/brieven/2022-K4/jnv.md", /\{\{ flits_dubbel \}\}/);
  await assertGood(page, "an indicator beside its value");
  await page.keyboard.press("Escape");
  await page.locator("section.sheet").first().getByText(`${now * 2} aanmeldingen`).first().waitFor();
});

test("a share and a number per person come from other figures", async () => {
  await list().getByRole("button", { name: "Kengetallen" }).click();
  await shown().getByRole("button", { name: "Nieuw kengetal aanwijzen" }).click();
  await field(maker(), "Naam").fill("Kosten per aanmelding");
  await field(maker(), "Reeks").first().selectOption("flits");
  await field(maker(), "Cijfer").first().selectOption("kosten");
  await maker().getByLabel("Wat wilt u weten?").selectOption("per");
  await field(maker().getByRole("group", { name: "Gedeeld door" }), "Cijfer").selectOption("aangemeld");
  await formulaIs("flits.kosten[periode] / flits.aangemeld[periode]");
  const [costs, count] = [4, 1].map((column) => numberOf("data/reeksen/flits.csv", "2022-K4", column));
  await page.waitForFunction((value) => document.querySelector(".maker .tried-value")?.textContent.replace(/[^\d]/g, "").startsWith(String(value)), Math.round(costs / count));
  await maker().getByRole("button", { name: "Annuleren" }).click();
  assert.equal(await page.locator("form.maker").count(), 0);
});

test("a chart and a table are chosen from live pictures", async () => {
  await list().getByRole("button", { name: "Grafieken" }).click();
  await shown().getByRole("button", { name: "Nieuwe grafiek of tabel aanwijzen" }).click();
  await field(maker(), "Reeks").selectOption("flits");
  const card = (name) => maker().locator(".gallery-card", { hasText: name });
  await card("Lijn").locator("svg").waitFor();
  await card("Tabel").getByRole("columnheader").first().waitFor();
  await maker().getByRole("checkbox", { name: /Wachttijd/i }).check();
  // Two units do not fit one chart; a table can have both.
  await card("Lijn").getByText("verschillende eenheden").waitFor();
  await maker().getByRole("checkbox", { name: /Wachttijd/i }).uncheck();
  await card("Lijn").locator("svg").waitFor();
  await assertGood(page, "the gallery of charts");
  await shot("gallery");
  await card("Lijn").getByRole("radio").check();
  await maker().getByText(/^Wie de grafiek niet kan zien, hoort: /).waitFor();
  await field(maker(), "Onderwerp").fill("Aanmeldingen per kwartaal");
  await field(maker(), "Titel").fill("Het aantal aanmeldingen groeit");
  await field(maker(), "Toelichting").fill("Zonder doorverwijzingen.");
  await maker().getByRole("checkbox", { name: "Nadruk op de laatste periode" }).check();
  await maker().getByRole("button", { name: "Maak deze figuur" }).click();
  const text = await written("data/grafieken.toml", /\[aanmeldingen-per-kwartaal\]\nsoort = "lijn"\ntitel = "Het aantal aanmeldingen groeit"\nonderwerp = "Aanmeldingen per kwartaal"\nreeks = "flits"\nmaten = \["aangemeld"\]/);
  assert.match(text, /tot = "periode"\nnadruk = \["periode"\]\ntoelichting = \["Zonder doorverwijzingen."\]\n$/);
  const beside = shown().locator(".beside");
  await beside.locator("svg").waitFor();
  assert.match(plain(await beside.locator("code").innerText()), /\{\{ grafiek\("aanmeldingen-per-kwartaal"\) \}\}/);
  await shot("exhibit");
  await assertGood(page, "a chart beside its form");
  folder.edit("data/brieven/2022-K4/jnv.md", "# informatie", '# informatie\n\n{{ grafiek("aanmeldingen-per-kwartaal") }}');
  await page.keyboard.press("Escape");
  await page.locator("section.sheet").first().getByText("Het aantal aanmeldingen groeit").first().waitFor();
});

test("a table has rows and columns, and a waterfall is made of indicators", async () => {
  await list().getByRole("button", { name: "Grafieken" }).click();
  await shown().getByRole("button", { name: "Nieuwe grafiek of tabel aanwijzen" }).click();
  await field(maker(), "Reeks").selectOption("bso_plus");
  const card = (name) => maker().locator(".gallery-card", { hasText: name });
  await card("Tabel").getByRole("radio").check();
  const years = await maker().getByLabel("Laat zien voor een brief over").locator("option").allTextContents();
  assert.ok(years.includes("2022"));
  await maker().getByLabel("Laat zien voor een brief over").selectOption("2022");
  await field(maker(), "Rijen").selectOption("wijk");
  await field(maker(), "Kolommen").selectOption("periode");
  await card("Tabel").getByRole("rowheader", { name: "Wielwijk" }).waitFor();
  await field(maker(), "Onderwerp").fill("Kinderen per wijk");
  await shot("crosstab");
  await maker().getByRole("button", { name: "Maak deze figuur" }).click();
  await written("data/grafieken.toml", /\[kinderen-per-wijk\]\nsoort = "tabel"\nonderwerp = "Kinderen per wijk"\nreeks = "bso_plus"\nmaten = \["\w+"\]\ntot = "periode"\nrijen = \["wijk"\]\nkolommen = \["periode"\]\n$/);
  await shown().locator(".beside").getByRole("rowheader", { name: "Wielwijk" }).waitFor();
  await shown().getByRole("button", { name: "Nieuwe grafiek of tabel aanwijzen" }).click();
  await field(maker(), "Reeks").selectOption("=");
  await maker().getByLabel("Zoek een kengetal").fill("beschikking");
  await maker().getByRole("checkbox", { name: /^Zonder beschikking/ }).check();
  // One that has no figure for this period says so.
  await maker().getByRole("checkbox", { name: /^Met beschikking aan het einde/ }).check();
  await card("Tabel").getByText(/heeft geen cijfer voor 2022/).waitFor();
  await maker().getByRole("checkbox", { name: /^Met beschikking aan het einde/ }).uncheck();
  await maker().getByRole("checkbox", { name: /^Met beschikking\s*$/ }).check();
  await card("Tabel").getByRole("rowheader", { name: "Zonder beschikking" }).waitFor();
  await assertGood(page, "a table of indicators while it is pointed at");
});

test("a fact is filled in, with its value in the letter beside it", async () => {
  await list().getByRole("button", { name: "Feiten" }).click();
  await shown().getByRole("button", { name: "Voeg toe: feit" }).click();
  await field(shown(), "Naam").fill("Rijksbijdrage jeugd");
  await shown().getByRole("button", { name: "Voeg toe", exact: true }).click();
  const beside = shown().locator(".beside").last();
  await field(shown(), "Waarde").last().fill("1.250.000");
  await field(shown(), "Eenheid").last().fill("euro");
  await field(shown(), "Bron").last().fill("Meicirculaire 2022");
  await written("data/feiten.toml", /\[rijksbijdrage_jeugd\]\nnaam = "Rijksbijdrage jeugd"\nwaarde = 1250000\neenheid = "euro"\nbron = "Meicirculaire 2022"\n$/);
  await beside.getByText(/1\.250\.000/).first().waitFor();
  await shot("fact");
  await assertGood(page, "a fact beside its value");
});
