// The speaker's window: a page of its own, that follows the presentation and does not edit anything.
import { effect, signal } from "@preact/signals";
import { connect, send } from "../connection.ts";
import { bands } from "../pages/pages.ts";
import type { ToPage } from "../protocol.ts";
import { session } from "../session.ts";
import { rows, trouble } from "../state.ts";
import { store } from "../storage.ts";
import { fetchAhead } from "./ahead.ts";
import { link, other } from "./link.ts";
import { oneByOne, tellSight, tellSightAgain } from "./sight.ts";
import { deckPages, update } from "./state.ts";
import { pause, reset, run, timerFrom } from "./timer.ts";

const TIMER = "griffel.klok";
const SIZE = "griffel.notities";
const SIZES = [18, 21, 24, 28, 33, 39, 46];

export const presentation = signal({ title: "", isKnown: true });
export const notesSize = signal(SIZES.find((size) => size === store.kept(SIZE)) ?? 24);
/** Of this window, also when it is loaded again. */
export const timer = signal(timerFrom(JSON.parse(sessionStorage.getItem(TIMER) ?? "null")));
/** Changes every second. */
export const now = signal(Date.now());

export function startSpeaker(document: string): void {
  oneByOne.value = true;
  link("spreker");
  tellSight();
  fetchAhead();
  connect((message) => receive(document, message));
  setInterval(() => (now.value = Date.now()), 250);
  effect(() => sessionStorage.setItem(TIMER, JSON.stringify(timer.value)));
  effect(() => void store.keep(SIZE, notesSize.value));
  // The time counts from when the slides are on the wall.
  effect(() => {
    const { before, since } = timer.peek();
    if (other.value?.presents && before === 0 && since === null) timer.value = run(timer.peek(), Date.now());
  });
}

export const isRunning = (): boolean => timer.value.since !== null;

export function pauseOrGoOn(): void {
  timer.value = isRunning() ? pause(timer.value, Date.now()) : run(timer.value, Date.now());
}

export function backToZero(): void {
  timer.value = reset(timer.value, Date.now());
}

/** The next larger or smaller size of the notes; null: there is none. */
export const sizeBeside = (step: 1 | -1): number | null => SIZES[SIZES.indexOf(notesSize.value) + step] ?? null;

function receive(document: string, message: ToPage): void {
  switch (message.type) {
    case "hello":
      if (!session.greet(message)) break;
      bands.forgetRequests();
      send({ type: "open", document });
      tellSightAgain();
      break;
    case "list":
      rows.value = message.documents;
      presentation.value = { ...presentation.value, isKnown: message.documents.some(({ id }) => id === document) };
      break;
    case "document":
      if (message.document !== document) break;
      trouble.value = null;
      presentation.value = { ...presentation.value, title: message.title ?? "" };
      bands.forgetRequests();
      bands.add(message.bands);
      update(message);
      bands.forget(deckPages.value.flatMap((page) => page.bands));
      if (message.full) tellSightAgain();
      break;
    case "bands":
      bands.add(message.bands);
      break;
    case "trouble":
      if (message.document === null || message.document === document) trouble.value = message;
      break;
    default:
  }
}
