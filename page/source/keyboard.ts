// The keys of the page. Inside the editor and other fields only those with Ctrl or Alt count.
import {
  downloadPdf,
  focusEditor,
  goToNeighbourNumber,
  goToNeighbourFinding,
  goToNeighbourPage,
  openNeighbour,
} from "./actions.ts";
import { beginComment, goToNextComment } from "./comments/placing.ts";
import { toggleComparison } from "./comparison.ts";
import { hideOverview, overviewShown, toggleOverview } from "./overview.ts";
import { pages } from "./pages/pages.ts";
import { printShown } from "./printing.ts";
import { showSearch } from "./searching/searching.ts";
import { settings } from "./settings.ts";
import { hideShelf, shelfShown, toggleShelf } from "./shelf/shelf.ts";
import { presenting, startPresenting } from "./slides/presenting.ts";
import { openSpeaker } from "./slides/window.ts";
import { chosenAnchor, helpShown } from "./state.ts";
import { manuscript } from "./tab.ts";
import { focusToolbar, openInsert } from "./writing/actions.ts";

interface Shortcut {
  /** As KeyboardEvent.key, or with "Alt+", "Ctrl+" or "Ctrl+Shift+" before KeyboardEvent.code. */
  keys: string[];
  /** How the help shows the keys. */
  shown: string[];
  does: string;
  run: () => void;
  /** Whether it means something while something lies over the document. */
  inOverview?: boolean;
}

export const shortcuts: Shortcut[] = [
  { keys: ["Ctrl+KeyS"], shown: ["Ctrl", "S"], does: "Bewaren", run: () => void manuscript.save(), inOverview: true },
  { keys: ["Ctrl+Shift+KeyF"], shown: ["Ctrl", "Shift", "F"], does: "Zoeken in alle brieven en presentaties", run: showSearch, inOverview: true },
  { keys: ["d"], shown: ["d"], does: "PDF downloaden", run: () => void downloadPdf() },
  { keys: ["Ctrl+KeyP"], shown: ["Ctrl", "P"], does: "Afdrukken wat u ziet", run: () => void printShown(), inOverview: true },
  { keys: ["e"], shown: ["e"], does: "Naar de tekst", run: focusEditor },
  { keys: ["Alt+F10"], shown: ["Alt", "F10"], does: "Naar de knoppen boven de tekst", run: focusToolbar },
  { keys: ["Alt+KeyI"], shown: ["Alt", "I"], does: "Invoegen: een getal, grafiek, tabel of andere naam", run: openInsert },
  { keys: ["Alt+PageDown", "j"], shown: ["Alt", "Page Down", "of", "j"], does: "Volgende brief of presentatie", run: () => openNeighbour(1) },
  { keys: ["Alt+PageUp", "k"], shown: ["Alt", "Page Up", "of", "k"], does: "Vorige brief of presentatie", run: () => openNeighbour(-1) },
  { keys: ["Alt+KeyN", "n"], shown: ["Alt", "N", "of", "n"], does: "Volgende melding", run: () => goToNeighbourFinding(1) },
  { keys: ["Alt+KeyP", "p"], shown: ["Alt", "P", "of", "p"], does: "Vorige melding", run: () => goToNeighbourFinding(-1) },
  // On some keyboards Ctrl+Alt+M types a sign.
  { keys: ["Ctrl+Alt+KeyM", "Alt+KeyM"], shown: ["Ctrl", "Alt", "M", "of", "Alt", "M"], does: "Opmerking bij wat is geselecteerd", run: beginComment },
  { keys: ["Alt+KeyC", "c"], shown: ["Alt", "C", "of", "c"], does: "Volgende opmerking", run: goToNextComment },
  { keys: ["Alt+Period", "h"], shown: ["Alt", ".", "of", "h"], does: "Herkomst van het volgende getal", run: () => goToNeighbourNumber(1) },
  { keys: ["Alt+Comma", "H"], shown: ["Alt", ",", "of", "Shift", "h"], does: "Herkomst van het vorige getal", run: () => goToNeighbourNumber(-1) },
  { keys: ["Alt+KeyO", "o"], shown: ["Alt", "O", "of", "o"], does: "Overzicht van alles", run: toggleOverview, inOverview: true },
  { keys: ["Alt+KeyG", "g"], shown: ["Alt", "G", "of", "g"], does: "Gegevens: cijfers, grafieken, pilots en meer", run: toggleShelf, inOverview: true },
  { keys: ["Alt+KeyW", "w"], shown: ["Alt", "W", "of", "w"], does: "Wat is er nieuw?", run: toggleComparison },
  { keys: ["Alt+KeyV", "v"], shown: ["Alt", "V", "of", "v"], does: "Presenteren", run: startPresenting },
  { keys: ["Alt+KeyS", "s"], shown: ["Alt", "S", "of", "s"], does: "Sprekersscherm", run: openSpeaker },
  { keys: ["]"], shown: ["]"], does: "Volgende bladzijde of dia", run: () => goToNeighbourPage(1) },
  { keys: ["["], shown: ["["], does: "Vorige bladzijde of dia", run: () => goToNeighbourPage(-1) },
  { keys: ["PageDown"], shown: ["Page Down"], does: "Verder in de bladzijden", run: () => pages.scrollByView(0.9) },
  { keys: ["PageUp"], shown: ["Page Up"], does: "Terug in de bladzijden", run: () => pages.scrollByView(-0.9) },
  { keys: ["+", "="], shown: ["+"], does: "Groter", run: () => pages.zoomBy(2) },
  { keys: ["-"], shown: ["−"], does: "Kleiner", run: () => pages.zoomBy(0.5) },
  { keys: ["0"], shown: ["0"], does: "Hele breedte", run: () => (settings.zoom.value = 0) },
  { keys: ["?"], shown: ["?"], does: "Deze hulp", run: () => (helpShown.value = true), inOverview: true },
];

/** Keys that a focused button, list or page needs itself. */
const TYPING = 'input, textarea, select, [contenteditable="true"], [role="separator"], [role="grid"]';

export function listenForKeys(): void {
  window.addEventListener("keydown", (event) => {
    // The slides have the keys to themselves.
    if (event.defaultPrevented || event.isComposing || presenting.value) return;
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      if (overviewShown.value) hideOverview();
      else if (shelfShown.value) hideShelf();
      else chosenAnchor.value = null;
      return;
    }
    const name = nameOf(event);
    const shortcut = name && shortcuts.find(({ keys }) => keys.includes(name));
    if (!shortcut) return;
    // A dialog has the keys to itself; only saving stays away from the browser.
    if (document.querySelector("dialog[open]") && name !== "Ctrl+KeyS") return;
    if ((overviewShown.value || shelfShown.value) && !shortcut.inOverview) return;
    event.preventDefault();
    shortcut.run();
  });
}

function nameOf(event: KeyboardEvent): string | null {
  const command = event.ctrlKey || event.metaKey;
  // AltGr, which types signs, looks like Ctrl and Alt.
  if (command && event.altKey) return event.shiftKey || event.getModifierState("AltGraph") ? null : `Ctrl+Alt+${event.code}`;
  if (command) return `Ctrl+${event.shiftKey ? "Shift+" : ""}${event.code}`;
  if (event.altKey) return event.shiftKey ? null : `Alt+${event.code}`;
  const isCharacter = event.key.length === 1;
  if (isCharacter && !settings.letterKeys.value) return null;
  return event.target instanceof Element && event.target.closest(TYPING) ? null : event.key;
}
