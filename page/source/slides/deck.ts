// The slides of a presentation, the pages they are made of, and the way through them.
import type { SpokenNote, ShownPage, SlideSpeech } from "../protocol.ts";

export interface Slide {
  /** From 1. */
  number: number;
  title: string;
  line: number;
  notes: SpokenNote[];
  /** The index of its page by step; the last one is the complete slide. */
  pages: number[];
}

/** Where a presentation is: which slide, from 1, and which step of it, from 0. */
export interface Position {
  slide: number;
  step: number;
}

export const START: Position = { slide: 1, step: 0 };

export function deckOf(pages: readonly ShownPage[], sources: readonly SlideSpeech[]): Slide[] {
  const byNumber = new Map<number, number[]>();
  pages.forEach(({ slide }, index) => {
    if (slide) byNumber.set(slide.number, [...(byNumber.get(slide.number) ?? []), index]);
  });
  return [...byNumber.keys()]
    .sort((a, b) => a - b)
    .map((number) => {
      const { title = "", line = 1, notes = [] } = sources[number - 1] ?? {};
      return { number, title, line, notes, pages: byNumber.get(number) ?? [] };
    });
}

/** How many steps a slide is built up in; 0: it is complete at once. */
export const stepsOf = ({ pages }: Slide): number => pages.length - 1;

/** "stap 1 van 3" */
export function stepInWords(step: number, steps: number): string {
  if (step > 0) return `stap ${step} van ${steps}`;
  return steps === 1 ? "nog 1 stap" : `nog ${steps} stappen`;
}

/** The nearest place that exists. */
export function within(deck: readonly Slide[], { slide, step }: Position): Position {
  const number = Math.max(1, Math.min(slide, deck.length));
  const there = deck[number - 1];
  return { slide: number, step: there ? Math.max(0, Math.min(step, stepsOf(there))) : 0 };
}

/** One step on, or the next slide; at the end it stays where it is. */
export function onward(deck: readonly Slide[], at: Position): Position {
  const { slide, step } = within(deck, at);
  const there = deck[slide - 1];
  if (there && step < stepsOf(there)) return { slide, step: step + 1 };
  return slide < deck.length ? { slide: slide + 1, step: 0 } : { slide, step };
}

/** One step back, or the slide before, which is complete then. */
export function back(deck: readonly Slide[], at: Position): Position {
  const { slide, step } = within(deck, at);
  if (step > 0) return { slide, step: step - 1 };
  const before = deck[slide - 2];
  return before ? { slide: slide - 1, step: stepsOf(before) } : { slide, step };
}

export const samePosition = (a: Position, b: Position): boolean => a.slide === b.slide && a.step === b.step;

/** The index of the page that shows a position; null: there is none. */
export function pageAt(deck: readonly Slide[], at: Position): number | null {
  const { slide, step } = within(deck, at);
  return deck[slide - 1]?.pages[step] ?? null;
}

/** The index of the page of a slide as it is in the end. */
export const completePage = (deck: readonly Slide[], number: number): number | null => deck[number - 1]?.pages.at(-1) ?? null;

/** The number of the slide that a line in the source is of. What stands before all slides is of the first. A slide may have no line: 0. */
export function slideAtLine(deck: readonly Slide[], line: number): number {
  return deck.findLast((slide) => slide.line > 0 && slide.line <= line)?.number ?? 1;
}

/** The number of the slide that a page is of. */
export function slideOfPage(deck: readonly Slide[], index: number): number | null {
  return deck.find(({ pages }) => pages.includes(index))?.number ?? null;
}

/**
 * Where a presentation is after its text changed: at the slide with the same title that lies nearest, when slides came or went before
 * it; else at the same number.
 */
export function afterChange(before: readonly Slide[], after: readonly Slide[], at: Position): Position {
  const title = before[at.slide - 1]?.title;
  if (title === undefined || before.length === after.length) return within(after, at);
  const distance = ({ number }: Slide) => Math.abs(number - at.slide);
  const [same] = after.filter((slide) => slide.title === title).sort((a, b) => distance(a) - distance(b));
  return within(after, { slide: same?.number ?? at.slide, step: at.step });
}
