// What is put into a text at the cursor: placeholders, footnotes, links.
import { syntaxTree } from "@codemirror/language";
import { EditorSelection, type EditorState, type Line, type StateCommand, type TransactionSpec } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import { endOfHead } from "../editor/head.ts";
import { endOfParagraph } from "../editor/paragraph.ts";
import { beginningOf, canBeWritten, footnoteDefined, type Span, standsAlone, wholeInDocument } from "./pieces.ts";

/** The first heading below the cursor, if it stands above all of them: what is there belongs to no part. */
function firstHeading({ doc, selection }: EditorState): Line | null {
  const here = doc.lineAt(selection.main.to);
  for (let number = doc.lineAt(endOfHead(doc)).number; number <= doc.lines; number += 1) {
    const line = doc.line(number);
    if (/^#+ /.test(line.text)) return line.number > here.number ? line : null;
  }
  return null;
}

/** A placeholder in the sentence, for what is selected; with white between it and a word. Where no sentence can be, below that. */
export const insertInSentence = (call: string): StateCommand => (target) => {
  const { state, dispatch } = target;
  if (!canBeWritten(state)) return false;
  const { main } = state.selection;
  if (firstHeading(state) || standsAlone(state.doc.lineAt(main.to).text)) return insertBelow(call)(target);
  const whole = wholeInDocument(state, main);
  // Beside a placeholder that the cursor stands in, not in its stead.
  const { from, to } = main.empty ? { from: whole.to, to: whole.to } : whole;
  const isTight = /[\p{L}\p{N}}.,;:!?)\]%]$/u.test(state.sliceDoc(Math.max(0, from - 1), from));
  const before = isTight ? " " : "";
  const after = /^[\p{L}\p{N}{]/u.test(state.sliceDoc(to, to + 1)) ? " " : "";
  const anchor = from + before.length + call.length;
  dispatch(state.update({ changes: { from, to, insert: before + call + after }, selection: { anchor }, userEvent: "input.insert", scrollIntoView: true }));
  return true;
};

/** Something that is a paragraph by itself, after the one of the cursor; what is selected stays. The cursor goes below it. */
export const insertBelow = (block: string): StateCommand => ({ state, dispatch }) => {
  if (!canBeWritten(state)) return false;
  const spec = blockBelow(state, block);
  dispatch(state.update(spec, { userEvent: "input.insert", scrollIntoView: true }));
  return true;
};

function blockBelow(state: EditorState, block: string): TransactionSpec {
  const { doc, lineBreak } = state;
  let line = firstHeading(state) ?? doc.lineAt(state.selection.main.to);
  const isEmpty = !line.text.trim();
  const isHeading = beginningOf(line.text).heading > 0;
  if (!isEmpty && !isHeading) line = doc.line(endOfParagraph((number) => doc.line(number).text, doc.lines, line.number));
  const above = line.number > 1 ? doc.line(line.number - 1) : null;
  const below = line.number < doc.lines ? doc.line(line.number + 1) : null;
  const needsAbove = isEmpty ? above !== null && above.to >= endOfHead(doc) && above.text.trim() !== "" : true;
  const lines = [...(isEmpty ? [] : [""]), ...(needsAbove ? [""] : []), ...block.split("\n"), ...(below === null || below.text.trim() ? [""] : [])];
  const from = isEmpty ? line.from : line.to;
  const insert = lines.join("\n");
  const anchor = Math.min(from + insert.length + (below === null || below.text.trim() ? 0 : 1), doc.length - (line.to - from) + insert.length);
  return { changes: { from, to: line.to, insert: lines.join(lineBreak) }, selection: { anchor } };
}

/** Ends a part of a letter, or a slide; what is said with a slide has no footnotes of its own. */
const endsSection = (line: string): boolean => /^# /.test(line) || /^## Notities\s*$/.test(line);

/** Whether there are words at the cursor that a footnote can be about, or the text of one. */
export function canHaveFootnote(state: EditorState): boolean {
  const { head } = state.selection.main;
  const { text, from } = state.doc.lineAt(head);
  return footnoteDefined(text) !== null || (text.trim() !== "" && !standsAlone(text) && head - from >= beginningOf(text).length);
}

