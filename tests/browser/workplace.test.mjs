// What used to take a terminal: documents that are made, moved and thrown away, their heads filled in, and the steps of the
// cycle, in a real browser.
import assert from "node:assert/strict";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertGood, browser, open, Preview, shoot, WorkFolder } from "./preview.mjs";

const DAY = "2023-02-20";

let chromium;
let folder;
let preview;
let context;
let page;

before(async () => void (chromium = await browser()));
after(() => chromium.close());

beforeEach(async () => {
  folder = new WorkFolder();
  context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
});

afterEach(async () => {
  // A refusal is told to the user; the browser notes it as well.
  const problems = page.problems.filter((problem) => !/status of 409/.test(problem));
  await context.close();
  preview.kill();
  folder.remove();
  assert.deepEqual(problems, []);
});

/** What the computer opens files with: it notes which. */
function openerThatNotes() {
  const programs = join(folder.path, "../programmas");
  for (const name of ["xdg-open", "gio", "gnome-open", "kde-open", "wslview"]) {
    folder.write(`../programmas/${name}`, `#!/bin/sh\nfor last; do :; done\nprintf '%s\\n' "$last" > '${join(folder.path, "../geopend")}'\n`);
    chmodSync(join(programs, name), 0o755);
  }
  folder.environment.PATH = `${programs}:${process.env.PATH}`;
}

async function start(document = "2022-K4/jnv") {
  preview = await Preview.of(folder, ...(document ? [document] : []), "--op", DAY);
  page = await open(context, preview.address);
}

const button = (name, exact = true) => page.getByRole("button", { name, exact });
const dialog = () => page.getByRole("dialog");
const menu = async (name) => {
  await button("Meer").click();
  await page.locator("#document-menu").getByRole("button", { name, exact: true }).click();
};
const shot = (name) => shoot(page, name);
const current = (name) => page.locator("nav [aria-current=page]", { hasText: name });
const there = (file) => existsSync(join(folder.path, file));

