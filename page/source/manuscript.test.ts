// A work folder, a browser and its tabs, played: what is typed is never lost, and nothing is overwritten unseen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { effect, signal } from "@preact/signals";
import type { Clock } from "./clock.ts";
import { Drafts } from "./drafts.ts";
import { Manuscript, type SaveResult, type VersionedText } from "./manuscript.ts";
import { Notices } from "./notices.ts";
import { Orphans } from "./orphans.ts";
import { type Past, Pasts } from "./pasts.ts";
import type { FromPage } from "./protocol.ts";
import { Refused } from "./refused.ts";
import { Session } from "./session.ts";
import { Store } from "./storage.ts";

const A = "2022/a";
const B = "2022/b";

/** The work folder, and the server before it. */
class Server {
  run = "een";
  secret = "geheim";
  isThere = true;
  /** What was asked, in order. */
  readonly asked: string[] = [];
  /** Answers about this document wait for it. */
  readonly held = new Map<string, Promise<void>>();
  readonly texts = new Map([
    [A, "oud\n"],
    [B, "b\n"],
  ]);

  tag(document: string): string {
    return `"${this.texts.get(document)}"`;
  }

  async fetchText(document: string): Promise<VersionedText> {
    await this.answer("lees", document);
    return { text: this.texts.get(document) ?? "", etag: this.tag(document) };
  }

  async saveText(document: string, { text, etag }: VersionedText): Promise<SaveResult> {
    await this.answer("bewaar", document);
    if (this.texts.get(document) !== text && etag !== this.tag(document))
      return { saved: false, onDisk: { text: this.texts.get(document) ?? "", etag: this.tag(document) } };
    this.texts.set(document, text);
    return { saved: true, etag: this.tag(document) };
  }

  /** Answers about a document come only when what this gives is called. */
  hold(document: string): () => void {
    let release = () => {};
    this.held.set(document, new Promise((resolve) => (release = resolve)));
    return release;
  }

  private async answer(what: string, document: string): Promise<void> {
    this.asked.push(`${what} ${document}`);
    await this.held.get(document);
    if (!this.isThere) throw new Refused(0, "Griffel antwoordt niet.", null);
    if (!this.texts.has(document)) throw new Refused(404, "Er is geen brief of presentatie.", "Kies opnieuw.");
  }
}

/** Time that goes by when a test says so. */
class PlayedClock implements Clock {
  private time = 0;
  private last = 0;
  private readonly waiting = new Map<number, { at: number; run: () => void }>();

  now(): number {
    return this.time;
  }

  after(milliseconds: number, run: () => void): number {
    this.waiting.set(++this.last, { at: this.time + milliseconds, run });
    return this.last;
  }

  cancel(timer: number): void {
    this.waiting.delete(timer);
  }

  soon(run: () => void): void {
    queueMicrotask(run);
  }

  /** Lets time go by, and all that is waited for come. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.time + milliseconds;
    await settled();
    for (;;) {
      const [timer, next] = [...this.waiting].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (timer === undefined || !next || next.at > until) break;
      this.waiting.delete(timer);
      this.time = next.at;
      next.run();
      await settled();
    }
    this.time = until;
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}

/** What a browser keeps for all its tabs. */
class Browser {
  isFull = false;
  /** So many characters fit. */
  room = Number.POSITIVE_INFINITY;
  private readonly kept = new Map<string, string>();

  readonly store = new Store(() => {
    const { kept } = this;
    return {
      get length() {
        return kept.size;
      },
      clear: () => kept.clear(),
      key: (index) => [...kept.keys()][index] ?? null,
      getItem: (key) => kept.get(key) ?? null,
      removeItem: (key) => void kept.delete(key),
      setItem: (key, value) => {
        const others = [...kept].filter(([other]) => other !== key).reduce((sum, [, { length }]) => sum + length, 0);
        if (this.isFull || others + value.length > this.room) throw new Error("vol");
        kept.set(key, value);
      },
    };
  });
}

class Tab {
  readonly said: FromPage[] = [];
  readonly copied: string[] = [];
  readonly session = new Session();
  readonly notices = new Notices();
  readonly autosave = signal(true);
  readonly clock: PlayedClock;
  readonly drafts: Drafts;
  readonly orphans: Orphans;
  readonly manuscript: Manuscript;
  /** What stands in the editor. */
  text = "";
  isLocked = false;
  /** What was done to that. */
  past: Past | null = null;
  /** What undo would bring back of what the page itself did to it. */
  undone: string | null = null;

  private readonly server: Server;

  constructor(server: Server, browser: Browser, clock: PlayedClock) {
    this.server = server;
    this.clock = clock;
    const copy = (text: string) => void this.copied.push(text);
    this.drafts = new Drafts(browser.store, () => this.session.about.value?.folder, () => clock.now());
    this.orphans = new Orphans(this.drafts, this.notices, copy);
    this.manuscript = new Manuscript({
      editor: {
        text: () => this.text,
        asShown: (text) => text,
        load: (text, locked = false) => ([this.text, this.isLocked, this.past] = [text, locked, null]),
        follow: (text) => (this.text = text),
        replaceByUser: (text) => ([this.text, this.undone] = [text, this.text]),
        past: () => this.past,
        takeUp: (past) => (this.past = past),
      },
      files: server,
      send: (message) => void (server.isThere && this.said.push(message)),
      session: this.session,
      drafts: this.drafts,
      pasts: new Pasts(browser.store, () => this.session.about.value?.folder, () => clock.now()),
      notices: this.notices,
      clock,
      autosave: this.autosave,
      copy,
      thisDocument: () => "deze brief",
    });
  }

