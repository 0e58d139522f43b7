// A preview of a fresh work folder, with a browser before it.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, afterEach, before, beforeEach } from "node:test";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { chromium } from "playwright-core";

/** The project's root. */
export const repository = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const griffel = process.env.GRIFFEL ?? join(repository, "target/release/griffel");

// The background services of a browser want the network, which tests do not have.
const switches = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** A browser; close it when done. */
export const browser = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: switches });

/** A new work folder with the example, as `griffel nieuw` makes it. */
export class WorkFolder {
  path = mkdtempSync(join(tmpdir(), "griffel-"));

  constructor() {
    execFileSync(griffel, ["nieuw", join(this.path, "map")]);
    /** As whom previews of it run: `{ uid, gid }`; none: as whoever runs the tests. */
    this.user = {};
    // What is kept for the user goes with it.
    this.environment = { ...process.env, XDG_DATA_HOME: join(this.path, "gebruiker") };
    this.path = join(this.path, "map");
  }

  read(file) {
    return readFileSync(join(this.path, file), "utf8");
  }

  /** Writes a file, with the folder it needs. */
  write(file, text) {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
  }

  /** Replaces text that must be there. */
  edit(file, old, replacement) {
    const text = this.read(file);
    if (!text.includes(old)) throw new Error(`${file} holds no ${JSON.stringify(old)}`);
    this.write(file, text.replace(old, replacement));
  }

  /** Waits until a file is there and fits; gives its text. A machine with much else to do takes long. */
  async written(file, expected) {
    for (let tries = 0; tries < 300; tries += 1) {
      if (existsSync(join(this.path, file)) && expected.test(this.read(file))) return this.read(file);
      await sleep(100);
    }
    throw new Error(`${file} never had ${expected}:\n${existsSync(join(this.path, file)) ? this.read(file) : "it is not there"}`);
  }

  run(...args) {
    return execFileSync(griffel, args, { cwd: this.path, encoding: "utf8" });
  }

  remove() {
    rmSync(dirname(this.path), { recursive: true, force: true });
  }
}

/** A running `griffel bekijk`. */
export class Preview {
  /** Starts it, and waits until it says its address. */
  static async of(folder, ...args) {
    const preview = new Preview();
    preview.process = spawn(griffel, ["bekijk", ...args], { cwd: folder.path, env: folder.environment, ...folder.user, stdio: ["ignore", "pipe", "ignore"] });
    for await (const line of createInterface({ input: preview.process.stdout })) {
      preview.address = line.match(/http:\S+/)?.[0];
      break;
    }
    if (!preview.address) throw new Error("the preview gives no address");
    preview.port = new URL(preview.address).port;
    return preview;
  }

  /** Ends it as a crash would. */
  kill() {
    this.process.kill("SIGKILL");
  }
}

/** A page that fails the test on any error, refused load or broken policy. */
export async function open(context, address) {
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(error.stack ?? String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") page.problems.push(message.text());
  });
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (hostname !== "127.0.0.1" && !["blob:", "data:"].includes(protocol)) page.problems.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    globalThis.painted = [];
    addEventListener("griffel:painted", (event) =>
      painted.push({ at: performance.timeOrigin + performance.now(), ...event.detail }),
    );
  });
  // THROTTLE=4 is a computer four times as slow.
  if (process.env.THROTTLE) {
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: Number(process.env.THROTTLE) });
  }
  // PAGE=page/dist tries what was built there, without building Griffel.
  if (process.env.PAGE) {
    await page.route(/\/(app|start)\.(js|css)$/, (route) => route.fulfill({ path: join(process.env.PAGE, new URL(route.request().url()).pathname) }));
  }
  await page.goto(address);
  return page;
}

/** For each test of a file a new work folder with one letter, `document`, in a page; `made` gets them, and makes the page ready. `isFine` are
 * problems that the tests bring about themselves. */
export function eachWithLetter({ document = "2022-K4/jnv", isFine = null, timeout = 20_000 }, made) {
  let chromium;
  let here;
  before(async () => void (chromium = await browser()));
  after(() => chromium.close());
  beforeEach(async () => {
    const folder = new WorkFolder();
    const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
    const preview = await Preview.of(folder, document, "--op", "2023-02-20");
    const page = await open(context, preview.address);
    page.setDefaultTimeout(timeout);
    here = { folder, context, preview, page };
    await made(here);
  });
  afterEach(async () => {
    const { folder, context, preview, page } = here;
    await context.close();
    preview.kill();
    folder.remove();
    assert.deepEqual(page.problems.filter((problem) => !isFine?.test(problem)), []);
  });
}

/** Pictures of a page at two widths, in the folder SHOTS, for whoever asks for them. */
export async function shoot(page, name) {
  if (!process.env.SHOTS) return;
  for (const [width, height] of [[1280, 800], [1920, 1080]]) {
    await page.setViewportSize({ width, height });
    await sleep(250);
    await page.screenshot({ path: join(process.env.SHOTS, `${name}-${width}.png`) });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

const WIDTHS = [[1000, 700], [1280, 800], [1920, 1080]];

/** No violations of WCAG 2.1 AA and nothing that sticks out, at every width. */
export async function assertGood(page, what) {
  for (const [width, height] of WIDTHS) {
    await page.setViewportSize({ width, height });
    await sleep(250);
    // What appears is judged when it is there; a cursor blinks for ever.
    await page.waitForFunction(() => {
      const isMoving = ({ playState, effect }) => playState === "running" && effect?.getComputedTiming().endTime !== Infinity;
      return !document.getAnimations().some(isMoving);
    });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }),
    );
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n   ")}`);
    assert.deepEqual(told, [], `${what}, ${width} wide`);
    // A busy machine may take longer to draw what is as wide as the window.
    const fits = page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, undefined, { timeout: 5000 });
    assert.ok(await fits.catch(() => false), `${what}: no scrolling sideways`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
