// Where a paragraph of a text ends.

/** The last line, from 1, of the paragraph that goes on from a line: nothing is put in the middle of one. A heading begins another. */
export function endOfParagraph(lineAt: (number: number) => string, count: number, from: number): number {
  let number = from;
  while (number < count && lineAt(number + 1).trim() !== "" && !/^#+ /.test(lineAt(number + 1))) number += 1;
  return number;
}
