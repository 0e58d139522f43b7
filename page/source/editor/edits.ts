// The edits of a fix, in a text: where they are, whether what they are about still stands there, and what comes of them.
import { Text } from "@codemirror/state";
import type { ShownEdit } from "../protocol.ts";
import { positionOf } from "./place.ts";

export interface Placed {
  from: number;
  to: number;
  /** What it becomes, by its lines. */
  lines: string[];
}

/** Where each edit is in a text; null: one of them is about something that does not stand there. */
export function placed(text: Text, edits: ShownEdit[], answer: string): Placed[] | null {
  const all: Placed[] = [];
  for (const edit of edits) {
    const from = positionOf(text, edit.line, edit.column);
    const to = positionOf(text, edit.endLine, edit.endColumn);
    if (from === null || to === null || to < from) return null;
    if (text.sliceString(from, to, "\n") !== linesOf(edit.was).join("\n")) return null;
    all.push({ from, to, lines: linesOf(edit.parts.join(escaped(answer))) });
  }
  return all.sort((a, b) => a.from - b.from);
}

/** Whether an edit only adds: nothing tells then that the text around it is still the same. */
export const addsOnly = (edit: ShownEdit): boolean => edit.was === "";

/** A whole text after these edits, with its own line ends; null as with [placed]. */
export function edited(text: string, edits: ShownEdit[], answer: string): string | null {
  const found = placed(Text.of(linesOf(text)), edits, answer);
  if (!found) return null;
  const ends = [...text.matchAll(LINE_END)].map((match) => ({ at: match.index, length: match[0].length }));
  // In positions each line end counts as one.
  const offset = (position: number): number => {
    let longer = 0;
    for (const { at, length } of ends) {
      if (at - longer >= position) break;
      longer += length - 1;
    }
    return position + longer;
  };
  const lineEnd = ends[0] ? text.slice(ends[0].at, ends[0].at + ends[0].length) : "\n";
  let out = "";
  let at = 0;
  for (const { from, to, lines } of found) {
    out += text.slice(at, offset(from)) + lines.join(lineEnd);
    at = offset(to);
  }
  return out + text.slice(at);
}

const LINE_END = /\r\n?|\n/g;

const linesOf = (text: string): string[] => text.split(/\r\n?|\n/);

/** What somebody wrote, as text between quotation marks: on one line. */
function escaped(answer: string): string {
  return answer
    .replace(/[\uE000-\uF8FF]/g, "")
    .trim()
    .replace(/\s+/g, " ")
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"');
}
