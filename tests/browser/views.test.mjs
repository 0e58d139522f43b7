// The overview, what is new in a letter, and letters that were adopted, in a real browser.
// The example has ten letters: jnv, flits and poh-ggz about 2022, 2022-K3 and 2022-K4, and bso-plus about 2022 only; and a presentation
// about 2025.
// On 20 February 2023 the letters of both quarters are late, and those of the year have time.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertGood, browser, open, Preview, WorkFolder } from "./preview.mjs";

const DAY = "2023-02-20";
const LETTER = "data/brieven/2022-K4/jnv.md";

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
  const { problems } = page;
  await context.close();
  preview.kill();
  folder.remove();
  assert.deepEqual(problems, []);
});

async function start(document = "2022-K4/jnv") {
  preview = await Preview.of(folder, document, "--op", DAY);
  page = await open(context, preview.address);
  await page.locator("section.sheet").first().getByText("Jeugdhulp naar voren").first().waitFor();
  await page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes("bevoegdheden"));
}

const overview = () => page.locator(".overview");
const comparison = () => page.locator(".comparison");
const overviewButton = () => page.getByRole("button", { name: "Overzicht", exact: true });
const row = (name) => overview().getByRole("row").filter({ hasText: name });
const cursorLine = () => page.evaluate(() => getSelection().anchorNode?.parentElement?.closest(".cm-line")?.textContent ?? "");
const plain = (text) => text.replaceAll("\u00a0", " ");

