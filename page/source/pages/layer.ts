// The text of a page as real, selectable, transparent text over its picture.
import type { Layer, Picture, TextRun } from "../protocol.ts";
import type { Piece } from "./changes.ts";

/** CSS pixels in the layer for a point, before the layer is scaled to the page: small type stays above a browser's smallest size. */
export const UNIT = 2;

const FONT = '"Source Sans 3", sans-serif';
const MEASURE_SIZE = 100;

/** What the letters of the font take, for a size of 1. */
interface FontMeasures {
  ascent: number;
  descent: number;
  widths: Map<string, number>;
}

let measures: FontMeasures | null = null;
let context: CanvasRenderingContext2D | null = null;
let ready: Promise<void> | null = null;

/** Layers are built after the font is there, or they would be fitted to another one. */
export function fontReady(): Promise<void> {
  const nothing = () => undefined;
  ready ??= document.fonts.load(`16px ${FONT}`).then(nothing, nothing);
  return ready;
}

export interface BuiltLayer {
  element: HTMLElement;
  /** What the element shall hold, in order; it gets that when the layer is shown. */
  children: Node[];
  /** The element of each run. */
  runs: HTMLElement[];
  pictures: HTMLElement[];
  /** The lines, by what they look like. */
  lines: Map<string, Line>;
}

interface Line {
  element: HTMLElement;
  /** In copied text it breaks the line; the lines themselves have places of their own. */
  break: HTMLElement;
  runs: HTMLElement[];
}

const runOfElement = new WeakMap<Element, number>();

/** The index of the run that a node is in. */
export function runAt(node: Node | null): { index: number; element: HTMLElement } | null {
  for (let element = elementOf(node); element && !element.classList.contains("layer"); element = element.parentElement) {
    const index = runOfElement.get(element);
    if (index !== undefined) return { index, element };
  }
  return null;
}

/** Makes the layer of a page; lines of `earlier` that stay the same are used again, where they are. */
export function buildLayer(
  layer: Layer,
  changedPieces: readonly Piece[] = [],
  changedPictures: readonly number[] = [],
  earlier: BuiltLayer | null = null,
): BuiltLayer {
  const element = earlier?.element ?? document.createElement("div");
  element.className = "layer";
  const runs: HTMLElement[] = [];
  const lines = new Map<string, Line>();
  const changed = new Map<number, Piece[]>();
  for (const piece of changedPieces) changed.set(piece.run, [...(changed.get(piece.run) ?? []), piece]);

  for (const [first, end] of linesOf(layer.runs)) {
    const members = layer.runs.slice(first, end);
    const isNew = members.some((_, index) => changed.has(first + index));
    const look = JSON.stringify(members.map(([text, x, y, width, size, , anchor]) => [text, x, y, width, size, anchor !== ""]));
    const known = isNew || lines.has(look) ? undefined : earlier?.lines.get(look);
    const line = known ?? buildLine(members, first, changed);
    line.runs.forEach((run, index) => runOfElement.set(run, first + index));
    runs.push(...line.runs);
    // The same line twice in the same place is kept once.
    lines.set(lines.has(look) ? `${look} ${first}` : look, line);
  }

  const pictures = layer.pictures.map((picture, index) => {
    const shape = buildPicture(picture);
    if (changedPictures.includes(index)) shape.classList.add("changed");
    return shape;
  });
  // Pictures lie under the text, so that labels in a chart can be selected.
  const children = [...pictures, ...[...lines.values()].flatMap((line) => [line.element, line.break])];
  return { element, children, runs, pictures, lines };
}

/** Gives the element of a layer what it shall hold; what is there already is not touched. */
export function arrange({ element, children }: BuiltLayer): void {
  const wanted = new Set(children);
  for (const node of [...element.childNodes]) if (!wanted.has(node)) node.remove();
  let there = element.firstChild;
  for (const child of children) {
    if (child === there) there = there.nextSibling;
    else element.insertBefore(child, there);
  }
}

/** First and last of the runs on one line of text. What is a little higher or lower, such as the number of a footnote, belongs to it. */
function linesOf(runs: readonly TextRun[]): [number, number][] {
  const lines: [number, number][] = [];
  let first = 0;
  runs.forEach((run, index) => {
    const before = runs[index - 1];
    if (!before) return;
    const [, x, y, , size] = run;
    const largest = Math.max(size, before[4]);
    const goesOn = Math.abs(y - before[2]) < largest * 0.55 && x > before[1] + before[3] - largest * 0.5;
    if (goesOn) return;
    lines.push([first, index]);
    first = index;
  });
  if (runs.length > 0) lines.push([first, runs.length]);
  return lines;
}

