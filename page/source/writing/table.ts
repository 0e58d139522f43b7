// Typed tables: read from the lines of a text, changed, and written with their columns under each other.
import type { EditorState } from "@codemirror/state";
import { placeholdersIn } from "../editor/placeholder.ts";
import { barsIn, isRow, type Span } from "./pieces.ts";

export type Alignment = "left" | "center" | "right";

export interface Table {
  alignment: Alignment[];
  /** The first one is the heading. All are as wide as `alignment`. */
  rows: string[][];
}

/** What a table may have. */
export const MOST_COLUMNS = 30;
export const MOST_ROWS = 500;

const DELIMITER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** The table that a place is in, and its lines. A table of which program lines are a part is none: it cannot be shown as cells. */
export function tableAt(state: EditorState, place: number): (Span & { table: Table }) | null {
  const { doc } = state;
  const isPart = (number: number) => number >= 1 && number <= doc.lines && /\S/.test(doc.line(number).text);
  let first = doc.lineAt(place).number;
  if (!isPart(first)) return null;
  let last = first;
  while (isPart(first - 1)) first -= 1;
  while (isPart(last + 1)) last += 1;
  const lines = Array.from({ length: last - first + 1 }, (_, index) => doc.line(first + index).text);
  const delimiter = lines.findIndex((line, index) => index > 0 && line.includes("|") && DELIMITER.test(line));
  if (delimiter < 1 || doc.lineAt(place).number < first + delimiter - 1) return null;
  const own = lines.slice(delimiter - 1);
  if (own.some((line) => /^\s*(?:\{[%#]|>)/.test(line)) || own.length > MOST_ROWS + 1) return null;
  const table = readTable(own);
  if (!table) return null;
  return { from: doc.line(first + delimiter - 1).from, to: doc.line(last).to, table };
}

/** A table of its lines: a heading, the line below it, rows. Cells that are too many make it wider, so that none is lost. */
export function readTable(lines: readonly string[]): Table | null {
  const [head, delimiter, ...rest] = lines;
  if (head === undefined || delimiter === undefined || !DELIMITER.test(delimiter)) return null;
  const signs = cellsOf(delimiter);
  const rows = [head, ...rest].map((line) => cellsOf(line).map((cell) => cell.replaceAll("\\|", "|")));
  if (rows[0]?.length !== signs.length) return null;
  const width = Math.max(...rows.map((row) => row.length));
  if (width > MOST_COLUMNS) return null;
  const alignment = Array.from({ length: width }, (_, column): Alignment => {
    const sign = signs[column] ?? "";
    return sign.endsWith(":") ? (sign.startsWith(":") ? "center" : "right") : "left";
  });
  return { alignment, rows: rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? "")) };
}

/** The cells of a line. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let from = 0;
  for (const bar of [...barsIn(line), line.length]) {
    cells.push(line.slice(from, bar).trim());
    from = bar + 1;
  }
  if (isRow(line)) cells.shift();
  if (cells.length > 1 && cells.at(-1) === "") cells.pop();
  return cells;
}

/** The lines of a table, its columns under each other. */
export function writeTable({ alignment, rows }: Table): string[] {
  const cells = rows.map((row) => row.map(asCell));
  const widths = alignment.map((_, column) => Math.max(3, ...cells.map((row) => lengthOf(row[column] ?? ""))));
  const written = cells.map((row) => `| ${alignment.map((side, column) => padded(row[column] ?? "", widths[column] ?? 3, side)).join(" | ")} |`);
  const delimiter = `|${alignment.map((side, column) => lineOf((widths[column] ?? 3) + 2, side)).join("|")}|`;
  return [written[0] ?? "", delimiter, ...written.slice(1)];
}

/** As a cell stands in a text: in one line, and with no | that would end it. */
function asCell(text: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  const placeholders = placeholdersIn(flat);
  return flat.replace(/\\?\|/g, (bar, at: number) => (placeholders.some(({ from, to }) => from < at && at < to) ? bar : "\\|"));
}

const lengthOf = (text: string): number => [...text].length;

function padded(text: string, width: number, side: Alignment): string {
  const room = width - lengthOf(text);
  const before = side === "right" ? room : side === "center" ? Math.floor(room / 2) : 0;
  return " ".repeat(before) + text + " ".repeat(room - before);
}

function lineOf(width: number, side: Alignment): string {
  if (side === "left") return "-".repeat(width);
  return (side === "center" ? ":" : "-") + "-".repeat(width - 2) + ":";
}

/** A list with others put in and some taken out at a place. */
const spliced = <T>(all: readonly T[], at: number, gone: number, ...added: T[]): T[] => [...all.slice(0, at), ...added, ...all.slice(at + gone)];

/** An empty table with a heading and rows below it. */
export const emptyTable = (rows: number, columns: number): Table => ({
  alignment: Array<Alignment>(columns).fill("left"),
  rows: Array.from({ length: rows + 1 }, () => Array<string>(columns).fill("")),
});

export const withCell = (table: Table, row: number, column: number, text: string): Table => ({
  ...table,
  rows: table.rows.map((cells, at) => (at === row ? cells.map((cell, other) => (other === column ? text : cell)) : cells)),
});

/** With an empty row at this place; the heading stays the first. */
export function withRow(table: Table, at: number): Table {
  if (table.rows.length > MOST_ROWS) return table;
  return { ...table, rows: spliced(table.rows, Math.max(1, at), 0, Array<string>(table.alignment.length).fill("")) };
}

export const withoutRow = (table: Table, at: number): Table =>
  at > 0 && table.rows.length > 2 ? { ...table, rows: spliced(table.rows, at, 1) } : table;

export function withColumn({ alignment, rows }: Table, at: number): Table {
  if (alignment.length >= MOST_COLUMNS) return { alignment, rows };
  return { alignment: spliced(alignment, at, 0, "left"), rows: rows.map((row) => spliced(row, at, 0, "")) };
}

export function withoutColumn({ alignment, rows }: Table, at: number): Table {
  if (alignment.length < 2) return { alignment, rows };
  return { alignment: spliced(alignment, at, 1), rows: rows.map((row) => spliced(row, at, 1)) };
}

/** With a row moved; nothing goes above the heading. */
export function movedRow(table: Table, from: number, to: number): Table {
  if (from < 1 || to < 1 || to >= table.rows.length) return table;
  return { ...table, rows: moved(table.rows, from, to) };
}

export function movedColumn({ alignment, rows }: Table, from: number, to: number): Table {
  if (to < 0 || to >= alignment.length) return { alignment, rows };
  return { alignment: moved(alignment, from, to), rows: rows.map((row) => moved(row, from, to)) };
}

const moved = <T>(all: readonly T[], from: number, to: number): T[] => spliced(spliced(all, from, 1), to, 0, ...all.slice(from, from + 1));

export const aligned = (table: Table, column: number, side: Alignment): Table => ({
  ...table,
  alignment: table.alignment.map((was, at) => (at === column ? side : was)),
});

/** With cells of a spreadsheet from this one on; it becomes as large as they ask. */
export function pasted(table: Table, row: number, column: number, cells: string[][]): Table {
  let result = table;
  const rows = Math.min(row + cells.length, MOST_ROWS + 1);
  const columns = Math.min(column + Math.max(0, ...cells.map((line) => line.length)), MOST_COLUMNS);
  while (result.rows.length < rows) result = withRow(result, result.rows.length);
  while (result.alignment.length < columns) result = withColumn(result, result.alignment.length);
  return {
    ...result,
    rows: result.rows.map((line, at) => line.map((cell, other) => cells[at - row]?.[other - column]?.replace(/\s+/g, " ").trim() ?? cell)),
  };
}

/** What a spreadsheet puts on the clipboard: cells with tabs between them, those with a line end within quotation marks. */
export function cellsFrom(text: string): string[][] {
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/gy;
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const rows: string[][] = [[]];
  while (cell.lastIndex <= plain.length) {
    const match = cell.exec(plain);
    if (!match) break;
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\n") rows.push([]);
    else if (match[3] === "") break;
  }
  return rows;
}