  /** The server is there, again or for the first time. */
  connect(): void {
    this.session.connected.value = true;
    const about = { run: this.server.run, secret: this.server.secret, folder: "map", folderName: "map", organisation: "", version: "" };
    if (this.session.greet(about)) this.manuscript.resume();
  }

  disconnect(): void {
    this.session.connected.value = false;
  }

  /** The server tells of the document that is shown, as it does after every change. */
  async told(document = A): Promise<void> {
    this.manuscript.diskSeen(this.server.texts.has(document) ? this.server.tag(document) : null);
    await settled();
  }

  /** The server tells which documents there are. */
  listed(current = A): void {
    const documents = [...this.server.texts.keys()].map((id) => ({ id }));
    this.orphans.tell(documents);
    if (!this.server.texts.has(current)) this.manuscript.diskSeen(null);
  }

  async open(document: string): Promise<void> {
    await this.manuscript.open(document);
    await settled();
  }

  type(text: string): void {
    assert.ok(!this.isLocked);
    this.text = text;
    this.manuscript.changed();
  }

  notice(kind: string) {
    return this.notices.all.value.find((notice) => notice.kind === kind);
  }

  get state(): string {
    return this.manuscript.saveState.value.kind;
  }

  get textsSaid(): string[] {
    return this.said.flatMap((message) => (message.type === "text" ? [message.text] : []));
  }
}

/** A server, a browser and a tab in which a document is open. */
async function desk(autosave = true) {
  const [server, browser, clock] = [new Server(), new Browser(), new PlayedClock()];
  const anotherTab = async (opened = A) => {
    const tab = new Tab(server, browser, clock);
    tab.autosave.value = autosave;
    tab.connect();
    await tab.open(opened);
    return tab;
  };
  return { server, browser, clock, anotherTab, tab: await anotherTab() };
}

test("what is typed is told at once, kept soon, and saved when typing pauses", async () => {
  const { server, clock, tab } = await desk();
  tab.type("nieuw\n");
  await clock.pass(0);
  assert.deepEqual(tab.textsSaid, ["nieuw\n"]);
  assert.equal(tab.state, "unsaved");
  await clock.pass(100);
  assert.equal(tab.drafts.of(A)?.text, "nieuw\n");
  assert.equal(server.texts.get(A), "oud\n");
  await clock.pass(1500);
  assert.equal(server.texts.get(A), "nieuw\n");
  assert.equal(tab.state, "saved");
  assert.equal(tab.drafts.of(A), null);
  assert.deepEqual(tab.said.at(-1), { type: "discard", document: A });
});

test("several keys in one go are one message, with the last text", async () => {
  const { clock, tab } = await desk();
  for (const text of ["n", "ni", "nie"]) tab.type(text);
  await clock.pass(0);
  assert.deepEqual(tab.said.at(-1), { type: "text", document: A, text: "nie", revision: 3 });
  assert.equal(tab.textsSaid.length, 1);
});

test("typing back what is on disk leaves nothing unsaved", async () => {
  const { clock, tab } = await desk();
  tab.type("nieuw\n");
  await clock.pass(200);
  tab.type("oud\n");
  assert.equal(tab.state, "saved");
  assert.equal(tab.drafts.of(A), null);
  await clock.pass(5000);
  assert.equal(tab.state, "saved");
});

test("with the setting off, nothing is saved until the user says so", async () => {
  const { server, clock, tab } = await desk(false);
  tab.type("nieuw\n");
  await clock.pass(10_000);
  assert.equal(server.texts.get(A), "oud\n");
  // Switched on, it goes by itself.
  tab.autosave.value = true;
  await clock.pass(1500);
  assert.equal(server.texts.get(A), "nieuw\n");
});

test("a change elsewhere is followed when nothing is unsaved", async () => {
  const { server, tab } = await desk();
  server.texts.set(A, "van schijf\n");
  await tab.told();
  assert.equal(tab.text, "van schijf\n");
  assert.equal(tab.manuscript.conflict.value, null);
  assert.equal(tab.state, "saved");
});

test("the same text typed here and written elsewhere is no conflict", async () => {
  const { server, tab } = await desk(false);
  tab.type("gelijk\n");
  server.texts.set(A, "gelijk\n");
  await tab.told();
  assert.equal(tab.manuscript.conflict.value, null);
  assert.equal(tab.state, "saved");
});

test("a conflict: nothing is overwritten until the user decides, and later is a choice", async () => {
  const { server, clock, tab } = await desk();
  tab.type("van mij\n");
  server.texts.set(A, "van een ander\n");
  await tab.told();
  assert.equal(tab.manuscript.conflict.value?.text, "van een ander\n");
  assert.ok(tab.manuscript.conflictShown.value);
  tab.manuscript.decideLater();
  server.asked.length = 0;
  tab.type("van mij, en meer\n");
  await clock.pass(10_000);
  assert.ok(!tab.manuscript.conflictShown.value, "it does not come back by itself");
  assert.deepEqual(server.asked, []);
  assert.equal(server.texts.get(A), "van een ander\n");
  assert.equal(await tab.manuscript.save(), false);
  assert.ok(tab.manuscript.conflictShown.value, "saving asks again");
  assert.deepEqual(server.asked, [], "and tries nothing");
  assert.equal(tab.drafts.of(A)?.text, "van mij, en meer\n");
});

test("a conflict: one's own text is saved over exactly what one saw", async () => {
  const { server, clock, tab } = await desk();
  tab.type("van mij\n");
  server.texts.set(A, "van een ander\n");
  await tab.told();
  // A third text comes while the dialog is open.
  server.texts.set(A, "van een derde\n");
  await tab.manuscript.keepOwnText("samengevoegd\n");
  await clock.pass(0);
  assert.equal(server.texts.get(A), "van een derde\n");
  assert.equal(tab.manuscript.conflict.value?.text, "van een derde\n");
  await tab.manuscript.keepOwnText("samengevoegd\n");
  await clock.pass(0);
  assert.equal(server.texts.get(A), "samengevoegd\n");
  assert.equal(tab.state, "saved");
});

test("a conflict: the text on disk is taken, and one's own can be put back", async () => {
  const { server, clock, tab } = await desk();
  tab.type("van mij\n");
  server.texts.set(A, "van een ander\n");
  await tab.told();
  tab.manuscript.takeDiskText();
  assert.equal(tab.text, "van een ander\n");
  assert.equal(tab.state, "saved");
  // Also after the page was loaded again.
  await tab.open(B);
  await tab.open(A);
  tab.notice("backup")?.action?.run();
  assert.equal(tab.text, "van mij\n");
  await clock.pass(1500);
  assert.equal(server.texts.get(A), "van mij\n");
});

test("a conflict that comes to light when saving is one too", async () => {
  const { server, clock, tab } = await desk();
  tab.type("van mij\n");
  // Nobody told yet that the file changed.
  server.texts.set(A, "van een ander\n");
  await clock.pass(1500);
  assert.equal(server.texts.get(A), "van een ander\n");
  assert.equal(tab.manuscript.conflict.value?.text, "van een ander\n");
  assert.equal(tab.text, "van mij\n");
});

const LETTER = "+++\nstatus = \"concept\"\n+++\n\nZin een. Zin twee.\n\nZin drie.\n";
const withChange = (from: string, to: string, text = LETTER) => {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
};

/** The same, with a letter of some sentences. */
async function letterDesk(autosave = true) {
  const made = await desk(autosave);
  made.server.texts.set(A, LETTER);
  await made.tab.told();
  assert.equal(made.tab.text, LETTER);
  return made;
}

test("merged: changes of different sentences are both in the editor, told, kept and saved", async () => {
  const { server, clock, tab } = await letterDesk();
  tab.type(withChange("Zin een.", "Mijn zin."));
  await clock.pass(10);
  server.texts.set(A, withChange("Zin drie.", "Uw zin."));
  await tab.told();
  const both = withChange("Zin een.", "Mijn zin.", withChange("Zin drie.", "Uw zin."));
  assert.equal(tab.text, both);
  assert.equal(tab.manuscript.conflict.value, null);
  assert.equal(tab.notice("merged")?.tone, "quiet");
  assert.match(tab.notice("merged")?.text ?? "", /^Een collega veranderde intussen ook deze brief\. Beide veranderingen staan er\.$/);
  await clock.pass(200);
  assert.equal(tab.textsSaid.at(-1), both);
  assert.equal(tab.drafts.of(A)?.text, both);
  assert.equal(server.texts.get(A), withChange("Zin drie.", "Uw zin."), "not before the pause");
  await clock.pass(1500);
  assert.equal(server.texts.get(A), both);
  assert.equal(tab.state, "saved");
  await clock.pass(20_000);
  assert.equal(tab.notice("merged"), undefined);
});

test("merged: what comes to light when saving is saved at once", async () => {
  const { server, tab } = await letterDesk(false);
  tab.type(withChange("Zin een.", "Mijn zin."));
  server.texts.set(A, withChange("Zin drie.", "Uw zin."));
  assert.ok(await tab.manuscript.save());
  assert.equal(server.texts.get(A), withChange("Zin een.", "Mijn zin.", withChange("Zin drie.", "Uw zin.")));
  assert.equal(tab.text, server.texts.get(A));
  assert.equal(tab.state, "saved");
  assert.ok(tab.notice("merged"));
});

test("merged: whoever saves again and again in between does not keep the tab busy for ever", async () => {
  const { server, clock, tab } = await letterDesk(false);
  tab.type(withChange("Zin een.", "Mijn zin."));
  const save = server.saveText.bind(server);
  let times = 0;
  server.saveText = (document, text) => {
    server.texts.set(A, withChange("Zin drie.", `Uw zin ${(times += 1)}.`));
    return save(document, text);
  };
  assert.equal(await tab.manuscript.save(), false);
  assert.ok(times > 1 && times < 20);
  assert.equal(tab.state, "unsaved");
  server.saveText = save;
  assert.ok(await tab.manuscript.save());
  await clock.pass(0);
  assert.equal(server.texts.get(A), withChange("Zin een.", "Mijn zin.", withChange("Zin drie.", `Uw zin ${times}.`)));
});

test("merged: what is typed in another sentence after a merge is no conflict with what came in", async () => {
  const { server, clock, tab } = await letterDesk();
  tab.type(withChange("Zin een.", "Mijn zin."));
  server.texts.set(A, withChange("Zin drie.", "Uw zin."));
  await tab.told();
  tab.type(withChange("Mijn zin.", "Mijn zin, langer.", tab.text));
  server.texts.set(A, withChange("Zin drie.", "Uw zin, ook langer."));
  await tab.told();
  await clock.pass(1500);
  assert.equal(server.texts.get(A), withChange("Zin een.", "Mijn zin, langer.", withChange("Zin drie.", "Uw zin, ook langer.")));
});

test("two changes of one sentence are asked about, with both in it and the rest merged", async () => {
  const { server, clock, tab } = await letterDesk();
  tab.type(withChange("Zin een.", "Mijn zin.", withChange("drie", "3")));
  server.texts.set(A, withChange("Zin een.", "Uw zin.", withChange("twee", "2")));
  await tab.told();
  assert.ok(tab.manuscript.conflictShown.value);
  const together = tab.manuscript.together();
  assert.equal(together?.text, withChange("Zin een. Zin twee.", "Uw zin. Mijn zin. Zin 2.", withChange("drie", "3")));
  assert.equal(together?.conflicts.length, 1);
  await tab.manuscript.keepOwnText(together?.text ?? "");
  await clock.pass(0);
  assert.equal(server.texts.get(A), together?.text);
});

test("a conflict that is put off: what is typed and saved elsewhere meanwhile is in it, and it does not come back by itself", async () => {
  const { server, tab } = await letterDesk();
  tab.type(withChange("Zin een.", "Mijn zin."));
  server.texts.set(A, withChange("Zin een.", "Uw zin."));
  await tab.told();
  // While the user chooses, nothing changes under their hands.
  server.texts.set(A, withChange("Zin een.", "Uw andere zin."));
  await tab.told();
  assert.equal(tab.manuscript.conflict.value?.text, withChange("Zin een.", "Uw zin."));
  tab.manuscript.decideLater();
  await settled();
  assert.ok(!tab.manuscript.conflictShown.value);
  tab.type(withChange("drie", "3", tab.text));
  assert.equal(tab.manuscript.together()?.text, withChange("Zin een.", "Uw andere zin. Mijn zin.", withChange("drie", "3")));
  // Who takes the conflict away elsewhere takes the question away.
  server.texts.set(A, withChange("twee", "2"));
  await tab.told();
  assert.equal(tab.manuscript.conflict.value, null);
  assert.equal(tab.text, withChange("Zin een.", "Mijn zin.", withChange("drie", "3", withChange("twee", "2"))));
});

test("a change of the status is never merged unseen", async () => {
  const { server, clock, tab } = await letterDesk();
  tab.type(withChange("Zin een.", "Mijn zin."));
  server.texts.set(A, withChange("concept", "vastgesteld"));
  await tab.told();
  await clock.pass(5000);
  assert.equal(server.texts.get(A), withChange("concept", "vastgesteld"));
  assert.ok(tab.manuscript.conflictShown.value);
  assert.deepEqual(tab.manuscript.together()?.conflicts, []);
});

test("a save that was done without an answer is one's own, not a colleague's", async () => {
  const { server, clock, tab } = await letterDesk();
  tab.type(withChange("Zin drie.", "Zin drie. En dan."));
  const save = server.saveText.bind(server);
  server.saveText = async (document, text) => {
    await save(document, text);
    throw new Refused(0, "Griffel antwoordt niet.", null);
  };
  await clock.pass(1500);
  server.saveText = save;
  assert.equal(server.texts.get(A), withChange("Zin drie.", "Zin drie. En dan."));
  // It goes on in the same sentence, and somebody else elsewhere.
  tab.type(withChange("Zin drie.", "Zin drie. En dan nog meer."));
  server.texts.set(A, withChange("Zin een.", "Uw zin.", server.texts.get(A)));
  await tab.told();
  assert.equal(tab.manuscript.conflict.value, null);
  await clock.pass(1500);
  assert.equal(server.texts.get(A), withChange("Zin drie.", "Zin drie. En dan nog meer.", withChange("Zin een.", "Uw zin.")));
});

test("a program that read the file before it was saved here, and writes it after, takes nothing away", async () => {
  const { server, clock, tab } = await letterDesk();
  tab.type(withChange("Zin twee.", "Zin twee. Mijn zin."));
  await clock.pass(1600);
  tab.type(withChange("Mijn zin.", "Mijn zin. En nog een.", tab.text));
  await clock.pass(1600);
  assert.equal(tab.state, "saved");
  // Without what was saved twice.
  server.texts.set(A, withChange("Zin drie.", "Uw zin."));
  await tab.told();
  await clock.pass(1600);
  assert.equal(server.texts.get(A), withChange("Zin twee.", "Zin twee. Mijn zin. En nog een.", withChange("Zin drie.", "Uw zin.")));
  assert.equal(tab.text, server.texts.get(A));
  // Later it is somebody who takes it out.
  await clock.pass(20_000);
  server.texts.set(A, LETTER);
  await tab.told();
  await clock.pass(1600);
  assert.deepEqual([server.texts.get(A), tab.text], [LETTER, LETTER]);
});

test("a colleague saves again and again while one types, and answers get lost: every sentence is there once, and nobody is asked", async () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const random = generator(seed);
    const { server, clock, tab } = await letterDesk();
    const save = server.saveText.bind(server);
    server.saveText = async (document, text) => {
      const isLost = random(6) === 0;
      // It does not arrive, or its answer does not.
      if (isLost && random(2) === 0) throw new Refused(0, "Griffel antwoordt niet.", null);
      const result = await save(document, text);
      if (isLost) throw new Refused(0, "Griffel antwoordt niet.", null);
      return result;
    };
    const [hers, theirs]: [string[], string[]] = [[], []];
    for (let turn = 0; turn < 60; turn += 1) {
      const disk = server.texts.get(A) ?? "";
      const what = random(4);
      if (what === 0) {
        theirs.push(`Zin ${turn} van een collega.`);
        server.texts.set(A, disk.replace("Zin drie.", `${theirs.at(-1)} Zin drie.`));
      } else if (what === 1) {
        theirs.push(`Alinea ${turn} van een collega.`);
        server.texts.set(A, disk.replace("\n\nZin een.", `\n\n${theirs.at(-1)}\n\nZin een.`));
      } else if (what === 2 && theirs.length > 0) {
        const chosen = random(theirs.length);
        const now = `${(theirs[chosen] ?? "").slice(0, -1)}, anders ${turn}.`;
        server.texts.set(A, disk.replace(theirs[chosen] ?? "", now));
        theirs[chosen] = now;
      }
      if (random(3) > 0) await tab.told();
      hers.push(`Zin ${turn} van ANNA.`);
      const before = hers.at(-2) ?? "Zin twee.";
      tab.type(withChange(before, `${before} ${hers.at(-1)}`, tab.text));
      await clock.pass(random(2000));
      if (random(8) === 0) await tab.manuscript.save();
    }
    server.saveText = save;
    await tab.told();
    await clock.pass(5000);
    await tab.manuscript.save();
    const text = server.texts.get(A) ?? "";
    assert.equal(tab.text, text);
    assert.equal(tab.manuscript.conflict.value, null, `seed ${seed}`);
    for (const sentence of [...hers, ...theirs]) assert.equal(text.split(sentence).length, 2, `seed ${seed}: ${sentence}\n${text}`);
  }
});

