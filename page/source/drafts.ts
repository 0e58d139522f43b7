// Texts kept in this browser: what is not saved yet, and a user's own text that gave way to the one on disk.
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { type Change, smallestChange } from "./editor/change.ts";
import type { Store } from "./storage.ts";

export interface Draft {
  text: string;
  /** Entity tag of the file that the text is based on. */
  base: string;
  /** The text of that file; null: it was not kept. */
  baseText: string | null;
  time: number;
}

/** As it is kept: of the base only what the text has otherwise, so that it takes hardly more room. */
interface Kept {
  text: string;
  base: string;
  /** Makes the base of the text again; null: it is the text itself. */
  back?: Change | null;
  time: number;
}

const DRAFTS = "griffel.draft.";

export class Drafts {
  /** The documents of this work folder with a draft. */
  readonly documents: ReadonlySignal<ReadonlySet<string>>;

  private readonly store: Store;
  private readonly folder: () => string | undefined;
  private readonly now: () => number;
  /** Keys of the drafts of all work folders. */
  private readonly keys = signal<ReadonlySet<string>>(new Set());

  /** `folder` tells which work folder it is, once the server said so. */
  constructor(store: Store, folder: () => string | undefined, now: () => number) {
    this.store = store;
    this.folder = folder;
    this.now = now;
    this.readKeys();
    this.documents = computed(() => {
      const start = this.key("draft", "");
      return new Set([...this.keys.value].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length)));
    });
  }

  keep(document: string, text: string, base: { etag: string; text: string | null }): boolean {
    const draft: Kept = { text, base: base.etag, time: this.now() };
    const key = this.key("draft", document);
    const back = base.text === null ? undefined : smallestChange(text, base.text, "\n");
    // Where both do not fit, the text does.
    const isKept = (back !== undefined && this.store.keep(key, { ...draft, back })) || this.store.keep(key, draft);
    if (isKept) this.note(this.key("draft", document), true);
    return isKept;
  }

  drop(document: string): void {
    this.store.forget(this.key("draft", document));
    this.note(this.key("draft", document), false);
  }

  of(document: string): Draft | null {
    return draftFrom(this.store.kept(this.key("draft", document)));
  }

  keepBackup(document: string, text: string): boolean {
    return this.store.keep(this.key("backup", document), { text, base: "", time: this.now() } satisfies Kept);
  }

  dropBackup(document: string): void {
    this.store.forget(this.key("backup", document));
  }

  backupOf(document: string): Draft | null {
    return draftFrom(this.store.kept(this.key("backup", document)));
  }

  /** Another tab kept or dropped what has this key; null: it cleared everything. */
  changedElsewhere(key: string | null, isThere: boolean): void {
    if (key === null) this.readKeys();
    else if (key.startsWith(DRAFTS)) this.note(key, isThere);
  }

  private key(sort: "draft" | "backup", document: string): string {
    return `griffel.${sort}.${this.folder()}.${document}`;
  }

  private readKeys(): void {
    this.keys.value = new Set(this.store.keys().filter((name) => name.startsWith(DRAFTS)));
  }

  private note(name: string, isThere: boolean): void {
    const known = this.keys.peek();
    if (known.has(name) === isThere) return;
    this.keys.value = new Set(isThere ? [...known, name] : [...known].filter((other) => other !== name));
  }
}

function draftFrom(value: unknown): Draft | null {
  const { text, base, back, time } = Object(value) as Record<string, unknown>;
  if (typeof text !== "string" || typeof base !== "string") return null;
  return { text, base, baseText: baseFrom(text, back), time: typeof time === "number" ? time : 0 };
}

function baseFrom(text: string, back: unknown): string | null {
  if (back === null) return text;
  const { from, to, insert } = Object(back) as Record<string, unknown>;
  if (typeof from !== "number" || typeof to !== "number" || typeof insert !== "string" || from > to || to > text.length) return null;
  return text.slice(0, from) + insert + text.slice(to);
}
