// Texts kept in this browser: what is not saved yet, and a user's own text that gave way to the one on disk.
import { computed, signal } from "@preact/signals";
import { hello } from "./state.ts";
import { forget, keep, kept } from "./storage.ts";

export interface Draft {
  text: string;
  /** Entity tag of the file that the text is based on. */
  base: string;
  time: number;
}

const key = (sort: "draft" | "backup", document: string) => `griffel.${sort}.${hello.value?.folder}.${document}`;

/** Keys of the drafts of all work folders. */
const draftKeys = signal<ReadonlySet<string>>(new Set(keysKept()));

/** The documents of this work folder with a draft. */
export const documentsWithDraft = computed<ReadonlySet<string>>(() => {
  const start = key("draft", "");
  return new Set([...draftKeys.value].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length)));
});

export function keepDraft(document: string, text: string, base: string): boolean {
  const isKept = keep(key("draft", document), { text, base, time: Date.now() } satisfies Draft);
  if (isKept) noteDraft(key("draft", document), true);
  return isKept;
}

export function dropDraft(document: string): void {
  forget(key("draft", document));
  noteDraft(key("draft", document), false);
}

export function draftOf(document: string): Draft | null {
  const found = kept(key("draft", document));
  return isDraft(found) ? found : null;
}

export const keepBackup = (document: string, text: string): boolean =>
  keep(key("backup", document), { text, base: "", time: Date.now() } satisfies Draft);

export const dropBackup = (document: string): void => forget(key("backup", document));

export function backupOf(document: string): Draft | null {
  const found = kept(key("backup", document));
  return isDraft(found) ? found : null;
}

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === "object" &&
    value !== null &&
    "text" in value &&
    typeof value.text === "string" &&
    "base" in value &&
    typeof value.base === "string"
  );
}

function noteDraft(name: string, isThere: boolean): void {
  const known = draftKeys.peek();
  if (known.has(name) === isThere) return;
  draftKeys.value = new Set(isThere ? [...known, name] : [...known].filter((other) => other !== name));
}

function keysKept(): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith("griffel.draft."));
  } catch {
    return [];
  }
}

// What another tab keeps or drops.
window.addEventListener("storage", ({ key: name, newValue }) => {
  if (name === null) draftKeys.value = new Set(keysKept());
  else if (name.startsWith("griffel.draft.")) noteDraft(name, newValue !== null);
});
