// Where in a text the words are that a comment is about, also after the text was changed: by the words themselves, and by what
// stands around them. The time it takes is bounded by the length of the text, however much differs.

/** The words that a comment is about, and the two pieces that stand before and after these; white space counts as one space. */
export interface Anchor {
  words: string;
  around: string[];
}

export interface Range {
  from: number;
  to: number;
}

/** So many words before and after are kept. */
const AROUND = 8;
/** No more of a selection is kept, in characters. */
const LONGEST_WORDS = 1000;
/** A word that occurs more often tells nothing about a place. */
const MOST_OCCURRENCES = 300;
/** So many places are looked at closely. */
const MOST_CANDIDATES = 6;
/** So many words may have come in between. */
const SLACK = 8;
/** This part of all words is the same where a comment belongs; less will do where its own words stand as they did. */
const ENOUGH = 0.5;
const ENOUGH_OF_SAME = 0.4;
/** So many words in a row stand in no second place by chance. */
const TELLING = 4;

/** The name of a number is one word. */
const WORD = /[\p{L}\p{N}]+(?:_[\p{L}\p{N}]+)*/gu;

interface Word {
  text: string;
  from: number;
  to: number;
}

const wordsIn = (text: string): Word[] =>
  [...text.matchAll(WORD)].map((match) => ({ text: plain(match[0]), from: match.index, to: match.index + match[0].length }));

const plain = (word: string): string => word.normalize("NFC").toLowerCase();

const collapsed = (text: string): string => text.replace(/\s+/g, " ");

/** What is kept of a range in a text. */
export function anchorOf(text: string, { from, to }: Range): Anchor {
  const words = collapsed(text.slice(from, Math.min(to, from + LONGEST_WORDS))).trim();
  // White space at the edges belongs to what stands around.
  const start = from + (/^\s*/.exec(text.slice(from, to))?.[0].length ?? 0);
  const end = Math.min(to, from + LONGEST_WORDS);
  const trimmedEnd = end - (/\s*$/.exec(text.slice(start, end))?.[0].length ?? 0);
  const near = 40 * AROUND;
  const before = collapsed(text.slice(Math.max(0, start - near), start));
  const after = collapsed(text.slice(trimmedEnd, trimmedEnd + near));
  const first = wordsIn(before).at(-AROUND)?.from ?? 0;
  const last = wordsIn(after)[AROUND - 1]?.to ?? after.length;
  return { words, around: [before.slice(first), after.slice(0, last)] };
}

/** How the words of a comment lie in a text. */
interface Alignment {
  score: number;
  /** Where each of them is, in the order of before, words, after; -1: nowhere. */
  places: number[];
}

/** A text in which comments are looked for. */
export class Searched {
  private readonly text: string;
  /** With white space as one space, and where each character of that is in the text. */
  private readonly flat: string;
  private readonly at: Uint32Array;
  private wordsOfText: Word[] | null = null;
  private readonly occurrences = new Map<string, number[]>();

  constructor(text: string) {
    this.text = text;
    const at = new Uint32Array(text.length + 1);
    let flat = "";
    let length = 0;
    for (const { 0: piece, index } of text.matchAll(/\s+|\S+/g)) {
      const isSpace = /^\s/.test(piece);
      const kept = isSpace ? 1 : piece.length;
      for (let offset = 0; offset < kept; offset += 1) at[length + offset] = index + offset;
      length += kept;
      flat += isSpace ? " " : piece;
    }
    at[length] = text.length;
    this.flat = flat;
    this.at = at;
  }

  /** Where the words of an anchor are now; null: they are not there any more. */
  find(anchor: Anchor): Range | null {
    const [before = "", after = ""] = anchor.around;
    if (!anchor.words) return null;
    const whole = this.flat.indexOf(before + anchor.words + after);
    if (whole >= 0) return this.range(whole + before.length, anchor.words.length);
    return this.findNear(anchor);
  }

  private range(from: number, length: number): Range {
    return { from: this.at[from] ?? 0, to: (this.at[from + length - 1] ?? 0) + 1 };
  }

