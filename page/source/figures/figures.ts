// Files with numbers: all series, the sheet that is shown, and what is changed in it.
import { computed, effect, signal, untracked } from "@preact/signals";
import type { CellEdit, ColumnRole, FigureAct, FigureDone, OpenFile, SeenSheet, SeriesRow, ShownFinding, WantedPart } from "../protocol.ts";
import { reasonOf } from "../refused.ts";
import { postFigures, putFigures } from "../requests.ts";
import { files, look as lookAtFiles, opened, openFile, place, problem, shelfShown } from "../shelf/shelf.ts";
import { asTyped, at } from "../shelf/values.ts";

/** So many rows are fetched at once. */
export const CHUNK = 200;

export const series = signal<SeriesRow[]>([]);
/** Files with numbers that no series describes. */
export const loose = signal<string[]>([]);
/** The sheet that is shown; null: none yet. */
export const sheet = signal<SeenSheet | null>(null);
/** What is wrong with it; null: it is being checked. */
export const problems = signal<ShownFinding[] | null>(null);
/** Fetched rows, by their chunk. */
export const chunks = signal<ReadonlyMap<number, string[][]>>(new Map());
/** The chunks that are of the file as it is now; others are shown until theirs come. */
let fresh = new Set<number>();
/** What the user says of the place of a table that is not described yet. */
export const wanted = signal<WantedPart>({ sheet: null, region: null, table: null, header_rows: null });
/** The row that is to be shown, from 0; null: none in particular. */
export const wantedRow = signal<{ row: number } | null>(null);
/** A file is on its way. */
export const isBusy = signal(false);
/** How each change of the sheet is taken back, the last one last. */
const backwards = signal<{ file: string; act: FigureAct }[]>([]);
export const canUndoCells = computed(() => backwards.value.at(-1)?.file === sheet.value?.file);

/** Somebody else changed a cell meanwhile: what was typed, and what stands there now; null: the row is gone. */
export const cellClash = signal<{ file: string; cell: CellEdit; now: string | null } | null>(null);

let asking = 0;
const fetching = new Set<string>();

/** Which series there are now. */
export async function lookAtSeries(): Promise<void> {
  const done = await ask({ what: "series" });
  if (done?.what !== "series") return;
  series.value = done.series;
  loose.value = done.loose;
}

/** Whether a file holds the numbers of series. */
export const hasFigures = (path: string): boolean => /^data\/reeksen\/[^/]+\.(csv|txt|xlsx?|ods|json)$/i.test(path);

/** Shows a file with numbers beside its description, or as one that has none yet; and a line of it, from 1. */
export async function openFigures(file: string, line: number | null = null): Promise<void> {
  shelfShown.value = true;
  wantedRow.value = line === null ? null : { row: line - 1 };
  await Promise.all([lookAtSeries(), lookAtFiles()]);
  const described = file.replace(/\.[^.]+$/, ".toml").replaceAll(" ", "_");
  const path = series.value.find((row) => row.file === file)?.path ?? files.value.find((one) => one.path === described)?.path;
  if (path) await openFile(path);
  else showLoose(file);
}

/** Which files are new; that is known without reading any. */
export async function lookForNew(): Promise<void> {
  const done = await ask({ what: "loose" });
  if (done?.what === "loose") loose.value = done.loose;
}

/** The file with numbers that a description names. */
export function fileOf(description: OpenFile): string {
  const named = asTyped(at(description.value, ["bestand"]));
  return named ? `data/reeksen/${named}` : description.file.path.replace(/\.toml$/, ".csv");
}

/** Shows a sheet: one that is described, or one that is not yet. */
export async function showSheet(file: string, description: OpenFile | null): Promise<void> {
  const number = (asking += 1);
  const described = description ? { description: description.text, described_in: description.file.path } : { description: null, described_in: null };
  const done = await ask({ what: "look", file, ...described, wanted: description ? { sheet: null, region: null, table: null, header_rows: null } : wanted.value });
  if (number !== asking) return;
  if (done?.what !== "sheet") {
    if (sheet.value?.file !== file) sheet.value = null;
    return;
  }
  const before = sheet.value;
  fetching.clear();
  fresh = new Set();
  if (before?.file !== done.file || before.sheet !== done.sheet) {
    chunks.value = new Map();
    problems.value = null;
  }
  sheet.value = done;
  const told = await ask({ what: "check", file, description: done.description, described_in: done.described_in });
  if (number === asking && told?.what === "findings") problems.value = [...done.findings, ...told.findings];
}

export function forgetSheet(): void {
  asking += 1;
  sheet.value = null;
  chunks.value = new Map();
  backwards.value = [];
}

/** Fetches rows that are seen and not there yet. */
export async function fetchRows(first: number, last: number): Promise<void> {
  const shown = sheet.value;
  if (!shown) return;
  for (let chunk = Math.floor(first / CHUNK); chunk <= Math.floor(last / CHUNK); chunk += 1) {
    const key = `${asking} ${chunk}`;
    if (fresh.has(chunk) || fetching.has(key)) continue;
    fetching.add(key);
    const done = await ask({ what: "rows", file: shown.file, sheet: shown.sheet, first: chunk * CHUNK, count: CHUNK });
    fetching.delete(key);
    if (done?.what !== "rows" || !key.startsWith(`${asking} `)) continue;
    fresh.add(chunk);
    chunks.value = new Map(chunks.value).set(chunk, done.rows);
  }
}

