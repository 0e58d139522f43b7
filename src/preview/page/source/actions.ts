// What the user can do, by a button or by a key.
import * as editor from "./editor/editor.ts";
import { locate } from "./pages/locate.ts";
import { save } from "./letter.ts";
import { open } from "./live.ts";
import { dismiss, notify } from "./notices.ts";
import * as pages from "./pages/view.ts";
import type { Figure, Finding } from "./protocol.ts";
import { fetchPdf, Refusal } from "./requests.ts";
import { settings } from "./settings.ts";
import {
  anchors,
  chosenAnchor,
  chosenFinding,
  current,
  pageInView,
  rowsInOrder,
  sharedFindings,
  shown,
  sortedFindings,
  sourceShown,
} from "./state.ts";

export function openNeighbour(step: 1 | -1): void {
  const all = rowsInOrder.value;
  const next = all[all.findIndex((row) => row.id === current.value) + step];
  if (next) open(next.id);
}

export function goToNeighbourPage(step: 1 | -1): void {
  pages.goToPage(pageInView.value + step);
}

/** Shows where a finding is: on the page, and in the editor or in a window with the file. */
export function goToFinding(finding: Finding): void {
  chosenFinding.value = finding;
  if (finding.inLetter) {
    if (finding.line !== null) pages.revealLine(finding.line, editor.textOf(finding));
    if (settings.editorShown.value) editor.goToFinding(finding);
  } else if (/\.(toml|j2|md)$/.test(finding.file)) {
    sourceShown.value = { file: finding.file, line: finding.line, message: finding.message };
  }
}

export function goToNeighbourFinding(step: 1 | -1): void {
  const all = [...sortedFindings.value, ...sharedFindings.value].filter((finding) => finding.inLetter);
  if (all.length === 0) return;
  const chosen = chosenFinding.value;
  const at = all.findIndex((finding) => finding.code === chosen?.code && finding.line === chosen.line && finding.column === chosen.column);
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length];
  if (next) goToFinding(next);
}

export const figuresOf = (anchor: string): Figure[] =>
  (shown.value?.figures ?? []).filter((figure) => figure.anchor === anchor);

/** Opens the provenance of a number or a chart. */
export function showProvenance(anchor: string): void {
  if (figuresOf(anchor).length === 0) return;
  chosenAnchor.value = anchor;
  // The drawer leaves less room for the pages; the number stays in view.
  requestAnimationFrame(() => pages.revealAnchor(anchor));
}

/** The provenance of the next number in the letter; when none is chosen, of the first on the page in view. */
export function goToNeighbourFigure(step: 1 | -1): void {
  const all = anchors.value;
  if (all.length === 0) return;
  const at = all.indexOf(chosenAnchor.value ?? "");
  const onPage = shown.value?.figures.find((figure) => (figure.page ?? 1) > pageInView.value)?.anchor;
  const next = at < 0 ? (onPage ?? all[0]) : all[(at + step + all.length) % all.length];
  if (next !== undefined) showProvenance(next);
}

/** The user clicked a page: the cursor goes to what was clicked, and a number tells where it comes from. */
export function pageClicked({ run, picture, paragraph, offset }: pages.Click): void {
  const anchor = run?.[6] ?? picture?.[5] ?? "";
  const line = run?.[5] ?? picture?.[4] ?? 0;
  if (anchor) showProvenance(anchor);
  if (!settings.editorShown.value) return;
  const figure = anchor ? figuresOf(anchor)[0] : undefined;
  if (figure?.line != null) editor.goToPlace(figure.line, figure.column ?? 1);
  else if (line > 0) {
    const position = paragraph ? locate(editor.lines(), line, paragraph, offset) : null;
    if (position !== null) editor.goToSentence(position);
    else editor.goToPlace(line, 1);
  }
}

export function focusEditor(): void {
  settings.editorShown.value = true;
  requestAnimationFrame(editor.focus);
}

export async function downloadPdf(): Promise<void> {
  const document = current.value;
  if (!document || !(await save())) return;
  try {
    const address = URL.createObjectURL(await fetchPdf(document));
    const link = window.document.createElement("a");
    link.href = address;
    link.download = `${document.split("/").at(-1)}.pdf`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    dismiss("pdf");
  } catch (error) {
    const reason = error instanceof Refusal ? [error.message, error.hint].filter(Boolean).join(" ") : String(error);
    notify({ kind: "pdf", tone: "error", text: reason });
  }
}
