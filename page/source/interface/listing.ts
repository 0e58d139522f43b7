// A list of buttons that is one stop for Tab: the arrow keys go through it.

/** How its items lie: below each other, beside each other, or so that both sorts of arrows mean something. */
type Way = "down" | "across" | "both";

/** Where an arrow key goes from a place in a list of so many; null: nowhere, or it is another key. */
export function stepTo(key: string, from: number, count: number, way: Way = "down"): number | null {
  const to = wanted(key, from, count, way);
  return to === null || to < 0 || to >= count ? null : to;
}

/** The same in a list that goes round: after the last comes the first. */
export function stepRound(key: string, from: number, count: number, way: Way = "down"): number | null {
  const to = wanted(key, from, count, way);
  return to === null || count === 0 ? null : (to + count) % count;
}

function wanted(key: string, from: number, count: number, way: Way): number | null {
  const down: Record<string, number> = way === "across" ? {} : { ArrowDown: from + 1, ArrowUp: from - 1 };
  const across: Record<string, number> = way === "down" ? {} : { ArrowRight: from + 1, ArrowLeft: from - 1 };
  const places: Record<string, number> = { ...down, ...across, Home: 0, End: count - 1 };
  return places[key] ?? null;
}

/** Brings an item of a list into view; nothing around the list is scrolled. */
export function showInList(list: HTMLElement | null, item: Element | null | undefined): void {
  if (!list || !item) return;
  const view = list.getBoundingClientRect();
  const box = item.getBoundingClientRect();
  const { scrollPaddingTop, scrollPaddingBottom, scrollPaddingLeft, scrollPaddingRight } = getComputedStyle(list);
  const room = (padding: string) => Number.parseFloat(padding) || 0;
  const beyond = (start: number, end: number, least: number, most: number) => (start < least ? start - least : end > most ? end - most : 0);
  list.scrollTop += beyond(box.top, box.bottom, view.top + room(scrollPaddingTop), view.bottom - room(scrollPaddingBottom));
  list.scrollLeft += beyond(box.left, box.right, view.left + room(scrollPaddingLeft), view.right - room(scrollPaddingRight));
}