  private findNear({ words, around }: Anchor): Range | null {
    const [before = [], own = [], after = []] = [around[0] ?? "", words, around[1] ?? ""].map((part) => wordsIn(part).map(({ text }) => text));
    const pattern = [...before, ...own, ...after];
    const firstOwn = before.length;
    const firstAfter = firstOwn + own.length;
    let best: Alignment | null = null;
    let bestIsSame = false;
    for (const place of this.candidates(pattern)) {
      const alignment = this.align(pattern, place);
      const places = alignment.places.slice(firstOwn, firstAfter).filter((place) => place >= 0);
      const span = (places.at(-1) ?? 0) - (places[0] ?? 0) + 1;
      // Words that lie far apart are words of other sentences.
      if (span > 2 * own.length + TELLING) continue;
      const isSame = own.length > 0 && places.length === own.length && span === own.length;
      const enough = isSame ? (own.length >= TELLING ? 0 : ENOUGH_OF_SAME) : ENOUGH;
      if (alignment.score < enough) continue;
      if (best && (bestIsSame === isSame ? alignment.score <= best.score : bestIsSame)) continue;
      best = alignment;
      bestIsSame = isSame;
    }
    return best && this.rangeOf(best.places, firstOwn, firstAfter, words);
  }

  private get words(): Word[] {
    if (this.wordsOfText) return this.wordsOfText;
    this.wordsOfText = wordsIn(this.text);
    this.wordsOfText.forEach(({ text }, index) => {
      const known = this.occurrences.get(text);
      if (known) known.push(index);
      else this.occurrences.set(text, [index]);
    });
    return this.wordsOfText;
  }

  /** Where the pattern may begin, the likeliest first: words that occur seldom tell most. */
  private candidates(pattern: string[]): number[] {
    const count = this.words.length;
    const votes = new Map<number, number>();
    pattern.forEach((word, index) => {
      const places = this.occurrences.get(word) ?? [];
      if (places.length > MOST_OCCURRENCES) return;
      for (const place of places) {
        const start = Math.max(-pattern.length, Math.min(count, place - index));
        votes.set(start, (votes.get(start) ?? 0) + 1 / places.length);
      }
    });
    return [...votes].sort(([a, most], [b, more]) => more - most || a - b).slice(0, MOST_CANDIDATES).map(([start]) => start);
  }

  /** The most words of the pattern that stand in its order round a place. */
  private align(pattern: string[], start: number): Alignment {
    const from = Math.max(0, start - SLACK);
    const there = this.words.slice(from, Math.max(from, start + pattern.length + SLACK));
    const width = there.length + 1;
    const most = new Uint16Array((pattern.length + 1) * width);
    const of = (row: number, column: number) => most[row * width + column] ?? 0;
    for (let row = pattern.length - 1; row >= 0; row -= 1) {
      for (let column = there.length - 1; column >= 0; column -= 1) {
        most[row * width + column] =
          pattern[row] === there[column]?.text ? of(row + 1, column + 1) + 1 : Math.max(of(row + 1, column), of(row, column + 1));
      }
    }
    const places = pattern.map(() => -1);
    for (let row = 0, column = 0; row < pattern.length && column < there.length; ) {
      if (pattern[row] === there[column]?.text) places[row++] = from + column++;
      else if (of(row + 1, column) >= of(row, column + 1)) row += 1;
      else column += 1;
    }
    return { score: pattern.length > 0 ? of(0, 0) / pattern.length : 0, places };
  }

  /** From the first to the last of the words; where these were replaced, what stands there now, between their neighbours. */
  private rangeOf(places: number[], firstOwn: number, firstAfter: number, words: string): Range | null {
    const own = places.slice(firstOwn, firstAfter);
    const found = own.filter((place) => place >= 0);
    const left = places[firstOwn - 1] ?? -1;
    const right = places[firstAfter] ?? -1;
    let first = found[0] ?? -1;
    let last = found.at(-1) ?? -1;
    if (left >= 0 && (own[0] ?? -1) < 0 && (first >= 0 || right > left)) first = left + 1;
    if (right >= 0 && (own.at(-1) ?? -1) < 0 && (last >= 0 || left >= 0)) last = right - 1;
    const [from, to] = [this.words[first]?.from, this.words[last]?.to];
    if (from === undefined || to === undefined || first > last) return null;
    // With the signs at its edges, where they are as they were.
    const start = from - Math.max(0, words.search(/[\p{L}\p{N}]/u));
    const isExact = start >= 0 && this.text.startsWith(words, start);
    return isExact ? { from: start, to: start + words.length } : { from, to };
  }
}
