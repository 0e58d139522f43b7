// The presentation that is shown, and where in it one is.
import { batch, computed, signal } from "@preact/signals";
import { EMPTY } from "../pages/told.ts";
import type { ShownDocument, Layer, ShownPage, SlideSpeech } from "../protocol.ts";
import { afterChange, back, completePage, deckOf, onward, type Position, type Slide, START, stepInWords, stepsOf, within } from "./deck.ts";
import type { Turn } from "./keys.ts";

/** What the server told last of a presentation; empty of a letter. */
export const deck = signal<Slide[]>([]);
export const deckPages = signal<ShownPage[]>([]);
export const deckLayers = signal<Layer[]>([]);
export const deckDocument = signal<string | null>(null);

const wanted = signal<Position>(START);
/** Where it is: always a place that exists, when there are slides. */
export const position = computed(() => (deck.value.length > 0 ? within(deck.value, wanted.value) : wanted.value));
export const slideHere = computed(() => deck.value[position.value.slide - 1] ?? null);
/** The index of the page that shows the chosen slide as it is in the end; null: there are no slides. */
export const chosenPage = computed(() => completePage(deck.value, position.value.slide));

/** Counts how often the user went to another place in this window. */
export const moves = signal(0);
/** The wall is black for a moment. */
export const black = signal(false);

let sources: SlideSpeech[] = [];

/** Takes in what the server told of a document. Without new pages the last slides stay. */
export function update(message: ShownDocument): void {
  batch(() => {
    if (message.document !== deckDocument.value) {
      // The first document may have a place already, told by another window.
      if (deckDocument.value !== null) wanted.value = START;
      deckDocument.value = message.document;
      sources = [];
      show([], []);
    }
    if (message.kind !== "presentatie" || !message.pages) return;
    sources = message.slides ?? sources;
    const earlier = message.full ? [] : deckLayers.value;
    const before = deck.value;
    const at = position.value;
    show(message.pages, message.pages.map((_, index) => message.layers[index] ?? earlier[index] ?? EMPTY));
    if (before.length > 0) wanted.value = afterChange(before, deck.value, at);
  });
}

function show(pages: ShownPage[], layers: Layer[]): void {
  deckPages.value = pages;
  deckLayers.value = layers;
  deck.value = deckOf(pages, sources);
}

export function goTo(place: Position): void {
  wanted.value = place;
}

/** The user goes to another place. */
function move(place: Position): void {
  batch(() => {
    goTo(place);
    moves.value += 1;
  });
}

/** Chooses a slide, at its beginning. */
export function choose(slide: number): void {
  if (slide !== position.peek().slide) move({ slide, step: 0 });
}

export function turn(meaning: Turn): void {
  const at = position.peek();
  const last = deck.peek().at(-1);
  if (meaning.to === "on") move(onward(deck.peek(), at));
  else if (meaning.to === "back") move(back(deck.peek(), at));
  else if (meaning.to === "slide") move({ slide: meaning.number, step: 0 });
  else if (meaning.to === "first") move(START);
  else if (last) move({ slide: last.number, step: stepsOf(last) });
}

/** "Dia 3 van 12: Wat het kost, stap 1 van 2" */
export const placeInWords = computed(() => {
  const slide = slideHere.value;
  if (!slide) return "";
  const steps = stepsOf(slide);
  const step = steps > 0 ? `, ${stepInWords(position.value.step, steps)}` : "";
  return `Dia ${slide.number} van ${deck.value.length}: ${slide.title || "zonder titel"}${step}`;
});
