// An adopted document does not change any more; a correction is a new version of it.

/** The text of a document as a correction begins: a draft of a new version. Null where its head cannot be found. */
export function asCorrection(text: string, version: number, reason = ""): { text: string; line: number } | null {
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = text.split(lineBreak);
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === "+++");
  if (lines[0]?.trimEnd() !== "+++" || end < 0) return null;
  // What stands below the heading of a table belongs to that table.
  const table = lines.findIndex((line, index) => index > 0 && index < end && line.trimStart().startsWith("["));
  const isKey = (line: string, key: string) => new RegExp(`^\\s*${key}\\s*=`).test(line);
  const head = lines.slice(1, table < 0 ? end : table);
  const set = (key: string, value: string) => {
    const at = head.findIndex((line) => isKey(line, key));
    if (at >= 0) head[at] = `${key} = ${value}`;
    else head.splice(head.findIndex((line) => isKey(line, "status")) + 1, 0, `${key} = ${value}`);
  };
  set("status", '"concept"');
  // A string of JSON is one of TOML.
  set("correctie", JSON.stringify(reason.replace(/\s+/g, " ").trim()));
  set("versie", String(version));
  const whole = ["+++", ...head, ...lines.slice(table < 0 ? end : table)];
  return { text: whole.join(lineBreak), line: whole.findIndex((line) => isKey(line, "correctie")) + 1 };
}

/** The line of the head that says the status; empty: there is none. */
export function statusIn(text: string): string {
  const [first = "", ...lines] = text.split(/\r?\n/);
  const end = first.trimEnd() === "+++" ? lines.findIndex((line) => line.trimEnd() === "+++") : 0;
  return lines.slice(0, Math.max(end, 0)).find((line) => /^\s*status\s*=/.test(line))?.trim() ?? "";
}
