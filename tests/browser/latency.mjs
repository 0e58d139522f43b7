// How long it takes from saving a file, pressing a key or choosing from a list until the browser shows what changed:
// `npm run latency [edits]`. Milliseconds; nothing is judged here, so that a slow machine fails no test.
import { setTimeout as sleep } from "node:timers/promises";
import { browser, open, Preview, WorkFolder } from "./preview.mjs";

const edits = Number(process.argv[2] ?? 200);
const now = () => performance.timeOrigin + performance.now();

const percentile = (times, share) => times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1];

function report(what, times) {
  const [median, most, worst] = [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(1));
  console.log(`${what.padEnd(44)} ${times.length} edits: median ${median}, 95% within ${most}, worst ${worst} ms`);
}

/** Waits for the first paint after `since` whose pages hold `words`; gives the time it took. */
async function paintedAfter(page, since, words) {
  const handle = await page.waitForFunction(
    ([since, words]) => {
      const layers = [...document.querySelectorAll("main section")].map((section) => section.textContent);
      if (!layers.some((text) => text.replaceAll("\u00a0", " ").includes(words))) return false;
      return globalThis.painted.find((paint) => paint.at > since && paint.changedPages !== 0)?.at ?? false;
    },
    [since, words],
    { polling: 5 },
  );
  return (await handle.jsonValue()) - since;
}

async function saving(page, folder, what, file, change, words) {
  const original = folder.read(file);
  const times = [];
  for (let round = -5; round < edits; round += 1) {
    await sleep(60 + Math.random() * 60);
    const text = change(original, 1000 + round);
    await page.evaluate(() => (globalThis.painted.length = 0));
    const since = now();
    folder.write(file, text);
    const took = await paintedAfter(page, since, words(1000 + round));
    // The first few fill caches.
    if (round >= 0) times.push(took);
  }
  report(what, times);
  folder.write(file, original);
  await sleep(1000);
}

async function typing(page, what) {
  const times = [];
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n\nTyp ");
  let typed = "Typ ";
  await page.locator("main section").filter({ hasText: "Typ" }).last().scrollIntoViewIfNeeded();
  for (let round = -5; round < edits; round += 1) {
    await sleep(60 + Math.random() * 60);
    const letter = "abcdefghijklmnoprstuvwz"[Math.abs(round) % 23];
    typed += letter;
    await page.evaluate(() => (globalThis.painted.length = 0));
    const since = now();
    await page.keyboard.press(letter);
    const took = await paintedAfter(page, since, typed.slice(-12).trim());
    if (round >= 0) times.push(took);
    if (round % 8 === 7) {
      await page.keyboard.press("Space");
      typed += " ";
    }
  }
  report(what, times);
}

/** How long after a choice in a list what it makes is on screen, in the page's own time. */
async function choosing(page, what, list, values, shown) {
  const times = [];
  for (let round = -3; round < edits; round += 1) {
    await sleep(60 + Math.random() * 60);
    const took = await list.evaluate(
      (list, [value, shown]) =>
        new Promise((done) => {
          const places = [...document.querySelectorAll(shown)];
          const before = places.map((place) => place.innerHTML).join("");
          const begun = performance.now();
          const look = () => {
            const isSame = [...document.querySelectorAll(shown)].map((place) => place.innerHTML).join("") === before;
            if (isSame && performance.now() - begun < 5000) return requestAnimationFrame(look);
            // The frame after the one in which it changed has been painted.
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
          };
          list.value = value;
          list.dispatchEvent(new Event("change", { bubbles: true }));
          requestAnimationFrame(look);
        }),
      [values[Math.abs(round) % values.length], shown],
    );
    if (round >= 0) times.push(took);
  }
  report(what, times);
}

