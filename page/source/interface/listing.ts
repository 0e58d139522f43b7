// A list of buttons that is one stop for Tab: the arrow keys go through it.

/** Where an arrow key goes from a place in a list of so many; null: nowhere, or it is another key. */
export function stepTo(key: string, from: number, count: number): number | null {
  const places: Record<string, number> = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: count - 1 };
  const to = places[key];
  return to === undefined || to < 0 || to >= count ? null : to;
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
