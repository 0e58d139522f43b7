// The text of a page as real, selectable, transparent text over its picture.
import type { Layer, Picture, TextRun } from "../protocol.ts";
import type { Piece } from "./changes.ts";
import { type Block, blocksOf, brokenWord, elementFor, staysOnLine } from "./structure.ts";

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
  children: Placed[];
  /** The element of each run. */
  runs: HTMLElement[];
  pictures: HTMLElement[];
  /** The lines, by what they look like. */
  lines: Map<string, Line>;
}

/** A node, and what it shall hold; null: what it has. */
interface Placed {
  node: Node;
  inside: Placed[] | null;
}

interface Line {
  element: HTMLElement;
  /** In copied text it separates the line from the next; the lines themselves have places of their own. */
  break: Node;
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

  const pictures = layer.pictures.map((picture, index) => {
    const shape = buildPicture(picture);
    if (changedPictures.includes(index)) shape.classList.add("changed");
    return shape;
  });

  /** The lines of a block itself. */
  const linesIn = ({ role, from, to }: Block): Placed[] => {
    const places = linesOf(layer.runs, from, to);
    const words = places.map(([first, end]) => wordsIn(layer.runs, first, end));
    const broken = words.map((line, at) => brokenWord(line, words[at + 1] ?? ""));
    return places.flatMap(([first, end], at) => {
      const members = layer.runs.slice(first, end);
      const isNew = members.some((_, index) => changed.has(first + index));
      const goesOn = broken[at] ?? null;
      const rest = broken[at - 1]?.after ?? 0;
      const stays = staysOnLine(role) && end === to;
      const look = JSON.stringify([goesOn?.word, rest, stays, ...members.map(([text, x, y, width, size, , anchor]) => [text, x, y, width, size, anchor !== ""])]);
      const known = isNew || lines.has(look) ? undefined : earlier?.lines.get(look);
      const line = known ?? buildLine(members, first, changed, stays);
      if (!known) sayWhole(line, goesOn, rest);
      line.runs.forEach((run, index) => runOfElement.set(run, first + index));
      line.runs.forEach((run, index) => (runs[first + index] = run));
      // The same line twice in the same place is kept once.
      lines.set(lines.has(look) ? `${look} ${first}` : look, line);
      return [line.element, line.break].map((node) => ({ node, inside: null }));
    });
  };

  let picturesPlaced = 0;
  const taken = new Set<Element>([element]);
  const build = (block: Block): Placed[] => {
    if (block.role === "picture") return pictures.slice(picturesPlaced, ++picturesPlaced).map((node) => ({ node, inside: null }));
    const inside = [...linesIn(block), ...block.blocks.flatMap(build)];
    const around = inside[0]?.node.parentElement;
    const own = elementFor(block, () => wordsIn(layer.runs, block.from, block.to), around && !taken.has(around) ? around : null);
    if (!own) return inside;
    taken.add(own);
    return [{ node: own, inside }];
  };
  return { element, children: blocksOf(layer.parts, layer.cells).flatMap(build), runs, pictures, lines };
}

/** Gives the element of a layer what it shall hold; what is there already is not touched. */
export function arrange({ element, children }: BuiltLayer): void {
  place(element, children);
}

const wordsIn = (runs: readonly TextRun[], from: number, to: number): string => runs.slice(from, to).map(([words]) => words).join("");

function place(parent: Node, placed: readonly Placed[]): void {
  const wanted = new Set(placed.map(({ node }) => node));
  for (const node of [...parent.childNodes]) if (!wanted.has(node)) parent.removeChild(node);
  let there = parent.firstChild;
  for (const { node, inside } of placed) {
    if (node === there) there = there.nextSibling;
    else parent.insertBefore(node, there);
    if (inside) place(node, inside);
  }
}

/** First and last of the runs on one line of text. What is a little higher or lower, such as the number of a footnote, belongs to it. */
function linesOf(runs: readonly TextRun[], from: number, to: number): [number, number][] {
  const lines: [number, number][] = [];
  let first = from;
  for (let index = from + 1; index < to; index += 1) {
    const [before, run] = [runs[index - 1], runs[index]];
    if (!before || !run) break;
    const [, x, y, , size] = run;
    const largest = Math.max(size, before[4]);
    const goesOn = Math.abs(y - before[2]) < largest * 0.55 && x > before[1] + before[3] - largest * 0.5;
    if (goesOn) continue;
    lines.push([first, index]);
    first = index;
  }
  if (to > from) lines.push([first, to]);
  return lines;
}

function buildLine(members: readonly TextRun[], first: number, changed: ReadonlyMap<number, Piece[]>, stays: boolean): Line {
  const element = document.createElement("div");
  element.className = "line";
  const line: Line = { element, break: stays ? document.createTextNode(" ") : document.createElement("br"), runs: [] };
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

/** A word that is broken over two lines is said whole, once, on the first: by the style sheet, so that it is neither found nor copied. */
function sayWhole(line: Line, broken: { before: number; word: string } | null, rest: number): void {
  if (rest > 0) hush(line.runs, 0, rest);
  if (!broken) return;
  const length = line.runs.reduce((sum, run) => sum + run.textContent.length, 0);
  hush(line.runs, length - broken.before, length);
  const said = document.createElement("span");
  said.className = "said";
  said.dataset.word = broken.word;
  line.element.append(said);
}

/** Characters of a line that are seen and not said. */
function hush(runs: readonly HTMLElement[], from: number, to: number): void {
  const found: [Text, number, number][] = [];
  let at = 0;
  for (const run of runs) {
    const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode as Text;
      const [start, end] = [Math.max(from - at, 0), Math.min(to - at, text.length)];
      if (start < end) found.push([text, start, end]);
      at += text.length;
    }
  }
  for (const [text, start, end] of found) {
    const range = document.createRange();
    range.setStart(text, start);
    range.setEnd(text, end);
    const quiet = document.createElement("span");
    quiet.setAttribute("aria-hidden", "true");
    range.surroundContents(quiet);
  }
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
