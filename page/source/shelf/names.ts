// Names that other files have, offered where a key holds one.
import type { ShelfFile } from "../protocol.ts";
import { files } from "./shelf.ts";

const UNITS = ["euro", "personen", "aantal", "procent", "fte", "dagen", "uren"];

const stem = ({ path }: ShelfFile) => path.split("/").at(-1)?.replace(/\.toml$/, "").replaceAll("-", "_") ?? "";

/** What can stand in a text with this key; none: anything. */
export function suggestions(key: string): string[] {
  switch (key) {
    case "eenheid":
      return UNITS;
    case "reeks":
      return files.value.filter(({ kind, exists }) => kind === "reeks" && exists).map(stem);
    default:
      return [];
  }
}
