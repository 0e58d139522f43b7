// Opening the speaker's window.
import { notices } from "../notices.ts";
import { windowOpens } from "./presenting.ts";
import { deckDocument } from "./state.ts";
import { signal } from "@preact/signals";

const NAME = "griffel-spreker";
const FEATURES = "popup,width=1280,height=760";

/** The browser did not open it. */
export const refused = signal(false);

/** The presentation that this window is the speaker's window of; null: it is another one. */
export function documentOfSpeaker(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get("spreker");
}

/** Opens it beside this one, or brings it to the front. It gets what this tab remembers, so also its key. */
export function openSpeaker(): void {
  const document = deckDocument.peek();
  if (document === null) return;
  windowOpens();
  const address = `${location.pathname}#spreker=${encodeURIComponent(document).replaceAll("%2F", "/")}`;
  const opened = window.open(address, NAME, FEATURES);
  refused.value = opened === null;
  if (opened) {
    notices.dismiss("speaker");
    opened.focus();
    return;
  }
  notices.notify({
    kind: "speaker",
    tone: "warning",
    text: REFUSED,
    action: { label: "Probeer het opnieuw", run: openSpeaker },
  });
}

export const REFUSED =
  "De browser hield het sprekersscherm tegen. Sta pop-ups toe voor dit adres: dat kan met het teken in de adresbalk. Probeer het daarna opnieuw.";
