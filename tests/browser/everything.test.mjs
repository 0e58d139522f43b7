// A letter with everything new, without a text editor: a controller's Excel file, indicators, a fact, a chart, a budget table, a
// pilot, a case, an abbreviation and a form with fields more, played in a real browser, with clicks and keys counted.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { browser, open, Preview, WorkFolder } from "./preview.mjs";
import { workbook } from "./workbook.mjs";

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

let chromium;
let folder;
let preview;
let context;
let page;
let typed = 0;

before(async () => void (chromium = await browser()));
after(() => chromium.close());

afterEach(async () => {
  const { problems } = page;
  await context.close();
  preview.kill();
  folder.remove();
  assert.deepEqual(problems, []);
});

const shown = () => page.locator(".shelf-page");
const list = () => page.getByRole("navigation", { name: "Gegevens" });
const form = () => page.getByRole("form");
const field = (within, name) => within.getByLabel(new RegExp(`^${name}( \\(hoeft niet\\))?$`)).last();
const go = (name) => list().getByRole("button", { name }).first().click();
/** Fills in a field, as so many keys. */
const fill = async (locator, text) => {
  typed += text.length;
  await locator.fill(text);
};
const add = async (what, name) => {
  await shown().getByRole("button", { name: `Voeg toe: ${what}` }).click();
  await fill(shown().locator(".add-form input").first(), name);
};
const written = (file, expected) => folder.written(file, expected);
const counts = async () => ({ clicks: await page.evaluate(() => globalThis.clicks), keys: typed });

