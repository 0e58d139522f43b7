// Files with numbers in the browser: dropped, looked at, corrected by clicking, and changed cell by cell.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { assertGood, eachWithLetter, shoot } from "./preview.mjs";
import { workbook } from "./workbook.mjs";

/** As a controller sends it: a title, quarters across under a merged heading, and totals. */
const SHEET = workbook(
  [
    ["Realisatie wijkteams 2022"],
    ["Peildatum 15 januari 2023"],
    [],
    ["Wijkteam", "Kosten", null, null, null, "Totaal"],
    [null, "Q1", "Q2", "Q3", "Q4", null],
    ["Noord", 12000, 13500, 12750, 14000, 52250],
    ["Zuid", 8000, 8250, 9100, 9400, 34750],
    ["West", 10100, 9900, 10400, 11000, 41400],
    ["Totaal", 30100, 31650, 32250, 34400, 128400],
    [],
    ["Bron: administratie wijkteams"],
  ],
  ["B4:E4", "A4:A5"],
);

let folder;
let page;

// A refusal is told to the user; the browser notes it as well.
eachWithLetter({ isFine: /status of 409/, timeout: 20_000 }, async (made) => {
  ({ folder, page } = made);
  await page.locator("nav [aria-current=page]", { hasText: "jnv" }).waitFor();
  await page.getByRole("button", { name: "Gegevens", exact: true }).first().click();
  await page.getByRole("button", { name: /^Alle reeksen/ }).click();
  await page.getByRole("table").getByText("Jeugdhulp").first().waitFor();
});

const shown = () => page.locator(".shelf-page");
const grid = () => page.getByRole("grid");
const button = (name) => shown().getByRole("button", { name, exact: true });
const cell = (place) => page.locator(`#cell-${place}`);
const role = (name) => page.getByLabel(new RegExp(`^Wat is kolom .*, ${name}\\?$`));
const shot = (name) => shoot(page, name);
const written = (file, expected) => folder.written(file, expected);

test("an Excel file is dropped, looked at, described and corrected by clicking", async () => {
  await assertGood(page, "all series");
  await shot("series");
  const dragged = await page.evaluateHandle((bytes) => {
    const dragged = new DataTransfer();
    dragged.items.add(new File([Uint8Array.from(bytes)], "realisatie wijkteams.xlsx", { type: "application/vnd.ms-excel" }));
    return dragged;
  }, [...SHEET]);
  await page.locator(".drop-zone").dispatchEvent("dragover", { dataTransfer: dragged });
  await page.locator(".drop-zone.over").dispatchEvent("drop", { dataTransfer: dragged });
  await shown().getByRole("heading", { name: "realisatie wijkteams.xlsx" }).waitFor();
  await cell("5-0").getByText("Noord").waitFor();
  assert.equal(await page.getByLabel("Regels met kolomnamen").inputValue(), "2");
  await shown().getByText(/^Tabel: A4:F9$/).waitFor();
  await page.locator(".grid-row.total", { has: cell("8-0") }).waitFor();
  assert.ok(await cell("0-0").locator("..").evaluate((row) => row.classList.contains("outside")), "the title is none of it");
  await assertGood(page, "a new file as Griffel sees it");
  await shot("new-sheet");
  // Who knows better says so.
  await cell("7-0").click();
  await button("De tabel eindigt hier").click();
  await shown().getByText(/^Tabel: A4:F8$/).waitFor();
  await cell("8-0").click();
  await button("De tabel eindigt hier").click();
  await shown().getByText(/^Tabel: A4:F9$/).waitFor();
  await page.getByLabel("Titel").fill("Kosten van de wijkteams");
  await page.getByLabel("Bron").fill("Administratie wijkteams");
  await button("Maak hier een reeks van").click();
  await shown().getByRole("heading", { name: "Kosten van de wijkteams" }).waitFor();
  const file = "data/reeksen/realisatie_wijkteams.toml";
  const text = await written(file, /titel = "Kosten van de wijkteams"\nbron = "Administratie wijkteams"/);
  assert.match(text, /totaal = "Totaal"/);
  await role("Wijkteam").waitFor();
  assert.equal(await role("Wijkteam").inputValue(), "dimension");
  await shot("sheet");
  await assertGood(page, "a described sheet");
  // The column with totals is no part of it, or it is told so.
  const total = role("Totaal");
  await total.selectOption("unused");
  await page.waitForFunction(() => document.querySelector('select[aria-label$=", Totaal?"]')?.value === "unused");
  await page.getByRole("button", { name: /^Alle reeksen/ }).click();
  const row = page.getByRole("row").filter({ hasText: "Kosten van de wijkteams" });
  await row.getByText("vierde kwartaal 2022").waitFor();
  await row.getByText("nergens").waitFor();
});