export const rowAt = (row: number): string[] | null => chunks.value.get(Math.floor(row / CHUNK))?.[row % CHUNK] ?? null;

/** Puts files into the folder, and shows the last one. */
export async function addFiles(all: Iterable<File>): Promise<void> {
  isBusy.value = true;
  for (const file of all) {
    try {
      const done = await putFigures(file.name, file);
      if (done.what === "described") showLoose(done.path);
      problem.value = null;
    } catch (error) {
      problem.value = reasonOf(error);
    }
  }
  isBusy.value = false;
  await lookAtSeries();
}

export function showLoose(file: string): void {
  wanted.value = { sheet: null, region: null, table: null, header_rows: null };
  place.value = { what: "loose", file };
}

/** Writes the description of a file, and opens it. */
export async function describe(file: string, title: string, source: string): Promise<void> {
  const done = await ask({ what: "describe", file, wanted: wanted.value, title, source });
  if (done?.what !== "described") return;
  await openFile(done.path);
  await Promise.all([lookAtSeries(), lookAtFiles()]);
}

/** A column gets another role in the description that is open. */
export async function giveRole(column: string, cells: string[], role: ColumnRole): Promise<void> {
  const description = opened.value;
  if (!description) return;
  const done = await ask({ what: "role", described_in: description.file.path, tag: description.tag, column, cells, role });
  if (done?.what === "described") await openFile(done.path);
}

/** Opens the file in the user's own program. */
export async function showInProgram(): Promise<void> {
  const file = sheet.value?.file;
  if (file) await ask({ what: "show", file });
}

export async function editCell(cell: CellEdit): Promise<void> {
  const file = sheet.value?.file;
  if (!file || cell.was === cell.becomes) return;
  const back: FigureAct = { what: "edit", file, cells: [{ ...cell, was: cell.becomes, becomes: cell.was }] };
  if (await change({ what: "edit", file, cells: [cell] }, back)) return;
  const told = problem.value;
  const done = await ask({ what: "rows", file, sheet: sheet.value?.sheet ?? null, first: cell.row, count: 1 });
  if (done?.what !== "rows") return;
  const row = done.rows[0];
  const now = row ? (row[cell.column] ?? "") : null;
  problem.value = told;
  // What could not be written for another reason keeps its own message.
  if (now === cell.was || now === cell.becomes) return;
  problem.value = null;
  cellClash.value = { file, cell, now };
}

/** Of two who changed the same cell, one is chosen. */
export async function settleCell(mine: boolean): Promise<void> {
  const chosen = cellClash.value;
  cellClash.value = null;
  if (mine && chosen && chosen.now !== null && chosen.file === sheet.value?.file) await editCell({ ...chosen.cell, was: chosen.now });
}

export async function appendRows(rows: string[][]): Promise<void> {
  const file = sheet.value?.file;
  if (file) await change({ what: "append", file, rows }, { what: "drop", file, rows });
}

export async function undoCells(): Promise<void> {
  const last = backwards.value.at(-1);
  if (!last || last.file !== sheet.value?.file) return;
  backwards.value = backwards.value.slice(0, -1);
  await change(last.act, null);
}

/** Whether it was done. */
async function change(act: FigureAct, back: FigureAct | null): Promise<boolean> {
  const file = sheet.value?.file;
  const done = await ask(act);
  if (!file) return done !== null;
  if (done?.what === "edited" && back) backwards.value = [...backwards.value.slice(-199), { file, act: back }];
  const description = place.value.what === "file" ? opened.value : null;
  // What could not be changed is shown as it is now.
  const told = problem.value;
  await showSheet(file, description);
  if (done === null) problem.value = told;
  return done !== null;
}

/** The sheet follows its description, and its file. */
export function followSheet(): void {
  let shown = "";
  effect(() => {
    const file = place.value.what === "file" && opened.value?.file.kind === "reeks" && opened.value.value ? opened.value : null;
    const key = file ? `${file.file.path} ${file.text}` : place.value.what === "loose" ? `${place.value.file} ${JSON.stringify(wanted.value)}` : "";
    if (key === shown) return;
    shown = key;
    const bare = place.value.what === "loose" ? place.value.file : null;
    untracked(() => {
      if (file) void showSheet(fileOf(file), file);
      else if (bare !== null) void showSheet(bare, null);
      else forgetSheet();
    });
  });
}

/** The file may be another than it was: somebody saved it in Excel, or mended one that could not be shown. */
export async function followFile(): Promise<void> {
  const described = place.value.what === "file" && opened.value?.file.kind === "reeks" && opened.value.value ? opened.value : null;
  const file = described ? fileOf(described) : place.value.what === "loose" ? place.value.file : null;
  if (file) await showSheet(file, described);
}

async function ask(act: FigureAct): Promise<FigureDone | null> {
  try {
    const done = await postFigures(act);
    if (!["rows", "series", "check", "loose"].includes(act.what)) problem.value = null;
    return done;
  } catch (error) {
    problem.value = reasonOf(error);
    return null;
  }
}
