// Two people write one letter for as long as one likes, each with a program and a browser of their own on one folder, and do at
// random what people do: type, change a sentence, paste, comment, answer, go back to an earlier version; now and then a program
// is killed. In the end every sentence, comment and version is accounted for: `npm run together [minutes] [seed]`.
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { browser, open, Preview, WorkFolder } from "./preview.mjs";

const minutes = Number(process.argv[2] ?? 30);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const LETTER = "data/brieven/2022-K4/jnv.md";
const SAID = ".griffel/opmerkingen/2022-K4/jnv.toml";
const VERSIONS = ".griffel/versies/2022-K4/jnv";
/** Behind these sentences of the letter things are typed; nobody changes them. */
const PLACES = [
  "De lijnen met de aanbieders zijn kort.",
  "U hoeft geen extra geld beschikbaar te stellen.",
  "U hoeft niets te besluiten.",
  "Veel jongeren komen via het wijkteam.",
];

let state = seed;
/** Mulberry32: the same acts for the same seed. */
function random(below) {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
}

const folder = new WorkFolder();
const chromium = await browser();
const counts = {};
let number = 0;
/** What must be in the letter: each sentence as it is now, and who wrote it. */
let sentences = [];
/** What was said of it, and the answers. */
const comments = [];

class Person {
  constructor(name) {
    this.name = name;
    this.environment = { ...folder.environment, USER: name, XDG_DATA_HOME: join(folder.path, "..", name) };
  }

  async start() {
    this.preview = await Preview.of({ path: folder.path, environment: this.environment, user: {} }, "2022-K4/jnv", "--op", "2023-02-20");
    if (this.page) return;
    const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
    this.page = await open(context, this.preview.address);
    this.page.setDefaultTimeout(60_000);
    await this.page.waitForFunction(() => document.querySelector(".editor .cm-content")?.textContent.includes("# bevoegdheden"));
    await this.page.locator("section.sheet").first().waitFor();
  }

  button(name, exact = true) {
    return this.page.getByRole("button", { name, exact });
  }

  /** The cursor behind words in the text; false: they are not there. */
  async goBehind(words) {
    await this.page.bringToFront();
    await this.chooseBoth();
    await this.page.locator(".editor .cm-content").focus();
    await this.page.keyboard.press("Control+f");
    await this.page.getByRole("textbox", { name: "Zoeken", exact: true }).fill(words);
    await this.page.keyboard.press("Enter");
    await this.page.keyboard.press("Escape");
    if ((await this.selected()) !== words) return false;
    await this.page.keyboard.press("ArrowRight");
    return true;
  }

  selected() {
    return this.page.evaluate(() => getSelection().toString());
  }

  /** Two changes of one sentence are asked about: both stay, as is proposed. */
  async chooseBoth() {
    const dialog = this.page.getByRole("dialog", { name: "ook ergens anders veranderd" });
    if ((await dialog.count()) === 0) return;
    counts.conflict = (counts.conflict ?? 0) + 1;
    await dialog.locator("button.primary").click();
    await dialog.waitFor({ state: "detached" });
  }

  async saved() {
    await this.page.bringToFront();
    for (let tries = 0; tries < 20; tries += 1) {
      await this.chooseBoth();
      await this.page.keyboard.press("Control+s");
      if (await this.page.locator(".save-state.saved").waitFor({ timeout: 3000 }).then(() => true, () => false)) return;
    }
    throw new Error(`${this.name}: it is never saved`);
  }
}

const people = [new Person("Anna"), new Person("Bert")];

