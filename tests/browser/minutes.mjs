// How many minutes a communications officer needs, by the keystroke-level model of Card, Moran and Newell (1980): the whole
// way from a computer without any work folder, played in a real browser, with every click and key counted: `npm run minutes`.
// What is done is asserted; how long it takes is told, not judged. Reading and thinking up sentences are not in the model.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { browser, griffel, open } from "./preview.mjs";

/** Seconds: a key of an average typist, a press of the mouse, pointing, a hand to the mouse or back, and making up one's mind. */
const [KEY, PRESS, POINT, HAND, MIND] = [0.28, 0.2, 1.1, 0.4, 1.35];

/** Somebody at a screen: what they do, and how long that takes. */
class Person {
  tasks = [];
  hand = "mouse";

  begin(name) {
    this.task = { name, clicks: 0, keys: 0, hands: 0, minds: 0, waited: 0 };
    this.tasks.push(this.task);
  }

  /** Makes up their mind, points, and presses. */
  async click(target) {
    this.with("mouse");
    this.task.minds += 1;
    this.task.clicks += 1;
    await this.waiting(target.click());
  }

  /** Goes to a field, and types over what stands there. */
  async fill(field, text) {
    await this.click(field);
    this.with("keyboard");
    if ((await field.inputValue()) !== "") await this.press("Control+a", 2);
    this.task.minds += 1;
    this.task.keys += text.length;
    await field.pressSequentially(text);
  }

  /** Types a date into its field, part after part. */
  async date(field, iso) {
    await this.click(field);
    this.with("keyboard");
    this.task.minds += 1;
    this.task.keys += 8;
    await field.fill(iso);
  }

  /** Types where the cursor stands. */
  async type(page, text) {
    this.with("keyboard");
    this.task.minds += 1;
    this.task.keys += text.length;
    await page.keyboard.type(text);
  }

  async press(keys, count = 1) {
    this.with("keyboard");
    this.task.keys += count;
    await this.page.keyboard.press(keys);
  }

  /** Opens a list, and chooses from it. */
  async choose(list, option) {
    await this.click(list);
    this.task.clicks += 1;
    this.task.minds += 1;
    await list.selectOption(option);
    await this.page.keyboard.press("Escape");
  }

  /** Waits for the program; that counts as well. */
  async waiting(done) {
    const before = performance.now();
    const result = await done;
    this.task.waited += (performance.now() - before) / 1000;
    return result;
  }

  with(hand) {
    if (this.hand !== hand) this.task.hands += 1;
    this.hand = hand;
  }
}

const seconds = ({ clicks, keys, hands, minds, waited }) => clicks * (POINT + PRESS) + keys * KEY + hands * HAND + minds * MIND + waited;

const home = mkdtempSync(join(tmpdir(), "griffel-"));
mkdirSync(join(home, "Documents"));
const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40" width="120" height="40"><rect width="120" height="40" fill="#00695c"/></svg>';
const program = spawn(griffel, ["start"], { cwd: home, env: { ...process.env, HOME: home, XDG_DATA_HOME: join(home, "data") }, stdio: ["ignore", "pipe", "ignore"] });
let address;
for await (const line of createInterface({ input: program.stdout })) {
  address = line.match(/http:\S+/)[0];
  break;
}
const chromium = await browser();
const context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
const page = await open(context, address);
const somebody = new Person();
somebody.page = page;
const button = (name, exact = true) => page.getByRole("button", { name, exact });
const dialog = page.getByRole("dialog");
const menu = async (name) => {
  await somebody.click(button("Meer"));
  await somebody.click(page.locator("#document-menu").getByRole("button", { name, exact: true }));
};
const folder = join(home, "Documents/brieven-zwijndrecht");
const read = (file) => readFileSync(join(folder, file), "utf8");
const row = (name) => page.locator(".overview").getByRole("row").filter({ hasText: name });
const until = async (holds) => {
  for (let tries = 0; !holds() && tries < 300; tries += 1) await page.waitForTimeout(100);
  assert.ok(holds(), String(holds));
};

/** Chooses words with the mouse, and types others over them, or takes them away. */
async function fixText(wrong, right) {
  const line = page.locator(".editor .cm-line", { hasText: wrong }).first();
  await somebody.click(line);
  // A drag over the words: press, point, release.
  somebody.task.clicks += 1;
  await line.evaluate((element, wrong) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const text = nodes.map((node) => node.data).join("");
    const place = (at) => {
      for (const node of nodes) {
        if (at <= node.data.length) return [node, at];
        at -= node.data.length;
      }
      throw new Error("past the end");
    };
    const from = text.indexOf(wrong);
    const range = document.createRange();
    range.setStart(...place(from));
    range.setEnd(...place(from + wrong.length));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }, wrong);
  await page.waitForTimeout(100);
  if (right) await somebody.type(page, right);
  else await somebody.press("Delete");
}

