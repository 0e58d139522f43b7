// Which words on the pages are new, by comparing texts and not positions.
import type { Layer } from "../protocol.ts";

/** A piece of a run: the characters from `from` up to `to`. */
export interface Piece {
  page: number;
  run: number;
  from: number;
  to: number;
}

interface PageWord {
  text: string;
  pieces: Piece[];
}

/** What is new: pieces of text by page, and pictures as their index by page. */
export interface Changes {
  pieces: Map<number, Piece[]>;
  pictures: Map<number, number[]>;
}

/** More differences than this are not worth comparing further: all between the first and the last is new. */
const MOST_DIFFERENCES = 400;

/** Compares the pages from `first` up to and with `last`. */
export function compare(before: readonly Layer[], after: readonly Layer[], first = 0, last = after.length - 1): Changes {
  const pieces = new Map<number, Piece[]>();
  // What is printed on every page, such as its number, stands between the words of the document: compared by itself.
  for (const ofText of [true, false]) {
    for (const word of newWords(words(before, ofText, first, last), words(after, ofText, first, last)))
      for (const piece of word.pieces) add(pieces, piece.page, piece);
  }
  const old = new Set(before.flatMap((layer) => layer.pictures.map((picture) => picture[6])));
  const pictures = new Map<number, number[]>();
  after.forEach((layer, page) =>
    layer.pictures.forEach((picture, index) => {
      if (!old.has(picture[6])) add(pictures, page, index);
    }),
  );
  return { pieces, pictures };
}

function add<T>(map: Map<number, T[]>, key: number, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The words in reading order; a word that is broken at the end of a line is one word. */
function words(layers: readonly Layer[], ofText: boolean, first: number, last: number): PageWord[] {
  const result: PageWord[] = [];
  let open: PageWord | null = null;
  let baseline = 0;
  layers.slice(first, last + 1).forEach((layer, index) =>
    layer.runs.forEach(([text, , y, , , line], run) => {
      const page = first + index;
      if (line > 0 !== ofText) return;
      for (const match of text.matchAll(/\S+/g)) {
        const piece = { page, run, from: match.index, to: match.index + match[0].length };
        const glued: boolean = match.index === 0 && open !== null && y === baseline;
        const broken: boolean = open !== null && y !== baseline && /\p{L}[-\u00ad]$/u.test(open.text);
        if (open && (glued || broken)) {
          open.text = (broken ? open.text.slice(0, -1) : open.text) + match[0];
          open.pieces.push(piece);
        } else {
          open = { text: match[0], pieces: [piece] };
          result.push(open);
        }
        baseline = y;
      }
      // A space at the end of a run ends the word; at the end of a line only a hyphen goes on.
      if (/\s$/.test(text) && open && !/[-\u00ad]$/.test(open.text)) open = null;
    }),
  );
  return result;
}

/** The words of `after` that are not in a longest common row of words. */
function newWords(before: PageWord[], after: PageWord[]): PageWord[] {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start]?.text === after[start]?.text) start++;
  let end = 0;
  while (end < shortest - start && before.at(-1 - end)?.text === after.at(-1 - end)?.text) end++;
  const old = before.slice(start, before.length - end).map((word) => word.text);
  const now = after.slice(start, after.length - end);
  const common = commonOf(old, now.map((word) => word.text));
  return now.filter((_, index) => !common.has(index));
}

/** Indices in `now` of a longest common subsequence (Myers). */
function commonOf(old: string[], now: string[]): Set<number> {
  const common = new Set<number>();
  if (old.length === 0 || now.length === 0) return common;
  const most = Math.min(old.length + now.length, MOST_DIFFERENCES);
  const offset = most + 1;
  const reach = new Int32Array(2 * most + 3);
  const history: Int32Array[] = [];
  for (let differences = 0; differences <= most; differences++) {
    history.push(reach.slice());
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      let x = goesDown(reach, offset, diagonal, differences)
        ? (reach[offset + diagonal + 1] ?? 0)
        : (reach[offset + diagonal - 1] ?? 0) + 1;
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      reach[offset + diagonal] = x;
      if (x >= old.length && x - diagonal >= now.length) {
        walkBack(history, offset, old.length, now.length, common);
        return common;
      }
    }
  }
  return common;
}

function goesDown(reach: Int32Array, offset: number, diagonal: number, differences: number): boolean {
  return (
    diagonal === -differences ||
    (diagonal !== differences && (reach[offset + diagonal - 1] ?? 0) < (reach[offset + diagonal + 1] ?? 0))
  );
}

function walkBack(history: Int32Array[], offset: number, x: number, y: number, common: Set<number>): void {
  for (let differences = history.length - 1; differences >= 0; differences--) {
    const reach = history[differences];
    if (!reach) return;
    const diagonal = x - y;
    const earlier = goesDown(reach, offset, diagonal, differences) ? diagonal + 1 : diagonal - 1;
    const earlierX = differences === 0 ? 0 : (reach[offset + earlier] ?? 0);
    const earlierY = differences === 0 ? 0 : earlierX - earlier;
    while (x > earlierX && y > earlierY) {
      x--;
      y--;
      common.add(y);
    }
    x = earlierX;
    y = earlierY;
  }
}
