// How a picture stands in a text, and where it comes to stand.
import { endOfParagraph } from "../editor/paragraph.ts";

export interface Placed {
  file: string;
  alt: string;
  /** Empty: none. */
  caption: string;
  /** Percent of the width of the text. */
  width: number;
}

const PICTURE = /^!\[.*\]\(.*\)\s*(\{\{\s*breedte\(\s*\d+\s*\)\s*\}\})?\s*$/;
const WIDTH = /\s*\{\{\s*breedte\(\s*\d+\s*\)\s*\}\}\s*$/;

/** Words that mean nothing but themselves: no signs of Markdown, and no placeholder begins. */
export function asWords(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>"{}]|&(?=#?\w+;)/g, "\\$&")
    // Together with the brace these would begin a block or a remark.
    .replace(/(\\\{)([%#])/g, "$1\\$2");
}

/** The line of a picture. */
export function lineOf({ file, alt, caption, width }: Placed): string {
  const title = asWords(caption);
  return `![${asWords(alt)}](${file}${title && ` "${title}"`})${width < 100 ? ` {{ breedte(${width}) }}` : ""}`;
}

/** The line, from 1, of a picture that another can stand beside: the last line with something on it, at the cursor or above it.
 * Null: there is none, or two stand there already. */
export function neighbour(text: string, cursor: number): number | null {
  const lines = text.split("\n");
  const isPicture = (index: number) => PICTURE.test((lines[index] ?? "").trimEnd());
  let at = cursor - 1;
  while (at > 0 && (lines[at] ?? "").trim() === "") at -= 1;
  return isPicture(at) && !isPicture(at - 1) && !isPicture(at + 1) ? at + 1 : null;
}

/** The text with a second picture beside the one in a line, from 1. Neither has a width of its own then. */
export function beside(text: string, neighbour: number, picture: string): { text: string; line: number } {
  const lines = text.split("\n");
  const before = lines[neighbour - 1] ?? "";
  const ending = before.endsWith("\r") ? "\r" : "";
  lines.splice(neighbour - 1, 1, before.trimEnd().replace(WIDTH, "") + ending, picture + ending);
  return { text: lines.join("\n"), line: neighbour + 1 };
}

/** The line, from 1, below which a picture comes to stand: not in the middle of the paragraph that the cursor is in. */
export function lineAbove(text: string, cursor: number): number {
  const lines = text.split("\n");
  const lineAt = (number: number) => lines[number - 1] ?? "";
  const isParagraph = lineAt(cursor).trim() !== "" && !lineAt(cursor).startsWith("#");
  return isParagraph ? endOfParagraph(lineAt, lines.length, cursor) : cursor;
}
