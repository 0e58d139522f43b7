// What the user can do, by a button or by a key.
import * as editor from "./editor/editor.ts";
import { download } from "./download.ts";
import { hasFigures, openFigures } from "./figures/figures.ts";
import { locate } from "./pages/locate.ts";
import { offerWayBack } from "./acts.ts";
import { asCorrection } from "./correction.ts";
import { open } from "./navigation.ts";
import { notices } from "./notices.ts";
import { pages } from "./pages/pages.ts";
import type { Click } from "./pages/view.ts";
import type { NumberOrigin, ShownFinding } from "./protocol.ts";
import { reasonOf } from "./refused.ts";
import { fetchPdf } from "./requests.ts";
import { settings } from "./settings.ts";
import { isOnShelf, openFile } from "./shelf/shelf.ts";
import type { Slide } from "./slides/deck.ts";
import { choose, deck } from "./slides/state.ts";
import {
  anchors,
  chosenAnchor,
  chosenFinding,
  current,
  rowsInOrder,
  sharedFindings,
  sheetShown,
  shown,
  sortedFindings,
  sourceShown,
} from "./state.ts";
import { manuscript } from "./tab.ts";

export function openNeighbour(step: 1 | -1): void {
  const all = rowsInOrder.value;
  const next = all[all.findIndex((row) => row.id === current.value) + step];
  if (next) void open(next.id);
}

export function goToNeighbourPage(step: 1 | -1): void {
  pages.goToNeighbour(step);
}

/** The code of findings that follow from an error elsewhere. */
const FOLLOWS = "M006";

/** What is wrong first: what only follows from it comes after it. */
export function rootCauses(): ShownFinding[] {
  const isError = ({ severity }: ShownFinding) => severity === "fout";
  const own = sortedFindings.value.filter(isError);
  const follows = own.filter(({ code }) => code === FOLLOWS);
  return [...own.filter(({ code }) => code !== FOLLOWS), ...(follows.length > 0 ? sharedFindings.value.filter(isError) : []), ...follows];
}

/** Whether the document suffers from errors in data. */
export const suffersFromData = (): boolean => sortedFindings.value.some(({ code }) => code === FOLLOWS);

/** Shows where a finding is: on the page, and in the editor or in a window with the file. */
export function goToFinding(finding: ShownFinding): void {
  chosenFinding.value = finding;
  const cause = finding.code === FOLLOWS ? sharedFindings.value.find(({ severity }) => severity === "fout") : undefined;
  if (cause) {
    document.getElementById("shared-findings")?.scrollIntoView({ block: "nearest" });
    goToFinding(cause);
  } else if (finding.inManuscript) {
    if (finding.line !== null) pages.revealLine(finding.line, editor.textOf(finding));
    if (!settings.editorShown.value) return;
    if (finding.unwritten && finding.line !== null) editor.goUnder(finding.line);
    else editor.goToFinding(finding);
  } else if (hasFigures(finding.file)) {
    void openFigures(finding.file, finding.mend?.row ?? finding.line);
  } else if (finding.mend) {
    showMend(finding);
  } else if (isOnShelf(finding.file)) {
    void openFile(finding.file, finding.line);
  } else if (/\.(toml|j2|md)$/.test(finding.file)) {
    sourceShown.value = { file: finding.file, line: finding.line, message: finding.message };
  }
}

/** Shows the file with numbers in which a finding is mended. */
export function showMend(finding: ShownFinding): void {
  if (finding.mend) sheetShown.value = { spot: finding.mend, message: finding.message, finding };
}

export function goToNeighbourFinding(step: 1 | -1): void {
  const all = [...sortedFindings.value, ...sharedFindings.value].filter((finding) => finding.inManuscript);
  if (all.length === 0) return;
  const chosen = chosenFinding.value;
  const at = all.findIndex((finding) => finding.code === chosen?.code && finding.line === chosen.line && finding.column === chosen.column);
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length];
  if (next) goToFinding(next);
}

export const numbersOf = (anchor: string): NumberOrigin[] =>
  (shown.value?.numbers ?? []).filter((number) => number.anchor === anchor);

