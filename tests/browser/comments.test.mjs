// What colleagues say of a letter, and who else has it open: two people with a program each on one folder, in a real browser.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertGood, browser, open, Preview, shoot, WorkFolder } from "./preview.mjs";

const LETTER = "data/brieven/2022-K4/jnv.md";
const SAID = ".griffel/opmerkingen/2022-K4/jnv.toml";

let chromium;
let folder;
let people;

before(async () => void (chromium = await browser()));
after(() => chromium.close());

beforeEach(() => {
  folder = new WorkFolder();
  people = [];
});

afterEach(async () => {
  const problems = people.flatMap(({ page }) => page.problems).filter((problem) => !/status of (401|409|412)|ERR_CONNECTION_RE|WebSocket connection/.test(problem));
  for (const { context, preview } of people) {
    await context.close();
    preview.kill();
  }
  folder.remove();
  assert.deepEqual(problems, []);
});

/** Somebody with a program and a browser of their own; the computer may not know what they are called. */
async function person(name, document = "2022-K4/jnv", user = name) {
  const environment = { ...folder.environment, USER: user, XDG_DATA_HOME: join(folder.path, "..", name) };
  const preview = await Preview.of({ path: folder.path, environment, user: {} }, document, "--op", "2023-02-20");
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, timezoneId: "Europe/Amsterdam", locale: "nl" });
  const page = await open(context, preview.address);
  const one = { name, preview, context, page, button: (label, exact = false) => page.getByRole("button", { name: label, exact }) };
  people.push(one);
  await ready(page);
  return one;
}

async function ready(page) {
  await page.locator("section.sheet .layer").first().waitFor({ state: "attached" });
  await page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes("# bevoegdheden"));
}

/** Selects words in the text, as with the mouse; again where the text was painted anew in between. */
async function select(page, words) {
  for (let tries = 0; tries < 20; tries += 1) {
    await page.evaluate((words) => {
      const content = document.querySelector(".editor .cm-content");
      const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.nodeValue.indexOf(words);
        if (at < 0) continue;
        content.focus();
        getSelection().setBaseAndExtent(node, at, node, at + words.length);
        return;
      }
      throw new Error(`the text has no ${words}`);
    }, words);
    // The editor hears of it a moment later.
    await page.waitForTimeout(150);
    if (await page.evaluate((words) => getSelection().toString() === words, words)) return;
  }
  throw new Error(`${words} cannot be selected`);
}

const comment = (page, text) => page.locator("li.comment", { hasText: text });
const inText = (page) => page.locator(".editor .cm-comment");

async function say({ page, name, button }, words, text) {
  await select(page, words);
  await page.keyboard.press("Control+Alt+m");
  const field = page.getByLabel("Uw opmerking");
  await field.waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
  await page.keyboard.type(text);
  if (await page.getByLabel("Uw naam").count()) await page.getByLabel("Uw naam").fill(name);
  await button("Plaats", true).click();
  await comment(page, text).waitFor();
}