test("an empty folder leads to a first letter, which has the head and the sections of its form", async () => {
  for (const kind of ["brieven", "presentaties"]) rmSync(join(folder.path, "data", kind), { recursive: true });
  await start(null);
  await assertGood(page, "a folder without letters");
  await button("Maak uw eerste brief").click();
  await dialog().getByLabel("Onderwerp").fill("Voortgang buurtcoach");
  assert.equal(await dialog().getByLabel("Naam van het bestand").inputValue(), "voortgang-buurtcoach");
  await dialog().getByLabel("Periode").fill("2022-K5");
  await dialog().getByLabel("Portefeuillehouder").fill("wethouder Jeugd");
  await dialog().getByLabel("Zaaknummer").fill("2023-01");
  await shot("new");
  await assertGood(page, "the window for a new letter");
  await button("Maak").click();
  await dialog().getByText("geen periode").waitFor();
  await dialog().getByLabel("Periode").fill("2022-K4");
  await button("Maak").click();
  await current("voortgang-buurtcoach").waitFor();
  const text = folder.read("data/brieven/2022-K4/voortgang-buurtcoach.md");
  assert.match(text, /^\+\+\+\nsjabloon = "raadsinformatiebrief"\nonderwerp = "Voortgang buurtcoach"\ndatum = 2023-02-20\n/);
  assert.match(text, /# Wat is de aanleiding om deze informatie te delen\?\n\n\n\n# Wat is de te delen/);
  // It has pages at once.
  await page.locator("section.sheet").first().getByText("Voortgang buurtcoach").first().waitFor();
  await shot("new-letter");
  // One of the same name is not written over.
  await button("Nieuw").click();
  await dialog().getByLabel("Onderwerp").fill("Voortgang buurtcoach");
  await dialog().getByLabel("Periode").fill("2022-K4");
  await button("Maak").click();
  await dialog().getByText("is er al").waitFor();
  assert.equal(folder.read("data/brieven/2022-K4/voortgang-buurtcoach.md"), text);
});

test("a letter from an earlier one gets another name, is thrown away and comes back", async () => {
  await start();
  await current("jnv").waitFor();
  await menu("Maak hier een nieuwe uit…");
  assert.equal(await dialog().getByLabel("Periode").inputValue(), "2023-K1");
  await assertGood(page, "the window for a copy");
  await button("Maak").click();
  await page.locator("nav h2", { hasText: "eerste kwartaal 2023" }).waitFor();
  const copy = folder.read("data/brieven/2023-K1/jnv.md");
  assert.match(copy, /status = "concept"[\s\S]*zaaknummer = ""|zaaknummer = ""[\s\S]*status = "concept"/);
  await menu("Andere naam of periode…");
  await dialog().getByLabel("Naam van het bestand").fill("jeugd");
  await button("Verander").click();
  // Its subject has that word, too: the window closes when it has its name.
  await dialog().waitFor({ state: "detached" });
  await current("jeugd").waitFor();
  assert.ok(!there("data/brieven/2023-K1/jnv.md"));
  assert.equal(folder.read("data/brieven/2023-K1/jeugd.md"), copy);
  await menu("Gooi weg…");
  await assertGood(page, "the window before something is thrown away");
  await button("Gooi weg").click();
  await page.getByText("2023-K1/jeugd ligt in de prullenbak.").waitFor();
  assert.equal(folder.read(".griffel/prullenbak/brieven/2023-K1/jeugd.md"), copy);
  await button("Zet terug").click();
  assert.equal(await folder.written("data/brieven/2023-K1/jeugd.md", /./), copy);
  await current("jeugd").waitFor();
  assert.deepEqual(readdirSync(join(folder.path, ".griffel/prullenbak/brieven")), []);
});

test("the head of a letter is a form, and what people wrote stays", async () => {
  folder.edit("data/brieven/2022-K4/jnv.md", "+++\n", "+++\n# Van Anna\n");
  await start();
  await current("jnv").waitFor();
  await button("Gegevens onderwerp", false).click();
  const head = page.getByRole("region", { name: "Gegevens", exact: true });
  await head.getByLabel("Datum").waitFor();
  await page.locator("section.sheet").first().getByText("Jeugdhulp naar voren").first().waitFor();
  await shot("head");
  await assertGood(page, "the head as a form");
  const before = folder.read("data/brieven/2022-K4/jnv.md");
  await head.getByLabel("Zaaknummer").fill("");
  await head.getByText("Zaaknummer is nog niet ingevuld.").waitFor();
  await head.getByLabel("Zaaknummer").pressSequentially("2023-77");
  await head.getByLabel("Datum").fill("2023-02-21");
  await page.locator(".save-state", { hasText: "Bewaard" }).waitFor();
  await page.keyboard.press("Control+s");
  for (let tries = 0; !folder.read("data/brieven/2022-K4/jnv.md").includes("2023-02-21") && tries < 50; tries += 1) await page.waitForTimeout(100);
  const after = folder.read("data/brieven/2022-K4/jnv.md");
  assert.equal(after, before.replace(/zaaknummer = ".*"/, 'zaaknummer = "2023-77"').replace(/datum = \S+/, "datum = 2023-02-21"));
});

test("the lines of the head are not seen or typed away, until somebody asks for them", async () => {
  await start();
  await current("jnv").waitFor();
  const content = page.locator(".editor .cm-content");
  await page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes("# bevoegdheden"));
  assert.doesNotMatch(await content.innerText(), /sjabloon|\+\+\+/);
  const before = folder.read("data/brieven/2022-K4/jnv.md");
  // What is pasted over all of the text is not pasted over them, and the way back is one step.
  await content.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("x");
  await page.locator(".findings").getByText("Deze tekst staat nog niet onder een onderdeel.").waitFor();
  assert.doesNotMatch(await page.locator(".findings").innerText(), /\+\+\+/);
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes("# bevoegdheden"));
  await page.keyboard.press("Control+s");
  for (let tries = 0; folder.read("data/brieven/2022-K4/jnv.md") !== before && tries < 50; tries += 1) await page.waitForTimeout(100);
  assert.equal(folder.read("data/brieven/2022-K4/jnv.md"), before);
  await button("Als tekst").click();
  await page.waitForFunction(() => /^\+\+\+/.test(document.querySelector(".editor .cm-content")?.textContent ?? ""));
  await assertGood(page, "the head as text");
  await button("Als tekst").click();
  await page.waitForFunction(() => !document.querySelector(".editor .cm-content")?.textContent.includes("sjabloon"));
  // A mistake in them leads there.
  folder.edit("data/brieven/2022-K4/jnv.md", /zaaknummer = ".*"/.exec(before)[0], 'zaaknummer = ""');
  await page.locator(".findings .finding", { hasText: "zaaknummer" }).first().click();
  await page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes('zaaknummer = ""'));
});

