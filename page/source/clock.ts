// Doing something later, so that tests need not wait.

export interface Clock {
  now(): number;
  /** Runs something after so many milliseconds; gives what `cancel` needs. */
  after(milliseconds: number, run: () => void): number;
  cancel(timer: number): void;
  /** Runs something as soon as what runs now is done. */
  soon(run: () => void): void;
}

export const clock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, run) => window.setTimeout(run, milliseconds),
  cancel: (timer) => window.clearTimeout(timer),
  soon: (run) => queueMicrotask(run),
};
