// A tree of Markdown as text for an author: only what would otherwise be a sign of Markdown is escaped.
import type { Link, Nodes, Parents, PhrasingContent, Root, Text } from "mdast";
import { gfmFootnoteToMarkdown } from "mdast-util-gfm-footnote";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { type Handle, type Info, type State, toMarkdown } from "mdast-util-to-markdown";
import { PLACEHOLDER } from "../editor/placeholder.ts";

/** Tables with wider cells than this are not set under each other: nobody reads them in columns. */
const WIDEST_CELL = 40;

export function write(nodes: readonly Nodes[]): string {
  const root = { type: "root", children: nodes } as Root;
  return toMarkdown(root, {
    bullet: "-",
    rule: "-",
    listItemIndent: "one",
    fences: true,
    resourceLink: true,
    handlers: { text, link },
    extensions: [gfmTableToMarkdown({ tablePipeAlign: widestCell(root) <= WIDEST_CELL }), gfmFootnoteToMarkdown()],
  }).trim();
}

/** Words that come to stand within a line: what means something at its beginning means nothing there. */
export function writeWithin(children: readonly PhrasingContent[]): string {
  const BEFORE = "a ";
  return write([{ type: "paragraph", children: [{ type: "text", value: BEFORE }, ...children] }]).slice(BEFORE.length);
}

const text: Handle = (node: Text, parent: Parents | undefined, state: State, info: Info) => {
  const words = node.value;
  const within: Within = {
    isCell: state.stack.includes("tableCell"),
    isLabel: state.stack.includes("label"),
    isHeading: state.stack.includes("headingAtx"),
    before: info.before,
    after: info.after,
    ...others(parent, state),
  };
  let written = "";
  let from = 0;
  for (const found of words.matchAll(PLACEHOLDER)) {
    written += escaped(words, from, found.index, within) + found[0];
    from = found.index + found[0].length;
  }
  return written + escaped(words, from, words.length, within);
};

/** The address is safe already. */
const link: Handle = (node: Link, _, state: State, info: Info) => {
  const exit = state.enter("link");
  const exitLabel = state.enter("label");
  const words = state.containerPhrasing(node, { ...info, before: "[", after: "]" });
  exitLabel();
  exit();
  return `[${words}](${node.url})`;
};
(link as Handle & { peek: () => string }).peek = () => "[";

interface Within {
  isCell: boolean;
  isLabel: boolean;
  isHeading: boolean;
  before: string;
  after: string;
  /** Whether a sign could belong to another in the same block: one of bold or italic, or of code. */
  stars: boolean;
  ticks: boolean;
}

/** A sign by itself means nothing; where words are marked, or are a link, another may be near. */
function others(parent: Parents | undefined, state: State): { stars: boolean; ticks: boolean } {
  const siblings = parent?.children ?? [];
  const marks = ["strong", "emphasis", "link", "inlineCode"];
  const isMarked = state.stack.some((name) => marks.includes(name)) || siblings.some(({ type }) => marks.includes(type));
  const words = siblings.map((child) => (child.type === "text" ? child.value : "")).join("");
  return { stars: isMarked || (words.match(/[*_]+/g)?.length ?? 0) > 1, ticks: isMarked || (words.match(/`+/g)?.length ?? 0) > 1 };
}

const PUNCTUATION = /[!-/:-@[-`{-~]/;
/** At the beginning of a line: a heading, a quotation, an item, a line, a fence. */
const STARTS = /^(?:#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|([-*_])(?:\s*\1){2,}\s*$|=+\s*$|`{3}|~{3})/;
const SIGNS = /[\\*_`[\]!<&|#]/g;
const NUMBER_STARTS = /^(\d{1,9})([.)])(?=\s|$)/;

function escaped(all: string, from: number, to: number, within: Within): string {
  const words = all.slice(from, to);
  const isAtStart = from === 0 && /[\r\n]$/.test(within.before) && !within.isCell && !within.isHeading;
  const startsWithSign = isAtStart && STARTS.test(words);
  const isDefinition = isAtStart && words.startsWith("[");
  const number = isAtStart ? NUMBER_STARTS.exec(words) : null;
  // The sign with which the line starts may be none that means something elsewhere.
  const first = startsWithSign ? 0 : (number?.[1]?.length ?? -1);
  const start = first >= 0 ? `${words.slice(0, first)}\\${words.charAt(first)}` : "";
  const rest = words.slice(first + 1);
  const place = { ...within, isDefinition };
  return (
    start +
    rest.replace(SIGNS, (sign, offset: number) => {
      const at = first + 1 + offset;
      const before = at > 0 ? words.charAt(at - 1) : from > 0 ? "}" : within.before.slice(-1);
      const after = at + 1 < words.length ? words.charAt(at + 1) : to < all.length ? "{" : within.after.slice(0, 1);
      return means(sign, before, after, words.slice(at, at + 40), place) ? `\\${sign}` : sign;
    })
  );
}

function means(sign: string, before: string, after: string, rest: string, within: Within & { isDefinition: boolean }): boolean {
  switch (sign) {
    case "\\":
      return after === "\n" || PUNCTUATION.test(after);
    case "*":
      return within.stars && !(isSpace(before) && isSpace(after));
    case "_":
      return within.stars && !(isSpace(before) && isSpace(after)) && !(isLetter(before) && isLetter(after));
    case "`":
      return within.ticks;
    case "[":
      return within.isLabel || after === "^";
    case "]":
      return within.isLabel || after === "(" || (after === ":" && within.isDefinition);
    case "!":
      return after === "[" && rest === "!";
    case "<":
      return /^<[!/?a-z]/i.test(rest);
    case "&":
      return /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i.test(rest);
    case "|":
      return within.isCell;
    case "#":
      return within.isHeading && isSpace(before) && /^#+\s*$/.test(rest) && within.after.startsWith("\n");
    default:
      return false;
  }
}

const isSpace = (sign: string): boolean => sign === "" || /\s/.test(sign);
const isLetter = (sign: string): boolean => /[\p{L}\p{N}]/u.test(sign);

function widestCell(root: Root): number {
  let widest = 0;
  for (const table of root.children) {
    if (table.type !== "table") continue;
    for (const row of table.children) for (const cell of row.children) widest = Math.max(widest, lengthOf(cell));
  }
  return widest;
}

function lengthOf(node: Nodes): number {
  if ("value" in node) return node.value.length;
  return "children" in node ? node.children.reduce((sum, child) => sum + lengthOf(child), 0) : 0;
}
