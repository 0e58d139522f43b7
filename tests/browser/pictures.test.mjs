// Pictures come into a text: pasted, dropped and chosen. They become what print needs, and lose what a telephone wrote into them.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { deflateSync } from "node:zlib";
import { assertGood, browser, open, Preview, repository, shoot, WorkFolder } from "./preview.mjs";

const LETTER = "data/brieven/2022-K4/jnv.md";
const PLACE = "52.0116N 4.7105E";

let chromium;
let folder;
let preview;
let context;
let page;

before(async () => void (chromium = await browser()));
after(() => chromium.close());

beforeEach(async () => {
  folder = new WorkFolder();
  context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, permissions: ["clipboard-read", "clipboard-write"] });
  preview = await Preview.of(folder, "2022-K4/jnv", "--op", "2023-02-20");
  page = await open(context, preview.address);
  page.setDefaultTimeout(15_000);
  await shows("# bevoegdheden");
});

afterEach(async () => {
  // A refusal is told to the user; the browser notes it as well.
  const problems = page.problems.filter((problem) => !/status of 409/.test(problem));
  await context.close();
  preview.kill();
  folder.remove();
  assert.deepEqual(problems, []);
});

const shows = (words) => page.waitForFunction((words) => document.querySelector(".editor .cm-content")?.textContent.includes(words), words);
const dialog = () => page.getByRole("dialog");
const alt = () => dialog().getByLabel("Wat is er te zien?");
const caption = () => dialog().getByLabel(/^Bijschrift/);
const name = () => dialog().getByLabel("Naam van het bestand");
const width = () => dialog().getByLabel("Breedte");
const put = () => dialog().getByRole("button", { name: "Zet in de brief" });
const gone = () => dialog().waitFor({ state: "detached" });
const choose = (...files) => page.getByLabel("Bestand met een afbeelding").setInputFiles(files.map(({ name, type, bytes }) => ({ name, mimeType: type, buffer: bytes })));
const letter = (expected) => folder.written(LETTER, expected);
const stored = (file) => readFileSync(join(folder.path, "data", file));
const picturesThere = () => readdirSync(join(folder.path, "data")).filter((file) => /\.(png|jpg|svg)$/.test(file)).sort();
const shot = (name) => shoot(page, name);

/** Puts the cursor at the end of the line with these words. */
async function goTo(words) {
  await page.locator(".editor .cm-line", { hasText: words }).first().click();
  await page.keyboard.press("End");
}

/** Pastes files, with words of a kind; as a program would that puts both on the clipboard. */
const paste = (files, words = {}) =>
  page.locator(".editor .cm-content").evaluate(
    (content, { files, words }) => {
      const clipboardData = new DataTransfer();
      for (const { name, type, bytes } of files) clipboardData.items.add(new File([Uint8Array.from(bytes)], name, { type }));
      for (const [type, text] of Object.entries(words)) clipboardData.setData(type, text);
      content.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    { files: files.map((file) => ({ ...file, bytes: [...file.bytes] })), words },
  );

/** A picture as the browser makes it: a photograph, or a drawing of few colours with a hole in it. */
async function drawn(name, type, width, height, isPhoto) {
  const bytes = await page.evaluate(
    async ({ type, width, height, isPhoto }) => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [width, height];
      const context = canvas.getContext("2d");
      context.fillStyle = "#2a7";
      context.fillRect(0, 0, width, height);
      if (isPhoto) {
        const fade = context.createLinearGradient(0, 0, width, height);
        for (let at = 0; at <= 12; at += 1) fade.addColorStop(at / 12, `hsl(${at * 30} ${40 + at * 4}% ${30 + at * 3}%)`);
        context.fillStyle = fade;
        context.fillRect(0, 0, width, height);
        for (let at = 0; at < 400; at += 1) {
          context.fillStyle = `hsl(${at * 37} 60% ${at % 90}% / 40%)`;
          context.beginPath();
          context.arc((at * 7919) % width, (at * 104729) % height, width / 12, 0, 7);
          context.fill();
        }
      } else {
        context.clearRect(width / 4, height / 4, width / 4, height / 4);
        context.fillStyle = "#fff";
        context.fillRect(width / 2, height / 2, width / 4, height / 4);
      }
      const blob = await new Promise((done) => canvas.toBlob(done, type, 0.9));
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    { type, width, height, isPhoto },
  );
  return { name, type, bytes: Buffer.from(bytes) };
}

/** What a telephone writes into a photograph: that it lies on its side, and where it was taken. */
function byTelephone(photo) {
  const tiff = Buffer.concat([Buffer.from("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0", "latin1"), Buffer.from(PLACE)]);
  const content = Buffer.concat([Buffer.from("Exif\0\0"), tiff]);
  const head = Buffer.from([0xff, 0xe1, (content.length + 2) >> 8, (content.length + 2) & 255]);
  return { ...photo, bytes: Buffer.concat([photo.bytes.subarray(0, 2), head, content, photo.bytes.subarray(2)]) };
}

/** Width and height of a stored picture. */
function sizeOf(bytes) {
  if (bytes[0] === 0x89) return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    if ([0xc0, 0xc1, 0xc2].includes(bytes[at + 1])) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
  }
  throw new Error("no size");
}