function buildLine(members: readonly TextRun[], first: number, changed: ReadonlyMap<number, Piece[]>): Line {
  const element = document.createElement("div");
  element.className = "line";
  const line: Line = { element, break: document.createElement("br"), runs: [] };
  const size = Math.max(...members.map((run) => run[4]));
  const main = members.find((run) => run[4] === size) ?? members[0];
  if (!main || !members[0]) return line;
  const { ascent, descent } = fontMeasures();
  const height = ascent + descent;
  element.style.cssText = `left:${pixels(members[0][1])};top:${pixels(main[2] - ascent * size)};font-size:${pixels(size)};line-height:${pixels(height * size)}`;
  let position = members[0][1];
  members.forEach((run, index) => {
    const [text, x, y, width, runSize] = run;
    const span = document.createElement("span");
    const gap = x - position;
    let margin = gap;
    if (gap > runSize * 0.2 && !/\s$/.test(members[index - 1]?.[0] ?? " ") && !/^\s/.test(text)) {
      // Cells of a table lie apart without a space; copied text gets one.
      element.append(spaceOf(gap, runSize));
      margin = 0;
    }
    const { spacing, advance } = fit(text, width, runSize);
    let style = `letter-spacing:${pixels(spacing)}`;
    if (Math.abs(margin) > 0.01) style += `;margin-left:${pixels(margin)}`;
    if (runSize !== size) style += `;font-size:${pixels(runSize)}`;
    if (Math.abs(y - main[2]) > 0.05) style += `;vertical-align:${pixels(main[2] - y)}`;
    span.style.cssText = style;
    fill(span, text, changed.get(first + index));
    if (run[6]) span.classList.add("traced");
    line.runs.push(span);
    element.append(span);
    position = x + advance;
  });
  return line;
}

/** The space between letters with which a text gets its width. The space at the end of a line may lie outside that width. */
function fit(text: string, width: number, size: number): { spacing: number; advance: number } {
  const full = widthOf(text) * size;
  const bare = text.trimEnd();
  const hangs = bare !== text && bare !== "" && Math.abs(width - widthOf(bare) * size) < Math.abs(width - full);
  const natural = hangs ? widthOf(bare) * size : full;
  const spacing = (width - natural) / ((hangs ? bare : text).length || 1);
  return { spacing, advance: full + spacing * text.length };
}

/** Text, of which the changed pieces get an element of their own. */
function fill(span: HTMLElement, text: string, pieces: readonly Piece[] | undefined): void {
  let position = 0;
  for (const piece of pieces ?? []) {
    if (piece.from > position) span.append(text.slice(position, piece.from));
    const mark = document.createElement("span");
    mark.className = "changed";
    mark.textContent = text.slice(piece.from, piece.to);
    span.append(mark);
    position = piece.to;
  }
  if (position < text.length) span.append(text.slice(position));
}

function spaceOf(gap: number, size: number): HTMLElement {
  const space = document.createElement("span");
  space.textContent = " ";
  space.style.cssText = `font-size:${pixels(size)};letter-spacing:${pixels(gap - widthOf(" ") * size)}`;
  return space;
}

function buildPicture([x, y, width, height, , anchor, , alt]: Picture): HTMLElement {
  const element = document.createElement("div");
  element.className = anchor ? "picture traced" : "picture";
  if (alt) {
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", alt);
  }
  element.style.cssText = `left:${pixels(x)};top:${pixels(y)};width:${pixels(width)};height:${pixels(height)}`;
  return element;
}

function fontMeasures(): FontMeasures {
  if (measures) return measures;
  context = document.createElement("canvas").getContext("2d");
  if (context) context.font = `${MEASURE_SIZE}px ${FONT}`;
  const box = context?.measureText("x");
  measures = {
    ascent: (box?.fontBoundingBoxAscent ?? MEASURE_SIZE) / MEASURE_SIZE,
    descent: (box?.fontBoundingBoxDescent ?? 0) / MEASURE_SIZE,
    widths: new Map(),
  };
  return measures;
}

function widthOf(text: string): number {
  const { widths } = fontMeasures();
  let width = widths.get(text);
  if (width === undefined) {
    if (widths.size > 20_000) widths.clear();
    width = (context?.measureText(text).width ?? 0) / MEASURE_SIZE;
    widths.set(text, width);
  }
  return width;
}

function pixels(points: number): string {
  return `${Math.round(points * UNIT * 1000) / 1000}px`;
}

function elementOf(node: Node | null): HTMLElement | null {
  return node instanceof HTMLElement ? node : (node?.parentElement ?? null);
}
