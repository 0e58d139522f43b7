// Ranges as spreadsheets write them, from rows and columns that count from 0.

/** 0 is A, 26 is AA. */
export function letters(column: number): string {
  let text = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  return text;
}

/** "A3:F20" */
export const range = (first: number, last: number, firstColumn: number, lastColumn: number): string =>
  `${letters(firstColumn)}${first + 1}:${letters(lastColumn)}${last + 1}`;

/** The rows of a new period: those of the last one, with another name for it and without their numbers. */
export function nextRows(rows: string[][], period: number, keep: number[], name: string, width: number): string[][] {
  const last = rows.at(-1)?.[period];
  return rows
    .filter((row) => row[period] === last)
    .map((row) => Array.from({ length: width }, (_, column) => (column === period ? name : keep.includes(column) ? (row[column] ?? "") : "")));
}