test("a letter goes from agreement to adoption, is sent, verified and corrected", async () => {
  await start();
  await current("jnv").waitFor();
  await page.locator("section.sheet").first().getByText("Jeugdhulp naar voren").first().waitFor();
  await button("Overzicht").click();
  const row = page.locator(".overview").getByRole("row").filter({ hasText: "2022-K4/jnv" });
  await row.getByRole("button", { name: "Ambtelijk akkoord: 2022-K4/jnv" }).click();
  await dialog().getByLabel("Wie?").fill("A. de Vries");
  await assertGood(page, "the window for a step");
  await button("Leg vast").click();
  await row.getByRole("button", { name: "Stel vast: 2022-K4/jnv" }).click();
  assert.equal(await dialog().getByLabel("Wie legt dit vast?").inputValue(), "A. de Vries", "asked once");
  await dialog().getByText("Er staat niets in de weg.").waitFor();
  await shot("adopt");
  await button("Stel vast").click();
  await row.getByRole("button", { name: "Is verzonden: 2022-K4/jnv" }).click({ timeout: 60_000 });
  assert.ok(there("data/brieven/2022-K4/jnv.vastgesteld-1.json"));
  await button("Leg vast").click();
  await row.getByText("verzonden", { exact: true }).waitFor();
  await shot("overview");
  assert.match(folder.read("data/brieven/2022-K4/jnv.logboek.csv"), /ambtelijk akkoord[\s\S]*vastgesteld[\s\S]*verzonden/);
  // Of the user, whatever the folder and the browser.
  assert.equal(JSON.parse(readFileSync(join(folder.environment.XDG_DATA_HOME, "griffel/naam.json"), "utf8")), "A. de Vries");
  await page.keyboard.press("Escape");
  // It stays where it is.
  await menu("Gooi weg…");
  await button("Gooi weg").click();
  await dialog().getByText("is vastgesteld").waitFor();
  await button("Annuleren").click();
  await menu("Ga na of alles nog klopt");
  await dialog().getByText("alles klopt").waitFor({ timeout: 60_000 });
  await assertGood(page, "what came of verifying");
  await page.keyboard.press("Escape");
  // A correction is asked for first, and can be taken back.
  const sent = folder.read("data/brieven/2022-K4/jnv.md");
  await button("Maak een correctie").click();
  await dialog().getByLabel("Wat is er anders dan in de vorige versie?").fill('Er stond "12" in plaats van 13.');
  await dialog().getByRole("button", { name: "Maak een correctie" }).click();
  await page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes('Er stond \\"12\\"'));
  await button("Overzicht").click();
  await row.getByText("versie 1 verzonden, correctie loopt").waitFor({ timeout: 60_000 });
  assert.doesNotMatch(await row.innerText(), /te laat/, "it was sent");
  await page.keyboard.press("Escape");
  await button("Toch niet").click();
  await page.getByText("verandert niet meer").waitFor();
  await page.keyboard.press("Control+s");
  for (let tries = 0; folder.read("data/brieven/2022-K4/jnv.md") !== sent && tries < 50; tries += 1) await page.waitForTimeout(100);
  assert.equal(folder.read("data/brieven/2022-K4/jnv.md"), sent);
});

test("what stands in the way of adoption is told, and leads to its place", async () => {
  folder.edit("data/brieven/2022-K4/jnv.md", "# informatie", "# informatie\n\n{{ bestaat_niet }}");
  await start();
  await current("jnv").waitFor();
  await menu("Ambtelijk akkoord…");
  await dialog().getByLabel("Wie?").fill("A. de Vries");
  await button("Leg vast").click();
  await dialog().waitFor({ state: "detached" });
  await page.locator(".title .status", { hasText: "ambtelijk akkoord" }).waitFor();
  await menu("Stel vast…");
  await dialog().getByText("Dit staat nog in de weg:").waitFor();
  await assertGood(page, "the window for adoption, with what stands in the way");
  await button("Stel vast").click();
  await dialog().getByText("Dit kan nog niet worden vastgesteld.").waitFor({ timeout: 60_000 });
  assert.ok(!there("data/brieven/2022-K4/jnv.vastgesteld-1.json"));
  await dialog().getByRole("button", { name: /Ga naar/ }).first().click();
  await dialog().waitFor({ state: "detached" });
});

