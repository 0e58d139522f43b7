// What this tab shows beside its document. The server is told, and tells of it again whenever it changes.
import { computed, effect, signal } from "@preact/signals";
import { comparedWith, comparisonShown } from "./comparison.ts";
import { send } from "./connection.ts";
import { overviewShown } from "./overview.ts";
import type { Topic } from "./protocol.ts";
import { current } from "./state.ts";

const asked = signal(0);

/** As JSON: the same things are the same. */
const topics = computed(() => {
  const all: Topic[] = [];
  if (overviewShown.value) all.push({ what: "overview" });
  if (comparisonShown.value && current.value) all.push({ what: "difference", document: current.value, with: comparedWith.value });
  return JSON.stringify(all);
});

export function tellShows(): void {
  effect(() => {
    void asked.value;
    send({ type: "show", topics: JSON.parse(topics.value) as Topic[] });
  });
  // The computer may have slept since yesterday.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && overviewShown.value && tellShowsAgain());
}

/** There is a new connection, or a new day. */
export function tellShowsAgain(): void {
  asked.value += 1;
}
