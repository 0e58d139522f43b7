// How long a presentation has been going on. Times are in milliseconds.

export interface Timer {
  /** Since when it runs; null: it stands still. */
  since: number | null;
  /** What it had counted before that. */
  before: number;
}

export const ZERO: Timer = { since: null, before: 0 };

export const elapsed = ({ since, before }: Timer, now: number): number => before + (since === null ? 0 : Math.max(0, now - since));

export const run = (timer: Timer, now: number): Timer => (timer.since === null ? { ...timer, since: now } : timer);

export const pause = (timer: Timer, now: number): Timer => ({ since: null, before: elapsed(timer, now) });

/** Back to zero; a timer that runs goes on running. */
export const reset = ({ since }: Timer, now: number): Timer => ({ since: since === null ? null : now, before: 0 });

/** "7:05", "1:07:05" */
export function spent(time: number): string {
  const seconds = Math.floor(time / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (number: number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** "9:05" */
export const timeOfDay = (date: Date): string => `${date.getHours()}:${String(date.getMinutes()).padStart(2, "0")}`;

/** A timer that was kept as JSON; anything else is no timer. */
export function timerFrom(kept: unknown): Timer {
  const { since, before } = Object(kept) as Record<string, unknown>;
  if (typeof before !== "number" || (since !== null && typeof since !== "number")) return ZERO;
  return { since, before };
}
