// How many words a text has, and how long reading them takes.
import { withoutPlaceholders } from "../editor/placeholder.ts";

/** Words that somebody reads in a minute. */
const SPEED = 225;

/** What a placeholder prints counts as one word, unless that is a chart or a table or nothing at all. */
const PRINTS_NO_WORDS = /^\{[%#]|^\{\{\s*(?:grafiek|tabel|indeling|stappen|akkoord|breedte)\b/;

/** The words of a text below its head. */
export function wordsIn(body: string): number {
  const plain = withoutPlaceholders(body, (placeholder) => (PRINTS_NO_WORDS.test(placeholder) ? "" : "0"))
    // Pictures, and where links lead to.
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    .replace(/\]\([^)]*\)/g, "]")
    .replace(/\[\^[^\]\s]+\]:?/g, "")
    .replace(/^\s*\d{1,9}[.)]\s/gm, "");
  return plain.match(/[\p{L}\p{N}](?:[\p{L}\p{N}]|[-'’.,:/@&](?=[\p{L}\p{N}]))*/gu)?.length ?? 0;
}

/** In words: "612 woorden, 3 minuten lezen". */
export function countInWords(words: number, isSelection: boolean, isSpoken: boolean): string {
  const minutes = Math.round(words / SPEED);
  const many = `${words.toLocaleString("nl-NL")} ${words === 1 ? "woord" : "woorden"}${isSelection ? " geselecteerd" : ""}`;
  if (isSpoken || words === 0) return many;
  return `${many}, ${minutes < 1 ? "minder dan een minuut" : minutes === 1 ? "1 minuut" : `${minutes} minuten`} lezen`;
}
