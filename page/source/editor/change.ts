// Comparing whole texts: line ends, and the smallest changes from one to another.
import { presentableDiff } from "@codemirror/merge";
import { differences } from "../merge/alignment.ts";
import { cut } from "../merge/pieces.ts";

/** CR LF only when every line ends so. */
export function lineBreakOf(content: string): "\r\n" | "\n" {
  return /\r\n/.test(content) && !/(^|[^\r])\n|\r(?!\n)/.test(content) ? "\r\n" : "\n";
}

export interface Change {
  from: number;
  to: number;
  insert: string;
}

/** What lies between the common beginning and the common end. As in the editor, a line end counts as one in positions. */
export function smallestChange(before: string, after: string, lineBreak: string): Change | null {
  const old = before.split(lineBreak).join("\n");
  const now = after.split(lineBreak).join("\n");
  if (old === now) return null;
  const shortest = Math.min(old.length, now.length);
  let start = 0;
  while (start < shortest && old.charCodeAt(start) === now.charCodeAt(start)) start++;
  let end = 0;
  while (end < shortest - start && old.charCodeAt(old.length - 1 - end) === now.charCodeAt(now.length - 1 - end)) end++;
  return { from: start, to: old.length - end, insert: now.slice(start, now.length - end).split("\n").join(lineBreak) };
}

/** Past so many differences in one stretch, it is taken as a whole. */
const DIFFERENCES = { scanLimit: 500 };

/** The words that differ, each by itself, so that a cursor between them stays where it is. Positions as above. */
export function smallestChanges(before: string, after: string, lineBreak: string): Change[] {
  const old = before.split(lineBreak).join("\n");
  const now = after.split(lineBreak).join("\n");
  const [pieces, others] = [wholePieces(old), wholePieces(now)];
  const [starts, otherStarts] = [startsOf(pieces), startsOf(others)];
  return differences(pieces, others).flatMap((stretch) => {
    const [from, otherFrom] = [starts[stretch.from] ?? 0, otherStarts[stretch.otherFrom] ?? 0];
    const [part, otherPart] = [old.slice(from, starts[stretch.to]), now.slice(otherFrom, otherStarts[stretch.otherTo])];
    return presentableDiff(part, otherPart, DIFFERENCES).map(({ fromA, toA, fromB, toB }) => ({
      from: from + fromA,
      to: from + toA,
      insert: otherPart.slice(fromB, toB).split("\n").join(lineBreak),
    }));
  });
}

const wholePieces = (text: string): string[] => cut(text).map(({ lead, text }) => lead + text);

/** Where each piece begins, and the last ends. */
function startsOf(pieces: readonly string[]): number[] {
  let length = 0;
  return [0, ...pieces.map((piece) => (length += piece.length))];
}
