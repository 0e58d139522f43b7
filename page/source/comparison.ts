// What is new in the document that is shown, since an earlier one.
import { signal } from "@preact/signals";
import * as editor from "./editor/editor.ts";
import { pages } from "./pages/pages.ts";
import type { News } from "./protocol.ts";
import { settings } from "./settings.ts";
import { current } from "./state.ts";

export const comparisonShown = signal(false);

/** The period that was chosen to compare with; null: the last one before. */
export const comparedWith = signal<string | null>(null);
/** What was told last about the document shown; null: nothing yet. */
export const news = signal<News | null>(null);

/** Another document is shown. */
export function forgetComparison(): void {
  comparedWith.value = null;
  news.value = null;
}

export function newsArrived(message: News): void {
  if (!comparisonShown.value || message.document !== current.value || message.with !== comparedWith.value) return;
  const before = news.value;
  // While there is a mistake, the last comparison of the same two documents stays.
  const kept = before?.document === message.document && before.against === message.against ? before.difference : null;
  news.value = { ...message, difference: message.difference ?? kept };
}

export const toggleComparison = (): void => {
  comparisonShown.value = !comparisonShown.value;
};

/** Shows where words of the document are: in the editor, else on their page. */
export function goToLine(line: number, words: string): void {
  if (settings.editorShown.value) editor.goToWords(line, words);
  else comparisonShown.value = false;
  pages.revealLine(line, words);
}
