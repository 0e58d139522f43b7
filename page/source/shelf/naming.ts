// Names for formulas and texts, made from what people call something.
import { plain } from "../plain.ts";

function words(name: string): string {
  return plain(name).replace(/€/g, " euro ").replace(/%/g, " procent ").replace(/[^a-z0-9]+/g, " ").trim();
}

function made(name: string, mark: string, start: string, taken: (key: string) => boolean): string {
  const all = words(name).split(" ").filter(Boolean);
  let key = "";
  for (const word of all) {
    if (key && key.length + word.length > 40) break;
    key = key ? `${key}${mark}${word}` : word;
  }
  if (!/^[a-z]/.test(key)) key = key ? `${start}${mark}${key}` : start;
  if (!taken(key)) return key;
  let number = 2;
  while (taken(`${key}${mark}${number}`)) number += 1;
  return `${key}${mark}${number}`;
}

/** "Kosten per jongere (2022)" is kosten_per_jongere_2022. */
export const codeName = (name: string, taken: (key: string) => boolean = () => false): string => made(name, "_", "cijfer", taken);

/** The same with hyphens, as charts and tables have them. */
export const exhibitName = (name: string, taken: (key: string) => boolean = () => false): string => made(name, "-", "figuur", taken);
