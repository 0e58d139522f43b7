// The name of the file of a picture: small letters, digits and hyphens, as every computer and every text takes it.
import { plain } from "../plain.ts";

const LONGEST = 60;

/** What programs call a picture that has no name. */
const NAMELESS = /^(image|img|afbeelding|picture|clipboard|pasted-image|untitled|naamloos)?$/;

/** A name like this one that a file can have; empty: nothing is left of it. */
export function fitName(name: string): string {
  return plain(name)
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("æ", "ae")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
}

/** What a picture is called to begin with, after the file that it comes from. */
export function firstName(file: string): string {
  const fit = fitName(file.replace(/\.[^.]*$/, ""));
  return NAMELESS.test(fit) ? "afbeelding" : fit;
}
