// What became of each piece of a text in a later one.
import { diffArrays } from "diff";
import { cut, type Piece } from "./pieces.ts";

/** A stretch that differs: from and to in both. */
export interface Stretch {
  from: number;
  to: number;
  otherFrom: number;
  otherTo: number;
}

/** Past so many, what differs is taken as a whole: finding more would be felt. */
const MOST_MOVED = 400;
const MOST_LIKENED = 20_000;

/** Where two rows of texts differ. */
export function differences(row: readonly string[], other: readonly string[]): Stretch[] {
  const shortest = Math.min(row.length, other.length);
  let start = 0;
  while (start < shortest && row[start] === other[start]) start += 1;
  let end = 0;
  while (end < shortest - start && row[row.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const [stop, otherStop] = [row.length - end, other.length - end];
  const stretches: Stretch[] = [];
  let [from, otherFrom] = [start, start];
  const found = (to: number, otherTo: number) => {
    if (to > from || otherTo > otherFrom) stretches.push({ from, to, otherFrom, otherTo });
    [from, otherFrom] = [to + 1, otherTo + 1];
  };
  for (const [at, otherAt] of matches(row, other, start, stop, otherStop)) found(at, otherAt);
  found(stop, otherStop);
  return stretches;
}

/** Places of what is the same in both, in order. */
function matches(row: readonly string[], other: readonly string[], start: number, stop: number, otherStop: number): [number, number][] {
  // What only one of them has is no match, and would only take time.
  const common = (texts: readonly string[], from: number, to: number, others: Set<string>) =>
    Array.from({ length: to - from }, (_, index) => from + index).filter((index) => others.has(texts[index] ?? ""));
  const places = common(row, start, stop, new Set(other.slice(start, otherStop)));
  const otherPlaces = common(other, start, otherStop, new Set(row.slice(start, stop)));
  const parts = diffArrays(places.map((place) => row[place]), otherPlaces.map((place) => other[place]), { maxEditLength: MOST_MOVED });
  const found: [number, number][] = [];
  let [at, otherAt] = [0, 0];
  for (const { count, added, removed } of parts ?? []) {
    if (!added && !removed) {
      for (let step = 0; step < count; step += 1) found.push([places[at + step] ?? 0, otherPlaces[otherAt + step] ?? 0]);
    }
    if (!added) at += count;
    if (!removed) otherAt += count;
  }
  return found;
}

export interface Alignment {
  /** For each piece of the earlier text its place in the later one; null: it is not there any more. */
  now: (number | null)[];
  /** By the piece of the earlier text that they stand before: places in the later one of what is new. */
  added: Map<number, number[]>;
}

export function align(before: readonly Piece[], after: readonly Piece[]): Alignment {
  const now: (number | null)[] = Array.from({ length: before.length }, () => null);
  let [at, otherAt] = [0, 0];
  const keep = (until: number) => {
    while (at < until) now[at++] = otherAt++;
  };
  for (const stretch of differences(before.map(({ text }) => text), after.map(({ text }) => text))) {
    keep(stretch.from);
    const [old, young] = [before.slice(stretch.from, stretch.to), after.slice(stretch.otherFrom, stretch.otherTo)];
    pair(old, young).forEach((found, index) => (now[stretch.from + index] = found === null ? null : stretch.otherFrom + found));
    [at, otherAt] = [stretch.to, stretch.otherTo];
  }
  keep(before.length);
  const added = new Map<number, number[]>();
  let next = 0;
  let gap = 0;
  now.forEach((found, index) => {
    if (found === null) return;
    if (next < found) added.set(gap, Array.from({ length: found - next }, (_, step) => next + step));
    [next, gap] = [found + 1, index + 1];
  });
  return { now, added };
}

/** Which of the new pieces each old one became: as many as can be, and those that are most alike. */
function pair(old: readonly Piece[], young: readonly Piece[]): (number | null)[] {
  const found: (number | null)[] = old.map(() => null);
  if (old.length === 0 || young.length === 0) return found;
  if (old.length * young.length > MOST_LIKENED) return old.length === young.length ? old.map((_, index) => index) : found;
  const [oldWords, youngWords] = [old.map(wordsOf), young.map(wordsOf)];
  const width = young.length + 1;
  const worth = (row: number, column: number) => (old[row]?.kind === "head") === (young[column]?.kind === "head") ? 0.01 + likeness(oldWords[row], youngWords[column]) : 0;
  const best = new Float64Array((old.length + 1) * width);
  const worths = new Float64Array(old.length * young.length);
  const bestAt = (row: number, column: number) => best[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = young.length - 1; column >= 0; column -= 1) {
      const value = (worths[row * young.length + column] = worth(row, column));
      best[row * width + column] = Math.max(bestAt(row + 1, column), bestAt(row, column + 1), value > 0 ? value + bestAt(row + 1, column + 1) : 0);
    }
  }
  for (let [row, column] = [0, 0]; row < old.length && column < young.length; ) {
    const value = worths[row * young.length + column] ?? 0;
    if (value > 0 && bestAt(row, column) === value + bestAt(row + 1, column + 1)) found[row++] = column++;
    else if (bestAt(row, column) === bestAt(row + 1, column)) row += 1;
    else column += 1;
  }
  return found;
}

const wordsOf = ({ text }: Piece): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));

/** From 0, no word in common, to 1. */
function likeness(words: Set<string> = new Set(), others: Set<string> = new Set()): number {
  let common = 0;
  for (const word of words) if (others.has(word)) common += 1;
  return (2 * common) / Math.max(words.size + others.size, 1);
}

/** Whether a text has all that an earlier one has beyond its base, which is at least something. */
export function hasAll(text: string, earlier: string, base: string): boolean {
  const own = beyond(earlier, base);
  const there = textsOf(text);
  return own.length > 0 && own.every((piece) => there.has(piece));
}

/** Whether it is something else made of that base: it has nothing of the earlier one's own, all that the earlier one took out, and
 * something of its own. Without that somebody went back, and means it. */
export function isBefore(text: string, earlier: string, base: string): boolean {
  const own = beyond(earlier, base);
  const there = textsOf(text);
  const isOlder = own.length > 0 && !own.some((piece) => there.has(piece)) && beyond(base, earlier).every((piece) => there.has(piece));
  return isOlder && beyond(text, base).length > 0;
}

function beyond(text: string, base: string): string[] {
  const known = textsOf(base);
  return [...textsOf(text)].filter((piece) => !known.has(piece));
}

const textsOf = (text: string): Set<string> => new Set(cut(text).map((piece) => piece.text));
