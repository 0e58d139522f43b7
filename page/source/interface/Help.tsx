// Help: what the page does, and its keys.
import { ManualLink } from "../help/ManualLink.tsx";
import { shortcuts } from "../keyboard.ts";
import { session } from "../session.ts";
import { helpShown } from "../state.ts";
import { writingKeys } from "../writing/keys.ts";
import { Dialog } from "./Dialog.tsx";

interface Key {
  shown: string[];
  does: string;
}

const throughList: Key = { shown: ["↑", "of", "↓"], does: "Door de lijst met brieven en presentaties" };

/** The keys of the editor itself. */
const inText: Key[] = [
  { shown: ["Ctrl", "Z"], does: "Ongedaan maken" },
  { shown: ["Ctrl", "Y"], does: "Opnieuw" },
  ...writingKeys,
  { shown: ["Ctrl", "F"], does: "Zoeken in de tekst, of in de bladzijden" },
  { shown: ["Ctrl", "spatie"], does: "Namen die u kunt invullen, binnen {{ }}" },
];

/** The keys when the slides are on the whole screen, or in the speaker's window. */
const whilePresenting: Key[] = [
  { shown: ["→", "↓", "spatie", "Enter", "Page Down"], does: "Verder" },
  { shown: ["←", "↑", "Backspace", "Page Up"], does: "Terug" },
  { shown: ["Home", "of", "End"], does: "Naar het begin of het einde" },
  { shown: ["1", "2", "Enter"], does: "Naar dia 12" },
  { shown: ["b", "of", "."], does: "Zwart scherm, en weer terug" },
  { shown: ["s"], does: "Sprekersscherm openen" },
  { shown: ["+", "of", "−"], does: "Grotere of kleinere notities, op het sprekersscherm" },
  { shown: ["Escape"], does: "Stoppen" },
];

/** Where the keys of presentations and pages begin, which stand at the right. */
const pagesFrom = shortcuts.findIndex(({ keys }) => keys.includes("v"));

export function Help() {
  if (!helpShown.value) return null;
  return (
    <Dialog title="Hulp" sort="help" close={() => (helpShown.value = false)}>
      <div class="dialog-content">
        <p class="help-manual">
          <ManualLink sort="button">Open de handleiding</ManualLink>
          Alles staat erin, en u kunt erin zoeken.
        </p>
        <h3>Zo werkt het</h3>
        <ul class="explanation">
          <li>Typ in de tekst. De bladzijden of dia's rechts veranderen meteen mee.</li>
          <li>Klik op een zin in een bladzijde of dia. U komt dan op die plek in de tekst.</li>
          <li>Klik op een getal of een grafiek. U ziet dan waar de cijfers vandaan komen.</li>
          <li>Klik op Wat is er nieuw? U ziet dan wat er anders is dan de vorige keer.</li>
          <li>Klik bij een presentatie op Presenteren. De dia's staan dan op het hele scherm.</li>
          <li>Klik op Overzicht. U ziet dan wat klaar is, wat mist en wat nog moet.</li>
          <li>
            Klik op Invoegen, of typ <code>{"{{"}</code> in de tekst. U krijgt dan een lijst met cijfers, grafieken en andere namen.
          </li>
          <li>Wat u typt, blijft in deze browser staan, ook als Griffel stopt. Bewaren zet het in het bestand.</li>
        </ul>
        <h3>Toetsen</h3>
        <p>Toetsen van één letter werken als u niet in een tekstvak bent. U kunt ze uitzetten bij de instellingen.</p>
        <div class="keys">
          <Keys of={[...shortcuts.slice(0, pagesFrom), throughList]} />
          <Keys of={[...shortcuts.slice(pagesFrom), { shown: ["Escape"], does: "Sluiten" }]} />
        </div>
        <h3>Toetsen in de tekst</h3>
        <div class="keys">
          <Keys of={inText.slice(0, Math.ceil(inText.length / 2))} />
          <Keys of={inText.slice(Math.ceil(inText.length / 2))} />
        </div>
        <h3>Toetsen bij het presenteren</h3>
        <div class="keys">
          <Keys of={whilePresenting.slice(0, 4)} />
          <Keys of={whilePresenting.slice(4)} />
        </div>
        <p class="version">
          Griffel {session.about.value?.version}. <a href="/licences.txt" target="_blank" rel="noreferrer">Licenties</a>
        </p>
      </div>
    </Dialog>
  );
}

function Keys({ of }: { of: Key[] }) {
  return (
    <dl>
      {of.map(({ shown, does }) => (
        <div key={does}>
          <dt>{shown.map((key, index) => (key === "of" ? <span key={index}> of </span> : <kbd key={index}>{key}</kbd>))}</dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
