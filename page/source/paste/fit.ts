// How what is pasted fits into the text around it: within a sentence, or with an empty line before and after.
import { PLACEHOLDER } from "../editor/placeholder.ts";
import type { Pasted } from "./counts.ts";

/** The lines around the place. */
export interface Surroundings {
  /** Of the line of the place: what stands before and behind it. */
  before: string;
  after: string;
  /** The lines above and below; null: there is none. */
  above: string | null;
  below: string | null;
}

export interface Fitted {
  /** How many signs before the place go: those of an item in which nothing stood. */
  dropBefore: number;
  /** White space behind the place that goes. */
  dropAfter: number;
  insert: string;
  /** Where the cursor comes, in `insert`. */
  cursor: number;
  /** What comes below the paragraph of the place. */
  below: string;
}

const ITEM = /^(\s*)(?:[-*+]|\d{1,9}[.)])\s/;
/** Signs at the beginning of a line, with nothing behind them yet. */
const ONLY_SIGN = /^\s*(?:#{1,6}|>|[-*+]|\d{1,9}[.)])\s*$/;

/** A bar between cells; within braces it is Griffel's. */
const BAR = new RegExp(`${PLACEHOLDER.source}|\\\\?\\|`, "g");

export function fit(pasted: Pasted, around: Surroundings): Fitted {
  const isRow = /^\s*\|/.test(around.before);
  const isEmptyLine = around.before.trim() === "" && around.after.trim() === "";
  const words = isRow ? inRow(pasted) : isEmptyLine && !pasted.isAsItIs ? null : pasted.words;
  if (words !== null) return { dropBefore: 0, dropAfter: 0, insert: words, cursor: words.length, below: pasted.notes === "" ? "" : `\n\n${pasted.notes}` };
  return asBlocks(pasted, around);
}

function asBlocks(pasted: Pasted, around: Surroundings): Fitted {
  const whole = [pasted.blocks, pasted.notes].filter((part) => part !== "").join("\n\n");
  const startsWithItem = ITEM.test(whole);
  const dropsSign = ONLY_SIGN.test(around.before) && (startsWithItem || /^#/.test(whole)) && !/^\s*>/.test(around.before);
  const isInItem = startsWithItem && (dropsSign || ITEM.test(around.before));
  const indent = isInItem ? (/^\s*/.exec(around.before)?.[0] ?? "") : "";
  const before = dropsSign ? "" : around.before;
  const body = indent === "" ? whole : whole.split("\n").map((line) => (line === "" ? line : indent + line)).join("\n");
  const lineAbove = before.trim() === "" ? around.above : before;
  const lineBelow = around.after.trim() === "" ? around.below : around.after;
  const lastLine = body.slice(body.lastIndexOf("\n") + 1);
  const head = before.trim() === "" ? gap(lineAbove, startsWithItem, 1) : gap(before, startsWithItem, 2);
  const tail = around.after.trim() === "" ? gap(lineBelow, ITEM.test(lastLine), 1) : gap(around.after, ITEM.test(lastLine), 2);
  const space = before.trim() === "" ? before.length : (/\s*$/.exec(before)?.[0].length ?? 0);
  return {
    dropBefore: dropsSign ? around.before.length : space,
    dropAfter: /^\s*/.exec(around.after)?.[0].length ?? 0,
    insert: head + body + tail,
    cursor: head.length + body.length,
    below: "",
  };
}

/** The line ends between a line and a block: one less where both are items. `most` makes an empty line. */
function gap(line: string | null, isItem: boolean, most: number): string {
  if (line === null || line.trim() === "") return "";
  return "\n".repeat(isItem && ITEM.test(line) ? most - 1 : most);
}

/** A cell holds one line. */
function inRow(pasted: Pasted): string {
  const words = (pasted.words ?? pasted.blocks).replace(/\s*\n\s*/g, " ");
  return words.replace(BAR, (found) => (/^\\?\|$/.test(found) ? "\\|" : found));
}
