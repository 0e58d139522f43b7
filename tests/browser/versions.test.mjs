// Earlier versions of a letter, in a real browser: listed, compared, put back, and of letters that are gone.
import assert from "node:assert/strict";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertGood, browser, open, Preview, shoot, WorkFolder } from "./preview.mjs";

const DAY = "2023-02-20";
const LETTER = "data/brieven/2022-K4/jnv.md";
const KEPT = ".griffel/versies/2022-K4/jnv";

let chromium;
let folder;
let preview;
let context;
let page;

before(async () => void (chromium = await browser()));
after(() => chromium.close());

beforeEach(async () => {
  folder = new WorkFolder();
  folder.environment.USER = "Anna";
  context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, permissions: ["clipboard-read", "clipboard-write"] });
});

afterEach(async () => {
  // A refusal is told to the user; the browser notes it as well.
  const problems = page.problems.filter((problem) => !/status of 4(09|12)/.test(problem));
  await context.close();
  preview.kill();
  folder.remove();
  assert.deepEqual(problems, []);
});

async function start(document = "2022-K4/jnv") {
  preview = await Preview.of(folder, document, "--op", DAY);
  page = await open(context, preview.address);
  await ready(page);
}

const ready = (page) => page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes("bevoegdheden"));
const button = (name, exact = true) => page.getByRole("button", { name, exact });
const dialog = () => page.getByRole("dialog");
const items = () => dialog().locator(".version-item");
const menu = async (name) => {
  await button("Meer").click();
  await page.locator("#document-menu").getByRole("button", { name, exact: true }).click();
};
const kept = () => (existsSync(join(folder.path, KEPT)) ? readdirSync(join(folder.path, KEPT)).sort() : []);

/** Waits until so many versions are kept. */
async function keptAre(count) {
  for (let tries = 0; kept().length !== count && tries < 100; tries += 1) await new Promise((done) => setTimeout(done, 100));
  assert.equal(kept().length, count, kept().join("\n"));
}

/** A version of so many hours ago, as another session kept it. */
function version(hours, text, by = "") {
  const at = new Date(Date.now() - hours * 3_600_000).toISOString().replaceAll(":", "-");
  folder.write(`${KEPT}/${at}${by && ` ${by}`}.md`, text);
}

/** Types at the end of the text, and waits until it is saved. */
async function typeAtEnd(page, words) {
  await page.locator(".editor .cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
  await page.keyboard.press("Control+s");
  await folder.written(LETTER, new RegExp(words.trim().replaceAll(".", "\\.")));
  await page.locator(".save-state.saved").waitFor();
}

test("what was written before is listed, compared, put back, and undone", async () => {
  const original = folder.read(LETTER);
  version(26, original.replace("# ", "# Oud kopje\n\nHeel andere woorden stonden hier.\n\n# "), "Bert de Vries");
  version(3, original.replace("# ", "# Nieuw kopje\n\nMinder woorden.\n\n# "));
  await start();
  await typeAtEnd(page, "\nEen zin van Anna.");
  await keptAre(3);
  await menu("Eerdere versies…");
  await items().first().waitFor();
  assert.equal(await items().count(), 3);
  const told = await items().allInnerTexts();
  assert.match(told[0], /^Vandaag \d\d:\d\d\n/i);
  assert.match(told[0], /\d+ woorden eraf/);
  assert.match(told[2], /^(Gisteren|\S+ \d+ \S+) \d\d:\d\d\nBert de Vries\nde oudste versie$/i);
  assert.equal(await items().first().getAttribute("aria-current"), "true");
  // The version before the first change is what stood there; what is new since is at the right.
  await dialog().locator(".cm-merge-b .cm-changedText, .cm-merge-b .cm-changedLine").first().waitFor();
  assert.match(await dialog().locator(".cm-merge-b").innerText(), /Een zin van Anna/);
  assert.doesNotMatch(await dialog().locator(".cm-merge-a").innerText(), /Een zin van Anna/);
  await shoot(page, "versions");
  await assertGood(page, "the window with versions");
  // By keyboard: the arrows go through the list.
  await items().first().focus();
  await page.keyboard.press("End");
  await dialog().getByText("Heel andere woorden stonden hier.").waitFor();
  assert.equal(await items().nth(2).getAttribute("aria-current"), "true");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-current")), "true");
  await shoot(page, "versions-oldest");
  await assertGood(page, "a version that differs much");
  // Neither text can be typed in.
  await dialog().locator(".cm-merge-b .cm-content").click();
  await page.keyboard.type("XYZ");
  assert.doesNotMatch(await dialog().innerText(), /XYZ/);
  await button("Kopieer de tekst").click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /Heel andere woorden/);
  await button("Zet deze versie terug").click();
  await dialog().waitFor({ state: "detached" });
  await page.getByText(/De tekst is weer zoals .*Wat er stond, is bewaard bij de eerdere versies\./).waitFor();
  await folder.written(LETTER, /Heel andere woorden/);
  // What stood there is a version by now, with who it was.
  await keptAre(4);
  assert.match(kept().at(-1), / Anna\.md$/);
  assert.match(folder.read(`${KEPT}/${kept().at(-1)}`), /Een zin van Anna\./);
  // Undo takes it back.
  await page.locator(".editor .cm-content").click();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+s");
  const undone = await folder.written(LETTER, /Een zin van Anna\./);
  assert.doesNotMatch(undone, /Heel andere woorden/);
});

