// Texts kept in this browser: what is not saved yet, and a user's own text that gave way to the one on disk.
import { hello } from "./state.ts";
import { forget, keep, kept } from "./storage.ts";

export interface Draft {
  text: string;
  /** Entity tag of the file that the text is based on. */
  base: string;
  time: number;
}

const key = (sort: "draft" | "backup", document: string) => `griffel.${sort}.${hello.value?.folder}.${document}`;

export const keepDraft = (document: string, text: string, base: string): boolean =>
  keep(key("draft", document), { text, base, time: Date.now() } satisfies Draft);

export const dropDraft = (document: string): void => forget(key("draft", document));

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
