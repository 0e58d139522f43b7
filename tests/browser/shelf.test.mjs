// The files that all documents share, as forms over their TOML, in a real browser.
import assert from "node:assert/strict";
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertGood, eachWithLetter, open, shoot } from "./preview.mjs";

let folder;
let preview;
let context;
let page;

// A refusal is told to the user; the browser notes it as well.
eachWithLetter({ isFine: /status of 409/, timeout: 15_000 }, async (made) => {
  ({ folder, preview, context, page } = made);
  await page.locator("nav [aria-current=page]", { hasText: "jnv" }).waitFor();
  await page.getByRole("button", { name: "Gegevens", exact: true }).first().click();
  await list().getByRole("button", { name: "Kengetallen" }).waitFor();
});

const list = () => page.getByRole("navigation", { name: "Gegevens" });
const form = () => page.locator(".shelf-open");
const dialog = () => page.getByRole("dialog");
const button = (name) => form().getByRole("button", { name, exact: true });
const section = (name) => form().locator(".shelf-section", { has: page.locator(`> .shelf-section-head > .head-toggle:text("${name}")`) }).last();
const field = (within, name) => within.getByLabel(new RegExp(`^${name}( \\(hoeft niet\\))?$`));
const shot = (name) => shoot(page, name);
async function show(file) {
  await list().getByRole("button", { name: file }).first().click();
  await form().getByRole("heading", { level: 2 }).first().waitFor();
}
const written = (file, expected) => folder.written(file, expected);

test("a fact of the municipality is changed in a form, and what people wrote around it stays", async () => {
  await show("Gemeente");
  await assertGood(page, "the municipality as a form");
  await shot("shelf-gemeente");
  const before = folder.read("data/gemeente.toml");
  await field(form(), "Afzender").fill("Het college");
  const now = await written("data/gemeente.toml", /afzender = "Het college"/);
  assert.equal(now, before.replace(/afzender = ".*"/, 'afzender = "Het college"'), "comments and order are kept");
  // What cannot be so is told beside the field, and does not reach the file.
  await field(form(), "Naam").first().fill("");
  await form().getByText("Naam is nog niet ingevuld.").waitFor();
  assert.match(folder.read("data/gemeente.toml"), /naam = "Dordrecht"/);
  await field(form(), "Naam").first().fill("Dordrecht");
  await field(form(), "Duizendtal vanaf").fill("10");
  await form().getByText("Kies 1000 of meer.").waitFor();
  await field(form(), "Duizendtal vanaf").fill("1.000");
  await written("data/gemeente.toml", /duizendtal_vanaf = 1000\n/);
  await field(form(), "Euro").selectOption("streepje");
  await written("data/gemeente.toml", /euro = "streepje"/);
  // A colour that is too light is a warning of the real engine, beside its field.
  await field(form(), "Kleur").fill("#ffee00");
  await form().getByText("te licht voor tekst op wit").waitFor();
  await button("Maak ongedaan").click();
  await written("data/gemeente.toml", /kleur = "#1f5a7a"/);
});

test("abbreviations, cases and dates are added, and taken away", async () => {
  await show("Gemeente");
  await form().getByRole("button", { name: "Voeg toe: afkorting", exact: true }).click();
  await field(form(), "Afkorting").fill("WMO");
  await field(form(), "De afkorting voluit").fill("Wet maatschappelijke ondersteuning");
  await form().getByRole("button", { name: "Voeg toe", exact: true }).click();
  await written("data/gemeente.toml", /ZHZ = "Zuid-Holland Zuid"\nWMO = "Wet maatschappelijke ondersteuning"\n/);
  await button("Haal BSO weg").click();
  await written("data/gemeente.toml", /\[afkortingen\]\nFTE/);
  await show("Zaken");
  await form().getByRole("button", { name: "Voeg toe: zaak" }).click();
  await field(form(), "Zaaknummer").fill("2023-0099");
  await form().getByRole("button", { name: "Voeg toe", exact: true }).click();
  const zaak = section("2023-0099");
  await field(zaak, "Titel").fill("Stand van zaken buurtcoach");
  await written("data/zaken.toml", /\["?2023-0099"?\]\ntitel = "Stand van zaken buurtcoach"\n/);
  await show("Kalender");
  await assertGood(page, "the calendar as a form");
  await shot("shelf-kalender");
  await form().getByRole("button", { name: "zomerreces 2023", exact: true }).click();
  await field(section("zomerreces 2023"), "Tot").fill("2023-08-21");
  await written("data/kalender.toml", /naam = "zomerreces 2023"\nvan = 2023-07-08\ntot = 2023-08-21\n/);
});

