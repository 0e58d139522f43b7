// What is new in the letter that is shown, since an earlier one.
import { effect, signal } from "@preact/signals";
import { send } from "./connection.ts";
import * as editor from "./editor/editor.ts";
import * as pages from "./pages/view.ts";
import type { DifferenceMessage } from "./protocol.ts";
import { settings } from "./settings.ts";
import { current } from "./state.ts";

export const comparisonShown = signal(false);
/** The period that was chosen to compare with; null: the last one before. */
export const comparedWith = signal<string | null>(null);
/** What was told last about the letter shown; null: nothing yet. */
export const news = signal<DifferenceMessage | null>(null);

let asked = "null";

/** Asks for what is to be shown now; also of a server that was just connected. */
export function askForNews(again = true): void {
  const document = current.value;
  const compared = comparisonShown.value && document ? { document, with: comparedWith.value } : null;
  const wanted = JSON.stringify(compared);
  if (wanted === asked && !(again && compared)) return;
  asked = wanted;
  send({ type: "compare", compared });
}

export function newsArrived(message: DifferenceMessage): void {
  if (!comparisonShown.value || message.document !== current.value || message.with !== comparedWith.value) return;
  const before = news.value;
  // While there is a mistake, the last comparison of the same two letters stays.
  const kept = before?.document === message.document && before.against === message.against ? before.difference : null;
  news.value = { ...message, difference: message.difference ?? kept };
}

export const toggleComparison = (): void => {
  comparisonShown.value = !comparisonShown.value;
};

/** Shows where words of the letter are: in the editor, else on their page. */
export function goToLine(line: number, words: string): void {
  if (settings.editorShown.value) editor.goToWords(line, words);
  else comparisonShown.value = false;
  pages.revealLine(line, words);
}

let last: string | null = null;
effect(() => {
  if (current.value !== last) {
    last = current.value;
    news.value = null;
    comparedWith.value = null;
  }
  askForNews(false);
});
