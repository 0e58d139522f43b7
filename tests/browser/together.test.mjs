// Two windows as two people on one letter: what does not touch is merged by itself, the same sentence is asked about with both in
// it, and after a hundred saves elsewhere and a killed server every sentence is accounted for.
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertGood, browser, open, Preview, shoot, WorkFolder } from "./preview.mjs";

const LETTER = "data/brieven/2022-K4/jnv.md";
const MERGED = "Een collega veranderde intussen ook deze brief. Beide veranderingen staan er.";

let chromium;
let folder;
let preview;
let contexts;
let problems;

before(async () => void (chromium = await browser()));
after(() => chromium.close());

beforeEach(() => {
  folder = new WorkFolder();
  contexts = [];
  problems = [];
});

afterEach(async () => {
  const found = problems.flatMap((page) => page.problems).filter((problem) => !/status of 412|ERR_CONNECTION|WebSocket connection/.test(problem));
  for (const context of contexts) await context.close();
  preview?.kill();
  folder.remove();
  assert.deepEqual(found, []);
});

/** The window of somebody, with a browser of their own. */
async function person(isSavedByItself = true) {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  contexts.push(context);
  const page = await open(context, preview.address);
  problems.push(page);
  await page.locator("section.sheet").first().getByText("Jeugdhulp naar voren").first().waitFor();
  await page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes("# bevoegdheden"));
  if (!isSavedByItself) {
    await page.getByRole("button", { name: "Instellingen" }).click();
    await page.getByLabel("Bewaren als ik even stop met typen").uncheck();
    await page.keyboard.press("Escape");
  }
  return page;
}

async function start() {
  preview = await Preview.of(folder, "2022-K4/jnv", "--op", "2023-02-20");
}

