// Giving the presentation: the slides fill the screen.
import { effect, signal } from "@preact/signals";
import { type Position, START } from "./deck.ts";
import type { Meaning } from "./keys.ts";
import { black, deck, deckDocument, goTo, position, turn } from "./state.ts";

/** Kept as long as the tab is open, so that a reload does not end it. */
const KEY = "griffel.presenteren";

export const presenting = signal(false);
/** Digits that were typed, of the slide to go to. */
export const digits = signal("");
export const isFullScreen = signal(false);

/** What had the keys before. */
let focusBefore: Element | null = null;
/** A new window ends full screen in some browsers; that is not meant as the end of the presentation. */
let leavesFullScreenUntil = 0;
/** A page that was loaded again may fill the screen only when the user does something. */
let fillsLater = false;
const kept = takeKept();
let wakeLock: WakeLockSentinel | null = null;

export function startPresenting(): void {
  if (deck.peek().length === 0 || presenting.peek()) return;
  focusBefore = document.activeElement;
  black.value = false;
  digits.value = "";
  presenting.value = true;
  fillScreen();
}

export function stopPresenting(): void {
  presenting.value = false;
  black.value = false;
  digits.value = "";
  if (document.fullscreenElement) void document.exitFullscreen();
  const before = focusBefore;
  focusBefore = null;
  // The page takes the keys again as soon as it is drawn.
  requestAnimationFrame(() => before instanceof HTMLElement && before.focus());
}

/** Where the browser refuses, the slides fill the window. */
export function fillScreen(): void {
  if (!document.fullscreenElement) document.documentElement.requestFullscreen?.({ navigationUI: "hide" }).catch(() => {});
}

export function windowOpens(): void {
  leavesFullScreenUntil = performance.now() + 2000;
}

/** Does what a key, a click or a button means. */
export function act(meaning: Meaning): void {
  if (fillsLater && meaning.to !== "stop") fillScreen();
  fillsLater = false;
  digits.value = meaning.to === "digits" ? meaning.digits : "";
  if (meaning.to === "digits") return;
  if (meaning.to === "stop") stopPresenting();
  else if (meaning.to === "black") black.value = !black.value;
  // The first key after black only brings the slide back.
  else if (black.value && (meaning.to === "on" || meaning.to === "back")) black.value = false;
  else {
    black.value = false;
    turn(meaning);
  }
}

/** Goes on with what was presented before the page was loaded again, as soon as its slides are there. */
function resumePresenting(): void {
  const { document, at } = kept;
  if (document === null || deck.value.length === 0) return;
  kept.document = null;
  if (document !== deckDocument.value) return;
  goTo(at);
  presenting.value = true;
  fillsLater = true;
}

export function watchPresenting(): void {
  effect(resumePresenting);
  document.addEventListener("fullscreenchange", () => {
    isFullScreen.value = document.fullscreenElement !== null;
    if (!isFullScreen.value && performance.now() > leavesFullScreenUntil) stopPresenting();
  });
  window.addEventListener("pagehide", () => {
    if (presenting.value && deckDocument.value) sessionStorage.setItem(KEY, JSON.stringify([deckDocument.value, position.value]));
  });
  document.addEventListener("visibilitychange", () => void stayAwake());
  effect(() => void stayAwake(presenting.value));
}

/** The screen does not go dark while a slide is shown for long. */
async function stayAwake(wanted = presenting.peek()): Promise<void> {
  const lock = wakeLock;
  wakeLock = null;
  await lock?.release();
  if (!wanted || document.visibilityState !== "visible") return;
  wakeLock = await navigator.wakeLock?.request("screen").catch(() => null) ?? null;
}

/** What was presented when this tab was loaded last. */
function takeKept(): { document: string | null; at: Position } {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (text === null) return { document: null, at: START };
  const [document, at] = JSON.parse(text) as [string, Position];
  return { document, at };
}
