// How many numbers were pasted that Griffel will want to know where they come from. It decides itself; this only tells
// somebody to look.
import { PLACEHOLDER } from "../editor/placeholder.ts";

const MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december";

/** What gives something a name: dates, years, cases, laws, telephone numbers, postcodes, times. */
const NAMES = [
  PLACEHOLDER,
  /\]\([^)\n]{0,300}\)|\bhttps?:\/\/\S+|[\w.+-]{1,64}@[\w.-]+/g,
  /\[\^[^\]\n]{1,60}\]:?/g,
  /^[ \t]*(?:\d{1,9}[.)]|#{1,6} \d+(?:\.\d+)*\.?)\s/gm,
  new RegExp(`\\b\\d{1,2} (?:${MONTHS})(?: \\d{4})?|\\b(?:${MONTHS}) \\d{4}`, "gi"),
  /\b\d{1,4}[-/]\d{1,2}[-/]\d{1,4}\b/g,
  /\b\d{4} ?[A-Z]{2}\b/g,
  /\b0\d{1,3}[ -]?(?:\d[ -]?){6,8}\b|\b14 ?0\d{2,3}\b/g,
  /\b[A-Z]+[-/]?\d[\w/-]*|\b\d{4}-[\dA-Z]+\b/g,
  /\b(?:artikel|art\.|lid|paragraaf|hoofdstuk|bijlage|fase|groep|motie|punt|besluitpunt|week|kwartaal) \d+(?:[.:/]\d+)*/gi,
  /\b\d{1,2}[.:]\d{2} uur\b/g,
  /\b\d+(?:e|de|ste)\b/g,
  /(?<![€\d.,] ?)\b(?:19|20)\d\d\b(?![.,]\d|%)/g,
];

export function countNumbers(markdown: string): number {
  const rest = NAMES.reduce((text, name) => text.replace(name, " "), markdown);
  return rest.match(/(?<![\p{L}\d_])\d+(?:[.,]\d+)*(?!\p{L})/gu)?.length ?? 0;
}