const until = async (holds, what) => {
  for (let tries = 0; !(await holds()) && tries < 600; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(await holds(), what);
};
const inFile = (words) => until(() => folder.read(LETTER).includes(words), `the file has ${words}`);
const inEditor = async (page, words) => {
  // A window that nobody looks at draws nothing.
  await page.bringToFront();
  await page.waitForFunction((words) => document.querySelector(".editor .cm-content").textContent.includes(words), words);
};

/** Puts the cursor behind words in the text. */
async function goBehind(page, words) {
  await page.bringToFront();
  await page.locator(".editor .cm-content").click();
  await page.keyboard.press("Control+f");
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
}

const isCursorSeen = (page) =>
  page.evaluate(() => {
    const cursor = document.querySelector(".editor .cm-cursor-primary").getBoundingClientRect();
    const editor = document.querySelector(".editor .cm-scroller").getBoundingClientRect();
    return cursor.top >= editor.top && cursor.bottom <= editor.bottom;
  });

test("different paragraphs: both stay, nobody is asked, and the cursor stays in its words", async () => {
  await start();
  const anna = await person(false);
  const bert = await person();
  await goBehind(anna, "Wij gaan door met de pilot");
  await anna.keyboard.type(" van ANNA");
  // Above what she writes, and below it.
  await goBehind(bert, "U hoeft niets te besluiten.");
  await bert.keyboard.type(" Deze zin is van BERT. En deze ook. Zij maken de alinea een regel langer dan zij was.");
  await inFile("regel langer dan zij was.");
  await goBehind(bert, "U hoeft geen extra geld beschikbaar te stellen.");
  await bert.keyboard.type(" BERT schrijft onderaan.");
  await inFile("BERT schrijft onderaan.");
  await inEditor(anna, "BERT schrijft onderaan.");
  await anna.getByText(MERGED).waitFor();
  assert.equal(await anna.getByRole("dialog").count(), 0);
  await until(() => isCursorSeen(anna), "the line being typed is in sight");
  await shoot(anna, "merged");
  await anna.keyboard.type(", en zij gaat door");
  await anna.keyboard.press("Control+s");
  await inFile("Wij gaan door met de pilot van ANNA, en zij gaat door zoals");
  await inEditor(bert, "van ANNA, en zij gaat door");
  for (const words of ["Deze zin is van BERT.", "BERT schrijft onderaan."]) assert.ok(folder.read(LETTER).includes(words), words);
  // Undo takes back what she typed, and nothing of his.
  await anna.bringToFront();
  // Who types slowly has more steps; past the first there is nothing to take back.
  for (let times = 0; times < 50; times += 1) await anna.keyboard.press("Control+z");
  await anna.keyboard.press("Control+s");
  await until(() => !folder.read(LETTER).includes("ANNA"), "what she typed is taken back");
  assert.ok(folder.read(LETTER).includes("Wij gaan door met de pilot zoals wij"));
  for (const words of ["Deze zin is van BERT.", "BERT schrijft onderaan."]) assert.ok(folder.read(LETTER).includes(words), words);
});

test("the same sentence: both stand in the text, each place is chosen by itself, and the default keeps both", async () => {
  await start();
  const anna = await person(false);
  const bert = await person();
  await goBehind(anna, "De lijnen met de aanbieders zijn kort");
  await anna.keyboard.type(", zegt ANNA");
  await goBehind(anna, "Wij gaan door met de pilot");
  await anna.keyboard.type(" van ANNA");
  await goBehind(anna, "U hoeft geen extra geld");
  await anna.keyboard.type(" of meer");
  await goBehind(bert, "De lijnen met de aanbieders zijn kort");
  await bert.keyboard.type(", vindt BERT");
  await goBehind(bert, "Wij gaan door met de pilot");
  await bert.keyboard.type(" van BERT");
  await inFile("de pilot van BERT");
  await inFile("kort, vindt BERT");
  await anna.bringToFront();
  const dialog = anna.getByRole("dialog");
  await dialog.getByText("Op 2 plaatsen veranderden u en een collega hetzelfde.").waitFor();
  const right = dialog.getByRole("textbox", { name: "Beide teksten samen" });
  assert.match((await right.innerText()).replace(/\s+/g, " "), /kort, vindt BERT\. De lijnen met de aanbieders zijn kort, zegt ANNA\./);
  assert.equal(await right.locator(".cm-of-mine").count(), 2);
  assert.equal(await right.locator(".cm-of-theirs").count(), 2);
  await shoot(anna, "same-sentence");
  await assertGood(anna, "two places that both changed");
  // One place: hers; taken back, and chosen again.
  const place = dialog.getByRole("group", { name: "Wat blijft op plaats 1" });
  const isPressed = (name, is) => place.getByRole("button", { name, pressed: is, exact: true }).waitFor();
  await isPressed("Allebei", true);
  await place.getByRole("button", { name: "Die van mij" }).click();
  await isPressed("Die van mij", true);
  assert.ok(!(await right.innerText()).includes("vindt BERT"));
  await right.click();
  await anna.keyboard.press("Control+z");
  await isPressed("Allebei", true);
  assert.ok((await right.innerText()).includes("vindt BERT"));
  await place.getByRole("button", { name: "Die van een collega" }).click();
  await isPressed("Die van een collega", true);
  await shoot(anna, "same-sentence-chosen");
  await dialog.getByRole("button", { name: "Bewaar de rechtertekst" }).click();
  await inFile("of meer");
  const text = folder.read(LETTER);
  assert.ok(text.includes("De lijnen met de aanbieders zijn kort, vindt BERT.") && !text.includes("zegt ANNA"), "what was chosen");
  assert.ok(text.includes("Wij gaan door met de pilot van BERT zoals wij met u hebben afgesproken. Wij gaan door met de pilot van ANNA zoals wij met u hebben afgesproken."), "where nothing was chosen both");
});

test("the same line of the head: one counts, the other stays as a remark", async () => {
  await start();
  const anna = await person(false);
  await anna.getByRole("button", { name: "Gegevens onderwerp", exact: false }).click();
  await anna.getByRole("region", { name: "Gegevens", exact: true }).getByLabel("Contact").fill("anna@voorbeeld.nl");
  await anna.getByText("Nog niet bewaard").waitFor();
  folder.edit(LETTER, "jeugd@voorbeeld.nl", "bert@voorbeeld.nl");
  const dialog = anna.getByRole("dialog");
  await dialog.getByText("Op 1 plaats veranderden u en een collega hetzelfde.").waitFor();
  await shoot(anna, "same-line");
  await assertGood(anna, "a line of the head that both changed");
  await dialog.getByRole("button", { name: "Bewaar de rechtertekst" }).click();
  await inFile('# contact = "bert@voorbeeld.nl"\ncontact = "anna@voorbeeld.nl"\n');
  await anna.getByText("Bewaard", { exact: true }).waitFor();
  assert.equal(await anna.locator(".banner.error").count(), 0, "the letter can still be read");
});

/** Numbers that are the same each time. */
function generator(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

// For whoever has the time: a busy machine may write between a program's reading and writing, which nobody can mend.
test("a colleague saves a hundred times by another program while one types, and the server is killed: every sentence is there", { skip: !process.env.GRIFFEL_LONG }, async () => {
  const random = generator(22);
  await start();
  // She saves when nobody else is between reading and writing: manuscript.test.ts has the rest.
  const anna = await person(false);
  const paragraph = "Veel jongeren komen via het wijkteam.";
  await goBehind(anna, "U hoeft geen extra geld beschikbaar te stellen.");
  const hers = [];
  const theirs = [];
  const changed = new Map();
  for (let turn = 0; turn < 100; turn += 1) {
    // The colleague's program: reads, changes one thing, writes.
    const text = folder.read(LETTER);
    const what = random(3);
    if (what === 0) {
      theirs.push(`Zin ${turn} van een collega.`);
      folder.write(LETTER, text.replace(paragraph, `${theirs.at(-1)} ${paragraph}`));
    } else if (what === 1) {
      theirs.push(`Alinea ${turn} van een collega.`);
      folder.write(LETTER, text.replace("\n# vervolg", `\n${theirs.at(-1)}\n\n# vervolg`));
    } else if (theirs.length > 0) {
      const old = theirs[random(theirs.length)];
      const now = old.replace(/\.$/, `, anders ${turn}.`);
      folder.write(LETTER, text.replace(old, now));
      theirs[theirs.indexOf(old)] = now;
    }
    changed.set(turn, what);
    hers.push(`Zin ${turn} van ANNA.`);
    await anna.keyboard.type(` ${hers.at(-1)}`);
    if (turn % 10 === 9) {
      await anna.keyboard.press("Control+s");
      await anna.getByText("Bewaard", { exact: true }).waitFor();
    }
    if (turn === 50) {
      preview.kill();
      await once(preview.process, "exit");
      await start();
    }
  }
  await anna.keyboard.press("Control+s");
  await anna.getByText("Bewaard", { exact: true }).waitFor();
  await inFile(hers.at(-1));
  assert.equal(await anna.getByRole("dialog").count(), 0, "nobody is asked");
  const text = folder.read(LETTER);
  for (const sentence of [...hers, ...theirs]) assert.equal(text.split(sentence).length, 2, `once: ${sentence}`);
  const places = hers.map((sentence) => text.indexOf(sentence));
  assert.deepEqual(places, places.toSorted((a, b) => a - b), "what she typed is in the order in which she did");
  assert.ok(changed.size === 100 && theirs.length > 20);
  await inEditor(anna, hers.at(-1));
});

test("the line being typed stays in sight when the messages take more room, and when the window gets lower", async () => {
  await start();
  const page = await person();
  const height = () => page.evaluate(() => document.querySelector(".editor").offsetHeight);
  const before = await height();
  await page.locator(".editor .cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n\nEr waren 12345 gezinnen en 54321 jongeren.");
  const isSeen = () => isCursorSeen(page);
  await page.locator(".findings .finding").nth(1).waitFor();
  await until(async () => (await height()) < before, "the messages took room");
  await until(isSeen, "with the messages");
  await shoot(page, "messages");
  for (const size of [600, 480, 800]) {
    await page.setViewportSize({ width: 1280, height: size });
    await until(isSeen, `${size} high`);
  }
  // Whoever reads elsewhere in the text is not taken away from there.
  await page.locator(".editor .cm-scroller").evaluate((scroller) => (scroller.scrollTop = 0));
  await until(async () => !(await isSeen()), "the cursor is elsewhere");
  await page.setViewportSize({ width: 1280, height: 700 });
  await page.waitForFunction(() => innerHeight === 700);
  assert.equal(await page.locator(".editor .cm-scroller").evaluate((scroller) => scroller.scrollTop), 0);
});
