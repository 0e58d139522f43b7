// What the text of a page is, as elements that screen readers know. They take no room: the lines in them have places of their own.
import type { CellPlace, Part, Role } from "../protocol.ts";

/** A part with the parts that lie in it; of text, which runs it has. */
export interface Block {
  role: Role;
  /** The first and the last run of its own, before those of its parts. */
  from: number;
  to: number;
  blocks: Block[];
  /** Of a cell. */
  place: CellPlace | null;
}

/** The element of each; the page itself has the first heading of all. Roles are told where a style would take them away. */
const ELEMENTS: Partial<Record<Role, [tag: string, role?: string]>> = {
  h1: ["h2"],
  h2: ["h3"],
  h3: ["h4"],
  h4: ["h5"],
  h5: ["h6"],
  h6: ["h6"],
  p: ["p"],
  quote: ["blockquote"],
  list: ["ul", "list"],
  item: ["li", "listitem"],
  mark: ["span"],
  figure: ["figure"],
  caption: ["figcaption"],
  table: ["table", "table"],
  row: ["tr", "row"],
  columnhead: ["th", "columnheader"],
  rowhead: ["th", "rowheader"],
  cell: ["td", "cell"],
  note: ["div", "note"],
};

const CELLS: readonly Role[] = ["columnhead", "rowhead", "cell"];

/** The parts of a page, each in the one that it lies in. */
export function blocksOf(parts: readonly Part[], cells: readonly CellPlace[]): Block[] {
  const top: Block[] = [];
  const open: Block[] = [];
  let run = 0;
  let cell = 0;
  for (const [role, depth, count] of parts) {
    const place = CELLS.includes(role) ? (cells[cell++] ?? null) : null;
    const block: Block = { role, from: run, to: run + count, blocks: [], place };
    run += count;
    open.length = Math.min(open.length, depth);
    const around = open.at(-1);
    (around?.blocks ?? top).push(block);
    // A cell that takes more rows than one is told behind the others of its row.
    if (around?.role === "row") around.blocks.sort((one, other) => (one.place?.[0] ?? 0) - (other.place?.[0] ?? 0));
    open.push(block);
  }
  return top;
}

/** What separates text that is copied from what comes behind it in a block: cells and signs stay on their line. */
export const staysOnLine = (role: Role): boolean => role === "mark" || CELLS.includes(role);

/** The element of a block with these words, or the earlier one if it is the same; null: its lines stand in the element around it. */
export function elementFor(block: Block, words: () => string, earlier: HTMLElement | null): HTMLElement | null {
  const known = ELEMENTS[block.role];
  if (!known) return null;
  const [tag, role] = known;
  const element = earlier?.localName === tag ? earlier : document.createElement(tag);
  const [column = null, columns = 1, rows = 1] = block.place ?? [];
  // One that was another cell or sign says nothing of that any more.
  const says = (name: string, value: string | number | null) => (value === null ? element.removeAttribute(name) : element.setAttribute(name, String(value)));
  says("role", role ?? null);
  says("aria-colindex", column === null ? null : column + 1);
  says("aria-colspan", columns > 1 ? columns : null);
  says("aria-rowspan", rows > 1 ? rows : null);
  // A list is a list without its dots; its numbers say something.
  says("aria-hidden", block.role === "mark" && !/[\p{L}\p{N}]/u.test(words()) ? "true" : null);
  return element;
}

/** A word that is broken at the end of a line: the length of its first part, and of the rest on the next line. */
export function brokenWord(line: string, next: string): { before: number; after: number; word: string } | null {
  const before = /\S*\u00ad$/.exec(line)?.[0];
  const after = /^\S+/.exec(next)?.[0];
  if (!before || !after) return null;
  return { before: before.length, after: after.length, word: (before + after).replaceAll("\u00ad", "") };
}
