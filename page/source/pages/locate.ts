// Where in the source the words stand that were clicked on a page. The page has other quotation marks and spaces, numbers instead of
// placeholders and no Markdown signs; so words are compared, with the words around them.
import { withoutPlaceholders } from "../editor/placeholder.ts";

interface SourceWord {
  text: string;
  at: number;
}

export interface Source {
  count: number;
  at: (line: number) => { from: number; text: string };
}

const WORD = /[\p{L}\p{N}]+/gu;
const NEAR = 4;
const MOST_LINES = 60;

/** Position in the source of what is at `offset` in a paragraph that starts at `line`; null when the line does not exist. */
export function locate(source: Source, line: number, paragraph: string, offset: number): number | null {
  if (line < 1 || line > source.count) return null;
  const there = sourceWords(source, line);
  const here = [...paragraph.matchAll(WORD)].map((match) => ({ text: plain(match[0]), at: match.index, to: match.index + match[0].length }));
  const clicked = here.findIndex((word) => offset <= word.to);
  if (clicked >= 0 && there.length > 0) {
    // A word that the source does not have, such as a number, lies beside words that it does have.
    for (const step of [0, -1, 1, -2, 2, -3, 3]) {
      const index = clicked + step;
      const word = here[index];
      const found = word && bestMatch(there, here, index);
      if (!found) continue;
      if (step === 0) return found.at + Math.max(0, Math.min(offset - word.at, found.text.length));
      return step < 0 ? found.at + found.text.length : found.at;
    }
  }
  return source.at(line).from;
}

/** The same word in the source with the most of the same words around it; of equals, the one that lies most alike. */
function bestMatch(there: SourceWord[], here: { text: string }[], index: number): SourceWord | null {
  let best: SourceWord | null = null;
  let bestScore = -1;
  there.forEach((candidate, position) => {
    if (candidate.text !== here[index]?.text) return;
    let score = 0;
    for (let step = -NEAR; step <= NEAR; step++) {
      const neighbour = here[index + step]?.text;
      if (step !== 0 && neighbour !== undefined && neighbour === there[position + step]?.text) score += 1 / Math.abs(step);
    }
    score -= Math.abs(position / there.length - index / here.length) / 10;
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  });
  return best;
}

/** The words of the paragraph in the source, without what stands in placeholders. */
function sourceWords(source: Source, line: number): SourceWord[] {
  const words: SourceWord[] = [];
  for (let number = line; number <= source.count && number < line + MOST_LINES; number++) {
    const { from, text } = source.at(number);
    if (number > line && text.trim() === "") break;
    const printed = withoutPlaceholders(text, (found) => " ".repeat(found.length));
    for (const match of printed.matchAll(WORD)) words.push({ text: plain(match[0]), at: from + match.index });
  }
  return words;
}

function plain(word: string): string {
  return word.normalize("NFC").toLowerCase();
}
