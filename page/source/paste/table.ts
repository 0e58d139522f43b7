// A table as Markdown can have it: one row with headings, as many cells in every row, numbers at the right.
import type { Element, ElementContent } from "hast";
import { TooMuch } from "./survey.ts";
import { attribute, element, isElement, type Node, textNode, wordsIn } from "./tree.ts";

const MOST_CELLS = 20_000;
const MOST_COLUMNS = 60;

const NUMBER = /^[(+–−-]?\s*(?:€|eur|\$)?\s*[–−-]?\s*\d[\d.,\s]*(?:%|‰|,-|,–|€|\p{L}{1,3}[²³]?)?\)?\*?$/iu;
const NO_NUMBER = /^(?:(?:€\s*)?[-–—.x]|n\.?v\.?t\.?|onb\.?|pm|p\.m\.)?$/i;

export interface Cell {
  children: ElementContent[];
  isRight: boolean;
  /** How many columns and rows it takes. */
  across: number;
  down: number;
}

interface Place {
  cell: Cell;
  /** Where its words stand. */
  isFirst: boolean;
}

export interface MadeTable {
  /** The table, with the lines above and below it that stood in cells by themselves. */
  blocks: Element[];
  merged: number;
}

/** The rows of a table, without those of tables in it. */
export function rowsOf(table: Element): Element[] {
  const rows: Element[] = [];
  for (const part of table.children) {
    if (!isElement(part)) continue;
    if (part.tagName === "tr") rows.push(part);
    else if (/^t(?:head|body|foot)$/.test(part.tagName)) rows.push(...part.children.filter((row): row is Element => isElement(row) && row.tagName === "tr"));
  }
  return rows;
}

export const cellsOf = (row: Element): Element[] => row.children.filter((cell): cell is Element => isElement(cell) && /^t[dh]$/.test(cell.tagName));

export function spanOf(cell: Element, name: "colSpan" | "rowSpan"): number {
  const span = Math.trunc(Number(attribute(cell, name)));
  return span >= 1 && span <= 1000 ? span : 1;
}

/** Whether a table only puts its parts beside each other. */
export function isForLooks(table: Element, cells: readonly Element[][]): boolean {
  const all = cells.flat();
  if (/^(?:presentation|none)$/.test(attribute(table, "role")) || all.length <= 1) return true;
  let holds = false;
  const look = (nodes: readonly Node[], depth: number): void => {
    for (const node of nodes) {
      if (holds || !isElement(node) || depth > 12) continue;
      if (/^(?:table|h[1-6]|blockquote|hr)$/.test(node.tagName)) holds = true;
      look(node.children, depth + 1);
    }
  };
  for (const cell of all) look(cell.children, 0);
  return holds;
}

/** Null: nothing stands in it. */
export function tableOf(rows: readonly Cell[][]): MadeTable | null {
  const { grid, merged } = spread(rows);
  const filled = withoutEmpty(grid);
  const width = filled[0]?.length ?? 0;
  const above: Element[] = [];
  const below: Element[] = [];
  while (width > 1 && filled.length > 2 && wordsOfOne(filled[0])) above.push(element("p", wordsOfOne(filled.shift()) ?? []));
  while (width > 1 && filled.length > 2 && isLine(filled.at(-1))) below.unshift(element("p", wordsOfOne(filled.pop()) ?? []));
  const [head, ...body] = headed(filled);
  if (!head) return null;
  const align = head.map((_, column) => (isNumeric(body, column) ? "right" : undefined));
  const made = [head, ...body].map((row, at) =>
    element("tr", row.map((place, column) => element(at === 0 ? "th" : "td", wordsAt(place, column), align[column] ? { align: "right" } : {}))),
  );
  return { blocks: [...above, element("table", [element("tbody", made)]), ...below], merged };
}