/** A footnote at the cursor, with its text at the end of the part; from that text back to the footnote. */
export const footnote: StateCommand = ({ state, dispatch }) => {
  if (!canBeWritten(state)) return false;
  const { doc } = state;
  const here = doc.lineAt(state.selection.main.head);
  const defined = footnoteDefined(here.text);
  if (defined !== null) {
    const mark = `[^${defined}]`;
    const text = doc.sliceString(0, here.from);
    const at = text.lastIndexOf(mark);
    if (at < 0) return false;
    dispatch(state.update({ selection: { anchor: at + mark.length }, scrollIntoView: true }));
    return true;
  }
  const place = wholeInDocument(state, { from: state.selection.main.to, to: state.selection.main.to }).to;
  const line = doc.lineAt(place);
  if (!canHaveFootnote(state)) return false;
  const number = nextFootnote(doc.toString());
  let last = line;
  while (last.number < doc.lines && !endsSection(doc.line(last.number + 1).text)) last = doc.line(last.number + 1);
  const isEnd = last.number === doc.lines;
  while (last.number > line.number && !last.text.trim()) last = doc.line(last.number - 1);
  const mark = `[^${number}]`;
  const definition = `${mark}: `;
  const hasWhite = last.number < doc.lines && !doc.line(last.number + 1).text.trim();
  const added = ["", "", definition, ...(hasWhite || isEnd ? [] : [""])];
  const changes = state.changes([
    { from: place, insert: mark },
    { from: last.to, insert: added.join(state.lineBreak) },
  ]);
  const anchor = last.to + mark.length + 2 + definition.length;
  dispatch(state.update({ changes, selection: { anchor }, userEvent: "input.insert", scrollIntoView: true }));
  return true;
};

/** The first number above those that are taken. */
export function nextFootnote(text: string): number {
  const taken = [...text.matchAll(/\[\^(\d{1,6})\]/g)].map(([, number]) => Number(number));
  return Math.max(0, ...taken) + 1;
}

export interface LinkPlace extends Span {
  words: string;
  address: string;
  /** Whether there is one now. */
  exists: boolean;
}

/** The link that the cursor is in; otherwise the words that would become one. */
export function linkAt(state: EditorState): LinkPlace {
  const { main } = state.selection;
  for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(main.from, 1); node; node = node.parent) {
    if (node.name !== "Link" || node.to < main.to) continue;
    const parts = /^\[(.*)\]\((?:<(.*)>|(\S*))(?:\s+.*)?\)$/s.exec(state.sliceDoc(node.from, node.to));
    if (parts) return { from: node.from, to: node.to, words: unescaped(parts[1] ?? ""), address: parts[2] ?? parts[3] ?? "", exists: true };
  }
  const line = state.doc.lineAt(main.from);
  const whole = wholeInDocument(state, main);
  const begin = Math.min(line.to, Math.max(whole.from, line.from + beginningOf(line.text).length));
  const { from, to } = main.empty ? { from: whole.to, to: whole.to } : { from: begin, to: Math.min(whole.to, Math.max(line.to, begin)) };
  return { from, to, words: state.sliceDoc(from, to), address: "", exists: false };
}

/** A link in the stead of what stood there. */
export const setLink = (place: LinkPlace, words: string, address: string): StateCommand => ({ state, dispatch }) => {
  if (!canBeWritten(state) || place.to > state.doc.length) return false;
  const shown = words.trim().replace(/\s+/g, " ");
  const target = /[()\s]/.test(address) ? `<${address}>` : address;
  const insert = address ? `[${escaped(shown)}](${target})` : shown;
  dispatch(state.update({ changes: { from: place.from, to: place.to, insert }, selection: EditorSelection.single(place.from + insert.length), userEvent: "input.insert", scrollIntoView: true }));
  return true;
};

const escaped = (words: string): string => words.replace(/[[\]]/g, "\\$&");
const unescaped = (words: string): string => words.replace(/\\([[\]])/g, "$1");

/** An address as it is meant: of a page or of somebody; null: it is none. */
export function asAddress(typed: string): string | null {
  const address = typed.trim();
  if (/^(https?:\/\/[^\s/<>]+\S*|mailto:[^\s@<>]+@[^\s@<>]+|tel:\+?[\d-]+)$/i.test(address) && !/[<>]/.test(address)) return address;
  if (/^[^\s@:/<>]+@[^\s@/<>]+\.[^\s@/<>]+$/.test(address)) return `mailto:${address}`;
  if (/^[^\s/:@<>]+\.[a-z]{2,}(?:[/?#][^\s<>]*)?$/i.test(address)) return `https://${address}`;
  return null;
}
