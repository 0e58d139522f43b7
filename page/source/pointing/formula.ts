// A formula from what is pointed at: which figures, of when, and what is wanted of them.
import type { SeriesRow } from "../protocol.ts";

/** Figures of a series: a measure, and for each dimension the value that is meant; none: all together. */
export interface Figures {
  series: string;
  measure: string;
  where: Record<string, string>;
}

export type Wanted = "zelf" | "verandering" | "groei" | "aandeel" | "som" | "gemiddelde" | "per" | "cumulatief";

export const WANTED: Record<Wanted, string> = {
  zelf: "het cijfer zelf",
  verandering: "de verandering (verschil)",
  groei: "de groei in procenten",
  aandeel: "het aandeel in een geheel",
  som: "de som over de periode",
  gemiddelde: "het gemiddelde over de periode",
  per: "per persoon of per iets anders",
  cumulatief: "vanaf het begin van het jaar",
};

export interface Choice {
  figures: Figures;
  /** An expression for a period. */
  when: string;
  wanted: Wanted;
  /** The period it is compared with. */
  against: string;
  /** The whole, or what it is divided by. */
  of: Figures | null;
}

/** How long the periods of a name are: year, half year, quarter, month, or a school year. */
export function lengthOf(period: string): "jaar" | "halfjaar" | "kwartaal" | "maand" {
  if (/-H\d$/.test(period)) return "halfjaar";
  if (/-K\d$/.test(period)) return "kwartaal";
  return /^\d{4}-\d{2}$/.test(period) ? "maand" : "jaar";
}

const ORDER = ["maand", "kwartaal", "halfjaar", "jaar"];

/** Which periods of a series a letter can mean, with the words for them. */
export function whens(series: SeriesRow | null, letter: string): [expression: string, words: string][] {
  const all: [string, string][] = [
    ["periode", "de periode van de brief"],
    ["vorige", "de periode ervoor"],
    ["vorig_jaar", "dezelfde periode een jaar eerder"],
  ];
  const own = series?.periods.at(-1);
  if (!own) return all;
  const [its, ours] = [lengthOf(own), lengthOf(letter)];
  if (ORDER.indexOf(its) >= ORDER.indexOf(ours)) return all;
  // The letter is about more than one of its periods.
  return [
    [`periode.laatste_${its}`, `${its === "maand" ? "de laatste maand" : `het laatste ${its}`} van de periode`],
    [`periode.eerste_${its}`, `${its === "maand" ? "de eerste maand" : `het eerste ${its}`} van de periode`],
    ...all,
  ];
}

const quoted = (text: string) => (text.includes("'") ? `"${text.replaceAll('"', "")}"` : `'${text}'`);

function base({ series, measure, where }: Figures): string {
  const chosen = Object.entries(where).filter(([, value]) => value !== "");
  const filter = chosen.map(([dimension, value]) => `${dimension}=${quoted(value)}`).join(", ");
  return `${series}.${measure}${filter ? `.waar(${filter})` : ""}`;
}

/** One number: a cell, or all that is not told apart added up. */
function cell(figures: Figures, when: string): string {
  const isOne = Object.values(figures.where).every((value) => value !== "");
  return isOne ? `${base(figures)}[${when}]` : `som(${base(figures)}, ${when})`;
}

export function formulaOf({ figures, when, wanted, against, of }: Choice): string {
  const now = cell(figures, when);
  switch (wanted) {
    case "zelf":
      return now;
    case "verandering":
      return `${now} - ${cell(figures, against)}`;
    case "groei":
      return `${now} / ${cell(figures, against)} - 1`;
    case "aandeel":
    case "per":
      return `${now} / ${cell(of ?? figures, when)}`;
    case "som":
      return `som(${base(figures)}, ${when})`;
    case "gemiddelde":
      return `gemiddelde(${base(figures)}, ${when})`;
    case "cumulatief":
      return `cumulatief(${base(figures)}, ${when})`;
  }
}

/** The unit of what is wanted of figures with this unit. */
export function unitOf(wanted: Wanted, unit: string): string {
  switch (wanted) {
    case "groei":
    case "aandeel":
      return "procent";
    case "verandering":
      return unit === "procent" ? "procentpunt" : unit;
    default:
      return unit;
  }
}

/** Of a series: the first measure, all of every dimension. */
export function startOf(series: SeriesRow): Figures {
  return { series: series.id, measure: series.measures[0]?.id ?? "", where: Object.fromEntries(series.dimensions.map(({ id }) => [id, ""])) };
}