/** The head of a PNG that says it is as large as that. */
function claimed(width, height) {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const chunk = (name, content) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, Buffer.from(name), content, Buffer.alloc(4)]);
  };
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", size), chunk("IDAT", deflateSync(Buffer.alloc(9))), chunk("IEND", Buffer.alloc(0))]);
}

test("a photograph is chosen, described, made smaller and shown, and undo takes it back in one go", async () => {
  await goTo("Elk kwartaal vertellen");
  const photo = byTelephone(await drawn("Schoolplein in de Zomer.JPG", "image/jpeg", 4000, 3000, true));
  assert.ok(photo.bytes.includes(PLACE));
  const before = folder.read(LETTER);
  await choose(photo);
  await dialog().getByText("Verkleind: eerst 3000 × 4000").waitFor();
  await dialog().getByText("zoals de plek van een foto, gaan niet mee").waitFor();
  await page.waitForFunction(() => document.querySelector(".picture-look img")?.naturalWidth > 0);
  await assertGood(page, "a picture that is asked about");
  await shot("picture");
  // Without a description nothing happens.
  await put().click();
  await dialog().getByText("Schrijf wat er op de afbeelding te zien is.").waitFor();
  assert.ok(await alt().evaluate((input) => input === document.activeElement), "one can write it at once");
  await assertGood(page, "a picture without a description");
  await alt().fill("Een plein [met] \"bomen\"");
  // What would be filled in is not.
  await caption().fill("Kosten: {{ jnv_kosten }}");
  await put().click();
  await dialog().getByText("Accolades ({ en }) kunnen hier niet.").waitFor();
  await caption().fill("Het plein. Foto: J. *Ster* & Zn &copy; \"vrij\"");
  await put().click();
  await gone();
  const line = '![Een plein \\[met\\] \\"bomen\\"](schoolplein-in-de-zomer.jpg "Het plein. Foto: J. \\*Ster\\* & Zn \\&copy; \\"vrij\\"")';
  const now = await letter(/schoolplein-in-de-zomer\.jpg/);
  assert.ok(now.includes(`\n\n${line}\n\n`), now);
  assert.equal(now.replace(`\n${line}\n`, ""), before, "nothing else changed");
  const file = stored("schoolplein-in-de-zomer.jpg");
  assert.deepEqual(sizeOf(file), [2000, 2667], "turned as it should be");
  assert.ok(!file.includes(PLACE) && !file.includes("Exif"), "where it was taken is gone");
  // The page shows it, with words that mean nothing else.
  const shown = page.locator("section.sheet [role=img][aria-label^='Een plein']");
  await shown.waitFor({ state: "attached" });
  assert.equal(await shown.getAttribute("aria-label"), "Een plein [met] ‘bomen’");
  await page.locator("section.sheet").getByText("Foto: J. *Ster* & Zn &copy;").first().waitFor();
  await shot("picture-in-letter");
  // The keys are in the text again.
  await page.keyboard.press("Control+z");
  await folder.written(LETTER, /^(?![\s\S]*schoolplein)/);
  assert.equal(folder.read(LETTER), before);
  assert.ok(existsSync(join(folder.path, "data/schoolplein-in-de-zomer.jpg")), "its file stays");
});