test("the overview tells how every letter stands, and follows what changes", async () => {
  folder.edit("data/brieven/2022-K4/flits.md", "+++\n", '+++\nschrijver = "A. de Vries"\n');
  await start();
  await overviewButton().click();
  await overview().getByRole("heading", { name: "Hoe staat het op 20 februari 2023?" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  const titles = await overview().getByRole("heading", { level: 2 }).allTextContents();
  assert.deepEqual(titles, ["2025", "Eerste kwartaal 2023", "Vierde kwartaal 2022", "Derde kwartaal 2022", "2022", "Toezeggingen aan de raad"]);
  assert.equal(await overview().locator(".document-row").count(), 11);
  const flits = await row("2022-K4/flits").innerText();
  assert.match(flits, /te laat[\s\S]*concept[\s\S]*college 13 dagen te laat[\s\S]*nodig: ambtelijk akkoord[\s\S]*geen[\s\S]*A\. de Vries/);
  assert.match(await row("2022/bso-plus").innerText(), /loopt[\s\S]*college over 15 dagen/);
  assert.match(await overview().innerText(), /nog geen stukken\s+college over 78 dagen/);
  assert.match(await overview().innerText(), /Nog geen vervolg over 2023-K1: flits, jnv, poh-ggz\./);
  await assertGood(page, "the overview");
  // A mistake, figures that are not there, and the calendar.
  folder.edit("data/brieven/2022/flits.md", "# informatie", "# informatie\n\n{{ bestaat_niet }}");
  await row("2022/flits").getByText("1 fout").waitFor();
  const figures = "data/reeksen/jnv_kwartaal.csv";
  folder.write(figures, folder.read(figures).split("\n").filter((line) => !line.includes("2022-K4")).join("\n"));
  await row("2022-K4/jnv").getByText(/mist jnv_kwartaal over .*2022-K4.* data\/reeksen\/jnv_kwartaal\.csv/).waitFor();
  // It leads to the file that lacks them.
  await row("2022-K4/jnv").getByRole("button", { name: "data/reeksen/jnv_kwartaal.csv" }).first().click();
  await page.getByRole("dialog", { name: "data/reeksen/jnv_kwartaal.csv" }).getByText("Hier hoort nog een regel").waitFor();
  await page.keyboard.press("Escape");
  folder.edit("data/kalender.toml", "college = 2023-02-07", "college = 2023-02-27");
  await row("2022-K4/flits").getByText("verzenden").or(row("2022-K4/flits").getByText("college over 7 dagen")).waitFor();
  await page.keyboard.press("Escape");
  await overview().waitFor({ state: "detached" });
  assert.equal(await page.locator("section.sheet").count() > 0, true);
});

test("the overview leads to a letter, to a promise and to the calendar, with mouse and keyboard", async () => {
  await start();
  await page.locator("nav .document").first().focus();
  await page.keyboard.press("o");
  await row("2022-K3/poh-ggz").waitFor();
  await row("2022-K3/poh-ggz").getByText("concept").click();
  await overview().waitFor({ state: "detached" });
  await page.locator("nav [aria-current=page]", { hasText: "poh-ggz" }).waitFor();
  await page.keyboard.press("Alt+o");
  await overview().getByRole("button", { name: "Voortgang van de pilot FLITS" }).focus();
  await page.keyboard.press("Enter");
  await page.locator("nav [aria-current=page]", { hasText: "flits" }).waitFor();
  // A promise leads to its sentence, in the text and on the page.
  await overviewButton().click();
  await overview().getByRole("button", { name: /U hoort dit van ons voor het zomerreces/ }).click();
  await page.locator("nav [aria-current=page]", { hasText: "jnv" }).waitFor();
  await page.locator(".editor .cm-soft-mark", { hasText: "U hoort dit van ons voor het zomerreces." }).waitFor();
  await page.waitForFunction(() => {
    const line = [...document.querySelectorAll("section.sheet .line")].find((line) => line.textContent.includes("U hoort dit van ons"));
    const box = line?.getBoundingClientRect();
    return box && box.top > 60 && box.bottom < innerHeight;
  });
  await overviewButton().click();
  await overview().getByRole("button", { name: /Een overzicht van de kosten van alle pilots samen/ }).click();
  await page.locator(".shelf-open").getByRole("heading", { name: "Kalender" }).waitFor();
  await page.locator(".shelf-section", { hasText: "Een overzicht van de kosten" }).getByLabel("Brief").first().waitFor();
});

test("what is new in a letter stands side by side, and follows what is typed", async () => {
  await start();
  await page.getByRole("button", { name: "Wat is er nieuw?" }).click();
  await comparison().getByRole("heading", { name: "Getallen" }).waitFor();
  assert.equal(await page.getByLabel("Vergeleken met").inputValue(), "2022-K3");
  const begun = comparison().getByRole("row").filter({ hasText: "Begonnen met hulp zonder beschikking" }).first();
  assert.match(plain(await begun.innerText()), /46\s+49\s+\+3\s+\+6,5%/);
  assert.match(await comparison().getByRole("table", { name: "Gegevens in de kop van de brief" }).innerText(), /Zaaknummer\s+2022-0198311\s+2023-0008311/);
  const changed = comparison().getByRole("row").filter({ hasText: "Gewijzigd" });
  assert.match(await changed.locator("del").last().innerText(), /\[vervallen:\s*februari/);
  assert.match(await changed.locator("ins").last().innerText(), /\[nieuw:\s*maart/);
  assert.match(plain(await comparison().innerText()), /Figuur 1: 41% minder/);
  await assertGood(page, "what is new");
  // A sentence leads to its line; what is typed there is new at once.
  await comparison().getByText("Veel jongeren komen via het wijkteam.").click();
  assert.match(await cursorLine(), /^Veel jongeren komen via het wijkteam/);
  await page.keyboard.press("End");
  await page.keyboard.type(" Dit staat nergens anders.");
  await comparison().locator("ins", { hasText: "Dit staat nergens anders." }).waitFor();
  assert.ok(!folder.read(LETTER).includes("Dit staat nergens anders."), "not saved yet");
  // With a mistake the last comparison stays.
  await page.keyboard.type(" {{ bestaat_niet");
  await page.keyboard.press("Escape");
  await page.keyboard.press("End");
  await page.keyboard.type(" }}");
  await comparison().getByText("Er staan fouten in deze tekst.").waitFor();
  await comparison().locator("ins", { hasText: "Dit staat nergens anders." }).waitFor();
  // Another period; a letter that is alone; back to the pages by keyboard.
  await page.keyboard.press("Control+z");
  await page.locator("nav .document", { hasText: "poh-ggz" }).first().click();
  await page.getByLabel("Vergeleken met").selectOption("2022");
  await comparison().getByRole("columnheader", { name: "Eerder 2022", exact: true }).first().waitFor();
  await page.locator("nav .document", { hasText: "bso-plus" }).click();
  await comparison().getByText("Er is geen andere brief met deze naam").waitFor();
  await page.keyboard.press("w");
  await comparison().waitFor({ state: "detached" });
});

test("an adopted letter can be read, and corrected as a new version", async () => {
  folder.run("stelvast", "2022-K4/jnv", "--door", "J. Jansen", "--op", "2023-02-13");
  await start();
  const told = page.getByRole("region", { name: "Vastgesteld" });
  assert.match(plain(await told.innerText()), /Vastgesteld op 13 februari 2023, versie 1\. Deze brief verandert niet meer\./);
  assert.match(plain(await page.locator(".top").innerText()), /vastgesteld\s+op 13 februari 2023, versie 1/);
  await assertGood(page, "an adopted letter");
  const before = folder.read(LETTER);
  const editor = page.locator(".editor .cm-content");
  assert.equal(await editor.getAttribute("aria-readonly"), "true");
  await editor.click();
  await page.keyboard.type("Dit mag niet.");
  assert.ok(!(await editor.textContent()).includes("Dit mag niet."));
  // The way out.
  await told.getByRole("button", { name: "Maak een correctie" }).click();
  const asked = page.getByRole("dialog");
  await asked.getByLabel("Wat is er anders dan in de vorige versie?").fill("Het aantal jongeren is gewijzigd.");
  await asked.getByRole("button", { name: "Maak een correctie" }).click();
  await told.waitFor({ state: "detached" });
  assert.equal(await cursorLine(), 'correctie = "Het aantal jongeren is gewijzigd."');
  await page.keyboard.press("Control+s");
  await page.getByText("Bewaard", { exact: true }).waitFor();
  const after = folder.read(LETTER);
  assert.equal(
    after,
    before.replace('status = "vastgesteld"', 'status = "concept"\nversie = 2\ncorrectie = "Het aantal jongeren is gewijzigd."'),
  );
  await page.locator(".findings").getByText("Geen meldingen in deze brief.").waitFor();
});
