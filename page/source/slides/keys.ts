// What the keys mean while a presentation is given.

export type Turn = { to: "on" | "back" | "first" | "last" } | { to: "slide"; number: number };
export type Meaning = Turn | { to: "black" } | { to: "stop" } | { to: "digits"; digits: string };

const MEANINGS = new Map<string, Meaning>(Object.entries({
  ArrowRight: { to: "on" },
  ArrowDown: { to: "on" },
  PageDown: { to: "on" },
  " ": { to: "on" },
  Enter: { to: "on" },
  ArrowLeft: { to: "back" },
  ArrowUp: { to: "back" },
  PageUp: { to: "back" },
  Backspace: { to: "back" },
  Home: { to: "first" },
  End: { to: "last" },
  b: { to: "black" },
  B: { to: "black" },
  ".": { to: "black" },
  Escape: { to: "stop" },
}));

const MOST_DIGITS = 3;

/** What a key means after digits that were typed before it; null: nothing. Any other key than a digit ends the digits. */
export function meaningOf(key: string, digits: string): Meaning | null {
  if (/^\d$/.test(key)) return { to: "digits", digits: (digits + key).slice(-MOST_DIGITS) };
  if (digits !== "" && key === "Enter") return { to: "slide", number: Number(digits) };
  if (digits !== "" && key === "Backspace") return { to: "digits", digits: digits.slice(0, -1) };
  if (digits !== "" && key === "Escape") return { to: "digits", digits: "" };
  return MEANINGS.get(key) ?? null;
}