test("what stood there is only said to be kept if it is, and a way back that fails says why", async () => {
  version(3, folder.read(LETTER).replace("# ", "# Ander kopje\n\nAndere woorden.\n\n# "));
  await start();
  await menu("Eerdere versies…");
  await dialog().locator(".cm-merge-b").waitFor();
  const act = "**/api/act";
  await page.route(act, async (route) => {
    if (route.request().postDataJSON().what !== "keep") return route.continue();
    await route.fulfill({ json: { what: "kept", is_kept: false } });
  });
  await button("Zet deze versie terug").click();
  await page.getByText(/De tekst is weer zoals .*Wat er stond, staat niet bij de eerdere versies\./).waitFor();
  await folder.written(LETTER, /Andere woorden/);
  await page.unroute(act);
  await page.route(act, (route) => route.fulfill({ status: 409, json: { message: "Dat kan nu niet.", hint: null } }));
  await button("Maak ongedaan").click();
  await page.getByText("Dat kan nu niet.").waitFor();
});

test("a letter without versions says so, and so does a folder in which none are kept", async () => {
  await start();
  await menu("Eerdere versies…");
  await dialog().getByText("Er zijn nog geen eerdere versies.").waitFor();
  await assertGood(page, "no versions yet");
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
  folder.write("data/gemeente.toml", `${folder.read("data/gemeente.toml")}\n[bewaren]\ndagen = 0\n`);
  await menu("Eerdere versies…");
  await dialog().getByText("In deze werkmap bewaart Griffel geen eerdere versies.").waitFor();
});

test("a letter that is gone comes back, by its versions or from the bin", async () => {
  const gone = "data/brieven/2022-K4/flits.md";
  const original = folder.read(gone);
  await start();
  folder.write(".griffel/versies/2022-K4/flits/2023-02-01T09-00-00.000Z.md", "+++\nonderwerp = \"oud\"\n+++\n");
  folder.write(`.griffel/versies/2022-K4/flits/${new Date().toISOString().replaceAll(":", "-")} Bert.md`, original);
  rmSync(join(folder.path, gone));
  // It was about three periods.
  await page.waitForFunction(() => [...document.querySelectorAll("nav .document-name")].filter(({ textContent }) => textContent === "flits").length === 2);
  await menu("Prullenbak");
  await dialog().getByText("Ook weg, met eerdere versies").waitFor();
  await dialog().getByText(/2022-K4\/flits, zoals (vandaag|gisteren) \d\d:\d\d/).waitFor();
  await shoot(page, "versions-bin");
  await assertGood(page, "the bin with documents that are gone");
  await button("Eerdere versies van 2022-K4/flits").click();
  await items().first().waitFor();
  await dialog().getByText("Bert").waitFor();
  await dialog().locator(".cm-content").first().waitFor();
  await shoot(page, "versions-gone");
  await assertGood(page, "versions of a document that is gone");
  await button("Haal 2022-K4/flits terug").click();
  assert.equal(await folder.written(gone, /./), original);
  await page.locator("nav [aria-current=page]", { hasText: "flits" }).waitFor();
  // Thrown away, it lies in the bin, and is not told twice.
  await menu("Gooi weg…");
  await button("Gooi weg").click();
  await page.getByText("2022-K4/flits ligt in de prullenbak.").waitFor();
  await menu("Prullenbak");
  await button("Zet 2022-K4/flits terug").waitFor();
  assert.equal(await dialog().getByText("Ook weg, met eerdere versies").count(), 0);
  await button("Zet 2022-K4/flits terug").click();
  assert.equal(await folder.written(gone, /./), original);
});

test("an adopted letter shows its versions, and keeps its text", async () => {
  folder.write(".griffel/versies/2022/jnv/2023-02-01T09-00-00.000Z.md", "+++\nonderwerp = \"oud\"\n+++\n\nOude woorden.\n");
  folder.write(`.griffel/versies/2022/jnv/${new Date().toISOString().replaceAll(":", "-")}.md`, "+++\nonderwerp = \"oud\"\n+++\n\nOude woorden.\n");
  folder.run("stelvast", "2022/jnv", "--door", "A. de Vries", "--op", "2023-03-14");
  const adopted = folder.read("data/brieven/2022/jnv.md");
  await start("2022/jnv");
  await page.locator(".adopted-fact").waitFor();
  await menu("Eerdere versies…");
  await dialog().getByText("Oude woorden.").waitFor();
  await dialog().getByText("Vastgesteld: u kunt een versie bekijken, niet terugzetten.").waitFor();
  assert.equal(await button("Zet deze versie terug").count(), 0);
  await shoot(page, "versions-adopted");
  assert.equal(folder.read("data/brieven/2022/jnv.md"), adopted);
});

test("of two windows one goes back, the other follows, and no sentence is lost", async () => {
  await start();
  const other = await open(context, preview.address);
  await ready(other);
  // Only what is in view is in the page.
  for (const one of [other, page]) {
    await one.locator(".editor .cm-content").click();
    await one.keyboard.press("Control+End");
  }
  await typeAtEnd(page, "\nEen zin uit het eerste venster.");
  await other.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes("eerste venster"));
  await typeAtEnd(other, "\nEen zin uit het tweede venster.");
  await page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes("tweede venster"));
  await menu("Eerdere versies…");
  await items().first().waitFor();
  await button("Zet deze versie terug").click();
  await dialog().waitFor({ state: "detached" });
  await other.waitForFunction(() => !document.querySelector(".editor .cm-content")?.textContent.includes("venster"));
  await keptAre(2);
  const last = folder.read(`${KEPT}/${kept().at(-1)}`);
  assert.ok(last.includes("eerste venster.") && last.includes("tweede venster."), last);
  assert.deepEqual(other.problems, []);
});
