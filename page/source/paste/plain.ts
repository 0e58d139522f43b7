// Plain text to Markdown, cautiously: typed items, tables with tabs and lines that a mail program broke. What is not
// certain stays as it was pasted.
import { PLACEHOLDER } from "../editor/placeholder.ts";
import { isBroken, LONGEST_LINE } from "./broken.ts";
import { cleaned } from "./characters.ts";
import { type Kept, type Lost, nothingLost, type Pasted } from "./counts.ts";
import { markerOf, typedItems } from "./markers.ts";

const MOST_CELLS = 20_000;
const MOST_COLUMNS = 60;

/** Text that has signs of Markdown or of Griffel is written for it. */
const IS_MARKDOWN = /^\+\+\+\s*$|^#{1,6} \S|^\|.*\|[ \t]*$|^```|\*\*\S|\[\^[^\]\n]{1,40}\]|\]\([^\s)]{1,300}\)|\{\{|\{%|\{#/m;

const NUMBER = /^[+–−-]?\s*(?:€\s*)?[–−-]?\d[\d.,\s]*(?:%|,-)?$/;

interface Line {
  text: string;
  /** White space before it; a tab is more than any. */
  indent: number;
}

export function fromPlain(text: string): Pasted {
  const lost = nothingLost();
  const kept: Kept = { headings: 0, lists: 0, tables: 0, quotes: 0, notes: 0, links: 0, placeholders: text.match(PLACEHOLDER)?.length ?? 0 };
  const same = cleaned(text);
  if (IS_MARKDOWN.test(same)) return { ...asItIs(same), kept, lost };
  const block = (lines: readonly string[]): string => {
    const found = headed(lines, kept);
    if (found) return [found.heading, ...(found.below.length > 0 ? [block(found.below)] : [])].join("\n\n");
    return tableOf(lines, kept) ?? listOf(lines, lost, kept) ?? paragraphs(lines);
  };
  const lines = same.split("\n");
  const blocks = stretches(lines).map(block).join("\n\n");
  if (blocks === same.trim()) return { ...asItIs(same), kept, lost };
  const isOne = !blocks.includes("\n");
  const sign = kept.lists + kept.headings > 0 ? /^(?:-|##|\d+\.) / : /^/;
  return { blocks, words: isOne ? blocks.replace(sign, "") : null, notes: "", isAsItIs: false, kept, lost };
}

/** Text that is inserted without a change. */
export const asItIs = (text: string): Pick<Pasted, "blocks" | "words" | "notes" | "isAsItIs"> => ({ blocks: text, words: text, notes: "", isAsItIs: true });

/** What stands between empty lines; items stay together over an empty line. */
function stretches(lines: readonly string[]): string[][] {
  const found: string[][] = [];
  let isApart = true;
  for (const line of lines) {
    if (line.trim() === "") {
      isApart = true;
      continue;
    }
    const before = found.at(-1);
    const goesOn = before && isApart && markerOf(line.trim()) && markerOf(before.at(-1)?.trim() ?? "");
    if (!before || (isApart && !goesOn)) found.push([line]);
    else before.push(line);
    isApart = false;
  }
  return found;
}

/** Rows with as many tabs each. */
function tableOf(lines: readonly string[], kept: Kept): string | null {
  const rows = lines.map((line) => line.split("\t").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1").replaceAll('""', '"').replaceAll("|", "\\|")));
  const width = rows[0]?.length ?? 0;
  if (rows.length < 2 || width < 2 || width > MOST_COLUMNS || width * rows.length > MOST_CELLS) return null;
  if (rows.some((row) => row.length !== width) || lines.every((line) => markerOf(line.trim()) !== null)) return null;
  kept.tables += 1;
  const [head = [], ...body] = rows;
  const rule = head.map((_, column) => {
    const written = body.map((row) => row[column] ?? "").filter((cell) => cell !== "");
    return written.length > 0 && written.every((cell) => NUMBER.test(cell)) ? "---:" : "---";
  });
  return [head, rule, ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Items, each with the lines that belong to it, and the lines above and below. */
function listOf(lines: readonly string[], lost: Lost, kept: Kept): string | null {
  const gathered = withContinuations(lines);
  const items = typedItems(gathered);
  if (items.every((item) => item === null)) return null;
  const found: string[] = [];
  let isInList = false;
  let words: string[] = [];
  const endWords = () => {
    if (words.length > 0) found.push(...(found.length > 0 ? [""] : []), paragraphs(words));
    words = [];
  };
  const indents: string[] = [];
  gathered.forEach(({ text }, at) => {
    const item = items[at];
    if (!item) {
      isInList = false;
      words.push(text);
      return;
    }
    endWords();
    if (!isInList && found.length > 0) found.push("");
    if (!isInList) kept.lists += 1;
    if (item.marker.isLetter) lost.letters = true;
    isInList = true;
    const sign = item.marker.number === null ? "- " : `${item.marker.number}. `;
    const indent = indents[item.level - 1] ?? "";
    indents[item.level] = indent + " ".repeat(sign.length);
    found.push(indent + sign + text.slice(item.marker.length));
  });
  endWords();
  return found.join("\n");
}

/** Joins to an item the lines below it that stand as far to the right as its words. */
function withContinuations(lines: readonly string[]): Line[] {
  const found: Line[] = [];
  for (const line of lines) {
    const { text, indent } = measured(line);
    const before = found.at(-1);
    const marker = before ? markerOf(before.text) : null;
    const isUnder = before && marker && markerOf(text) === null && indent > before.indent && indent <= before.indent + Math.max(4, marker.length + 1);
    if (isUnder) before.text += ` ${text}`;
    else found.push({ text, indent });
  }
  return found;
}

function measured(line: string): Line {
  const space = /^\s*/.exec(line)?.[0] ?? "";
  return { text: line.slice(space.length).trimEnd(), indent: space.replaceAll("\t", "    ").length };
}

/** A line with a line of signs below it, and what comes then. */
function headed(lines: readonly string[], kept: Kept): { heading: string; below: string[] } | null {
  const [first = "", rule = "", ...below] = lines;
  if (!/^(?:={3,}|-{3,})\s*$/.test(rule.trim()) || markerOf(first.trim())) return null;
  kept.headings += 1;
  return { heading: `## ${first.trim()}`, below };
}

/** Lines as paragraphs: broken ones are put together, long ones are paragraphs by themselves. */
function paragraphs(lines: readonly string[]): string {
  // White space before a line would make it a block of code.
  const words = lines.map((line) => (/^\s/.test(line) ? line.trim() : line.trimEnd()));
  if (words.some((line) => line.length > LONGEST_LINE)) return words.join("\n\n");
  return isBroken(words) ? words.join(" ") : words.map((line, at) => (at > 0 && /^(?:=+|-+)$/.test(line) ? `\n${line}` : line)).join("\n");
}