test("a pilot and a form are made, and fields of a form are moved", async () => {
  await list().getByRole("button", { name: "Nieuwe pilot" }).click();
  await list().getByLabel("Naam").fill("Buurtcoach Zuid");
  await list().getByRole("button", { name: "Maak", exact: true }).click();
  await field(form(), "Doel").fill("gezinnen helpen in hun eigen wijk");
  await field(form(), "Start").fill("2023-01-01");
  await field(form(), "Doelgroepen").fill("gezinnen\njongeren");
  await written("data/pilots/buurtcoach_zuid.toml", /naam = "Buurtcoach Zuid"[\s\S]*doelgroepen = \["gezinnen", "jongeren"\]/);
  await shot("shelf-pilot");
  await button("Gooi weg").click();
  await page.getByText("data/pilots/buurtcoach_zuid.toml ligt in de prullenbak.").waitFor();
  assert.ok(!existsSync(join(folder.path, "data/pilots/buurtcoach_zuid.toml")));
  await page.getByRole("button", { name: "Zet terug" }).click();
  await form().getByRole("heading", { name: "Buurtcoach Zuid" }).waitFor();
  assert.ok(existsSync(join(folder.path, "data/pilots/buurtcoach_zuid.toml")));
  await list().getByRole("button", { name: "Raadsinformatiebrief" }).first().click();
  await form().getByRole("button", { name: "Voeg toe: veld" }).click();
  await field(form(), "Sleutel").fill("wijk");
  await form().getByRole("button", { name: "Voeg toe", exact: true }).click();
  const file = "templates/raadsinformatiebrief/sjabloon.toml";
  for (let tries = 0; !existsSync(join(folder.path, file)) && tries < 50; tries += 1) await page.waitForTimeout(100);
  await section("wijk").getByRole("button", { name: /^wijk/ }).first().click();
  await field(section("wijk"), "Label").fill("Wijk");
  await written(file, /sleutel = "wijk"\nlabel = "Wijk"\n/);
  await assertGood(page, "a form as a form");
  await shot("shelf-sjabloon");
  await button("Wijk omhoog").click();
  const text = await written(file, /sleutel = "wijk"\nlabel = "Wijk"\n\n\[\[velden\]\]\nsleutel = "bijlagen"/);
  assert.ok(text.startsWith("# De vorm van een raadsinformatiebrief"), "comments are kept");
  await button("Haal Wijk weg").click();
  await written(file, /verplicht = false\n\n\[\[velden\]\]\nsleutel = "bijlagen"\nlabel = "Bijlagen"\nsoort = "lijst"\nverplicht = false\n\n\[\[secties/);
});

test("a mistake in a file leads to its field, and the text of the file is there with what may stand in it", async () => {
  folder.edit("data/kengetallen.toml", 'formule = "jnv.kosten[periode]"', 'formule = "jnv.kosen[periode]"');
  await list().getByText(/\d+ fout/).first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".shelf").waitFor({ state: "detached" });
  await page.locator("#shared-findings, .findings").getByText("kosen").first().click();
  const entry = section("Kosten van hulp zonder beschikking");
  await entry.getByText("kosen").first().waitFor();
  await shot("shelf-finding");
  await assertGood(page, "a finding beside its field");
  await button("Als tekst").click();
  const text = form().locator(".cm-content");
  await text.waitFor();
  await page.locator(".cm-lintRange-error, .cm-lintPoint-error").first().waitFor();
  await text.getByText("jnv.kosen[periode]").click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("def");
  await page.locator(".cm-tooltip-autocomplete").getByText("definitie").waitFor();
  await shot("shelf-text");
  // So short after it came up, a key does not choose from the list yet.
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  await page.keyboard.type("Alle kosten.\"");
  await written("data/kengetallen.toml", /kosen\[periode\]"\ndefinitie = "Alle kosten."\n/);
  await button("Formulier").click();
  await field(form(), "Zoek in Kengetallen").fill("kosten van hulp");
  await field(section("Kosten van hulp zonder beschikking"), "Formule").fill("jnv.kosten[periode]");
  await written("data/kengetallen.toml", /formule = "jnv.kosten\[periode\]"\ndefinitie/);
  await list().getByText(/\d+ fout/).first().waitFor({ state: "detached" });
});

test("a layout that is built in becomes one's own, a mistake in it leads there, and the built-in one comes back", async () => {
  const layout = "templates/basis/brief.typ.j2";
  await list().getByRole("button", { name: "basis/brief.typ.j2" }).click();
  await form().getByText("Deze opmaak zit in Griffel.").waitFor();
  const text = form().locator(".cm-content");
  await text.waitFor();
  await assertGood(page, "a layout as its text");
  await text.click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("{% if %}\n");
  await written(layout, /^\{% if %\}\n/);
  await form().locator(".cm-lintRange-error, .cm-lintPoint-error").first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".shelf").waitFor({ state: "detached" });
  // A finding in it leads to it.
  await page.locator("#shared-findings, .findings").getByRole("button").filter({ hasText: "brief.typ.j2" }).first().click();
  await text.getByText("{% if %}").waitFor();
  await button("Gooi weg").click();
  await list().getByRole("button", { name: "basis/brief.typ.j2 ingebouwd" }).waitFor();
  assert.ok(folder.read(`.griffel/prullenbak/${layout}`).startsWith("{% if %}"));
  await page.keyboard.press("Escape");
  await page.locator("section.sheet").first().getByText("Jeugdhulp naar voren").first().waitFor();
});

test("two windows on the same form lose nothing, and a folder that cannot be written says so", async () => {
  await show("Gemeente");
  const other = await open(context, preview.address);
  await other.getByRole("button", { name: "Gegevens", exact: true }).first().click();
  await other.getByRole("navigation", { name: "Gegevens" }).getByRole("button", { name: "Gemeente" }).click();
  await field(other.locator(".shelf-open"), "Telefoon").waitFor();
  // Different things: both stay. This window has not seen the other's yet when it writes.
  await Promise.all([field(form(), "Telefoon").fill("14 078"), field(other.locator(".shelf-open"), "Website").fill("www.anna.nl")]);
  await written("data/gemeente.toml", /telefoon = "14 078"\nemail = "jeugd@voorbeeld.nl"\nwebsite = "www.anna.nl"/);
  // The same thing: who is last chooses.
  await field(form(), "Afzender").evaluate((input) => {
    input.value = "Van mij";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  folder.edit("data/gemeente.toml", /afzender = ".*"/.exec(folder.read("data/gemeente.toml"))[0], 'afzender = "Van Anna"');
  await dialog().getByText("Van Anna").waitFor();
  await dialog().getByText("Van mij", { exact: true }).waitFor();
  await assertGood(page, "two who changed the same");
  await shot("shelf-clash");
  assert.match(folder.read("data/gemeente.toml"), /afzender = "Van Anna"/);
  await dialog().getByRole("button", { name: "Zet dat van mij erin" }).click();
  await written("data/gemeente.toml", /afzender = "Van mij"/);
  assert.deepEqual(other.problems, []);
  await other.close();
  if (process.getuid?.() !== 0) {
    chmodSync(join(folder.path, "data/gemeente.toml"), 0o444);
    await field(form(), "Afzender").fill("Kan niet");
    await page.locator(".shelf .refusal").waitFor();
    chmodSync(join(folder.path, "data/gemeente.toml"), 0o644);
  }
});
