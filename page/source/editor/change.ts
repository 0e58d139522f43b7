// Comparing whole texts: line ends, and the smallest change from one to another.

/** CR LF only when every line ends so. */
export function lineBreakOf(content: string): "\r\n" | "\n" {
  return /\r\n/.test(content) && !/(^|[^\r])\n|\r(?!\n)/.test(content) ? "\r\n" : "\n";
}

export interface Change {
  from: number;
  to: number;
  insert: string;
}

/** What lies between the common beginning and the common end. As in the editor, a line end counts as one in positions. */
export function smallestChange(before: string, after: string, lineBreak: string): Change | null {
  const old = before.split(lineBreak).join("\n");
  const now = after.split(lineBreak).join("\n");
  if (old === now) return null;
  const shortest = Math.min(old.length, now.length);
  let start = 0;
  while (start < shortest && old.charCodeAt(start) === now.charCodeAt(start)) start++;
  let end = 0;
  while (end < shortest - start && old.charCodeAt(old.length - 1 - end) === now.charCodeAt(now.length - 1 - end)) end++;
  return { from: start, to: old.length - end, insert: now.slice(start, now.length - end).split("\n").join(lineBreak) };
}