test("two people talk about a letter beside its text, and nothing of it is in the letter", async () => {
  const before = folder.read(LETTER);
  const anna = await person("Anna");
  await anna.button("Opmerkingen").click();
  await anna.page.getByText("Er staan geen opmerkingen bij deze brief.").waitFor();
  await assertGood(anna.page, "no comments");
  await select(anna.page, "kaders");
  await anna.button("Nieuwe opmerking").click();
  await assertGood(anna.page, "writing a comment");
  await shoot(anna.page, "comment-writing");
  await anna.button("Annuleren").click();

  const bert = await person("Bert");
  await say(anna, "kaders", "Is dit niet <b>het college</b>?");
  assert.equal(await inText(anna.page).innerText(), "kaders");
  assert.equal(await anna.page.locator("li.comment b").count(), 0, "text is no markup");
  // The other has it without asking, marked in the text and counted.
  await bert.page.locator(".panel-number", { hasText: "1" }).waitFor();
  await bert.button("Opmerkingen").click();
  await comment(bert.page, "het college").waitFor();
  assert.equal(await inText(bert.page).innerText(), "kaders");
  assert.equal(await comment(bert.page, "het college").getByRole("button", { name: "Verwijder" }).count(), 0, "only who made it");

  await bert.button("Antwoord op de opmerking van Anna").click();
  await bert.page.getByLabel("Antwoord aan Anna").fill("Nee, de raad.\nZie artikel 108.");
  await bert.page.getByLabel("Uw naam").fill("Bert");
  await bert.button("Plaats antwoord").click();
  await comment(anna.page, "Zie artikel 108.").waitFor();
  await shoot(anna.page, "comment-answered");
  await assertGood(anna.page, "a comment with an answer");

  // A click leads to the words, and the words to the comment.
  await anna.page.locator(".comment-place").click();
  await anna.page.waitForFunction(() => document.activeElement?.classList.contains("cm-content"));
  await anna.page.locator("li.comment.chosen").waitFor();
  await anna.button("Meldingen").click();
  await inText(anna.page).click();
  await comment(anna.page, "Zie artikel 108.").waitFor();

  // Only the words are marked on the page.
  await anna.page.waitForFunction(() => CSS.highlights.get("griffel-comments")?.size === 1);
  assert.equal(await anna.page.evaluate(() => [...CSS.highlights.get("griffel-comments")].map(({ startContainer, startOffset, endOffset }) => startContainer.data.slice(startOffset, endOffset)).join("")), "kaders");

  await bert.page.getByRole("button", { name: "Opgelost: de opmerking van Anna" }).click();
  await anna.page.getByText("Alle opmerkingen zijn opgelost.").waitFor();
  assert.equal(await inText(anna.page).count(), 0);
  await anna.page.waitForFunction(() => !CSS.highlights.has("griffel-comments"));
  await anna.button("Toon opgeloste (1)").click();
  await anna.page.getByText("Opgelost door Bert").waitFor();
  await assertGood(anna.page, "a settled comment");
  await anna.button("Heropen").click();
  await inText(bert.page).waitFor();

  await comment(anna.page, "het college").getByRole("button", { name: "Verwijder uw opmerking" }).click();
  await bert.page.getByText("Er staan geen opmerkingen bij deze brief.").waitFor();
  await anna.button("Zet terug").click();
  await comment(bert.page, "Zie artikel 108.").waitFor();

  const file = folder.read(SAID);
  assert.match(file, /^# Opmerkingen van collega's[^\n]*\nversie = 1\n/);
  assert.match(file, /wie = "Anna"\nwanneer = \d{4}-\d\d-\d\dT[\d:]+([+-]\d\d:\d\d|Z)\n/);
  assert.match(file, /\[\[opmerking.antwoord\]\]\n/);
  assert.equal(folder.read(LETTER), before);
  assert.doesNotMatch(folder.run("controleer", "2022-K4/jnv"), /opmerking/);
});

test("a comment without a name is of somebody, and who has no name yet is told why they cannot settle it", async () => {
  const anna = await person("Anna");
  await say(anna, "kaders", "Welke kaders?");
  folder.edit(SAID, 'wie = "Anna"', 'wie = ""');
  const { page, button } = await person("nieuw", "2022-K4/jnv", "");
  await button("Opmerkingen").click();
  await comment(page, "Welke kaders?").getByText("Iemand", { exact: true }).waitFor();
  const settle = button("Opgelost: de opmerking van Iemand");
  await page.getByText("Opgelost kan pas als Griffel uw naam weet.").waitFor();
  assert.equal(await settle.isDisabled(), true);
  await shoot(page, "comment-nameless");
  await assertGood(page, "a comment that cannot be settled yet");
  await button("Antwoord op de opmerking van Iemand").click();
  await page.getByLabel("Antwoord aan Iemand").fill("Die van de raad.");
  await page.getByLabel("Uw naam").fill("Nieuw");
  await button("Plaats antwoord").click();
  await settle.click();
  await button("Toon opgeloste (1)").click();
  await page.getByText("Opgelost door Nieuw").waitFor();
});

test("comments stay with their words while the letter is written, saved, changed elsewhere and opened again", async () => {
  const anna = await person("Anna");
  const { page } = anna;
  await say(anna, "kaders", "Welke raad?");
  // What is typed before and within moves it along.
  await select(page, "kaders");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("x");
  await select(page, "bevoegdheden");
  await page.keyboard.press("End");
  await page.keyboard.type("\n\nHier komt een regel bij.");
  await page.locator(".save-state", { hasText: "Bewaard" }).waitFor();
  await folder.written(SAID, /woorden = "kaderxs"/);
  // Somebody else changes the file, round about and in two places at once.
  const text = folder.read(LETTER);
  folder.write(LETTER, `${text.replace("Hier komt een regel bij.", "Een andere eerste regel.")}\nEn nog een laatste.\n`);
  await page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes("Een andere eerste regel."));
  await page.waitForFunction(() => document.querySelector(".editor .cm-comment")?.textContent === "kaderxs");
  // The program ends in the middle, and another goes on.
  anna.preview.kill();
  await page.getByText("Griffel antwoordt niet.").waitFor();
  const bert = await person("Bert");
  await bert.page.waitForFunction(() => document.querySelector(".editor .cm-comment")?.textContent === "kaderxs");
  // What is taken away takes nothing with it, and undoing brings the place back.
  await bert.button("Opmerkingen").click();
  await select(bert.page, "kaderxs");
  await bert.page.keyboard.press("Delete");
  await bert.page.getByText("staat niet meer in de tekst").waitFor();
  await comment(bert.page, "kaderxs").waitFor();
  await shoot(bert.page, "comment-lost");
  await assertGood(bert.page, "a comment that is not in the text any more");
  await bert.page.locator(".editor .cm-content").focus();
  await bert.page.keyboard.press("Control+z");
  await bert.page.waitForFunction(() => document.querySelector(".editor .cm-comment")?.textContent === "kaderxs");
});

