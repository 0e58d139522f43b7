// What is being written to colleagues and not placed yet: it stays in this browser.
import { signal } from "@preact/signals";
import { store } from "../storage.ts";
import type { Anchor } from "./anchor.ts";

/** A new comment, or an answer: then without the words that it is about. */
export interface Typed {
  text: string;
  anchor?: Anchor;
}

const KEY = "griffel.comments";

/** By document and comment; a new one has no comment. */
const typed = signal<Record<string, Typed>>(Object(store.kept(KEY)));

const keyOf = (folder: string, document: string, id: string | null) => `${folder} ${document} ${id ?? "new"}`;

export const typedIn = (folder: string, document: string, id: string | null): Typed | null => typed.value[keyOf(folder, document, id)] ?? null;

/** Keeps it; null: there is nothing any more. */
export function keepTyped(folder: string, document: string, id: string | null, kept: Typed | null): void {
  const { [keyOf(folder, document, id)]: _, ...others } = typed.peek();
  typed.value = kept ? { ...others, [keyOf(folder, document, id)]: kept } : others;
  store.keep(KEY, typed.value);
}