test("a new quarter is shown before it is made, and its PDFs are made at once", async () => {
  await start();
  await current("jnv").waitFor();
  await button("Nieuwe periode").click();
  await dialog().getByLabel("Periode").fill("2023-K1");
  await button("Laat zien wat er komt").click();
  await dialog().getByText("2023-K1/jnv").waitFor({ timeout: 60_000 });
  await dialog().getByText("Nog zonder cijfers").waitFor();
  await shot("plan");
  await assertGood(page, "what a new quarter begins with");
  assert.ok(!there("data/brieven/2023-K1"));
  await button("Maak deze stukken").click();
  await page.getByText("stukken zijn klaargezet").waitFor({ timeout: 60_000 });
  assert.deepEqual(readdirSync(join(folder.path, "data/brieven/2023-K1")).sort(), ["flits.md", "jnv.md", "poh-ggz.md"]);
  await button("Overzicht").click();
  await button("Maak alle PDF's van vierde kwartaal 2022").click();
  await page.getByText(/3 PDF's staan in de map uitvoer\/2022-K4/).waitFor({ timeout: 90_000 });
  assert.ok(there("uitvoer/2022-K4/jnv.pdf"));
  const [download] = await Promise.all([page.waitForEvent("download"), button("Download ze samen").click()]);
  assert.equal(download.suggestedFilename(), "2022-K4.zip");
  const archive = readFileSync(await download.path());
  for (const name of ["flits", "jnv", "poh-ggz"]) {
    assert.ok(archive.includes(readFileSync(join(folder.path, `uitvoer/2022-K4/${name}.pdf`))), `${name} is in it as it is`);
  }
});

test("a presentation is made with its hand-out and its steps", async () => {
  await start("2025/jeugdhulp");
  await page.locator(".thumbnail").first().waitFor();
  await menu("Maak ook hand-out en stappen");
  await page.getByText(/3 PDF's staan in de map uitvoer\/2025/).waitFor({ timeout: 90_000 });
  const [download] = await Promise.all([page.waitForEvent("download"), button("Download ze samen").click()]);
  assert.equal(download.suggestedFilename(), "2025-jeugdhulp.zip");
  assert.deepEqual(readdirSync(join(folder.path, "uitvoer/2025")).filter((name) => name.endsWith(".pdf")).length, 3);
});

test("a letter that lacks figures shows its pages with gaps, and no PDF", async () => {
  openerThatNotes();
  await start("2022-K4/jnv");
  await current("jnv").waitFor();
  const sheet = page.locator("section.sheet");
  await sheet.first().getByText("Jeugdhulp naar voren").first().waitFor();
  const figures = "data/reeksen/jnv_kwartaal.csv";
  const all = folder.read(figures);
  folder.write(figures, all.split("\n").filter((line) => !line.includes("2022-K4")).join("\n"));
  await sheet.getByText("[nog geen cijfer]").first().waitFor();
  await page.locator(".banner.error").waitFor();
  assert.ok(!(await page.locator(".banner").innerText()).includes("van vóór de fout"), "these are the pages of now");
  await shot("gaps");
  await assertGood(page, "pages with gaps");
  // What is wrong leads to the file that lacks it, and opens that where it is changed.
  await page.locator(".banner.error").click();
  const place = page.getByRole("dialog", { name: figures });
  await place.getByText("Hier hoort nog een regel").waitFor();
  assert.match(await place.locator("tr.after").innerText(), /2022-K3/);
  await shot("missing");
  await assertGood(page, "the place of a missing figure");
  await place.getByRole("button", { name: "Open dit bestand" }).click();
  await place.getByText("Uw computer opent het bestand.").waitFor();
  for (let tries = 0; !there("../geopend") && tries < 50; tries += 1) await page.waitForTimeout(100);
  assert.equal(folder.read("../geopend").trim(), join(folder.path, figures));
  await page.keyboard.press("Escape");
  // What is mended in one place stands together.
  const together = page.locator(".finding-others summary").first();
  assert.match(await together.innerText(), /Nog (een melding|\d+ meldingen) over dezelfde plek/);
  await together.click();
  await page.locator(".finding-mend").first().click();
  await place.waitFor();
  folder.write(figures, all);
  await place.getByText("Dit is opgelost.").waitFor();
  await page.keyboard.press("Escape");
  folder.write(figures, all.split("\n").filter((line) => !line.includes("2022-K4")).join("\n"));
  await sheet.getByText("[nog geen cijfer]").first().waitFor();
  await button("PDF downloaden").click();
  await page.getByText("Hiervan kan nu geen PDF worden gemaakt.").waitFor();
  folder.write(figures, all);
  await page.locator(".banner.error").waitFor({ state: "detached" });
  assert.equal(await sheet.getByText("[nog geen cijfer]").count(), 0);
  // What cannot be read at all keeps the last good pages.
  folder.edit("data/brieven/2022-K4/jnv.md", "# informatie", "# informatie\n\n{{ jnv_");
  await page.getByText("Deze bladzijden zijn van vóór de fout.").waitFor();
});