const acts = {
  async type(who) {
    if (!(await who.goBehind(PLACES[random(PLACES.length)]))) return false;
    const words = `Zin ${++number} van ${who.name}.`;
    sentences.push({ words, by: who.name });
    await who.page.keyboard.type(` ${words}`);
    return true;
  },

  async change(who) {
    const own = sentences.filter(({ by }) => by === who.name);
    const one = own[random(own.length)];
    if (!one || !(await who.goBehind(one.words))) return false;
    await who.page.keyboard.press("ArrowLeft");
    const more = `, anders ${++number}`;
    one.words = one.words.replace(/\.$/, `${more}.`);
    await who.page.keyboard.type(more);
    return true;
  },

  async paste(who) {
    if (!(await who.goBehind(PLACES[random(PLACES.length)]))) return false;
    const words = `Geplakt ${++number} van ${who.name}.`;
    sentences.push({ words, by: "nobody" });
    const html = `<p>${words}</p><p class="MsoListParagraph">· punt ${number}</p>`;
    await who.page.evaluate(([html, plain]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", html);
      clipboardData.setData("text/plain", plain);
      document.querySelector(".editor .cm-content").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, [html, `${words}\n· punt ${number}`]);
    return true;
  },

  async comment(who) {
    const words = PLACES[random(PLACES.length)];
    if (!(await who.goBehind(words))) return false;
    await who.page.keyboard.press("ArrowLeft");
    const said = `Opmerking ${++number} van ${who.name}`;
    await who.page.keyboard.press("Control+Alt+m");
    await who.page.getByRole("textbox", { name: "Uw opmerking" }).fill(said);
    if (await who.page.getByRole("textbox", { name: "Uw naam" }).count()) await who.page.getByRole("textbox", { name: "Uw naam" }).fill(who.name);
    await who.button("Plaats").click();
    await who.page.locator("li.comment", { hasText: said }).waitFor();
    comments.push(said);
    return true;
  },

  async answer(who) {
    const buttons = who.page.getByRole("button", { name: /^Antwoord op/ });
    if ((await buttons.count()) === 0) return false;
    await buttons.first().click();
    const said = `Antwoord ${++number} van ${who.name}`;
    await who.page.getByRole("textbox", { name: /^Antwoord aan/ }).fill(said);
    if (await who.page.getByRole("textbox", { name: "Uw naam" }).count()) await who.page.getByRole("textbox", { name: "Uw naam" }).fill(who.name);
    await who.button("Plaats antwoord").click();
    await who.page.locator("li.comment", { hasText: said }).waitFor();
    comments.push(said);
    return true;
  },

  async kill(who) {
    who.preview.kill();
    await once(who.preview.process, "exit");
    await sleep(random(2000));
    await who.start();
    return true;
  },

  /** Everybody has saved; then one goes back, and what stood there is a version. */
  async goBack(who) {
    await settle();
    const before = folder.read(LETTER);
    await who.page.bringToFront();
    await who.button("Meer").click();
    await who.page.locator("#document-menu").getByRole("button", { name: "Eerdere versies…", exact: true }).click();
    const dialog = who.page.getByRole("dialog");
    const items = dialog.locator(".version-item");
    await items.first().waitFor();
    await items.nth(Math.min(1 + random(3), (await items.count()) - 1)).click();
    const restore = who.button("Zet deze versie terug");
    if (!(await restore.isEnabled())) {
      await who.page.keyboard.press("Escape");
      return false;
    }
    await restore.click();
    await dialog.waitFor({ state: "detached" });
    await who.saved();
    await until(() => kept().some((text) => text === before), "what stood there is a version");
    await settle();
    const text = folder.read(LETTER);
    // As they were in that version.
    const all = new Set(kept().flatMap((text) => text.match(/(?:Zin|Geplakt) \d+ van (?:Anna|Bert)[^.]*\./g) ?? []));
    for (const { words } of sentences) assert.ok(text.includes(words) || all.has(words), `gone: ${words}`);
    sentences = [...text.matchAll(/(?:(Zin)|Geplakt) \d+ van (Anna|Bert)[^.]*\./g)].map(([words, isTyped, by]) => ({ words, by: isTyped ? by : "nobody" }));
    return true;
  },
};

/** How often each is done. */
const often = ["type", "type", "type", "type", "change", "change", "paste", "comment", "answer"];

const kept = () => (existsSync(join(folder.path, VERSIONS)) ? readdirSync(join(folder.path, VERSIONS)).map((name) => readFileSync(join(folder.path, VERSIONS, name), "utf8")) : []);

async function until(holds, what) {
  for (let tries = 0; !(await holds()) && tries < 300; tries += 1) await sleep(200);
  assert.ok(await holds(), what);
}

const shown = ({ page }) => page.evaluate(() => document.querySelector(".save-state")?.className ?? "");

/** Both have saved, and have each other's. */
async function settle() {
  let last = "";
  await until(async () => {
    for (const who of people) await who.saved();
    const text = folder.read(LETTER);
    const isQuiet = text === last && (await Promise.all(people.map(shown))).every((state) => state.includes("saved"));
    last = text;
    await sleep(1500);
    return isQuiet && folder.read(LETTER) === text;
  }, "both have saved");
}

function account(text) {
  for (const { words } of sentences) assert.equal(text.split(words).length, 2, `once: ${words}`);
}

let isOver = false;
try {
  for (const who of people) await who.start();
  const end = Date.now() + minutes * 60_000;
  for (let turn = 1; Date.now() < end; turn += 1) {
    const who = people[random(2)];
    const name = turn % 60 === 0 ? "goBack" : turn % 37 === 0 ? "kill" : often[random(often.length)];
    if (await acts[name](who)) counts[name] = (counts[name] ?? 0) + 1;
    if (turn % 25 === 0) {
      await settle();
      account(folder.read(LETTER));
    }
  }
  await settle();
  account(folder.read(LETTER));
  const said = folder.read(SAID);
  for (const words of comments) assert.ok(said.includes(words), words);
  assert.ok(kept().length > 0 && kept().length <= 50, `${kept().length} versions`);
  const problems = people.flatMap(({ page }) => page.problems).filter((problem) => !/status of (401|409|412)|ERR_CONNECTION|WebSocket connection/.test(problem));
  assert.deepEqual(problems, []);
  isOver = true;
  console.log(`${minutes} minutes, seed ${seed}: ${sentences.length} sentences, ${comments.length} comments, ${kept().length} versions are there.`, counts);
} finally {
  if (!isOver) console.log(`seed ${seed}, in ${folder.path}`, counts, "\n", folder.read(LETTER));
  await chromium.close();
  for (const { preview } of people) preview?.kill();
  if (isOver) folder.remove();
}
