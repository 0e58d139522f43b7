// What vnu, html-validate and axe say of pages: judge.mjs FILE...
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const vnu = require.resolve("vnu-jar/build/dist/vnu.jar");
const scratch = mkdtempSync(join(tmpdir(), "griffel-web-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

const isPart = (file) => /\.(fragment|samenvatting)\.html$/.test(file);
const isMail = (file) => file.endsWith(".nieuwsbrief.html");

// A fragment as the page of another system has it.
function whole(file, index) {
  const text = readFileSync(file, "utf8");
  const page = isPart(file)
    ? `<!DOCTYPE html>\n<html lang="nl">\n<head>\n<title>Een bladzijde</title>\n</head>\n<body>\n<main>\n<h1>Een bladzijde</h1>\n${text}</main>\n</body>\n</html>\n`
    : text;
  const path = join(scratch, `${index}-${basename(file)}`);
  writeFileSync(path, page);
  return { file, path, page };
}

function byVnu(pages) {
  const ran = spawnSync("java", ["-jar", vnu, "--errors-only", "--format", "json", ...pages.map((page) => page.path)], { encoding: "utf8", maxBuffer: 1 << 28 });
  const told = JSON.parse(ran.stderr || ran.stdout);
  return told.messages.map((message) => `vnu ${basename(new URL(message.url).pathname)}:${message.lastLine} ${message.message}`);
}

async function byHtmlValidate(pages) {
  const rules = {
    // A region may stand inside a figure or a table's place, where a section would want a heading.
    "prefer-native-element": "off",
    "no-trailing-whitespace": "off",
    // A fragment has a second heading of the first level; the page that it is put in decides about its own.
    "heading-level": "off",
  };
  const of = (more) => new HtmlValidate({ root: true, extends: ["html-validate:recommended"], rules: { ...rules, ...more } });
  const [strict, mail] = [of({}), of({ "no-inline-style": "off" })];
  const found = [];
  for (const { file, page } of pages) {
    const report = await (isMail(file) ? mail : strict).validateString(page);
    for (const message of report.results.flatMap((result) => result.messages)) {
      found.push(`html-validate ${basename(file)}:${message.line} ${message.ruleId}: ${message.message}`);
    }
  }
  return found;
}

async function inBrowser(pages) {
  const found = [];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  for (const [width, colorScheme] of [[320, "light"], [1280, "dark"]]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: false });
    const page = await context.newPage();
    for (const { file, path } of pages) {
      const address = pathToFileURL(path).href;
      const tell = (what) => found.push(`browser ${basename(file)} at ${width}, ${colorScheme}: ${what}`);
      const asked = (request) => request.url() !== address && !request.url().startsWith("data:") && tell(`asks for ${request.url()}`);
      const said = (message) => message.type() === "error" && tell(message.text());
      page.on("request", asked);
      page.on("console", said);
      await page.goto(address);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) tell(`${wide} pixels wider than the screen`);
      const broken = await page.evaluate(() => [...document.images].filter((image) => !image.naturalWidth).length);
      if (broken > 0) tell(`${broken} pictures are not shown`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run());
      for (const one of violations) tell(`${one.id}: ${one.help}: ${one.nodes[0].html.slice(0, 160)}`);
      page.off("request", asked);
      page.off("console", said);
    }
    await context.close();
  }
  await browser.close();
  return found;
}

const pages = process.argv.slice(2).map(whole);
const complete = pages.filter(({ file }) => !isPart(file) && !isMail(file));
if (complete.length === 0) throw new Error("no complete page among them");
const judges = { vnu: () => byVnu(pages), "html-validate": () => byHtmlValidate(pages), browser: () => inBrowser(complete) };
let failed = false;
for (const [name, judge] of Object.entries(judges)) {
  const found = await judge();
  failed ||= found.length > 0;
  console.log(`${found.length ? "FAIL" : "PASS"} ${name}, ${name === "browser" ? complete.length : pages.length} files`);
  found.slice(0, 40).forEach((line) => console.log(`  ${line}`));
}

// A judge that finds nothing in this is no judge.
const wrong = join(scratch, "wrong.html");
const spoilt = complete[0].page
  .replace("</main>", '<p><b>x</p><img src="https://voorbeeld.nl/x.png"><p style="color:#eee;width:3000px">licht</p></main>')
  .replace('lang="nl"', "");
writeFileSync(wrong, spoilt);
const bad = [{ file: wrong, path: wrong, page: spoilt }];
for (const [name, found] of [["vnu", byVnu(bad)], ["html-validate", await byHtmlValidate(bad)], ["browser", await inBrowser(bad)]]) {
  if (found.length > 0) continue;
  console.log(`FAIL ${name} finds no mistake in a spoilt page`);
  failed = true;
}
process.exit(failed ? 1 : 0);
