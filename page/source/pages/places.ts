// Where on the pages stands what was made from a line in the source, and what was clicked there.
import type { Layer, Picture, TextRun } from "../protocol.ts";

/** The line that something on the pages was made from, or words alone: this one, or else the nearest before it; 0: there is none. */
export function nearestLine(layers: readonly Layer[], line: number, of: "all" | "words"): number {
  let nearest = 0;
  for (const layer of layers) {
    for (const run of layer.runs) if (run[5] <= line && run[5] > nearest) nearest = run[5];
    if (of === "words") continue;
    for (const picture of layer.pictures) if (picture[4] <= line && picture[4] > nearest) nearest = picture[4];
  }
  return nearest;
}

export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether most words of a run are among these. */
export function sharesWords(run: TextRun, words: ReadonlySet<string>): boolean {
  const own = wordsOf(run[0]);
  return own.length > 0 && own.filter((word) => words.has(word)).length / own.length >= 0.6;
}

/** The picture at a place, in points. */
export function pictureAt(layer: Layer, left: number, top: number): Picture | null {
  return layer.pictures.find(([x, y, width, height]) => left >= x && left <= x + width && top >= y && top <= y + height) ?? null;
}

/** The text of all runs of the same line in the source, and where in it a place in one of them lies. */
export function paragraphAround(
  layers: readonly Layer[],
  page: number,
  runIndex: number,
  offsetInRun: number,
): { paragraph: string; offset: number } {
  const line = layers[page]?.runs[runIndex]?.[5];
  let paragraph = "";
  let offset = 0;
  layers.forEach((layer, index) => {
    let baseline = Number.NaN;
    layer.runs.forEach((run, at) => {
      if (run[5] !== line) return;
      if (run[2] !== baseline && !/\s$/.test(paragraph)) paragraph += " ";
      baseline = run[2];
      if (index === page && at === runIndex) offset = paragraph.length + offsetInRun;
      paragraph += run[0];
    });
  });
  return { paragraph, offset };
}

/** Which character of a run was clicked. */
export function offsetIn(element: HTMLElement, { clientX, clientY }: MouseEvent): number {
  const place = caretAt(clientX, clientY);
  if (!place || !element.contains(place.node)) return 0;
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(place.node, place.offset);
  return range.toString().length;
}

function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  if ("caretPositionFromPoint" in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  const range = (document as Document).caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}
