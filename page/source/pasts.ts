// What was done to texts, kept in this browser, so that it can still be taken back after the page was loaded again.
import type { Store } from "./storage.ts";

/** How a text came about, as the editor keeps it. */
export interface Past {
  /** The text that it belongs to; that of another text means nothing. */
  text: string;
  selection: unknown;
  history: { done: unknown[]; undone: unknown[] };
}

const PASTS = "griffel.past.";

/** So many letters and presentations keep theirs, those that were left last. */
const MOST = 6;
/** As JSON, in characters. What is kept here must leave room for texts that are not saved. */
const LARGEST = 200_000;

export class Pasts {
  private readonly store: Store;
  private readonly folder: () => string | undefined;
  private readonly now: () => number;

  constructor(store: Store, folder: () => string | undefined, now: () => number) {
    this.store = store;
    this.folder = folder;
    this.now = now;
  }

  /** Keeps the past of a text, the oldest of it only as far as there is room; null: there is none. */
  keep(document: string, past: Past | null): void {
    const small = past && within(past, LARGEST);
    if (!small) return this.store.forget(this.key(document));
    this.store.keep(this.key(document), { ...small, time: this.now() });
    this.thin();
  }

  /** The past of exactly this text. */
  of(document: string, text: string): Past | null {
    const kept = this.store.kept(this.key(document));
    return isPast(kept) && kept.text === text ? kept : null;
  }

  /** Makes room for what matters more. */
  forgetAll(): void {
    for (const key of this.keys()) this.store.forget(key);
  }

  private thin(): void {
    const time = (key: string) => Number(Object(this.store.kept(key)).time) || 0;
    const keys = this.keys();
    if (keys.length <= MOST) return;
    const byAge = keys.map((key) => ({ key, time: time(key) })).sort((a, b) => b.time - a.time);
    for (const { key } of byAge.slice(MOST)) this.store.forget(key);
  }

  private readonly keys = () => this.store.keys().filter((key) => key.startsWith(PASTS));

  private key(document: string): string {
    return `${PASTS}${this.folder()}.${document}`;
  }
}

/** Without its oldest steps, if there is not room for all; null: there is no room for any. */
export function within(past: Past, room: number): Past | null {
  const size = (of: unknown) => JSON.stringify(of).length + 1;
  let left = room - size({ ...past, history: null });
  const newest = (steps: unknown[]) => {
    let from = steps.length;
    while (from > 0 && left >= size(steps[from - 1])) left -= size(steps[(from -= 1)]);
    return steps.slice(from);
  };
  const history = { done: newest(past.history.done), undone: newest(past.history.undone) };
  return history.done.length + history.undone.length > 0 ? { ...past, history } : null;
}

function isPast(value: unknown): value is Past {
  const { text, history } = Object(value) as Partial<Past>;
  return typeof text === "string" && Array.isArray(history?.done) && Array.isArray(history?.undone);
}
