// What stands before an item of a list that was typed, or that a word processor wrote there.

/** Signs that are nothing but bullets. */
const BULLETS = "•·●○◦▪▫■□‣⁃∙➢➤►▶❖✓✔➔";
/** Signs that may be bullets: only where they come one under another. */
const MAYBE_BULLETS = "-–—*+o§";

export interface Marker {
  /** How many signs stand before the words. */
  length: number;
  /** The number; null: a bullet. */
  number: number | null;
  /** Written as a letter or a Roman number. */
  isLetter: boolean;
  /** Whether it is one by itself, or only with others above or below it. */
  isCertain: boolean;
}

const BULLET = new RegExp(`^([${BULLETS}])(?:\\s+|(?=[\\p{L}\\d‘'“"(]))`, "u");
const MAYBE_BULLET = new RegExp(`^([${MAYBE_BULLETS}])\\s+(?=\\S)`, "u");
const NUMBER = /^\(?(\d{1,2})[.)](?:\s+)(?=\S)/;
const LETTER = /^\(?([a-z]|[ivx]{1,5})[.)]\s+(?=\S)/;

/** What a line, without the white space before it, begins with. */
export function markerOf(line: string): Marker | null {
  const bullet = BULLET.exec(line);
  if (bullet) return { length: bullet[0].length, number: null, isLetter: false, isCertain: true };
  const maybe = MAYBE_BULLET.exec(line);
  if (maybe) return { length: maybe[0].length, number: null, isLetter: false, isCertain: false };
  const number = NUMBER.exec(line);
  if (number) return { length: number[0].length, number: Number(number[1]), isLetter: false, isCertain: false };
  const letter = LETTER.exec(line);
  if (letter) return { length: letter[0].length, number: numberOf(letter[1] ?? ""), isLetter: true, isCertain: false };
  return null;
}

/** The number of the marker that a word processor wrote, such as "2.", "b)" or "iv."; null: it is a bullet. */
export function writtenNumber(marker: string): number | null {
  const words = marker.trim();
  const found = /(\d+)[.)\]:°]*$/.exec(words) ?? /^[([]?([a-z]{1,5})[.)\]]+$/i.exec(words);
  return found ? numberOf((found[1] ?? "").toLowerCase()) : null;
}

const ROMAN: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

function numberOf(written: string): number {
  if (/^\d+$/.test(written)) return Number(written.slice(-6));
  if (written === "i" || (written.length > 1 && /^[ivxlc]+$/.test(written))) {
    const values = [...written].map((sign) => ROMAN[sign] ?? 0);
    return values.reduce((sum, value, at) => (value < (values[at + 1] ?? 0) ? sum - value : sum + value), 0);
  }
  return written.charCodeAt(0) - 96;
}

export interface TypedItem {
  marker: Marker;
  /** From 1 on. */
  level: number;
  /** Items of one list have the same. */
  sign: string;
}

/** Which of lines that stand one under another are items, by what they begin with. `indent` is the white space before it. */
export function typedItems(lines: readonly { text: string; indent: number }[]): (TypedItem | null)[] {
  const markers = lines.map(({ text }) => markerOf(text));
  const found: (TypedItem | null)[] = lines.map(() => null);
  let at = 0;
  while (at < lines.length) {
    let end = at;
    while (end < lines.length && markers[end]) end += 1;
    const ways: { indent: number; sign: string }[] = [];
    const kinds = new Map<string, Set<number>>();
    for (let line = at; line < end; line += 1) add(kinds, signOf(lines[line]?.text ?? "", markers[line]), markers[line]?.number ?? line);
    for (let line = at; line < end; line += 1) {
      const marker = markers[line];
      const { text, indent } = lines[line] ?? { text: "", indent: 0 };
      if (!marker) continue;
      const sign = signOf(text, marker);
      const others = kinds.get(sign);
      const isOneOfMore = marker.number === null ? (others?.size ?? 0) > 1 : others?.has(marker.number - 1) || others?.has(marker.number + 1);
      if (!marker.isCertain && !isOneOfMore) continue;
      found[line] = { marker, level: levelIn(ways, indent, sign), sign };
    }
    at = end + 1;
  }
  return found;
}

function add(kinds: Map<string, Set<number>>, sign: string, value: number): void {
  const known = kinds.get(sign) ?? new Set();
  known.add(value);
  kinds.set(sign, known);
}

/** Round bullets are alike, and so are all numbers. */
function signOf(text: string, marker: Marker | null | undefined): string {
  if (marker && marker.number !== null) return marker.isLetter ? "a" : "1";
  const sign = text.slice(0, 1);
  return "•·●∙".includes(sign) ? "•" : sign;
}

/** Signs that come below others where nothing stands more to the right. */
const SMALLER = "o◦○▪▫§–a";

/** More white space before it, or a smaller sign, begins a list in the list. */
function levelIn(ways: { indent: number; sign: string }[], indent: number, sign: string): number {
  const known = ways.findIndex((way) => way.sign === sign && way.indent === indent);
  if (known >= 0) ways.length = known + 1;
  else {
    while ((ways.at(-1)?.indent ?? -1) > indent) ways.pop();
    const last = ways.at(-1);
    const isBelow = last && (last.indent < indent || SMALLER.includes(sign) || (last.sign === "1" && sign !== "1"));
    if (!isBelow && last) ways.pop();
    ways.push({ indent, sign });
  }
  return Math.min(ways.length, 6);
}
