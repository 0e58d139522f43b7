// What screen readers are told when the pages change: at most once a second.
import { signal } from "@preact/signals";

export const announcement = signal("");

const PAUSE = 1000;
let waiting = "";
let timer = 0;

export function announce(text: string): void {
  waiting = text;
  if (!timer) timer = window.setTimeout(tell, PAUSE);
}

function tell(): void {
  timer = 0;
  if (waiting !== announcement.value) announcement.value = waiting;
}

const list = new Intl.ListFormat("nl");

/** "a, b en c" */
export const listed = (parts: readonly string[]): string => list.format(parts);

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