test("what is pasted is put in at the cursor, small ones with a warning, and a second one beside it", async () => {
  await goTo("Elk kwartaal vertellen");
  const small = await drawn("image.png", "image/png", 300, 200, false);
  await page.evaluate(async (bytes) => {
    const blob = new Blob([Uint8Array.from(bytes)], { type: "image/png" });
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
  }, [...small.bytes]);
  await page.keyboard.press("Control+v");
  await dialog().getByText("Deze afbeelding is klein.").waitFor();
  await assertGood(page, "a picture that is small");
  await shot("picture-small");
  assert.equal(await width().locator("option").count(), 3, "there is none to stand beside");
  await width().selectOption("40 procent");
  await dialog().getByText("Deze afbeelding is klein.").waitFor({ state: "detached" });
  await alt().fill("Links");
  await put().click();
  await gone();
  await letter(/\n\n!\[Links\]\(afbeelding\.png\) \{\{ breedte\(40\) \}\}\n\n/);
  assert.deepEqual(sizeOf(stored("afbeelding.png")), [300, 200]);
  await page.locator("section.sheet [role=img][aria-label='Links']").waitFor({ state: "attached" });
  // The same name, another picture: nothing is replaced, and Enter does it.
  await paste([await drawn("image.png", "image/png", 900, 640, false)]);
  await alt().fill("Rechts");
  await width().selectOption("Naast de vorige afbeelding");
  await alt().press("Enter");
  await gone();
  await letter(/\n\n!\[Links\]\(afbeelding\.png\)\n!\[Rechts\]\(afbeelding-2\.png\)\n\n/);
  await page.locator("section.sheet [role=img][aria-label='Rechts']").waitFor({ state: "attached" });
  await shot("picture-pair");
  // A third does not fit there; words with a picture of them are no picture.
  await paste([small]);
  await alt().waitFor();
  assert.equal(await width().locator("option").count(), 3);
  await dialog().getByRole("button", { name: "Annuleren" }).click();
  await gone();
  await paste([small], { "text/plain": "ALLEEN WOORDEN" });
  await letter(/ALLEEN WOORDEN/);
  assert.equal(await dialog().count(), 0);
});

test("what is dropped stands where it was let go of, several are asked about one after another", async () => {
  const files = [await drawn("niet-deze.png", "image/png", 900, 640, false), await drawn("Kaart.png", "image/png", 2400, 1200, false), await drawn("foto.png", "image/png", 2600, 1300, true), { name: "brief.docx", type: "", bytes: Buffer.from("PK\x03\x04") }];
  folder.write("data/kaart.png", "x");
  const line = page.locator(".editor .cm-line", { hasText: "Elk kwartaal vertellen" }).first();
  await line.evaluate((line, files) => {
    const dataTransfer = new DataTransfer();
    for (const { name, type, bytes } of files) dataTransfer.items.add(new File([Uint8Array.from(bytes)], name, { type }));
    const { left, top } = line.getBoundingClientRect();
    const how = { dataTransfer, bubbles: true, cancelable: true, clientX: left + 40, clientY: top + 12 };
    for (const type of ["dragenter", "dragover", "drop"]) line.dispatchEvent(new DragEvent(type, how));
  }, files.map((file) => ({ ...file, bytes: [...file.bytes] })));
  await dialog().getByText("Hierna komen er nog 3.").waitFor();
  await shot("picture-first-of-four");
  await dialog().getByRole("button", { name: "Sla deze over" }).click();
  await dialog().getByText("Hierna komen er nog 2.").waitFor();
  assert.equal(await name().inputValue(), "kaart");
  await alt().fill("De kaart");
  await put().click();
  await dialog().getByText("Hierna komt er nog één.").waitFor();
  assert.equal(await alt().inputValue(), "", "of the second nothing is said yet");
  await alt().fill("Het plein");
  await name().fill("Mijn Pléin!");
  await dialog().getByText("data/mijn-plein.jpg").waitFor();
  await put().click();
  await page.getByRole("dialog", { name: "Deze afbeelding kan niet" }).getByText("geen afbeelding, maar een document").waitFor();
  await dialog().getByRole("button", { name: "Sluiten" }).last().click();
  await gone();
  const now = await letter(/mijn-plein\.jpg/);
  assert.match(now, /Elk kwartaal vertellen[^\n]*\n\n!\[De kaart\]\(kaart-2\.png\)\n\n!\[Het plein\]\(mijn-plein\.jpg\)\n\n/);
  assert.equal(folder.read("data/kaart.png"), "x", "nothing is replaced");
  // A drawing with a hole in it stays a PNG, a photograph that came as one does not.
  assert.deepEqual(sizeOf(stored("kaart-2.png")), [2000, 1000]);
  assert.deepEqual(sizeOf(stored("mijn-plein.jpg")), [2000, 1000]);
  // A file that is let go of elsewhere does not take the page away.
  const isKept = await page.locator("section.sheet").first().evaluate((sheet) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], "x.png"));
    return !sheet.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true })) && !sheet.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  assert.ok(isKept);
});

