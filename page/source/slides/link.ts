// The window with the slides and the speaker's window tell each other where they are. They are of one tab: the speaker's window was
// opened by it, and got what the tab remembers.
import { batch, effect, signal } from "@preact/signals";
import type { Position } from "./deck.ts";
import { presenting } from "./presenting.ts";
import { black, deckDocument, goTo, moves, position } from "./state.ts";

/** The window with the text, the pages and the slides, or the one for the speaker. */
export type Role = "zaal" | "spreker";

/** Null: the window goes away, or shows another document. */
interface Place {
  document: string;
  at: Position;
  black: boolean;
  presents: boolean;
}

type Message = { from: Role; place: Place | null; asks: boolean };

const TAB = "griffel.tab";

/** Whether the other window is there with the same presentation, and whether it shows that on the whole screen. */
export const other = signal<{ presents: boolean } | null>(null);

/** Says what this window shows, and follows what the other one shows. */
export function link(role: Role): void {
  const channel = new BroadcastChannel(`griffel.${tab()}`);
  /** What was heard is not told on. */
  let hears = false;
  let documentTold: string | null = null;

  const tell = (asks: boolean) => {
    const document = deckDocument.peek();
    const place = { at: position.peek(), black: black.peek(), presents: presenting.peek() };
    channel.postMessage({ from: role, place: document === null ? null : { document, ...place }, asks } satisfies Message);
  };

  channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if (data.from === role) return;
    const { place, asks } = data;
    const document = deckDocument.peek();
    hears = true;
    batch(() => {
      other.value = place && (document === null || place.document === document) ? { presents: place.presents } : null;
      // Whoever asks has just come, and follows.
      if (!place || !other.value || asks) return;
      goTo(place.at);
      black.value = place.black;
    });
    hears = false;
    if (asks) tell(false);
  });

  effect(() => {
    void [moves.value, black.value, presenting.value];
    const isNew = deckDocument.value !== documentTold;
    documentTold = deckDocument.value;
    if (isNew || !hears) tell(isNew);
  });
  window.addEventListener("pagehide", () => channel.postMessage({ from: role, place: null, asks: false } satisfies Message));
  window.addEventListener("pageshow", ({ persisted }) => persisted && tell(true));
}

function tab(): string {
  let name = sessionStorage.getItem(TAB);
  if (!name) {
    name = crypto.randomUUID();
    sessionStorage.setItem(TAB, name);
  }
  return name;
}
