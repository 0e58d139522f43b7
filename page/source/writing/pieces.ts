// The pieces of a line that writing aids never break: placeholders, and the signs with which a line begins.
import type { EditorState } from "@codemirror/state";
import { endOfHead } from "../editor/head.ts";
import { placeholdersIn } from "../editor/placeholder.ts";

export interface Span {
  from: number;
  to: number;
}

/** The smallest range around this one that breaks no placeholder of the text. */
function wholePlaceholders(text: string, { from, to }: Span): Span {
  const broken = placeholdersIn(text).filter((one) => (one.from < from && from < one.to) || (one.from < to && to < one.to));
  return { from: Math.min(from, ...broken.map((one) => one.from)), to: Math.max(to, ...broken.map((one) => one.to)) };
}

/** The same in a document, where a placeholder may stand on several lines. */
export function wholeInDocument(state: EditorState, range: Span): Span {
  let first = state.doc.lineAt(range.from).number;
  let last = state.doc.lineAt(range.to).number;
  while (first > 1 && state.doc.line(first - 1).text.trim()) first -= 1;
  while (last < state.doc.lines && state.doc.line(last + 1).text.trim()) last += 1;
  const { from } = state.doc.line(first);
  const whole = wholePlaceholders(state.doc.sliceString(from, state.doc.line(last).to), { from: range.from - from, to: range.to - from });
  return { from: from + whole.from, to: from + whole.to };
}

/** What stands at the beginning of a line: how far it goes in, quotation signs, and a heading or the sign of an item. */
export interface Beginning {
  indent: string;
  quote: string;
  /** How many #; 0: it is no heading. */
  heading: number;
  /** "-" or "1.", with the white after it. */
  item: string;
  /** Where the words begin. */
  length: number;
}

export function beginningOf(line: string): Beginning {
  const [, indent = "", quote = "", rest = ""] = /^([ \t]*)((?:>[ \t]?)*)(.*)$/.exec(line) ?? [];
  const inner = /^[ \t]*/.exec(rest)?.[0] ?? "";
  const after = quote ? rest.slice(inner.length) : rest;
  const heading = /^(#{1,6})(?:[ \t]+|$)/.exec(after);
  const item = heading ? null : /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)/.exec(after);
  const signs = heading?.[0] ?? item?.[0] ?? "";
  return {
    indent: quote ? inner : indent,
    quote: quote ? indent + quote : "",
    heading: heading?.[1]?.length ?? 0,
    item: item?.[0] ?? "",
    length: line.length - after.length + signs.length,
  };
}

/** What is a block by itself, and has no style: a chart, a table, a picture, a statement. */
const ALONE = /^\s*(?:\{\{\s*(?:grafiek|tabel|indeling|stappen|akkoord)\b.*\}\}|\{%.*%\}|!\[.*\]\(.*\).*|\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+|---+)\s*$/;
export const standsAlone = (line: string): boolean => ALONE.test(line);

/** Whether a line is one of a table. */
export const isRow = (line: string): boolean => /^\s*\|/.test(line);

/** Where the cells of a row end: not at a | in a placeholder, nor at one after a \. */
export function barsIn(line: string): number[] {
  const placeholders = placeholdersIn(line);
  return [...line.matchAll(/(?<!\\)\|/g)].map(({ index }) => index).filter((at) => !placeholders.some(({ from, to }) => from < at && at < to));
}

/** A definition of a footnote, and its label. */
export const footnoteDefined = (line: string): string | null => /^\[\^([^\]\s]+)\]:/.exec(line)?.[1] ?? null;

/** Whether the writing aids do something where the cursor is: in the text, below its head. */
export const canBeWritten = (state: EditorState): boolean => !state.readOnly && state.selection.main.from >= endOfHead(state.doc);
