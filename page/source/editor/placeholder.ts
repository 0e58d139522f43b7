// Whether somebody is in the middle of a placeholder.

/** Whether a place in a line, counted from its start, stands behind a {{ that is not closed before it. */
export function isInPlaceholder(line: string, at: number): boolean {
  const before = line.slice(0, at);
  return before.lastIndexOf("{{") > before.lastIndexOf("}}");
}