test("a cell of a CSV file is changed, a period added, and both taken back", async () => {
  await page.getByRole("navigation", { name: "Gegevens" }).getByRole("button", { name: /per kwartaal/ }).first().click();
  await grid().waitFor();
  const file = await page.locator(".sheet-file").innerText().then((text) => `data/reeksen/${text.split(",")[0]}`);
  const before = folder.read(file);
  const lines = before.trimEnd().split(/\r?\n/);
  const last = lines.length - 1;
  await cell(`${last}-1`).click();
  await page.keyboard.type("98765");
  await page.keyboard.press("Enter");
  await written(file, /98765/);
  assert.equal(folder.read(file).replace("98765", lines[last].split(";")[1]), before, "nothing else changed");
  await cell(`${last}-1`).getByText("98765").waitFor();
  await button("Cel terug").click();
  await written(file, new RegExp(`^${lines[last].replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "m"));
  assert.equal(folder.read(file), before);
  await button("Nieuwe periode").click();
  const name = await page.getByLabel("Periode", { exact: true }).inputValue();
  assert.match(name, /^2023-K1$/);
  await button("Voeg toe").click();
  await written(file, /^2023-K1;/m);
  await cell(`${last + 1}-0`).click();
  await button("Voorlopig vanaf 2023-K1").click();
  await written(file.replace(".csv", ".toml"), /\[\[voorlopig\]\]\nvanaf = "2023-K1"/);
  await assertGood(page, "a sheet whose cells can be changed");
  await shot("cells");
  await button("Cel terug").click();
  for (let tries = 0; folder.read(file) !== before && tries < 50; tries += 1) await page.waitForTimeout(100);
  assert.equal(folder.read(file), before);
  // Somebody else saved the file: it is shown as it is now, and nothing is written over.
  folder.write(file, before.replace(lines[last], lines[last].replace(/;[^;]*/, ";4321")));
  await cell(`${last}-1`).getByText("4321").waitFor();
  // The same cell, while somebody types in it: both are shown, and one is chosen.
  for (const [choice, expected] of [["Laat staan wat er staat", "5555"], ["Zet dat van mij erin", "777"]]) {
    await cell(`${last}-1`).click();
    await page.keyboard.type("777");
    const other = choice.startsWith("Laat") ? "5555" : "6666";
    folder.write(file, folder.read(file).replace(/;(4321|5555);/, `;${other};`));
    await page.waitForTimeout(600);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(other, { exact: true }).waitFor();
    await dialog.getByText("777", { exact: true }).waitFor();
    assert.ok(!folder.read(file).includes("777"), "nothing is written yet");
    if (choice.startsWith("Zet")) await assertGood(page, "two who changed one cell");
    await dialog.getByRole("button", { name: choice }).click();
    await dialog.waitFor({ state: "detached" });
    await cell(`${last}-1`).getByText(expected, { exact: true }).waitFor();
    await written(file, new RegExp(`;${expected};`));
  }
});

test("a series gets another name, and everything that uses it follows", async () => {
  folder.edit("data/brieven/2022-K4/jnv.md", "# informatie", "# informatie\n\nFLITS: {{ flits.aangemeld[periode] }}.");
  await page.getByRole("navigation", { name: "Gegevens" }).getByRole("button", { name: "Gezinnen bij FLITS per kwartaal" }).click();
  const name = shown().getByLabel("Naam in formules en teksten");
  await shown().getByText(/^Gebruikt op \d+ plaatsen$/).waitFor();
  await name.fill("Flits 2");
  await shown().getByText(/kleine letters, cijfers en _/).first().waitFor();
  // One that is there already stays what it is.
  await name.fill("jnv");
  await button("Verander overal").click();
  await shown().getByText(/"jnv" is er al/).waitFor();
  await name.fill("gezinnen_flits");
  await button("Verander overal").click();
  assert.match(await written("data/reeksen/gezinnen_flits.toml", /./), /^bestand = "flits.csv"$/m);
  assert.match(await written("data/kengetallen.toml", /gezinnen_flits\./), /^(?![\s\S]*[^_]flits\.aangemeld)/);
  await written("data/brieven/2022-K4/jnv.md", /gezinnen_flits\.aangemeld\[periode\]/);
  await shown().getByText("data/reeksen/gezinnen_flits.toml").first().waitFor();
  await assertGood(page, "a series with another name");
  await shot("series-name");
  folder.run("controleer", "2022-K4/jnv");
});

test("a mistake in the figures leads to the sheet", async () => {
  const file = "data/reeksen/flits.csv";
  folder.write(file, folder.read(file).replace("61.250", "61x250"));
  await page.keyboard.press("Escape");
  await page.locator("#shared-findings").getByRole("button").filter({ hasText: "flits.csv" }).first().click();
  await grid().waitFor();
  await shown().getByRole("heading", { name: "Gezinnen bij FLITS per kwartaal" }).waitFor();
  await shown().locator(".sheet-findings li").first().waitFor();
});

test("a new file in the folder is noticed, one that is no sheet is told so, and a long one is drawn as far as it is seen", async () => {
  folder.write("data/reeksen/nieuw.csv", "periode;gezinnen\n2021;12\n2022;15\n");
  await page.getByRole("button", { name: /^Alle reeksen 1 nieuw/ }).waitFor();
  await button("Bekijk nieuw.csv").click();
  await cell("1-0").getByText("2021").waitFor();
  await page.getByRole("button", { name: /^Alle reeksen/ }).click();
  await page.getByLabel("Bestand met cijfers").setInputFiles({ name: "foto.png", mimeType: "image/png", buffer: Buffer.from("x") });
  await page.getByRole("alert").getByText("geen bestand met cijfers").waitFor();
  await page.getByLabel("Bestand met cijfers").setInputFiles({ name: "kapot.xlsx", mimeType: "application/vnd.ms-excel", buffer: Buffer.from("PK\x03\x04 geen werkmap") });
  await page.getByRole("alert").getByText("ziet Griffel geen cijfers").waitFor({ timeout: 60_000 });
  await assertGood(page, "a sheet that is no sheet");
  const rows = Array.from({ length: 100_000 }, (_, at) => `${2000 + Math.floor(at / 5000)};wijk ${at % 5000};${at}`);
  await page.getByRole("button", { name: /^Alle reeksen/ }).click();
  await page.getByLabel("Bestand met cijfers").setInputFiles({ name: "lang.csv", mimeType: "text/csv", buffer: Buffer.from(`periode;wijk;aantal\n${rows.join("\n")}\n`) });
  await cell("1-1").getByText("wijk 0", { exact: true }).waitFor({ timeout: 60_000 });
  assert.ok((await grid().getByRole("row").count()) < 80, "only what is seen is drawn");
  await grid().focus();
  await page.keyboard.press("Control+End");
  await cell("100000-1").getByText("wijk 4999", { exact: true }).waitFor({ timeout: 60_000 });
  await shot("long");
});
