// Lines that a mail program broke, which are one paragraph.

/** Lines of mail are no longer; where one is, nobody broke lines. */
export const LONGEST_LINE = 90;
/** A line that was broken is at least so long. */
const SHORTEST_LINE = 45;
/** Where mail programs break at the latest. */
const ROOM = 80;

/** Whether each line ends where the first word of the next would not have fitted. */
export function isBroken(lines: readonly string[]): boolean {
  if (lines.length < 2 || lines.some((line) => /^[>|]/.test(line))) return false;
  const room = Math.min(ROOM, Math.max(...lines.map((line) => line.length)));
  return lines.slice(0, -1).every((line, at) => {
    const next = /^\S+/.exec(lines[at + 1] ?? "")?.[0] ?? "";
    return line.length >= SHORTEST_LINE && line.length < LONGEST_LINE && line.length + 1 + next.length > room;
  });
}
