// How a new document is called, before the user says otherwise.
import { plain } from "./plain.ts";

/** "Voortgang pilot Jeugd (2023)" becomes "voortgang-pilot-jeugd-2023". */
export function nameFrom(subject: string): string {
  const words = plain(subject).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  // Whole words, as far as they fit.
  return words.length <= 40 ? words : words.slice(0, 41).replace(/-[^-]*$/, "").slice(0, 40);
}

/** The period after one, as long as it: 2022-K4 becomes 2023-K1. One that cannot be read stays what it is. */
export function nextPeriod(period: string): string {
  const school = /^(\d{4})-(\d{4})$/.exec(period);
  if (school) return `${school[2]}-${Number(school[2]) + 1}`;
  const [, year, part, number] = /^(\d{4})(?:-([KH]?)(\d{1,2}))?$/.exec(period) ?? [];
  if (year === undefined) return period;
  if (number === undefined) return String(Number(year) + 1);
  const most = { K: 4, H: 2, "": 12 }[part ?? ""] ?? 12;
  const next = Number(number) < most ? [Number(year), Number(number) + 1] : [Number(year) + 1, 1];
  return `${next[0]}-${part}${part ? next[1] : String(next[1]).padStart(2, "0")}`;
}