somebody.begin("start Griffel: a double click");
somebody.task.clicks += 2;
somebody.task.minds += 1;
await somebody.waiting(button("Nieuwe werkmap").waitFor());

somebody.begin("a new work folder, house style, a form of one's own");
await somebody.click(button("Nieuwe werkmap"));
await somebody.fill(page.getByLabel("Gemeente"), "Zwijndrecht");
await page.getByText("Code gm0642.").waitFor();
await somebody.fill(page.getByLabel("Of typ de kleurcode"), "#00695c");
// The window of the computer: a folder, and a file in it.
await page.getByLabel("Logo").setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from(LOGO) });
Object.assign(somebody.task, { clicks: somebody.task.clicks + 3, minds: somebody.task.minds + 3 });
await somebody.choose(page.getByLabel("Vorm van uw brieven"), "Een eigen vorm");
await somebody.fill(page.getByLabel("Hoe heet uw brief?"), "Raadsmemo");
await somebody.fill(page.getByLabel("Vaste koppen"), "Aanleiding\nWat gebeurde er?\nKosten");
await somebody.click(page.getByLabel("Met de voorbeeldbrieven en hun cijfers erin"));
await somebody.click(button("Maak de werkmap"));
await somebody.waiting(page.locator("nav .document").first().waitFor({ timeout: 60_000 }));

somebody.begin("a letter from nothing, with figures that are there");
await somebody.click(button("Nieuw"));
await somebody.choose(dialog.getByLabel("Soort"), "raadsmemo");
await somebody.fill(dialog.getByLabel("Onderwerp"), "Jeugdhulp in de wijk");
await somebody.fill(dialog.getByLabel("Periode"), "2022-K4");
await somebody.fill(dialog.getByLabel("Ons kenmerk"), "2023-001234");
await somebody.fill(dialog.getByLabel("Portefeuillehouder"), "wethouder Jeugd");
await somebody.click(button("Maak"));
await somebody.waiting(page.locator("section.sheet").first().getByText("Jeugdhulp in de wijk").first().waitFor());
// The cursor stands where one writes.
await somebody.type(page, "U vroeg ons elk kwartaal te vertellen hoe het gaat met hulp in de wijk. Dat doen wij met deze memo.");
await somebody.click(page.locator(".finding", { hasText: "Wat gebeurde er?" }));
await somebody.type(page, "In het {{ periode }} begonnen {{ jnv_begonnen }} jongeren met hulp. Zij wonen verspreid over de hele gemeente, en komen vaak via school of de huisarts.");
await somebody.click(page.locator(".finding", { hasText: 'Onder de kop "Kosten"' }));
await somebody.type(page, "De hulp kostte in het {{ periode }} {{ jnv_kosten_kwartaal }}. Wij betalen dit uit het budget voor jeugdhulp.");
await somebody.waiting(page.locator(".findings").getByText(/Geen meldingen|waarschuwing/).first().waitFor());
await until(() => read("data/brieven/2022-K4/jeugdhulp-in-de-wijk.md").includes("jnv_kosten_kwartaal"));
assert.equal(await page.locator(".findings .count.error").count(), 0, await page.locator(".findings").innerText());
const first = somebody.tasks.length;

somebody.begin("three mistakes, mended");
await somebody.press("End");
await somebody.type(page, " Dat is voor {{ jnv_begonen }} jongeren, en 48 jongeren meer dan verwacht. <u>Zie hieronder.</u>");
await somebody.waiting(page.locator(".finding.error", { hasText: "jnv_begonen" }).waitFor());
await somebody.click(page.locator(".finding", { hasText: "jnv_begonen" }).first());
await fixText("jnv_begonen", "jnv_begonnen");
await fixText(", en 48 jongeren meer dan verwacht", "");
await fixText(" <u>Zie hieronder.</u>", "");
await somebody.waiting(page.locator(".finding.error").first().waitFor({ state: "detached" }));

somebody.begin("a letter from an earlier one");
await somebody.click(page.locator("nav .document", { hasText: "flits" }).first());
await menu("Maak hier een nieuwe uit…");
await somebody.fill(dialog.getByLabel("Naam van het bestand"), "flits-wijk");
await somebody.fill(dialog.getByLabel("Periode"), "2022-K4");
await somebody.click(button("Maak"));
await somebody.waiting(page.locator("nav [aria-current=page]", { hasText: "flits-wijk" }).waitFor());

