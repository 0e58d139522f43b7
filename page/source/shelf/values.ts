// What stands in a file, as a form shows it and takes it: the Dutch words for values, and what is wrong with what is typed.
import type { Change, FormField, FormTable, Given, Holds, Pair, Site, Hop } from "../protocol.ts";

/** What stands at some place; null: nothing. */
export function at(value: Given | null, way: Hop[]): Given | null {
  let found = value;
  for (const step of way) {
    if (found?.sort === "table") found = found.of.find(({ key }) => key === step)?.value ?? null;
    else if (found?.sort === "list" && typeof step === "number") found = found.of[step] ?? null;
    else return null;
  }
  return found;
}

export const pairsOf = (value: Given | null): Pair[] => (value?.sort === "table" ? value.of : []);
export const itemsOf = (value: Given | null): Given[] => (value?.sort === "list" ? value.of : []);

/** A value as its field shows it. */
export function asTyped(value: Given | null): string {
  switch (value?.sort) {
    case undefined:
      return "";
    case "text":
    case "date":
      return value.of;
    case "number":
      return value.of.replace(".", ",");
    case "flag":
      return value.of ? "ja" : "nee";
    case "list":
      return value.of.map(asTyped).join("\n");
    case "table":
      return value.of.map(({ key, value }) => `${key}: ${asTyped(value)}`).join(", ");
  }
}

/** What is typed, as it goes into the file; null: nothing is filled in. */
export function fromTyped(holds: Holds, typed: string): Given | null {
  const text = typed.trim();
  if (text === "") return null;
  switch (holds.sort) {
    case "text":
    case "choice":
      return { sort: "text", of: text };
    case "texts":
      return { sort: "list", of: lines(typed).map((line) => ({ sort: "text", of: line })) };
    case "integer":
    case "number":
      return { sort: "number", of: number(text) ?? text };
    case "date":
      return { sort: "date", of: text };
    case "moment":
      return isDate(text) ? { sort: "date", of: text } : { sort: "text", of: text };
    case "flag":
      return { sort: "flag", of: text === "ja" };
    case "table":
    case "tables":
      return null;
  }
}

/** What is wrong with what is typed; null: it can go into the file. */
export function problemOf({ label, required, holds }: Pick<FormField, "label" | "required" | "holds">, typed: string): string | null {
  const text = typed.trim();
  if (text === "") return required ? `${label} is nog niet ingevuld.` : null;
  switch (holds.sort) {
    case "number":
      return number(text) === null ? "Dit is geen getal. Schrijf bijvoorbeeld 12 of 5,3." : null;
    case "integer": {
      const value = Number(number(text) ?? "x");
      if (!Number.isInteger(value)) return "Dit is geen heel getal.";
      const { least, most } = holds;
      if (value >= least && value <= most) return null;
      return most < 1_000_000_000 ? `Kies een getal van ${least} tot en met ${most}.` : `Kies ${least} of meer.`;
    }
    case "date":
      return isDate(text) ? null : "Dit is geen datum.";
    case "choice":
      return holds.words.includes(text) ? null : `Kies uit: ${holds.words.join(", ")}.`;
    default:
      return null;
  }
}

/** A number as people write it, with a point for the comma; null: it is none. */
export function number(text: string): string | null {
  const plain = text.replace(/[\s\u00a0]/g, "");
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)) return plain.replaceAll(".", "").replace(",", ".");
  if (/^-?\d+([.,]\d+)?$/.test(plain)) return plain.replace(",", ".");
  return null;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export const lines = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);

export const same = (one: Given | null, other: Given | null): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The fields that a table may have by what stands in it: of groups of which one is used, those of the one that is. */
export function fieldsOf(table: FormTable, value: Given | null): FormField[] {
  const keys = pairsOf(value).map(({ key }) => key);
  const used = table.groups.find(([first]) => first !== undefined && keys.includes(first));
  if (!used) return table.fields;
  const unused = new Set(table.groups.filter((group) => group !== used).flat());
  // What stands there all the same is shown, so that it can be taken away.
  return table.fields.filter(({ key }) => !unused.has(key) || keys.includes(key));
}

/** What leads to the line in a file: the smallest value around it. */
export function siteOf(sites: Site[], line: number): Hop[] | null {
  let best: Site | null = null;
  for (const site of sites) {
    if (line < site.line || line > site.endLine) continue;
    const size = ({ line, endLine }: Site) => endLine - line;
    if (!best || size(site) < size(best) || (size(site) === size(best) && site.at.length > best.at.length)) best = site;
  }
  return best?.at ?? null;
}

export const sameWay = (one: Hop[], other: Hop[]): boolean => one.length === other.length && one.every((step, index) => step === other[index]);

/** Whether a way leads to something in what the other leads to. */
export const isWithin = (inner: Hop[], outer: Hop[]): boolean => inner.length >= outer.length && outer.every((step, index) => step === inner[index]);

/** Where that which a way led to stands after a change; null: it is gone. */
export function wayAfter(way: Hop[], change: Change): Hop[] | null {
  const level = change.at.length - 1;
  const [hop, changed] = [way[level], change.at[level]];
  if (hop === undefined || changed === undefined || !isWithin(way, change.at.slice(0, level))) return way;
  const instead = (hop: Hop) => [...way.slice(0, level), hop, ...way.slice(level + 1)];
  switch (change.what) {
    case "set":
      return way;
    case "rename":
      return hop === changed ? instead(change.to) : way;
    case "remove":
      // A key that is gone can be filled in again, a place in a list is another's.
      if (hop === changed) return typeof hop === "string" && way.length === change.at.length ? way : null;
      return isAfter(hop, changed) ? instead(hop - 1) : way;
    case "shift": {
      if (hop === changed) return instead(change.to);
      if (typeof hop !== "number") return way;
      const closed = isAfter(hop, changed) ? hop - 1 : hop;
      return instead(closed >= change.to ? closed + 1 : closed);
    }
  }
}

const isAfter = (hop: Hop, other: Hop): hop is number => typeof hop === "number" && typeof other === "number" && hop > other;
