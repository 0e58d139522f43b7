// Bold and italic: put round words and taken away again.
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import { type ChangeSpec, EditorSelection, type EditorState, type StateCommand, type TransactionSpec } from "@codemirror/state";
import type { SyntaxNode, Tree } from "@lezer/common";
import { placeholdersIn } from "../editor/placeholder.ts";
import { barsIn, beginningOf, canBeWritten, footnoteDefined, isRow, type Span, standsAlone, wholeInDocument } from "./pieces.ts";

export type Mark = "bold" | "italic";

const SIGN: Record<Mark, string> = { bold: "**", italic: "*" };
const NODE: Record<Mark, string> = { bold: "StrongEmphasis", italic: "Emphasis" };

/** How long reading a text as Markdown may take, in milliseconds. */
const PATIENCE = 200;

/** Whether what is selected, or the place of the cursor, has a mark, as far as the text was read by now: a button waits for nothing. */
export function hasMark(state: EditorState, mark: Mark): boolean {
  const { main } = state.selection;
  const tree = syntaxTree(state);
  if (main.empty) return emptyPair(state, mark, main.head) || stretchAround(tree, mark, main.head) !== null;
  const pieces = piecesOf(state, wholeInDocument(state, main));
  return pieces.length > 0 && pieces.every((piece) => coverOf(tree, mark, piece) !== null);
}

/** Puts a mark round what is selected or round the word of the cursor, or takes it away. */
export const toggleMark = (mark: Mark): StateCommand => ({ state, dispatch }) => {
  if (!canBeWritten(state)) return false;
  const { main } = state.selection;
  const tree = treeOf(state);
  const spec = main.empty ? atCursor(state, tree, mark) : overRange(state, tree, mark, wholeInDocument(state, main));
  if (spec) dispatch(state.update(spec, { userEvent: "input.style", scrollIntoView: true }));
  return true;
};

function atCursor(state: EditorState, tree: Tree, mark: Mark): TransactionSpec | null {
  const { head } = state.selection.main;
  const sign = SIGN[mark];
  if (emptyPair(state, mark, head)) {
    return { changes: { from: head - sign.length, to: head + sign.length }, selection: { anchor: head - sign.length } };
  }
  const stretch = stretchAround(tree, mark, head);
  if (stretch) {
    // Whoever wrote the last bold word goes on without.
    if (head === stretch.inner.to) return { selection: { anchor: stretch.outer.to } };
    return { changes: signsOf(stretch) };
  }
  const word = wordAt(state, head);
  if (word) return { ...around(state, tree, mark, [word]), selection: { anchor: head + sign.length } };
  const place = wholeInDocument(state, { from: head, to: head }).to;
  const line = state.doc.lineAt(place);
  if (standsAlone(line.text) || place - line.from < beginningOf(line.text).length) return null;
  return { changes: { from: place, insert: sign + sign }, selection: { anchor: place + sign.length } };
}

function overRange(state: EditorState, tree: Tree, mark: Mark, range: Span): TransactionSpec | null {
  const pieces = piecesOf(state, range);
  if (pieces.length === 0) return null;
  const spec = pieces.every((piece) => coverOf(tree, mark, piece)) ? without(state, tree, mark, pieces) : around(state, tree, mark, pieces);
  const changes = state.changes(spec.changes);
  const first = pieces[0]?.from ?? range.from;
  const last = pieces.at(-1)?.to ?? range.to;
  // What was selected stays so, without the signs.
  return { changes, selection: EditorSelection.single(changes.mapPos(first, 1), changes.mapPos(last, -1)) };
}

interface Stretch {
  outer: Span;
  inner: Span;
}

const signsOf = ({ outer, inner }: Stretch): ChangeSpec[] => [
  { from: outer.from, to: inner.from },
  { from: inner.to, to: outer.to },
];

function asStretch(node: SyntaxNode): Stretch {
  return { outer: { from: node.from, to: node.to }, inner: { from: node.firstChild?.to ?? node.from, to: node.lastChild?.from ?? node.to } };
}

