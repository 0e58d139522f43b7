// The overview: what is ready, what is missing, what is due. It lies over the rest of the page.
import { signal } from "@preact/signals";
import * as editor from "./editor/editor.ts";
import { open, whenShown } from "./navigation.ts";
import { pages } from "./pages/pages.ts";
import type { Board, PromiseRow } from "./protocol.ts";
import { settings } from "./settings.ts";
import { openFile } from "./shelf/shelf.ts";
import { current, rows } from "./state.ts";

export const overviewShown = signal(false);
/** Null: not told yet. */
export const board = signal<Board | null>(null);

export function hideOverview(): void {
  overviewShown.value = false;
}

export function toggleOverview(): void {
  overviewShown.value = !overviewShown.value;
}

export function overviewArrived(arrived: Board): void {
  if (overviewShown.value) board.value = arrived;
}

/** Opens a document, and if asked at words in a line. */
export async function openFromOverview(document: string, line: number | null = null, words = ""): Promise<void> {
  hideOverview();
  await open(document);
  if (current.value !== document) return;
  if (line === null) {
    window.document.querySelector<HTMLElement>(".document[aria-current]")?.focus();
    return;
  }
  if (settings.editorShown.value) editor.goToWords(line, words);
  whenShown(document, () => pages.whenPainted(document, () => pages.revealLine(line, words)));
}

/** Opens what holds a promise: the document at its line, or the calendar. */
export function openPromise(promise: PromiseRow): void {
  const name = /^data\/(?:brieven|presentaties)\/([^/]+\/[^/]+)\.md$/.exec(promise.bestand)?.[1];
  if (name && rows.value.some(({ id }) => id === name)) void openFromOverview(name, promise.regel, promise.wat);
  else void openFile(promise.bestand, promise.regel);
}