test("a file that cannot be read is told, stays as it is, and what is typed is kept", async () => {
  folder.write(SAID, 'versie = 1\n[[opmerking]]\nid = "a"\nwie = "Eva"\nwanneer = 2023-02-20T10:00:00+01:00\ntekst = "<img src=x onerror=alert(1)>\\u202e <script>alert(2)</script>"\nwoorden = "kaders"\n');
  const anna = await person("Anna");
  const { page } = anna;
  await anna.button("Opmerkingen").click();
  await comment(page, "<script>alert(2)</script>").waitFor();
  assert.equal(await page.locator(".comments img, .comments script").count(), 0);
  assert.match(await comment(page, "<script>").innerText(), /20 februari 2023/);
  folder.write(SAID, "versie = 1\nkapot");
  await page.getByText("De opmerkingen bij dit document zijn niet te lezen.").waitFor();
  await assertGood(page, "comments that cannot be read");
  await select(page, "kaders");
  await page.keyboard.press("Control+Alt+m");
  await page.getByLabel("Uw opmerking").fill("Deze blijft.");
  if (await page.getByLabel("Uw naam").count()) await page.getByLabel("Uw naam").fill("Anna");
  await anna.button("Plaats", true).click();
  await page.locator(".notice", { hasText: "niet te lezen" }).waitFor();
  assert.equal(folder.read(SAID), "versie = 1\nkapot");
  await page.reload();
  await ready(page);
  await anna.button("Opmerkingen").click();
  assert.equal(await page.getByLabel("Uw opmerking").inputValue(), "Deze blijft.");
  rmSync(join(folder.path, SAID));
  await anna.button("Plaats", true).click();
  await folder.written(SAID, /Deze blijft/);
  // Fifty megabytes are not read at all.
  folder.write(SAID, `versie = 1\n${"#".repeat(50 * 1024 * 1024)}`);
  await page.getByText("Het is groter dan 1 MB.").waitFor();
});