test("a letter with everything new is made without a text editor", async (t) => {
  folder = new WorkFolder();
  context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(() => {
    globalThis.clicks = 0;
    addEventListener("pointerdown", () => (globalThis.clicks += 1), true);
    // A choice from a list is a click to open it and one to choose.
    addEventListener("change", (event) => event.target instanceof HTMLSelectElement && (globalThis.clicks += 2), true);
  });
  preview = await Preview.of(folder, "2022-K4/jnv", "--op", "2023-02-20");
  page = await open(context, preview.address);
  page.setDefaultTimeout(30_000);
  await page.locator("nav [aria-current=page]", { hasText: "jnv" }).waitFor();
  const told = async (what, before) => {
    const now = await counts();
    t.diagnostic(`${what}: ${now.clicks - before.clicks} clicks, ${now.keys - before.keys} keys`);
    return now;
  };
  let before = await counts();

  await page.getByRole("button", { name: "Gegevens", exact: true }).first().click();
  await go(/^Alle reeksen/);
  await page.getByLabel("Bestand met cijfers").setInputFiles({ name: "realisatie wijkteams.xlsx", mimeType: "application/vnd.ms-excel", buffer: SHEET });
  await page.locator("#cell-5-0").getByText("Noord").waitFor();
  await fill(field(shown(), "Titel"), "Kosten van de wijkteams");
  await fill(field(shown(), "Bron"), "Administratie wijkteams");
  await shown().getByRole("button", { name: "Maak hier een reeks van" }).click();
  await shown().getByRole("heading", { name: "Kosten van de wijkteams" }).waitFor();
  before = await told("a series", before);

  await go("Kengetallen");
  for (const [name, team] of [["Kosten van wijkteam Noord", "Noord"], ["Kosten van alle wijkteams", ""]]) {
    await shown().getByRole("button", { name: "Nieuw kengetal aanwijzen" }).click();
    await fill(form().getByLabel("Naam", { exact: true }), name);
    await form().getByLabel("Reeks", { exact: true }).first().selectOption("realisatie_wijkteams");
    if (team) await form().getByLabel(/^wijkteam$/i).selectOption(team);
    await form().locator(".tried-value").waitFor();
    await form().getByRole("button", { name: "Maak dit kengetal" }).click();
    await form().waitFor({ state: "detached" });
  }
  await written("data/kengetallen.toml", /\[kosten_van_wijkteam_noord\][\s\S]*waar\(wijkteam='Noord'\)\[periode\][\s\S]*\[kosten_van_alle_wijkteams\][\s\S]*som\(realisatie_wijkteams\.kosten, periode\)/);
  before = await told("two indicators", before);

  await go("Feiten");
  await add("feit", "Budget wijkteams");
  await shown().getByRole("button", { name: "Voeg toe", exact: true }).click();
  await fill(field(shown(), "Waarde"), "35.000");
  await fill(field(shown(), "Eenheid"), "euro");
  await fill(field(shown(), "Bron"), "Begroting 2022");
  await written("data/feiten.toml", /\[budget_wijkteams\][\s\S]*waarde = 35000[\s\S]*bron = "Begroting 2022"/);
  before = await told("a fact", before);

  await go("Grafieken");
  await shown().getByRole("button", { name: "Nieuwe grafiek of tabel aanwijzen" }).click();
  await field(form(), "Reeks").selectOption("realisatie_wijkteams");
  await field(form(), "Verdeeld per").selectOption("wijkteam");
  await form().locator(".gallery-card", { hasText: "Lijn" }).locator("svg").waitFor();
  await form().locator(".gallery-card", { hasText: "Lijn" }).getByRole("radio").check();
  await fill(field(form(), "Onderwerp"), "Kosten per wijkteam");
  await form().getByRole("button", { name: "Maak deze figuur" }).click();
  await written("data/grafieken.toml", /\[kosten-per-wijkteam\]\nsoort = "lijn"/);
  before = await told("a chart", before);

  await shown().getByRole("button", { name: "Nieuwe grafiek of tabel aanwijzen" }).click();
  await field(form(), "Reeks").selectOption("realisatie_wijkteams");
  await form().locator(".gallery-card", { hasText: "Tabel" }).getByRole("radio").check();
  await field(form(), "Rijen").selectOption("wijkteam");
  await field(form(), "Kolommen").selectOption("periode");
  await form().locator(".gallery-card", { hasText: "Tabel" }).getByRole("rowheader", { name: "Zuid" }).waitFor();
  await fill(field(form(), "Onderwerp"), "Begroting van de wijkteams");
  await form().getByRole("button", { name: "Maak deze figuur" }).click();
  await written("data/grafieken.toml", /\[begroting-van-de-wijkteams\]\nsoort = "tabel"[\s\S]*rijen = \["wijkteam"\]/);
  before = await told("a budget table", before);

  await list().getByRole("button", { name: "Nieuwe pilot" }).click();
  await fill(list().getByLabel("Naam"), "Buurtcoach Zuid");
  await list().getByRole("button", { name: "Maak", exact: true }).click();
  await fill(field(shown(), "Doel"), "gezinnen helpen in hun eigen wijk");
  await fill(field(shown(), "Doelgroepen"), "gezinnen");
  await written("data/pilots/buurtcoach_zuid.toml", /doelgroepen = \["gezinnen"\]/);
  await go("Zaken");
  await add("zaak", "2023-0042");
  await shown().getByRole("button", { name: "Voeg toe", exact: true }).click();
  await fill(field(shown(), "Titel"), "Plan voor de buurtcoach");
  await written("data/zaken.toml", /titel = "Plan voor de buurtcoach"/);
  await go("Gemeente");
  await add("afkorting", "BC");
  await fill(shown().getByLabel("De afkorting voluit"), "buurtcoach");
  await shown().getByRole("button", { name: "Voeg toe", exact: true }).click();
  await written("data/gemeente.toml", /BC = "buurtcoach"/);
  before = await told("a pilot, a case and an abbreviation", before);

  await list().getByRole("button", { name: "Nieuw sjabloon" }).click();
  await fill(list().getByLabel("Naam"), "Memo");
  await list().getByLabel("Begint als").selectOption({ label: "Raadsinformatiebrief" });
  await list().getByRole("button", { name: "Maak", exact: true }).click();
  await shown().getByRole("heading", { name: "Memo" }).waitFor();
  for (const [key, label] of [["wijk", "Wijk"], ["team", "Team"]]) {
    await add("veld", key);
    await shown().getByRole("button", { name: "Voeg toe", exact: true }).click();
    await shown().getByRole("button", { name: key, exact: true }).click();
    await fill(field(shown(), "Label"), label);
    await written("templates/memo/sjabloon.toml", new RegExp(`sleutel = "${key}"\nlabel = "${label}"`));
  }
  before = await told("a form with two fields more", before);

  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Nieuw", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/Soort|Sjabloon/).selectOption({ label: "Memo" });
  await fill(dialog.getByLabel("Onderwerp"), "Voortgang buurtcoach");
  await fill(dialog.getByLabel("Periode"), "2022-K4");
  await fill(dialog.getByLabel("Portefeuillehouder"), "wethouder Jeugd");
  await fill(dialog.getByLabel("Zaaknummer"), "2023-0042");
  await page.getByRole("button", { name: "Maak", exact: true }).click();
  await page.locator("nav [aria-current=page]", { hasText: "voortgang-buurtcoach" }).waitFor();
  const text = [
    'De {{ afk("BC") }} begint in Zuid, volgens {{ zaak("2023-0042") }}. Wijkteam Noord kostte {{ kosten_van_wijkteam_noord }}.',
    "Alle wijkteams samen kostten {{ kosten_van_alle_wijkteams }}.",
    "In de begroting stond {{ budget_wijkteams }}.",
    '{{ grafiek("kosten-per-wijkteam") }}',
    '{{ tabel("begroting-van-de-wijkteams") }}',
  ].join("\n\n");
  const letter = "data/brieven/2022-K4/voortgang-buurtcoach.md";
  await written(letter, /# Wat is de te delen informatie\?\n\n/);
  await page.getByRole("button", { name: /^Gegevens onderwerp/ }).click();
  const head = page.getByRole("region", { name: "Gegevens", exact: true });
  await field(head, "Pilot").selectOption("buurtcoach_zuid");
  await fill(field(head, "Wijk"), "Zuid");
  await fill(field(head, "Team"), "Jeugd");
  await page.locator(".editor .cm-line", { hasText: "Wat is de te delen informatie?" }).click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  // What is offered while one types is left for what it is.
  for (const paragraph of text.split("\n\n")) {
    typed += paragraph.length + 2;
    await page.keyboard.insertText(paragraph);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Control+s");
  await written(letter, /tabel\("begroting-van-de-wijkteams"\) \}\}\n/);
  const words = () => page.locator("section.sheet").allInnerTexts().then((all) => all.join(" ").replaceAll(/[\u00a0\s]+/g, " "));
  for (const expected of [/Noord kostte € 14\.000/, /kostten € 34\.400/, /€ 35\.000/, /buurtcoach/, /Plan voor de buurtcoach/, /Kosten per wijkteam/, /Begroting van de wijkteams/, /Team/]) {
    for (let tries = 0; !expected.test(await words()) && tries < 100; tries += 1) await page.waitForTimeout(100);
    assert.match(await words(), expected, await page.locator(".findings").innerText());
  }
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, "everything.png") });
  await told("the letter", before);
});