/** Opens the provenance of a number or an exhibit. */
export function showProvenance(anchor: string): void {
  if (numbersOf(anchor).length === 0) return;
  chosenAnchor.value = anchor;
  // The drawer leaves less room for the pages; the number stays in view.
  requestAnimationFrame(() => pages.revealAnchor(anchor, numbersOf(anchor)[0]?.line ?? null));
}

/** The provenance of the next number in the document; when none is chosen, of the first on the page in view. */
export function goToNeighbourNumber(step: 1 | -1): void {
  const all = anchors.value;
  if (all.length === 0) return;
  const at = all.indexOf(chosenAnchor.value ?? "");
  const onPage = shown.value?.numbers.find((number) => (number.page ?? 1) > pages.inView.value)?.anchor;
  const onSlide = deck.value.length > 0 ? pages.anchorsInView().find((anchor) => all.includes(anchor)) : onPage;
  const next = at < 0 ? (onSlide ?? all[0]) : all[(at + step + all.length) % all.length];
  if (next !== undefined) showProvenance(next);
}

/** The user chose a slide in the filmstrip: the text goes there too. */
export function chooseSlide(slide: Slide): void {
  choose(slide.number);
  if (settings.editorShown.value) editor.showLine(slide.line);
}

/** The user clicked a page: the cursor goes to what was clicked, and a number tells where it comes from. */
export function pageClicked({ run, picture, paragraph, offset, nextLine }: Click): void {
  const anchor = run?.[6] ?? picture?.[5] ?? "";
  const line = run?.[5] ?? picture?.[4] ?? 0;
  if (anchor) showProvenance(anchor);
  if (!settings.editorShown.value) return;
  const number = anchor ? numbersOf(anchor)[0] : undefined;
  if (number?.line != null) editor.goToPlace(number.line, number.column ?? 1);
  else if (line > 0) {
    const position = paragraph ? locate(editor.lines(), line, paragraph, offset) : null;
    if (position !== null) editor.goToSentence(position);
    else editor.goToPlace(line, 1);
  } else if (run) {
    const place = placeOfForm(run[0], nextLine);
    if (place) editor.goToPlace(place.line, place.column);
  } else if (nextLine > 0) editor.goToPlace(nextLine, 1);
}

/** Where the source decides on what the form prints: a value at the top, or the heading of the section that follows. */
function placeOfForm(words: string, nextLine: number): { line: number; column: number } | null {
  const plain = (text: string) => text.replace(/\s+/g, " ").trim().toLowerCase();
  const lines = editor.lines();
  const wanted = plain(words);
  for (let line = 2; line <= lines.count && lines.at(line).text.trim() !== "+++"; line++) {
    const column = plain(lines.at(line).text).indexOf(wanted);
    if (wanted.length > 2 && column > 0) return { line, column: column + 1 };
  }
  for (let line = Math.min(nextLine, lines.count); line > 0; line--) {
    if (/^# /.test(lines.at(line).text)) return { line, column: 1 };
  }
  return null;
}

/** The adopted document becomes a draft of its next version, which says what is different. */
export function beginCorrection(reason: string): void {
  const adopted = shown.value?.adopted;
  const before = editor.text();
  const correction = adopted && asCorrection(before, adopted.version + 1, reason);
  if (!correction) return;
  offerWayBack(before);
  settings.editorShown.value = true;
  editor.lock(false);
  editor.replaceByUser(correction.text);
  manuscript.changed();
  const { text } = editor.lines().at(correction.line);
  editor.goToPlace(correction.line, text.length);
}

export function focusEditor(): void {
  settings.editorShown.value = true;
  requestAnimationFrame(editor.focus);
}

export async function downloadPdf(): Promise<void> {
  const document = current.value;
  if (!document || !(await manuscript.save())) return;
  try {
    download(await fetchPdf(document), `${document.split("/").at(-1)}.pdf`);
    notices.dismiss("pdf");
  } catch (error) {
    notices.notify({ kind: "pdf", tone: "error", text: reasonOf(error) });
  }
}
