// Which pages of a presentation are in sight in this window: the server draws those first.
import { computed, effect, signal } from "@preact/signals";
import { send } from "../connection.ts";
import { onward, pageAt } from "./deck.ts";
import { presenting } from "./presenting.ts";
import { chosenPage, deck, position } from "./state.ts";

/** The first and the last slide in sight in the filmstrip; null: there is none. */
export const slidesInStrip = signal<[number, number] | null>(null);
/** This window shows the slides one by one. */
export const oneByOne = signal(false);

const renewed = signal(0);

/** The first and the last page in sight. */
const inSight = computed(() => {
  const slides = deck.value;
  const pages: (number | null)[] = [];
  if (oneByOne.value || presenting.value) {
    const at = position.value;
    pages.push(pageAt(slides, at), pageAt(slides, onward(slides, at)));
  } else {
    pages.push(chosenPage.value);
    for (const number of slidesInStrip.value ?? []) pages.push(slides[number - 1]?.pages.at(-1) ?? null);
  }
  const known = pages.filter((page) => page !== null);
  return known.length > 0 ? `${Math.min(...known)} ${Math.max(...known)}` : "";
});

/** The server must be told again. */
export function tellSightAgain(): void {
  renewed.value += 1;
}

export function tellSight(): void {
  effect(() => {
    void renewed.value;
    const [first, last] = inSight.value.split(" ").map(Number);
    if (first !== undefined && last !== undefined && inSight.value) send({ type: "view", first, last });
  });
}
