// Definitions that are being written are tried by the engine: what they print in a letter about a period.
import { computed, effect, signal } from "@preact/signals";
import { latest, send } from "../connection.ts";
import type { TriedOne, Trying } from "../protocol.ts";
import { current, rows } from "../state.ts";

/** So long nothing changes before something is tried, in milliseconds. */
const PAUSE = 15;

const tried = latest("tried");
const list = latest("list");

/** The periods that there are documents about, the newest first. */
export const periods = computed(() => [...new Set(rows.value.map(({ period }) => period))].reverse());
/** The period for which values are shown; null: that of the document shown. */
export const chosenPeriod = signal<string | null>(null);
export const period = computed(() => chosenPeriod.value ?? current.value?.split("/")[0] ?? periods.value[0] ?? "2022");

let count = 0;

/** Something that is tried again and again while it is written. */
export class Trial {
  readonly answer = signal<Record<string, TriedOne> | null>(null);
  #number = 0;
  #timer = 0;
  #asked: Omit<Trying, "number"> | null = null;
  #stop = [
    effect(() => {
      const told = tried.value;
      if (told?.number === this.#number && this.#number > 0) this.answer.value = told.all as Record<string, TriedOne>;
    }),
    // The data changed, or the server is another one.
    effect(() => {
      void list.value;
      if (this.#asked) this.#send();
    }),
  ];

  try(kind: Trying["kind"], text: string, period: string): void {
    const asked = { kind, text, period };
    if (JSON.stringify(asked) === JSON.stringify(this.#asked)) return;
    this.#asked = asked;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#send(), PAUSE);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stop.forEach((stop) => stop());
  }

  #send(): void {
    if (!this.#asked) return;
    count += 1;
    this.#number = count;
    send({ type: "ask", wish: { what: "try", number: count, ...this.#asked } });
  }
}