const LETTER = "data/brieven/2022/jnv.md";
const chromium = await browser();
const folder = new WorkFolder();
const paragraph = "De pilot helpt jongeren sneller, en de wijkteams vragen er advies over. Zo blijft de hulp dichtbij. ";
folder.write(
  "data/brieven/2022/lang.md",
  folder.read(LETTER).replace("Voortgang van de pilot", "Lange brief over de pilot") +
    Array.from({ length: 58 }, (_, page) => `\n\n## Bijlage ${"abcdefghijklmnopqrstuvwxyz"[page % 26]}\n` + `\n${paragraph.repeat(5)}\n`.repeat(5)).join(""),
);
const preview = await Preview.of(folder, "2022/jnv");
const page = await open(await chromium.newContext({ viewport: { width: 1280, height: 800 } }), preview.address);
await page.locator("main section").first().waitFor();
await sleep(1500);

await saving(
  page, folder, "four pages: a word on the page in sight", LETTER,
  (text, round) => text.replace("# informatie", `# informatie\n\nRonde R${round} van deze meting.`),
  (round) => `R${round}`,
);
await saving(
  page, folder, "four pages: the title, on every page's data", LETTER,
  (text, round) => text.replace("Jeugdhulp naar voren", `Jeugdhulp R${round}`),
  (round) => `R${round}`,
);
await page.locator("main section").nth(1).scrollIntoViewIfNeeded();
await sleep(500);
await typing(page, "four pages: typing in the editor");
const said = (number) => `[[opmerking]]\nid = "a${number}"\nwie = "Eva"\ntekst = "Nummer ${number}"\nwoorden = "${["jongeren", "pilot", "hulp"][number % 3]}"\n`;
folder.write(".griffel/opmerkingen/2022/jnv.toml", `versie = 1\n${Array.from({ length: 200 }, (_, number) => said(number)).join("\n")}`);
await page.locator(".panel-number", { hasText: "200" }).waitFor();
await page.getByRole("button", { name: "Opmerkingen" }).click();
await typing(page, "four pages, two hundred comments: typing");

const PRESENTATION = "data/presentaties/2025/jeugdhulp.md";
await page.locator("nav .document", { hasText: "waar staan wij" }).click();
await page.locator(".thumbnail").nth(1).click();
await sleep(2500);
await saving(
  page, folder, "a presentation: a word on the slide in sight", PRESENTATION,
  (text, round) => text.replace("- Steeds meer jongeren", `- Ronde R${round}: steeds meer jongeren`),
  (round) => `R${round}`,
);

await page.locator("nav .document", { hasText: "lang" }).click();
await page.locator("main section").nth(30).waitFor({ state: "attached" });
const pages = await page.locator("main section").count();
await sleep(1500);
await saving(
  page, folder, `${pages} pages: a line at the top that moves all`, "data/brieven/2022/lang.md",
  (text, round) => text.replace("# informatie", `# informatie\n\nRonde R${round} van deze meting.`),
  (round) => `R${round}`,
);

// Of a letter about a quarter, as the series is by quarters.
await page.locator("nav .document", { hasText: "jnv" }).last().click();
await sleep(1000);
await page.getByRole("button", { name: "Gegevens", exact: true }).first().click();
const shelf = page.getByRole("navigation", { name: "Gegevens" });
await shelf.getByRole("button", { name: "Kengetallen" }).click();
await page.getByRole("button", { name: "Nieuw kengetal aanwijzen" }).click();
const maker = page.getByRole("form");
await maker.getByLabel("Reeks", { exact: true }).first().selectOption("flits");
await maker.locator(".tried-value").waitFor();
await choosing(page, "pointing: a value in the letter", maker.getByLabel("Cijfer", { exact: true }).first(), ["afgerond", "aangemeld"], ".maker .tried");
await maker.getByRole("button", { name: "Annuleren" }).click();
await shelf.getByRole("button", { name: "Grafieken" }).click();
await page.getByRole("button", { name: "Nieuwe grafiek of tabel aanwijzen" }).click();
await maker.getByLabel("Reeks", { exact: true }).selectOption("flits");
await maker.locator(".gallery-card svg").first().waitFor();
await choosing(page, "pointing: seven charts and tables at once", maker.getByLabel("Over wanneer?"), ["0", "1"], ".gallery-card");
if (page.problems.length) console.log(page.problems);
await chromium.close();
preview.kill();
folder.remove();
