// A text in the pieces that two people can change without being in each other's way: running text by sentence, all else by
// line. Joined they give the text again.
import { withoutPlaceholders } from "../editor/placeholder.ts";

export type Kind = "head" | "line" | "sentence" | "end";

export interface Piece {
  /** The white space before it. */
  lead: string;
  text: string;
  kind: Kind;
}

const FENCE = /^\uFEFF?\+\+\+\s*$/;

/** Stands for each sign of a placeholder, so that nothing in it looks like the end of a sentence. */
const MASK = "\uE000";

const LINE = /^(?:#{1,6}(?:\s|$)|[-*+•](?:\s|$)|\d{1,9}[.)](?:\s|$)|[|>]|!\[|```|~~~|[-*_=](?:\s*[-*_=]){2,}$|[\uE000\s]+$)/;

/** The end of a sentence right before white space, with the signs that belong to it. */
const ENDING = /[.?!…]+["'”’»)\]*_]*(?:\[\^[^\]\s]+\])*$/;
const LAST_SIGN = /[.?!…"'”’»)\]*_](?=[ \t\r\n])/g;
/** Longer than any ending with the word before it. */
const ENDING_REACH = 100;
/** Of what may be an abbreviation. */
const LONGEST_WORD = 12;
const SMALL_LETTER = /[\s"'“‘«(\[*_]*\p{Ll}/uy;

/** Their point never ends a piece; neither does that of one letter, or of "d.w.z.". */
const ABBREVIATIONS = new Set(
  ("art bijv bv ca nr nrs blz p par hfst incl excl resp vgl max min mr dr drs ir ing prof dhr mevr mw st tel afd jl wnd evt zgn " +
    "ong gem dd ivm aant alg bijl cf mln mld enz etc jr").split(" "),
);

/** The pieces of a text; the last has no words, and the white space at the end before it. */
export function cut(text: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  const add = (start: number, stop: number, kind: Kind) => {
    let [from, to] = [start, stop];
    while (from < to && isSpace(text.charCodeAt(from))) from += 1;
    while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1;
    if (from === to) return;
    pieces.push({ lead: text.slice(done, from), text: text.slice(from, to), kind });
    done = to;
  };
  const body = endOfHead(text);
  for (const [from, to] of lines(text, 0, body)) add(from, to, "head");
  const masked = withoutPlaceholders(text, (found) => MASK.repeat(found.length));
  let paragraph = -1;
  const addParagraph = (end: number) => {
    if (paragraph < 0) return;
    for (const [from, to] of sentences(masked, paragraph, end)) add(from, to, "sentence");
    paragraph = -1;
  };
  for (const [from, to] of lines(masked, body, text.length)) {
    const line = masked.slice(from, to).trim();
    const isLine = LINE.test(line);
    if (isLine || line === "") addParagraph(from);
    if (isLine) add(from, to, "line");
    else if (paragraph < 0 && line !== "") paragraph = from;
  }
  addParagraph(text.length);
  pieces.push({ lead: text.slice(done), text: "", kind: "end" });
  return pieces;
}

/** Where the text below the lines between +++ begins; 0: there are none. */
function endOfHead(text: string): number {
  let isFirst = true;
  for (const [from, to] of lines(text, 0, text.length)) {
    const isFence = FENCE.test(text.slice(from, to));
    if (isFirst && !isFence) return 0;
    if (!isFirst && isFence) return to;
    isFirst = false;
  }
  return 0;
}

function* lines(text: string, start: number, end: number): Generator<[number, number]> {
  for (let from = start; from < end; ) {
    const found = text.indexOf("\n", from);
    const to = found < 0 || found > end ? end : found;
    yield [from, to];
    from = to + 1;
  }
}

function* sentences(masked: string, start: number, end: number): Generator<[number, number]> {
  let from = start;
  for (const { index } of masked.slice(start, end).matchAll(LAST_SIGN)) {
    const at = start + index + 1;
    if (!endsSentence(masked, from, at)) continue;
    yield [from, at];
    from = at;
  }
  yield [from, end];
}

/** Whether a sentence ends at white space. */
function endsSentence(masked: string, start: number, at: number): boolean {
  const before = masked.slice(Math.max(start, at - ENDING_REACH), at);
  const ending = ENDING.exec(before);
  if (!ending) return false;
  SMALL_LETTER.lastIndex = at;
  if (SMALL_LETTER.test(masked)) return false;
  const word = /[\p{L}.]+$/u.exec(before.slice(Math.max(0, ending.index - LONGEST_WORD), ending.index))?.[0] ?? "";
  const isAbbreviation = /^(?:\p{L}{1,2}\.)*\p{L}$/u.test(word) || ABBREVIATIONS.has(word.toLowerCase());
  return !(isAbbreviation && /^\.(?!\.)/.test(ending[0]));
}

const isSpace = (sign: number): boolean => sign === 32 || (sign >= 9 && sign <= 13);
