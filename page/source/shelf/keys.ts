// Which entry of a list is which, from one time that it is shown to the next: an entry that moves takes its place on the screen
// along, so that a click meets what was aimed at.
import { useRef } from "preact/hooks";

/** An entry as it was shown. */
export interface Known {
  id: number;
  text: string;
}

/** The entries as they are now, each with the id of what it was. What changed keeps the id of what stood in its place. */
export function keysAfter(known: Known[], texts: string[], fresh: () => number): Known[] {
  const left = [...known];
  const take = (at: number) => (at < 0 ? null : (left.splice(at, 1)[0]?.id ?? null));
  const same = texts.map((text) => take(left.findIndex((one) => one.text === text)));
  return texts.map((text, index) => {
    const instead = () => take(left.findIndex((one) => one === known[index])) ?? (known.length === texts.length ? take(0) : null);
    return { text, id: same[index] ?? instead() ?? fresh() };
  });
}

/** A key for each entry of a list that is shown again and again. */
export function useKeys(texts: string[]): number[] {
  const known = useRef<Known[]>([]);
  const last = useRef(0);
  known.current = keysAfter(known.current, texts, () => (last.current += 1));
  return known.current.map(({ id }) => id);
}