/** The marked stretch that a place is in. */
function stretchAround(tree: Tree, mark: Mark, place: number): Stretch | null {
  for (const side of [-1, 1] as const) {
    for (let node: SyntaxNode | null = tree.resolveInner(place, side); node; node = node.parent) {
      if (node.name !== NODE[mark]) continue;
      const stretch = asStretch(node);
      if (stretch.inner.from <= place && place <= stretch.inner.to) return stretch;
    }
  }
  return null;
}

/** The marked stretch that all of a range is in. */
function coverOf(tree: Tree, mark: Mark, range: Span): Stretch | null {
  for (const one of stretchesIn(tree, mark, range)) if (one.outer.from <= range.from && range.to <= one.outer.to) return one;
  return null;
}

function stretchesIn(tree: Tree, mark: Mark, { from, to }: Span): Stretch[] {
  const found: Stretch[] = [];
  tree.iterate({
    from,
    to,
    enter: (node) => void (node.name === NODE[mark] && node.from < to && node.to > from && found.push(asStretch(node.node))),
  });
  return found;
}

/** The text as Markdown, as far as what is selected and a while on. */
const treeOf = (state: EditorState) => ensureSyntaxTree(state, Math.min(state.doc.length, state.selection.main.to + 2000), PATIENCE) ?? syntaxTree(state);

/** Whether the cursor stands between signs with nothing in them. */
function emptyPair(state: EditorState, mark: Mark, place: number): boolean {
  const { text, from } = state.doc.lineAt(place);
  const before = /\**$/.exec(text.slice(0, place - from))?.[0].length ?? 0;
  const after = /^\**/.exec(text.slice(place - from))?.[0].length ?? 0;
  const stars = Math.min(before, after);
  return mark === "bold" ? stars === 2 || stars === 3 : stars === 1 || stars === 3;
}

/** The word that the cursor stands in, not beside. */
function wordAt(state: EditorState, place: number): Span | null {
  const line = state.doc.lineAt(place);
  const at = place - line.from;
  if (standsAlone(line.text)) return null;
  const placeholder = placeholdersIn(line.text).find(({ from, to }) => from < at && at < to);
  if (placeholder) return { from: line.from + placeholder.from, to: line.from + placeholder.to };
  const before = /[\p{L}\p{N}]+$/u.exec(line.text.slice(0, at))?.[0].length ?? 0;
  const after = /^[\p{L}\p{N}]+/u.exec(line.text.slice(at))?.[0].length ?? 0;
  return before > 0 && after > 0 ? { from: place - before, to: place + after } : null;
}

/** A range as the pieces that can have a mark: of each line the words, of each row of a table those of a cell. */
function piecesOf(state: EditorState, range: Span): Span[] {
  const pieces: Span[] = [];
  const until = state.doc.lineAt(range.to).number;
  for (let number = state.doc.lineAt(range.from).number; number <= until; number += 1) {
    const line = state.doc.line(number);
    if (standsAlone(line.text)) continue;
    const defined = footnoteDefined(line.text);
    const begin = defined === null ? beginningOf(line.text).length : defined.length + 4;
    const from = Math.max(range.from - line.from, begin);
    const to = Math.min(range.to - line.from, line.length);
    for (const cell of isRow(line.text) ? cellsOf(line.text) : [{ from: 0, to: line.length }]) {
      const piece = trimmed(line.text, Math.max(from, cell.from), Math.min(to, cell.to));
      if (!piece) continue;
      // One that goes on in the next line makes one piece of both.
      const whole = wholeInDocument(state, { from: line.from + piece.from, to: line.from + piece.to });
      const last = pieces.at(-1);
      if (last && whole.from < last.to) last.to = Math.max(last.to, whole.to);
      else pieces.push(whole);
    }
  }
  return pieces;
}

/** The cells of a row, by their places. */
function cellsOf(line: string): Span[] {
  const bars = barsIn(line);
  return bars.map((bar, index) => ({ from: bar + 1, to: bars[index + 1] ?? line.length }));
}

/** What is left of a piece without white, if there are words in it and not only signs. */
function wordsOf(text: string, from: number, to: number): Span | null {
  return /[^\s*_]/.test(text.slice(from, to)) ? trimmed(text, from, to) : null;
}