test("a letter with open comments is not adopted without a word", async () => {
  const anna = await person("Anna", "2022-K4/flits");
  const { page } = anna;
  await page.locator(".editor .cm-line", { hasText: "Elk kwartaal vertellen" }).click();
  await page.keyboard.press("Control+Alt+m");
  await page.getByLabel("Uw opmerking").fill("Mag dit weg?");
  await page.getByLabel("Uw naam").fill("Anna");
  await anna.button("Plaats", true).click();
  await comment(page, "Mag dit weg?").waitFor();
  const refused = (() => {
    try {
      return folder.run("stelvast", "2022-K4/flits", "--door", "Anna");
    } catch (error) {
      return String(error.stdout) + String(error.stderr);
    }
  })();
  assert.match(refused, /F018[\s\S]*nog een open opmerking[\s\S]*--opmerkingen-open/);
  const menu = async (name) => {
    await anna.button("Meer", true).click();
    await page.locator("#document-menu").getByRole("button", { name, exact: true }).click();
  };
  const dialog = page.getByRole("dialog");
  const step = async () => {
    const status = await page.locator(".title .status").innerText();
    if (status !== "concept") return;
    await menu("Ambtelijk akkoord…");
    await dialog.getByRole("button", { name: "Leg vast" }).click();
    await page.locator(".title .status", { hasText: "ambtelijk akkoord" }).waitFor();
  };
  await step();
  await menu("Stel vast…");
  await dialog.getByText("Er staat nog 1 open opmerking bij deze brief.").waitFor();
  assert.ok(await dialog.getByRole("button", { name: "Stel vast" }).isDisabled());
  await shoot(page, "comment-adopt");
  await assertGood(page, "adopting with an open comment");
  await dialog.getByRole("button", { name: "Lees de opmerking" }).click();
  await comment(page, "Mag dit weg?").waitFor();
  await menu("Stel vast…");
  await dialog.getByLabel("Stel toch vast.").check();
  await dialog.getByRole("button", { name: "Stel vast" }).click();
  await page.locator(".title .status", { hasText: "vastgesteld" }).waitFor({ timeout: 90_000 });
  const everything = (at) => readdirSync(at, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? everything(join(at, entry.name)) : [join(at, entry.name)]));
  for (const part of ["archief", "uitvoer", "data"]) {
    for (const file of existsSync(join(folder.path, part)) ? everything(join(folder.path, part)) : []) {
      assert.ok(!readFileSync(file).includes("Mag dit weg?"), `${file} has it`);
    }
  }
});

test("who else has the letter open is shown, and no longer when they leave", async () => {
  const anna = await person("Anna");
  const bert = await person("Bert");
  await anna.page.locator(".present", { hasText: "Bert heeft deze brief ook open" }).waitFor();
  await bert.page.locator(".present", { hasText: "Anna heeft deze brief ook open" }).waitFor();
  await shoot(anna.page, "present");
  await assertGood(anna.page, "somebody else is here");
  // A second window of one's own is nobody else.
  const second = await open(anna.context, anna.preview.address);
  await ready(second);
  await second.locator(".present", { hasText: "Bert heeft deze brief ook open" }).waitFor();
  assert.equal(await bert.page.locator(".present").textContent(), "Anna heeft deze brief ook open");
  await second.close();
  // Another document, and back.
  await bert.page.locator("nav .document", { hasText: "flits" }).first().click();
  await anna.page.waitForFunction(() => document.querySelector(".present")?.textContent === "");
  await bert.page.locator("nav .document", { hasText: "jnv" }).first().click();
  await anna.page.locator(".present", { hasText: "Bert heeft deze brief ook open" }).waitFor();
  bert.preview.process.kill("SIGTERM");
  await anna.page.waitForFunction(() => document.querySelector(".present")?.textContent === "");
  assert.equal(readdirSync(join(folder.path, ".griffel/aanwezig")).filter((name) => name.endsWith(".json")).length, 1);
});

test("two hundred comments are listed, and marked where they are", async () => {
  const words = [...new Set(folder.read(LETTER).split("+++")[2].match(/[a-z]{6,}/g))];
  const all = Array.from({ length: 200 }, (_, number) => `[[opmerking]]\nid = "a${number}"\nwie = "Eva"\nwanneer = 2023-02-20T10:00:00+01:00\ntekst = "Nummer ${number}"\nwoorden = "${words[number % words.length]}"\nrond = ["", ""]\n`);
  folder.write(SAID, `versie = 1\n${all.join("\n")}`);
  const anna = await person("Anna");
  const { page } = anna;
  await page.locator(".panel-number", { hasText: "200" }).waitFor();
  await inText(page).first().waitFor({ state: "attached" });
  await anna.button("Opmerkingen").click();
  await page.locator("li.comment").nth(199).waitFor();
  assert.equal(await page.getByText("staat niet meer in de tekst").count(), 0);
  await shoot(page, "comment-many");
  await assertGood(page, "two hundred comments");
  // By keys alone, in the order of the text.
  await page.keyboard.press("Alt+c");
  await page.keyboard.press("Alt+c");
  await page.locator("li.comment.chosen").waitFor();
  assert.equal(await page.locator("li.comment").nth(1).getAttribute("class"), "comment chosen");
});
