// Where a placeholder goes in a text.

/** The text with a placeholder in a paragraph of its own, after the line of the cursor; from the head of a text, below its first
 * heading. Lines count from 1. What it gives is the text, and the line of the placeholder. */
export function withCall(text: string, cursor: number, call: string): { text: string; line: number } {
  const lines = text.split("\n");
  const ending = lines[0]?.endsWith("\r") ? "\r" : "";
  const plain = lines.map((line) => line.trimEnd());
  const head = plain[0] === "+++" ? plain.indexOf("+++", 1) : -1;
  let after = cursor - 1;
  // What stands above the first heading belongs to no section.
  const first = plain.findIndex((line, index) => index > head && line.startsWith("#"));
  if (after <= head || (head >= 0 && after < first)) after = first;
  if (after < 0) after = lines.length - 1;
  const isBlank = (index: number) => (plain[index] ?? "") === "";
  const added = [...(isBlank(after) && after > head ? [] : [""]), call, ...(isBlank(after + 1) ? [] : [""])].map((line) => line + ending);
  lines.splice(after + 1, 0, ...added);
  return { text: lines.join("\n"), line: after + 1 + added.findIndex((line) => line.startsWith(call)) + 1 };
}