const isUnbalanced = (text: string): boolean => (text.match(/\*+|_{2,}/g)?.length ?? 0) % 2 === 1;

/** A piece with all of the links, pictures and code that it would break. */
function aroundLinks(tree: Tree, piece: Span): Span {
  let { from, to } = piece;
  tree.iterate({
    from,
    to,
    enter: ({ name, node }) => {
      if (!["Link", "Image", "InlineCode"].includes(name)) return;
      const words = node.getChildren("LinkMark");
      const isWithin = name === "Link" && (words[0]?.to ?? node.to) <= piece.from && piece.to <= (words[1]?.from ?? node.from);
      if (isWithin || node.from >= piece.to || node.to <= piece.from) return;
      from = Math.min(from, node.from);
      to = Math.max(to, node.to);
    },
  });
  return { from, to };
}

/** A piece in parts, so that no mark of the other kind ends in the middle of one. */
function acrossOthers(state: EditorState, tree: Tree, mark: Mark, piece: Span): Span[] {
  const cuts: Span[] = [];
  for (const { outer, inner } of stretchesIn(tree, mark === "bold" ? "italic" : "bold", piece)) {
    if (outer.from < piece.from && piece.from < inner.to && inner.to < piece.to) cuts.push({ from: inner.to, to: outer.to });
    if (piece.to < outer.to && inner.from < piece.to && piece.from < inner.from) cuts.push({ from: outer.from, to: inner.from });
  }
  const bounds = [piece.from, ...cuts.sort((a, b) => a.from - b.from).flatMap(({ from, to }) => [from, to]), piece.to];
  const parts: Span[] = [];
  for (let at = 0; at < bounds.length; at += 2) {
    const [from = 0, to = 0] = bounds.slice(at, at + 2);
    const part = trimmed(state.doc.sliceString(from, to), 0, to - from);
    if (part) parts.push({ from: from + part.from, to: from + part.to });
  }
  return parts;
}

function trimmed(text: string, from: number, to: number): Span | null {
  while (from < to && /\s/.test(text.charAt(from))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
  return from < to ? { from, to } : null;
}

/** A mark round pieces; marks that lie in them or stick out of them become one with it. */
function around(state: EditorState, tree: Tree, mark: Mark, pieces: Span[]): { changes: ChangeSpec[] } {
  const sign = SIGN[mark];
  const changes: ChangeSpec[] = [];
  for (const piece of pieces.flatMap((piece) => acrossOthers(state, tree, mark, aroundLinks(tree, piece)))) {
    const inside = stretchesIn(tree, mark, piece);
    const from = Math.min(piece.from, ...inside.map(({ outer }) => outer.from));
    const to = Math.max(piece.to, ...inside.map(({ outer }) => outer.to));
    changes.push({ from, insert: sign }, ...inside.flatMap(signsOf), { from: to, insert: sign });
  }
  return { changes };
}

/** Marks away from pieces; what sticks out of them keeps its mark. */
function without(state: EditorState, tree: Tree, mark: Mark, pieces: Span[]): { changes: ChangeSpec[] } {
  const sign = SIGN[mark];
  const changes: ChangeSpec[] = [];
  const done = new Set<number>();
  for (const piece of pieces) {
    const stretch = coverOf(tree, mark, piece);
    if (!stretch || done.has(stretch.outer.from)) continue;
    done.add(stretch.outer.from);
    const { outer, inner } = stretch;
    const text = state.doc.sliceString(inner.from, inner.to);
    const left = wordsOf(text, 0, Math.max(0, piece.from - inner.from));
    const right = wordsOf(text, Math.min(inner.to, piece.to) - inner.from, text.length);
    // Signs of which the other half is elsewhere: then all of it loses its mark.
    if ([left, right].some((rest) => rest && isUnbalanced(text.slice(rest.from, rest.to)))) {
      changes.push(signsOf(stretch));
      continue;
    }
    changes.push(left ? { from: inner.from + left.to, insert: sign } : { from: outer.from, to: inner.from });
    changes.push(right ? { from: inner.from + right.from, insert: sign } : { from: inner.to, to: outer.to });
  }
  return { changes };
}
