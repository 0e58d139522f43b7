// What stands between braces in a text: Griffel's, no words and no Markdown. And whether somebody is in the middle of it.

/** Not across an empty line: what is not closed yet does not take in all that follows. */
export const PLACEHOLDER = new RegExp(
  ["{}", "%%", "##"].map(([open, close]) => `\\{${open}(?:(?!\\{${open}|\\n[ \\t\\r]*\\n)[^])*?${close}\\}`).join("|"),
  "g",
);

/** The placeholders of a text, by their places in it. */
export const placeholdersIn = (text: string): { from: number; to: number }[] =>
  [...text.matchAll(PLACEHOLDER)].map((match) => ({ from: match.index, to: match.index + match[0].length }));

/** A text with something else for each of its placeholders. */
export const withoutPlaceholders = (text: string, instead: (placeholder: string) => string): string => text.replace(PLACEHOLDER, instead);

/** Whether a place in a line, counted from its start, stands behind a {{ that is not closed before it. */
export function isInPlaceholder(line: string, at: number): boolean {
  const before = line.slice(0, at);
  return before.lastIndexOf("{{") > before.lastIndexOf("}}");
}
