// Where in the text a finding is. Lines and columns count from 1, columns in UTF-16 units: as the editor counts.
import type { Text } from "@codemirror/state";
import type { ShownFinding } from "../protocol.ts";

/** Exactly what a finding is about; null: it names no such place, or that is not in this text. */
export function rangeOf(text: Text, finding: ShownFinding): { from: number; to: number } | null {
  if (!finding.inManuscript) return null;
  const from = positionOf(text, finding.line, finding.column);
  const to = positionOf(text, finding.endLine, finding.endColumn);
  return from === null || to === null || to < from ? null : { from, to };
}

/** Where a line and column are; null: not in this text. */
export function positionOf(text: Text, line: number | null, column: number | null): number | null {
  if (line === null || column === null || line < 1 || line > text.lines) return null;
  const { from, length } = text.line(line);
  return column >= 1 && column <= length + 1 ? from + column - 1 : null;
}
