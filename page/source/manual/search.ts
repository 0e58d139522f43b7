// Which sections of the manual hold the words that somebody looks for.
import { plain } from "../plain.ts";

export interface Section {
  /** 1 is the title of the manual. */
  level: number;
  words: string;
}

/** The words of a section or of somebody who looks, without curly quotes, as people type them. */
export const typed = (text: string): string => plain(text).replace(/[‘’]/g, "'").replace(/\s+/g, " ");

/** Which sections hold all the words, each by its place; with the headings that they stand below. Null: all. */
export function matching(sections: readonly Section[], wanted: string): { hits: Set<number>; shown: Set<number> } | null {
  const words = typed(wanted).trim().split(" ").filter(Boolean);
  if (words.length === 0) return null;
  const hits = new Set<number>();
  const shown = new Set<number>();
  const above: number[] = [];
  sections.forEach(({ level, words: text }, index) => {
    while ((sections[above.at(-1) ?? -1]?.level ?? 0) >= level) above.pop();
    if (words.every((word) => text.includes(word))) {
      hits.add(index);
      for (const heading of above) shown.add(heading);
      shown.add(index);
    }
    above.push(index);
  });
  return { hits, shown };
}
