// Texts kept in this browser: what is not saved yet, and a user's own text that gave way to the one on disk.
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Store } from "./storage.ts";

export interface Draft {
  text: string;
  /** Entity tag of the file that the text is based on. */
  base: string;
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

  keep(document: string, text: string, base: string): boolean {
    const isKept = this.store.keep(this.key("draft", document), { text, base, time: this.now() } satisfies Draft);
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
    return this.store.keep(this.key("backup", document), { text, base: "", time: this.now() } satisfies Draft);
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
  const { text, base, time } = Object(value) as Record<string, unknown>;
  if (typeof text !== "string" || typeof base !== "string") return null;
  return { text, base, time: typeof time === "number" ? time : 0 };
}