test("what cannot be in a PDF is refused in plain words, with a way out", async () => {
  const before = picturesThere();
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic\0\0\0\0mif1heic")]);
  const forPrint = readFileSync(join(repository, "tests/findings/B012-jpeg-voor-drukwerk/data/foto.jpg"));
  const cases = [
    ["IMG_1.HEIC", heic, "iPhone (HEIC)", "bewaar die als JPEG"],
    ["folder.jpg", forPrint, "drukwerk (CMYK)", "RGB"],
    ["scan.tif", Buffer.from("II*\0\x08\0\0\0"), "TIFF", "JPEG of PNG"],
    ["kaart.pdf", Buffer.from("%PDF-1.7"), "Dit is een PDF", "schermafdruk"],
    ["groot.png", claimed(20_000, 20_000), "20000 × 20000 beeldpunten", "3000 beeldpunten breed"],
    ["kapot.jpg", Buffer.concat([forPrint.subarray(0, 2), Buffer.from([0xff, 0xe0, 0, 4])]), "beschadigd", "opnieuw"],
    ["niet-te-openen.png", claimed(40, 30), "beschadigd", "opnieuw"],
    ["cijfers.csv", Buffer.from("jaar;aantal"), "bestand met cijfers", "Alle reeksen"],
  ];
  for (const [file, bytes, says, wayOut] of cases) {
    await choose({ name: file, type: "", bytes });
    const refused = page.getByRole("dialog", { name: "Deze afbeelding kan niet" });
    await refused.getByText(says).waitFor();
    await refused.getByText(wayOut).waitFor();
    if (file === "IMG_1.HEIC") {
      await assertGood(page, "a picture that is refused");
      await shot("picture-refused");
    }
    await page.keyboard.press("Escape");
    await gone();
  }
  // Word says only where it keeps a picture.
  await goTo("Elk kwartaal vertellen");
  await paste([], { "text/html": '<html xmlns:o="urn:x"><img width="9" src="file:///C:/Temp/msohtmlclip1/01/clip_image001.png"></html>' });
  await dialog().getByText("niet meegekomen uit Word").waitFor();
  await page.keyboard.press("Escape");
  await gone();
  // What the server finds, it says in the window, and what was filled in stays.
  const hostile = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script><image href="https://voorbeeld.nl/a.png" width="9" height="9"/></svg>';
  await choose({ name: "kaart.svg", type: "image/svg+xml", bytes: Buffer.from(hostile) });
  await alt().fill("De kaart");
  await put().click();
  await dialog().getByText("verwijst naar een andere afbeelding").waitFor();
  assert.equal(await alt().inputValue(), "De kaart");
  await page.keyboard.press("Escape");
  await gone();
  assert.deepEqual(picturesThere(), before);
  assert.ok(!folder.read(LETTER).includes("!["));
});

test("a drawing stays as it is, and a slide has no width", async () => {
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><rect width="90" height="40" fill="#154273"/></svg>';
  await goTo("Elk kwartaal vertellen");
  await choose({ name: "wijken.svg", type: "image/svg+xml", bytes: Buffer.from(drawing) });
  await dialog().getByText("op elke grootte scherp").waitFor();
  await alt().fill("De wijken");
  await put().click();
  await gone();
  await letter(/!\[De wijken\]\(wijken\.svg\)/);
  assert.equal(stored("wijken.svg").toString(), drawing);
  await page.locator("nav").getByRole("button", { name: "Stand van de jeugdhulp" }).or(page.locator("nav .document", { hasText: "jeugdhulp" })).first().click();
  await page.locator(".editor .cm-line", { hasText: "+++" }).or(page.locator(".editor .cm-line", { hasText: "# " })).first().waitFor();
  await choose(await drawn("zaal.jpg", "image/jpeg", 4000, 3000, true));
  await dialog().getByText("2133 × 1600 beeldpunten").waitFor();
  assert.equal(await width().count(), 0);
  await alt().fill("De zaal");
  await dialog().getByRole("button", { name: "Zet in de presentatie" }).click();
  await gone();
  await folder.written("data/presentaties/2025/jeugdhulp.md", /!\[De zaal\]\(zaal\.jpg\)/);
});
