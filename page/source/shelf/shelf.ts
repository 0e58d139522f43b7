// The files of the work folder that are no documents: which there are, the one that is open, and what is changed in it.
import { computed, signal } from "@preact/signals";
import { notices } from "../notices.ts";
import type { Change, OpenFile, ShelfAct, ShelfDone, ShelfFile, ShownFinding, Hop } from "../protocol.ts";
import { reasonOf } from "../refused.ts";
import { postShelf } from "../requests.ts";
import { sharedFindings, shown } from "../state.ts";
import { at, siteOf, wayAfter } from "./values.ts";

export const shelfShown = signal(false);
export const files = signal<ShelfFile[]>([]);
/** The file that is open. */
export const opened = signal<OpenFile | null>(null);
/** What is shown beside the list: the open file, all series, or a file with numbers that nothing describes yet. */
export const place = signal<{ what: "file" } | { what: "series" } | { what: "loose"; file: string }>({ what: "file" });
/** Its text rather than its form. */
export const asText = signal(false);
/** What could not be done, in words. */
export const problem = signal<string | null>(null);
/** Somebody else changed the same thing: what was to be done. */
export const clash = signal<{ act: Extract<ShelfAct, { what: "change" | "write" }>; at: Hop[] | null; now: OpenFile } | null>(null);
/** The entry that is to be shown, such as the indicator that a finding is about. */
export const wanted = signal<Hop[] | null>(null);
/** The line that is to be shown, where the file is shown as its text. */
export const wantedLine = signal<number | null>(null);

/** Texts as they were before each change, of the file that is open. */
const before = signal<{ path: string; text: string }[]>([]);
export const canUndo = computed(() => before.value.at(-1)?.path === opened.value?.file.path);

let last: Promise<unknown> = Promise.resolve();
/** What this window changed in forms, oldest first. */
const made: { path: string; change: Change }[] = [];

export function toggleShelf(): void {
  if (shelfShown.value) return hideShelf();
  shelfShown.value = true;
  void look();
}

export function hideShelf(): void {
  shelfShown.value = false;
}

/** Whether a file can be changed here. */
export const isOnShelf = (path: string): boolean => /^data\/[^.][^:]*\.toml$/.test(path) || /^templates\/[^/]+\/(sjabloon\.toml|[^/]+\.j2)$/.test(path);

/** Opens a file, and shows what stands at a line of it. */
export async function openFile(path: string, line: number | null = null): Promise<void> {
  if (!shelfShown.value) {
    shelfShown.value = true;
    void look();
  }
  clash.value = null;
  const done = await ask({ what: "open", path });
  if (done?.what !== "file") return;
  if (done.file.path !== opened.value?.file.path) asText.value = done.value === null;
  opened.value = done;
  place.value = { what: "file" };
  wanted.value = line === null ? null : siteOf(done.sites, line);
  wantedLine.value = line;
}

/** Which files there are now, and the open one as it is now. */
export async function look(): Promise<void> {
  const done = await ask({ what: "files" });
  if (done?.what === "files") files.value = done.files;
  const path = opened.value?.file.path;
  if (!path) return;
  await last;
  const now = await ask({ what: "open", path });
  if (now?.what === "file" && now.tag !== opened.value?.tag && path === opened.value?.file.path) opened.value = now;
}

/** Changes what stands somewhere in the open file, one change after another: where it stands then is told again. */
export function change(seen: Hop[], make: (way: Hop[], now: OpenFile) => Change[]): Promise<void> {
  const path = opened.value?.file.path;
  const before = made.length;
  const done = last.then(async () => {
    const now = opened.value;
    const later = made.slice(before).filter((one) => one.path === path);
    const way = later.reduce<Hop[] | null>((way, { change }) => way && wayAfter(way, change), seen);
    if (!now || now.file.path !== path || !way) return;
    const changes = make(way, now);
    if (changes.length > 0) await put({ what: "change", path: now.file.path, changes });
  });
  last = done;
  return done;
}

/** Puts another text in the place of the open file. */
export function write(text: string): Promise<void> {
  const path = opened.value?.file.path;
  const done = last.then(async () => {
    const now = opened.value;
    if (now && now.file.path === path && now.text !== text) await put({ what: "write", path: now.file.path, tag: now.tag, text });
  });
  last = done;
  return done;
}

async function put(act: Extract<ShelfAct, { what: "change" | "write" }>): Promise<void> {
  const old = opened.value;
  const done = await ask(act);
  if (done?.what === "clash") clash.value = { act, at: done.at, now: done.now };
  if (done?.what !== "file") return;
  if (old) before.value = [...before.value.slice(-99), { path: old.file.path, text: old.text }];
  if (opened.value?.file.path === done.file.path) opened.value = done;
  if (act.what === "change") made.push(...act.changes.map((change) => ({ path: act.path, change })));
  if (!old?.file.exists || old.file.label !== done.file.label) void look();
}

/** The last change is taken back. */
export async function undo(): Promise<void> {
  const entry = before.value.at(-1);
  if (!entry || entry.path !== opened.value?.file.path) return;
  await write(entry.text);
  // What undoing changed can itself not be undone by undoing.
  before.value = before.value.slice(0, -2);
}

/** Of two who changed the same thing, one is chosen. */
export async function settle(mine: boolean): Promise<void> {
  const chosen = clash.value;
  if (!chosen) return;
  clash.value = null;
  opened.value = chosen.now;
  if (!mine) return;
  const { act, now } = chosen;
  if (act.what === "write") return put({ ...act, tag: now.tag });
  // What is there now was seen.
  const changes = act.changes.map((change) => (change.what === "rename" ? change : { ...change, was: at(now.value, change.at) }));
  await put({ ...act, changes });
}

export async function makeFile(kind: string, name: string, from: string | null): Promise<boolean> {
  const done = await ask({ what: "make", kind, name, from });
  if (done?.what !== "file") return false;
  opened.value = done;
  place.value = { what: "file" };
  asText.value = false;
  await look();
  return true;
}

export async function discardFile(path: string): Promise<void> {
  const done = await ask({ what: "discard", path });
  if (done?.what !== "files") return;
  files.value = done.files;
  if (opened.value?.file.path === path) opened.value = null;
  const { discarded } = done;
  if (discarded === null) return;
  notices.notify({
    kind: "discarded",
    tone: "quiet",
    text: `${path} ligt in de prullenbak.`,
    action: { label: "Zet terug", run: () => void restoreFile(discarded) },
  });
}

async function restoreFile(entry: string): Promise<void> {
  const done = await ask({ what: "restore", entry });
  if (done?.what !== "file") return;
  notices.dismiss("discarded");
  opened.value = done;
  place.value = { what: "file" };
  await look();
}

async function ask(act: ShelfAct): Promise<ShelfDone | null> {
  try {
    const done = await postShelf(act);
    problem.value = null;
    return done;
  } catch (error) {
    problem.value = reasonOf(error);
    return null;
  }
}

/** What is wrong with the open file, with what it is about. */
export const findings = computed<{ finding: ShownFinding; at: Hop[] | null }[]>(() => {
  const file = opened.value;
  if (!file) return [];
  const all = [...sharedFindings.value, ...(shown.value?.findings ?? [])].filter((finding) => finding.file === file.file.path);
  const seen = new Set<string>();
  return all
    .filter(({ code, line, column, message }) => {
      const key = `${code} ${line} ${column} ${message}`;
      return !seen.has(key) && seen.add(key);
    })
    .map((finding) => ({ finding, at: finding.line === null ? null : siteOf(file.sites, finding.line) }));
});
