// Values as TOML, to have them tried before they stand in a file.
import type { Given, Pair } from "../protocol.ts";

const key = (name: string) => (/^[\w-]+$/.test(name) ? name : JSON.stringify(name));

function value(given: Given): string {
  switch (given.sort) {
    case "text":
      return JSON.stringify(given.of);
    case "number":
    case "date":
      return given.of;
    case "flag":
      return String(given.of);
    case "list":
      return `[${given.of.map(value).join(", ")}]`;
    case "table":
      return `{ ${given.of.map((pair) => `${key(pair.key)} = ${value(pair.value)}`).join(", ")} }`;
  }
}

/** A table with this name. */
export const tableText = (name: string, pairs: Pair[]): string => `[${key(name)}]\n${pairs.map((pair) => `${key(pair.key)} = ${value(pair.value)}\n`).join("")}`;

export const text = (of: string): Given => ({ sort: "text", of });
export const texts = (of: string[]): Given => ({ sort: "list", of: of.map(text) });
export const pair = (key: string, value: Given): Pair => ({ key, value });
