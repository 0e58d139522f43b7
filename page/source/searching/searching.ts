// Words are looked for in the texts of all documents: the server looks, the page shows where they stand and leads there.
import { signal } from "@preact/signals";
import * as editor from "../editor/editor.ts";
import { open } from "../navigation.ts";
import { hideOverview } from "../overview.ts";
import type { FoundWords } from "../protocol.ts";
import { reasonOf } from "../refused.ts";
import { postAct } from "../requests.ts";
import { settings } from "../settings.ts";
import { hideShelf } from "../shelf/shelf.ts";
import { manuscript } from "../tab.ts";

/** What was found last, for which words. */
export type Found = { words: string } & ({ what: "hits"; hits: FoundWords } | { what: "problem"; message: string });

export const searchShown = signal(false);
/** What is looked for; it stays for the next time. */
export const wanted = signal("");
/** Null: nothing was looked for yet. */
export const found = signal<Found | null>(null);

/** How long after the last letter the looking begins, in milliseconds. */
const PAUSE = 120;

let asking = 0;
let timer = 0;

export function showSearch(): void {
  searchShown.value = true;
  // What is typed stands in no file yet. Who saves when they want to, or has two texts to choose from, goes on doing that.
  const saves = settings.autosave.peek() && manuscript.conflict.peek() === null;
  void (saves ? manuscript.save() : Promise.resolve()).then(look);
}

/** Looks for other words, when their last letter is typed. */
export function searchFor(words: string): void {
  wanted.value = words;
  clearTimeout(timer);
  timer = window.setTimeout(() => void look(), PAUSE);
}

/** Looks; the last answer counts. */
async function look(): Promise<void> {
  const number = (asking += 1);
  const words = wanted.value.trim();
  if (!words) {
    found.value = null;
    return;
  }
  try {
    const done = await postAct({ what: "search", words });
    if (number === asking && done.what === "found") found.value = { ...done, words, what: "hits", hits: done };
  } catch (error) {
    if (number === asking) found.value = { words, what: "problem", message: reasonOf(error) };
  }
}

/** Shows a document where words were found in it. */
export async function goToFound(document: string, line: number, column: number): Promise<void> {
  searchShown.value = false;
  hideOverview();
  hideShelf();
  settings.editorShown.value = true;
  await open(document);
  // The window gives the keys back to what had them before.
  requestAnimationFrame(() => editor.goToPlace(line, column));
}