/** Puts every cell at all places that it takes. */
function spread(rows: readonly Cell[][]): { grid: Place[][]; merged: number } {
  const grid: (Place | undefined)[][] = rows.map(() => []);
  let merged = 0;
  let count = 0;
  rows.forEach((cells, at) => {
    let column = 0;
    for (const cell of cells) {
      while (grid[at]?.[column]) column += 1;
      const down = Math.min(cell.down, rows.length - at);
      const across = Math.min(cell.across, MOST_COLUMNS + 1);
      count += down * across;
      if (count > MOST_CELLS || column + across > MOST_COLUMNS * 4) throw new TooMuch();
      if (cell.across > 1 || cell.down > 1) merged += 1;
      for (let row = at; row < at + down; row += 1) {
        const places = grid[row] ?? [];
        for (let next = column; next < column + across; next += 1) places[next] ??= { cell, isFirst: row === at && next === column };
      }
      column += across;
    }
  });
  const width = Math.max(0, ...grid.map((row) => row.length));
  if (width * grid.length > MOST_CELLS) throw new TooMuch();
  const empty: Cell = { children: [], isRight: false, across: 1, down: 1 };
  return { grid: grid.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? { cell: empty, isFirst: true })), merged };
}

const text = (place: Place | undefined): string => (place ? place.cell.children.map(wordsIn).join("").replace(/[\s\u00a0]+/g, " ").trim() : "");
const isEmpty = (place: Place): boolean => !place.isFirst || (text(place) === "" && place.cell.children.every((child) => !isElement(child)));

/** Without rows and columns in which nothing stands. */
function withoutEmpty(grid: Place[][]): Place[][] {
  const rows = grid.filter((row) => row.some((place) => !isEmpty(place)));
  const columns = new Set(rows.flatMap((row) => row.flatMap((place, at) => (isEmpty(place) ? [] : [at]))));
  const kept = rows.map((row) => row.filter((_, at) => columns.has(at)));
  if ((kept[0]?.length ?? 0) > MOST_COLUMNS) throw new TooMuch();
  return kept;
}

/** The only words of a row; null: it has more, or none. */
function wordsOfOne(row: readonly Place[] | undefined): ElementContent[] | null {
  const filled = row?.filter((place) => !isEmpty(place)) ?? [];
  const [only, more] = filled;
  return only && !more && only === row?.[0] && !NUMBER.test(text(only)) ? only.cell.children : null;
}

/** Whether a row is one cell over several columns. */
const isLine = (row: readonly Place[] | undefined): boolean => wordsOfOne(row) !== null && (row?.[0]?.cell.across ?? 1) > 1;

/** Puts a second row with headings into the first: "Kosten" over "2021" and "2022". */
function headed(grid: Place[][]): Place[][] {
  const [first, second, ...rest] = grid;
  const isGroup = (place: Place) => place.cell.across > 1;
  if (!first || !second || rest.length === 0 || !first.some(isGroup)) return grid;
  const isHeading = second.every((place, at) => !NUMBER.test(text(place)) || /^(?:19|20)\d\d$/.test(text(place)) || first[at]?.cell === place.cell);
  if (!isHeading) return grid;
  const both = first.map((group, at): Place => {
    const under = second[at];
    if (under === undefined || under.cell === group.cell || text(under) === "") return { ...group, isFirst: true };
    const children = text(group) === "" ? under.cell.children : [...group.cell.children, textNode(" "), ...under.cell.children];
    return { cell: { ...under.cell, children }, isFirst: true };
  });
  return [both, ...rest];
}

/** A name that stands for several rows is said in each of them; a number would count more than once. */
function wordsAt(place: Place, column: number): ElementContent[] {
  if (place.isFirst) return place.cell.children;
  return column === 0 && place.cell.across === 1 && !/\d/.test(text(place)) ? structuredClone(place.cell.children) : [];
}

function isNumeric(body: readonly Place[][], column: number): boolean {
  const written = body.map((row) => text(row[column])).filter((words) => words !== "");
  const numbers = written.filter((words) => NUMBER.test(words)).length;
  if (numbers > 0 && written.every((words) => NUMBER.test(words) || NO_NUMBER.test(words))) return true;
  const right = body.filter((row) => row[column]?.cell.isRight && text(row[column]) !== "").length;
  return right > 0 && right * 2 > written.length;
}
