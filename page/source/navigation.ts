// Which document is shown, and the ways from the text to its pages.
import { batch } from "@preact/signals";
import { showInAddress } from "./address.ts";
import { forgetComparison } from "./comparison.ts";
import { send } from "./connection.ts";
import * as editor from "./editor/editor.ts";
import { pages } from "./pages/pages.ts";
import { settings } from "./settings.ts";
import { presenting } from "./slides/presenting.ts";
import { busy, chosenAnchor, chosenFinding, current, shown, trouble } from "./state.ts";
import { manuscript } from "./tab.ts";

let afterwards: { document: string; run: () => void } | null = null;

/** Runs when the pages of a document are there. */
export function whenShown(document: string, run: () => void): void {
  if (document === current.value && shown.value?.hasPages) run();
  else afterwards = { document, run };
}

/** The pages of a document are there. */
export function documentCame(document: string): void {
  if (afterwards?.document !== document) return;
  const { run } = afterwards;
  afterwards = null;
  run();
}

/** Shows a document; ends when its text is in the editor. */
export async function open(document: string): Promise<void> {
  if (document === current.value) return;
  batch(() => {
    current.value = document;
    shown.value = null;
    trouble.value = null;
    busy.value = false;
    chosenAnchor.value = null;
    chosenFinding.value = null;
    forgetComparison();
  });
  settings.lastDocument.value = document;
  showInAddress(document);
  send({ type: "open", document });
  await manuscript.open(document);
}

/** Shows the page that the cursor in the text is about, if it is not in view. */
export function followCursor(): void {
  if (!settings.editorShown.value || presenting.value) return;
  const { line, sentence } = editor.cursor();
  pages.follow(line, sentence);
}