somebody.begin("the next quarter");
await somebody.click(button("Nieuwe periode"));
await somebody.fill(dialog.getByLabel("Periode"), "2023-K1");
await somebody.click(button("Laat zien wat er komt"));
await somebody.waiting(dialog.getByText("2023-K1/jnv").waitFor({ timeout: 60_000 }));
await somebody.click(button("Maak deze stukken"));
await somebody.waiting(page.getByText("stukken zijn klaargezet").waitFor({ timeout: 60_000 }));

somebody.begin("the overview");
await somebody.click(button("Overzicht"));
await somebody.waiting(row("2022-K4/jeugdhulp-in-de-wijk").waitFor({ timeout: 60_000 }));

const LETTER = "2022-K4/jeugdhulp-in-de-wijk";
somebody.begin("agreement and adoption");
await somebody.click(row(LETTER).getByRole("button", { name: `Ambtelijk akkoord: ${LETTER}` }));
await somebody.fill(dialog.getByLabel("Wie?"), "A. de Vries");
await somebody.click(button("Leg vast"));
await somebody.click(row(LETTER).getByRole("button", { name: `Stel vast: ${LETTER}` }));
await somebody.click(button("Stel vast"));
await somebody.waiting(row(LETTER).getByRole("button", { name: `Is verzonden: ${LETTER}` }).waitFor({ timeout: 60_000 }));

somebody.begin("sending");
await somebody.click(row(LETTER).getByRole("button", { name: `Is verzonden: ${LETTER}` }));
await somebody.click(button("Leg vast"));
await somebody.waiting(row(LETTER).getByText("verzonden", { exact: true }).waitFor());

somebody.begin("a correction, adopted again");
await somebody.click(row(LETTER).locator(".row-title"));
await somebody.click(button("Maak een correctie"));
await somebody.fill(dialog.getByLabel("Wat is er anders dan in de vorige versie?"), "Een zin over de kosten is duidelijker.");
await somebody.click(dialog.getByRole("button", { name: "Maak een correctie" }));
await dialog.waitFor({ state: "detached" });
await fixText("Wij betalen dit uit", "Dat geld komt uit");
await menu("Ambtelijk akkoord…");
await somebody.click(button("Leg vast"));
await page.locator(".title .status", { hasText: "ambtelijk akkoord" }).waitFor();
await menu("Stel vast…");
await somebody.click(button("Stel vast"));
await somebody.waiting(page.getByText("verandert niet meer").waitFor({ timeout: 60_000 }));

somebody.begin("verification");
await menu("Ga na of alles nog klopt");
await somebody.waiting(dialog.getByText("alles klopt").waitFor({ timeout: 60_000 }));
await somebody.press("Escape");

somebody.begin("the PDF");
const [download] = await somebody.waiting(Promise.all([page.waitForEvent("download"), somebody.click(button("PDF downloaden"))]));
assert.ok(readFileSync(await download.path()).subarray(0, 5).equals(Buffer.from("%PDF-")));

somebody.begin("a presentation, shown");
await somebody.click(page.locator("nav .document", { hasText: "waar staan wij" }));
await somebody.waiting(page.locator(".thumbnail").first().waitFor());
await somebody.click(button("Presenteren", false));
await somebody.press("ArrowRight");
await somebody.press("ArrowRight");
await somebody.press("Escape");

const records = readdirSync(join(folder, "data/brieven/2022-K4")).filter((name) => /^jeugdhulp-in-de-wijk\.vastgesteld-\d\.json$/.test(name));
assert.equal(records.length, 2, "two versions were adopted");
assert.ok(readdirSync(join(folder, "data/brieven/2023-K1")).length > 2, "the next quarter has begun");
await chromium.close();
program.kill("SIGTERM");
rmSync(home, { recursive: true, force: true });

const minutes = (time) => `${Math.floor(Math.round(time) / 60)}:${String(Math.round(time) % 60).padStart(2, "0")}`;
const line = (name, tasks) => {
  const sum = (what) => tasks.reduce((total, task) => total + task[what], 0);
  const time = tasks.reduce((total, task) => total + seconds(task), 0);
  console.log(`${name.padEnd(52)} ${String(sum("clicks")).padStart(4)} clicks ${String(sum("keys")).padStart(5)} keys ${sum("waited").toFixed(0).padStart(4)} s waiting ${minutes(time).padStart(7)}`);
};
for (const task of somebody.tasks) line(task.name, [task]);
line("to the first own letter", somebody.tasks.slice(0, first));
line("all of it", somebody.tasks);
