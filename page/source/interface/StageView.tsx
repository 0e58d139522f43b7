// The slide and step where the presentation is, as large as its place allows.
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { bands } from "../pages/pages.ts";
import type { Layer } from "../protocol.ts";
import { back, onward, pageAt } from "../slides/deck.ts";
import { Stage } from "../slides/stage.ts";
import { black, deck, deckDocument, deckLayers, deckPages, position } from "../slides/state.ts";

export function StageView() {
  const place = useRef<HTMLDivElement>(null);
  const stage = useMemo(() => new Stage(bands), []);
  useLayoutEffect(() => place.current?.append(stage.element), []);
  const pages = deckPages.value;
  const document = deckDocument.value;
  const at = position.value;
  const index = pageAt(deck.value, at);
  useLayoutEffect(() => {
    const page = index === null ? undefined : pages[index];
    if (!page || !document) return;
    const near = [onward(deck.value, at), back(deck.value, at)].map((place) => pages[pageAt(deck.value, place) ?? -1]);
    stage.show(document, page, near.filter((other) => other !== undefined && other !== page) as typeof pages);
  }, [pages, document, index, bands.arrivals.value]);
  const layer = deckLayers.value[index ?? -1];
  return (
    <div class={black.value ? "stage-view black" : "stage-view"}>
      <div class="stage-place" aria-hidden="true" ref={place} />
      {!black.value && <p class="unseen">{layer ? wordsOf(layer) : ""}</p>}
    </div>
  );
}

/** All that stands on a page, for who cannot see it. */
function wordsOf({ runs, pictures }: Layer): string {
  let baseline = Number.NaN;
  let words = "";
  for (const [text, , y] of runs) {
    words += y === baseline ? text : ` ${text}`;
    baseline = y;
  }
  return [words.trim(), ...pictures.map((picture) => picture[7])].filter(Boolean).join(" ");
}
