// While slides are shown one by one, the pictures of all of them are fetched, the nearest first: then a jump takes no time, and the
// presentation goes on when the server does not.
import { effect } from "@preact/signals";
import { bands } from "../pages/pages.ts";
import { pageAt } from "./deck.ts";
import { presenting } from "./presenting.ts";
import { oneByOne } from "./sight.ts";
import { deck, deckDocument, deckPages, position } from "./state.ts";

/** After what is looked at, in milliseconds. */
const PAUSE = 250;

export function fetchAhead(): void {
  let timer = 0;
  effect(() => {
    const isWanted = presenting.value || oneByOne.value;
    void deckPages.value;
    clearTimeout(timer);
    if (isWanted) timer = window.setTimeout(next, PAUSE);
  });

  function next(): void {
    const document = deckDocument.peek();
    const here = pageAt(deck.peek(), position.peek()) ?? 0;
    const page = deckPages
      .peek()
      .map((page, index) => ({ missing: bands.missing(page.bands), distance: Math.abs(index - here) }))
      .filter(({ missing }) => missing.length > 0)
      .sort((a, b) => a.distance - b.distance)[0];
    if (!page || document === null) return;
    bands.request(document, page.missing);
    timer = window.setTimeout(next, PAUSE);
  }
}