/** Numbers that are the same each time. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("a file that is empty for a moment, because it is being written, is waited for", async () => {
  const { server, clock, tab } = await letterDesk();
  for (const isTyping of [false, true]) {
    if (isTyping) tab.type(withChange("Zin een.", "Mijn zin.", tab.text));
    const before = tab.text;
    server.texts.set(A, "");
    await tab.told();
    assert.deepEqual([tab.text, tab.manuscript.conflict.value], [before, null]);
    server.texts.set(A, withChange("Zin drie.", `Uw zin ${isTyping}.`));
    await clock.pass(5000);
    assert.equal(tab.text, withChange("Zin drie.", `Uw zin ${isTyping}.`, isTyping ? withChange("Zin een.", "Mijn zin.") : LETTER));
    assert.equal(server.texts.get(A), tab.text);
  }
  // One that stays empty is.
  server.texts.set(A, "");
  await tab.told();
  await clock.pass(5000);
  assert.equal(tab.text, "");
});

test("how often one file was empty says nothing of another", async () => {
  const { server, clock, tab } = await desk();
  server.texts.set(A, "");
  await tab.told();
  await clock.pass(1000);
  await tab.open(B);
  server.texts.set(B, "");
  await tab.told(B);
  await clock.pass(1000);
  assert.equal(tab.text, "b\n", "it may still be being written");
  await clock.pass(1000);
  assert.equal(tab.text, "");
});

test("restart: what was typed over an older file is merged with the one that is there", async () => {
  const { server, clock, tab, anotherTab } = await letterDesk(false);
  tab.type(withChange("Zin een.", "Mijn zin."));
  await clock.pass(200);
  server.texts.set(A, withChange("Zin drie.", "Uw zin."));
  const again = await anotherTab();
  assert.equal(again.text, withChange("Zin een.", "Mijn zin.", withChange("Zin drie.", "Uw zin.")));
  assert.match(again.notice("draft")?.text ?? "", /^Uw niet-bewaarde tekst is teruggezet\. Een collega/);
  assert.equal(again.state, "unsaved");
  assert.ok(await again.manuscript.save());
  assert.equal(server.texts.get(A), again.text);
});

test("restart: in a conflict too, both are there", async () => {
  const { server, clock, tab, anotherTab } = await letterDesk(false);
  tab.type(withChange("Zin een.", "Mijn zin."));
  await clock.pass(200);
  server.texts.set(A, withChange("Zin een.", "Uw zin."));
  const again = await anotherTab();
  assert.equal(again.text, withChange("Zin een.", "Mijn zin."));
  assert.equal(again.manuscript.together()?.text, withChange("Zin een.", "Uw zin. Mijn zin."));
});

test("restart: a draft without the text that it is based on is shown beside the one on disk", async () => {
  const { server, browser, anotherTab } = await letterDesk(false);
  for (const back of [undefined, {}, { from: 9, to: 3, insert: "" }, { from: 0, to: 9999, insert: "" }, "x"]) {
    browser.store.keep(`griffel.draft.map.${A}`, { text: withChange("Zin een.", "Mijn zin."), base: '"ouder"', back, time: 1 });
    const tab = await anotherTab();
    assert.equal(tab.text, withChange("Zin een.", "Mijn zin."));
    assert.ok(tab.manuscript.conflictShown.value);
    assert.equal(tab.manuscript.together(), null);
    tab.manuscript.decideLater();
    assert.equal(server.texts.get(A), LETTER);
  }
});

test("a file that is gone and comes back otherwise is merged too", async () => {
  const { server, clock, tab } = await letterDesk();
  tab.type(withChange("Zin een.", "Mijn zin."));
  server.texts.delete(A);
  await tab.told();
  assert.ok(tab.notice("gone"));
  server.texts.set(A, withChange("Zin drie.", "Uw zin."));
  await tab.told();
  await clock.pass(1500);
  assert.equal(server.texts.get(A), withChange("Zin een.", "Mijn zin.", withChange("Zin drie.", "Uw zin.")));
});

test("two tabs: what both typed is in both, without a question", async () => {
  const { server, clock, tab, anotherTab } = await letterDesk();
  const other = await anotherTab();
  tab.type(withChange("Zin een.", "Zin 1."));
  other.type(withChange("Zin drie.", "Zin 3."));
  await clock.pass(1600);
  for (const window of [tab, other]) await window.told();
  await clock.pass(1600);
  const both = withChange("Zin een.", "Zin 1.", withChange("Zin drie.", "Zin 3."));
  for (const window of [tab, other]) await window.told();
  assert.deepEqual([server.texts.get(A), tab.text, other.text], [both, both, both]);
});

test("what is typed while it is being saved is unsaved afterwards", async () => {
  const { server, clock, tab } = await desk();
  tab.type("eerst\n");
  const saving = tab.manuscript.save();
  tab.type("eerst en meer\n");
  await saving;
  assert.equal(server.texts.get(A), "eerst\n");
  assert.equal(tab.state, "unsaved");
  assert.equal(tab.drafts.of(A)?.text, "eerst en meer\n");
  await clock.pass(1500);
  assert.equal(server.texts.get(A), "eerst en meer\n");
  assert.equal(tab.manuscript.conflict.value, null, "its own save is no change elsewhere");
});

test("what the server tells of a file that is being saved here is no news", async () => {
  const { server, clock, tab } = await desk();
  tab.type("nieuw\n");
  const release = server.hold(A);
  const saving = tab.manuscript.save();
  server.asked.length = 0;
  tab.manuscript.diskSeen('"nieuw\n"');
  await clock.pass(0);
  assert.deepEqual(server.asked, []);
  release();
  assert.ok(await saving);
  await clock.pass(0);
  assert.equal(tab.state, "saved");
  assert.deepEqual(server.asked, []);
});

test("reconnect: what was typed meanwhile is told and saved", async () => {
  const { server, clock, tab } = await desk();
  server.isThere = false;
  tab.disconnect();
  tab.type("zonder server\n");
  await clock.pass(5000);
  assert.equal(tab.state, "unsaved", "the page says in a banner that the server is away");
  assert.equal(tab.drafts.of(A)?.text, "zonder server\n");
  assert.deepEqual(tab.textsSaid, []);
  server.isThere = true;
  tab.connect();
  assert.deepEqual(tab.textsSaid, ["zonder server\n"]);
  await clock.pass(1500);
  assert.equal(server.texts.get(A), "zonder server\n");
  assert.equal(tab.state, "saved");
});

test("reconnect: a file that changed meanwhile is a conflict", async () => {
  const { server, clock, tab } = await desk();
  server.isThere = false;
  tab.disconnect();
  tab.type("zonder server\n");
  await clock.pass(200);
  server.texts.set(A, "van een ander\n");
  server.isThere = true;
  tab.connect();
  await tab.told();
  await clock.pass(5000);
  assert.equal(server.texts.get(A), "van een ander\n");
  assert.equal(tab.manuscript.conflict.value?.text, "van een ander\n");
});

test("reconnect: a text that could not be fetched is fetched then", async () => {
  const { server, clock, tab } = await desk();
  server.isThere = false;
  tab.disconnect();
  await tab.open(B);
  assert.ok(tab.isLocked && tab.notice("unreadable"));
  server.isThere = true;
  tab.connect();
  await clock.pass(0);
  assert.equal(tab.text, "b\n");
  assert.ok(!tab.isLocked);
  assert.equal(tab.notice("unreadable"), undefined);
});

test("two tabs: the other one follows what is saved here", async () => {
  const { clock, tab, anotherTab } = await desk();
  const other = await anotherTab();
  tab.type("uit de eerste\n");
  await clock.pass(1600);
  await other.told();
  assert.equal(other.text, "uit de eerste\n");
  assert.equal(other.state, "saved");
});

test("two tabs: unsaved text in both is a conflict in the one that comes second", async () => {
  const { server, clock, tab, anotherTab } = await desk(false);
  const other = await anotherTab();
  tab.type("uit de eerste\n");
  other.type("uit de tweede\n");
  await clock.pass(200);
  assert.ok(await tab.manuscript.save());
  await other.told();
  assert.equal(other.manuscript.conflict.value?.text, "uit de eerste\n");
  assert.equal(await other.manuscript.save(), false);
  assert.equal(server.texts.get(A), "uit de eerste\n");
  await other.manuscript.keepOwnText("uit beide\n");
  await clock.pass(0);
  await tab.told();
  assert.equal(server.texts.get(A), "uit beide\n");
  assert.equal(tab.text, "uit beide\n");
});

test("two tabs: each knows of the drafts of the other", async () => {
  const { clock, tab, anotherTab } = await desk(false);
  const other = await anotherTab(B);
  tab.type("nieuw\n");
  await clock.pass(200);
  other.drafts.changedElsewhere("griffel.draft.map.2022/a", true);
  other.drafts.changedElsewhere("griffel.draft.elders.2022/b", true);
  other.drafts.changedElsewhere("iets.anders", true);
  assert.deepEqual([...other.drafts.documents.value], [A]);
  other.drafts.changedElsewhere("griffel.draft.map.2022/a", false);
  assert.deepEqual([...other.drafts.documents.value], []);
  other.drafts.changedElsewhere(null, false);
  assert.deepEqual([...other.drafts.documents.value], [A]);
});

test("something else at the same port: the old tab gives it nothing, a new one has what was typed", async () => {
  const { server, clock, tab, anotherTab } = await desk(false);
  tab.type("niet bewaard\n");
  await clock.pass(200);
  server.isThere = false;
  tab.disconnect();
  tab.type("niet bewaard en meer\n");
  await clock.pass(200);
  server.run = "twee";
  server.secret = "van een ander";
  server.isThere = true;
  const before = tab.said.length;
  tab.connect();
  await clock.pass(5000);
  assert.ok(tab.session.expired.value);
  assert.equal(tab.said.length, before);
  assert.equal(tab.session.about.value?.run, "een");
  const again = await anotherTab();
  assert.equal(again.text, "niet bewaard en meer\n");
  assert.equal(again.state, "unsaved");
  assert.ok(again.notice("draft"));
  await clock.pass(0);
  assert.deepEqual(again.textsSaid, ["niet bewaard en meer\n"]);
  assert.ok(await again.manuscript.save());
  assert.equal(server.texts.get(A), "niet bewaard en meer\n");
  assert.equal(again.notice("draft"), undefined);
});

test("restart of the server: the next run at the same place is gone on with", async () => {
  const { server, clock, tab } = await desk(true);
  tab.type("niet bewaard\n");
  server.isThere = false;
  tab.disconnect();
  await clock.pass(5000);
  tab.type("niet bewaard en meer\n");
  server.run = "twee";
  server.isThere = true;
  tab.connect();
  await clock.pass(5000);
  assert.ok(!tab.session.expired.value);
  assert.equal(tab.session.about.value?.run, "twee");
  assert.equal(server.texts.get(A), "niet bewaard en meer\n");
});

test("a conflict: one's own text that the browser has no room for stays a step back", async () => {
  const { server, browser, clock, tab } = await desk();
  const choose = async () => {
    tab.type("van mij\n");
    server.texts.set(A, "van een ander\n");
    await tab.told();
    assert.ok(tab.manuscript.conflict.value);
  };
  await choose();
  browser.isFull = true;
  tab.manuscript.takeDiskText();
  assert.equal(tab.text, "van een ander\n");
  assert.equal(tab.undone, "van mij\n");
  assert.match(tab.notice("backup")?.text ?? "", /Ctrl\+Z/);
  assert.equal(tab.notice("backup")?.action, undefined);
  // What was done to texts gives way to it.
  browser.isFull = false;
  server.texts.set(A, "anders\n");
  await tab.told();
  tab.past = { text: "x", selection: null, history: { done: ["een stap"], undone: [] } };
  tab.manuscript.keepPast();
  await choose();
  await clock.pass(200);
  browser.room = 200;
  tab.manuscript.takeDiskText();
  assert.equal(tab.drafts.backupOf(A)?.text, "van mij\n");
  assert.equal(browser.store.keys().filter((key) => key.startsWith("griffel.past")).length, 0);
});

test("restart of the server: what was typed over an older file is a conflict", async () => {
  const { server, clock, tab, anotherTab } = await desk(false);
  tab.type("niet bewaard\n");
  await clock.pass(200);
  server.run = "twee";
  server.texts.set(A, "van een ander\n");
  const again = await anotherTab();
  assert.equal(again.text, "niet bewaard\n");
  assert.equal(again.manuscript.conflict.value?.text, "van een ander\n");
  await clock.pass(5000);
  assert.equal(server.texts.get(A), "van een ander\n");
  again.manuscript.takeDiskText();
  assert.equal(again.text, "van een ander\n");
});

test("restart of the server: a draft that says what is on disk by now is none any more", async () => {
  const { server, clock, tab, anotherTab } = await desk(false);
  tab.type("toch bewaard\n");
  await clock.pass(200);
  server.run = "twee";
  server.texts.set(A, "toch bewaard\n");
  const again = await anotherTab();
  assert.equal(again.state, "saved");
  assert.equal(again.drafts.of(A), null);
});

test("rename: the text stays in the editor, can be copied, and is not written anywhere", async () => {
  const { server, clock, tab } = await desk(false);
  tab.type("niet bewaard\n");
  await clock.pass(200);
  server.texts.set("2022/c", server.texts.get(A) ?? "");
  server.texts.delete(A);
  tab.listed();
  tab.notice("gone")?.action?.run();
  tab.notice(`orphan ${A}`)?.action?.run();
  assert.deepEqual(tab.copied, ["niet bewaard\n", "niet bewaard\n"]);
  assert.equal(await tab.manuscript.save(), false);
  assert.equal(tab.state, "failed");
  assert.equal(tab.text, "niet bewaard\n");
  // The file under its new name is another document; the text under the old one stays.
  await tab.open("2022/c");
  assert.equal(tab.text, "oud\n");
  assert.equal(tab.notice("gone"), undefined);
  assert.ok(tab.notice(`orphan ${A}`), "it is still told of");
  assert.equal(tab.drafts.of(A)?.text, "niet bewaard\n");
  assert.deepEqual([...server.texts.keys()], [B, "2022/c"]);
  // Once: who closed it does not see it again.
  tab.notices.dismiss(`orphan ${A}`);
  tab.listed("2022/c");
  assert.equal(tab.notice(`orphan ${A}`), undefined);
});

test("rename and back: what was typed is there again", async () => {
  const { server, clock, tab } = await desk(false);
  tab.type("niet bewaard\n");
  await clock.pass(200);
  server.texts.delete(A);
  tab.listed();
  await tab.open(B);
  server.texts.set(A, "oud\n");
  tab.listed(B);
  await tab.open(A);
  assert.equal(tab.text, "niet bewaard\n");
  assert.equal(tab.manuscript.conflict.value, null);
  assert.equal(tab.state, "unsaved");
});

test("rename while nothing is unsaved: the text can be read, and follows the file when it is back", async () => {
  const { server, tab } = await desk();
  server.texts.delete(A);
  tab.listed();
  assert.ok(tab.notice("gone"));
  assert.equal(tab.notice(`orphan ${A}`), undefined);
  server.texts.set(A, "terug\n");
  await tab.told();
  assert.equal(tab.notice("gone"), undefined);
  assert.equal(tab.text, "terug\n");
});

test("another document: what is unsaved is saved when that goes by itself, and else kept", async () => {
  const { server, clock, tab } = await desk();
  tab.type("nieuw\n");
  await tab.open(B);
  await clock.pass(0);
  assert.equal(server.texts.get(A), "nieuw\n");
  assert.equal(tab.text, "b\n");
  assert.equal(tab.drafts.of(A), null);
  tab.autosave.value = false;
  tab.type("bb\n");
  await tab.open(A);
  assert.equal(server.texts.get(B), "b\n");
  assert.equal(tab.drafts.of(B)?.text, "bb\n");
  await tab.open(B);
  assert.equal(tab.text, "bb\n");
});

test("another document, while the one before is being saved: its last text is saved too", async () => {
  const { server, clock, tab } = await desk();
  tab.type("eerst\n");
  void tab.manuscript.save();
  tab.type("eerst en meer\n");
  await tab.open(B);
  await clock.pass(0);
  assert.equal(server.texts.get(A), "eerst en meer\n");
  assert.equal(tab.text, "b\n");
  assert.equal(tab.state, "saved");
});

test("a late answer for an earlier document does not end up in the editor", async () => {
  const { server, clock, tab } = await desk();
  const release = server.hold(B);
  const late = tab.manuscript.open(B);
  await tab.manuscript.open(A);
  release();
  await late;
  await clock.pass(0);
  assert.equal(tab.text, "oud\n");
  assert.equal(tab.state, "saved");
  // Neither does what went wrong with it.
  const another = server.hold(B);
  const failing = tab.manuscript.open(B);
  server.texts.delete(B);
  await tab.manuscript.open(A);
  another();
  await failing;
  assert.ok(!tab.isLocked && !tab.notice("unreadable"));
});

test("a browser that cannot keep the text says so, and asks before the tab is closed", async () => {
  const { browser, clock, tab } = await desk(false);
  browser.isFull = true;
  tab.type("nieuw\n");
  await clock.pass(200);
  assert.ok(tab.notice("storage"));
  assert.ok(tab.manuscript.canBeLost);
  browser.isFull = false;
  tab.type("nieuwer\n");
  await clock.pass(200);
  assert.equal(tab.notice("storage"), undefined);
  assert.ok(!tab.manuscript.canBeLost);
});

test("closing the tab at once keeps the last key", async () => {
  const { tab, anotherTab } = await desk(false);
  tab.type("laatste toets\n");
  tab.manuscript.keepNow();
  assert.equal((await anotherTab()).text, "laatste toets\n");
});

test("what was done to a text is there after the page was loaded again, unless the text on disk is another", async () => {
  const { server, clock, tab, anotherTab } = await desk();
  const past = (text: string): Past => ({ text, selection: null, history: { done: ["een stap"], undone: [] } });
  tab.type("nieuw\n");
  tab.past = past("nieuw\n");
  await clock.pass(1600);
  tab.manuscript.keepPast();
  assert.deepEqual((await anotherTab()).past?.history.done, ["een stap"]);
  // Of unsaved text too.
  tab.type("nieuwer\n");
  tab.past = past("nieuwer\n");
  await clock.pass(100);
  tab.manuscript.keepPast();
  const other = await anotherTab();
  assert.equal(other.text, "nieuwer\n");
  assert.deepEqual(other.past?.history.done, ["een stap"]);
  await clock.pass(1600);
  server.texts.set(A, "van een ander\n");
  assert.equal((await anotherTab()).past, null);
});

test("who follows which text is shown finds what was done to it", async () => {
  const { tab } = await desk();
  tab.past = { text: "oud\n", selection: null, history: { done: ["een stap"], undone: [] } };
  tab.manuscript.keepPast();
  await tab.open(B);
  const found: (Past | null)[] = [];
  effect(() => {
    if (tab.manuscript.baseTag.value === '"oud\n"') found.push(tab.past);
  });
  await tab.open(A);
  assert.deepEqual(found.map((past) => past?.history.done), [["een stap"]]);
});

test("the past of texts gives way to a text that is not saved", async () => {
  const { browser, clock, tab } = await desk(false);
  tab.past = { text: "x", selection: null, history: { done: ["een stap"], undone: [] } };
  tab.manuscript.keepPast();
  assert.equal(browser.store.keys().filter((key) => key.startsWith("griffel.past")).length, 1);
  browser.isFull = true;
  tab.type("nieuw\n");
  await clock.pass(100);
  assert.equal(browser.store.keys().length, 0);
});
