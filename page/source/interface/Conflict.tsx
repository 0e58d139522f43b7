// The document was changed elsewhere while there is unsaved text, and somebody must choose: the text on disk, and beside it both
// texts in one.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { MergeView } from "@codemirror/merge";
import { EditorState, Text } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { choicesIn, choose, markConflicts, showPlace } from "../editor/conflicts.ts";
import * as editor from "../editor/editor.ts";
import { manuscriptSupport } from "../editor/language.ts";
import type { Choice, Conflict as Both, Merged } from "../merge/merge.ts";
import { noun } from "../state.ts";
import { manuscript } from "../tab.ts";
import { Dialog } from "./Dialog.tsx";

export function Conflict() {
  const onDisk = manuscript.conflict.value;
  if (!onDisk || !manuscript.conflictShown.value) return null;
  return <Differences key={onDisk.etag} diskText={onDisk.text} />;
}

const decideLater = () => manuscript.decideLater();

function Differences({ diskText }: { diskText: string }) {
  const place = useRef<HTMLDivElement>(null);
  const merge = useRef<MergeView | null>(null);
  const together = useMemo(() => manuscript.together(), []);
  const conflicts = together?.conflicts ?? [];
  const [choices, setChoices] = useState<Choice[]>(() => conflicts.map(() => "both"));
  useEffect(() => {
    if (!place.current) return;
    const labelSoon = () => queueMicrotask(() => merge.current && labelArrows(merge.current));
    const whenChanged = EditorView.updateListener.of(({ docChanged, state }) => {
      if (!docChanged) return;
      labelSoon();
      setChoices(choicesIn(state));
    });
    merge.current = new MergeView({
      parent: place.current,
      a: { doc: editor.asShown(diskText), extensions: [side("Tekst op schijf"), EditorState.readOnly.of(true)] },
      b: {
        doc: together ? Text.of(together.text.split("\n")) : editor.text(),
        extensions: [
          side(together ? "Beide teksten samen" : "Uw tekst"),
          markConflicts(conflicts),
          whenChanged,
          history(),
          keymap.of([...historyKeymap, ...defaultKeymap]),
        ],
      },
      revertControls: "a-to-b",
      renderRevertControl: () => {
        labelSoon();
        return takeOverButton();
      },
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
    return () => merge.current?.destroy();
  }, []);
  const ownText = () => merge.current?.b.state.sliceDoc() ?? editor.text();
  const within = (act: (view: EditorView) => void) => merge.current && act(merge.current.b);
  return (
    <Dialog title={`Deze ${noun.value} is ook ergens anders veranderd`} sort="conflict" close={decideLater}>
      <p class="dialog-lead">{leadOf(together)}</p>
      {conflicts.length > 0 && (
        <ol class="clashes">
          {conflicts.map((conflict, index) => (
            <Place
              key={index}
              number={index + 1}
              conflict={conflict}
              choice={choices[index] ?? "both"}
              show={() => within((view) => showPlace(view, index))}
              choose={(choice) => within((view) => choose(view, index, choice))}
            />
          ))}
        </ol>
      )}
      <div class="merge-heads">
        <h3>Op schijf</h3>
        <h3>{together ? "Beide samen" : "Uw tekst"}</h3>
      </div>
      <div class="merge" ref={place} onMouseDown={(event) => isArrow(event.target) && merge.current?.b.focus()} />
      <footer class="dialog-foot">
        <button type="button" class="button quiet" onClick={decideLater}>
          Later
        </button>
        <span class="space" />
        <button type="button" class="button" onClick={() => manuscript.takeDiskText()}>
          Neem de tekst van schijf
        </button>
        <button type="button" class="button primary" onClick={() => void manuscript.keepOwnText(ownText())}>
          Bewaar de rechtertekst
        </button>
      </footer>
    </Dialog>
  );
}

function leadOf(together: Merged | null): string {
  const arrow = "Met de pijl neemt u een stuk van links over.";
  if (!together) return `Links staat de tekst zoals die nu op schijf staat. Rechts staat uw tekst, die u nog kunt veranderen. ${arrow}`;
  const both = `Links staat wat een collega bewaarde. Rechts staat dat samen met uw tekst; daar kunt u nog in schrijven. ${arrow}`;
  const { length } = together.conflicts;
  if (length === 0) return `${both} Een collega veranderde ook de status: kijk of uw tekst daar nog bij past.`;
  const places = length === 1 ? "Op 1 plaats" : `Op ${length} plaatsen`;
  return `${both} ${places} veranderden u en een collega hetzelfde. Daar staat het nu allebei: kies wat blijft.`;
}

interface PlaceProps {
  number: number;
  conflict: Both;
  choice: Choice;
  show: () => void;
  choose: (choice: Choice) => void;
}

const CHOICES: [Choice, string][] = [
  ["theirs", "Die van een collega"],
  ["mine", "Die van mij"],
  ["both", "Allebei"],
];

/** One place where both changed the same. */
function Place({ number, conflict, choice, show, choose }: PlaceProps) {
  // Of what one took out there are not two to keep.
  const isTakenOut = conflict.mine === "" || conflict.theirs === "";
  const words = (text: string) => text || "(weggehaald)";
  const isChosen = (which: Choice) => which === choice || (isTakenOut && choice === "both" && conflict[which as "mine" | "theirs"] !== "");
  return (
    <li class="clash-place">
      <button type="button" class="clash-number" aria-label={`Toon plaats ${number} in de tekst`} title="Toon in de tekst" onClick={show}>
        {number}
      </button>
      <dl class="clash-words">
        <div>
          <dt>Collega</dt>
          <dd class="of-theirs">{words(conflict.theirs)}</dd>
        </div>
        <div>
          <dt>U</dt>
          <dd class="of-mine">{words(conflict.mine)}</dd>
        </div>
      </dl>
      <div class="clash-choices" role="group" aria-label={`Wat blijft op plaats ${number}`}>
        {CHOICES.filter(([which]) => which !== "both" || !isTakenOut).map(([which, label]) => (
          <button type="button" key={which} class="button small" aria-pressed={isChosen(which)} onClick={() => choose(which)}>
            {label}
          </button>
        ))}
      </div>
      {conflict.isHead && !isTakenOut && choice === "both" && (
        <p class="clash-note">Die van u geldt. Die van een collega blijft erboven staan, achter een #.</p>
      )}
    </li>
  );
}

const side = (label: string) => [
  editor.common,
  manuscriptSupport,
  editor.sameLineBreaks(),
  EditorView.contentAttributes.of({ "aria-label": label }),
];

const isArrow = (target: EventTarget | null) => target instanceof Element && target.closest(".take-over") !== null;

function takeOverButton(): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "take-over";
  button.textContent = "→";
  // The differences only listen to the mouse; a press on the keyboard is a click without one.
  button.addEventListener("click", ({ detail }) => {
    if (detail === 0) button.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
  });
  return button;
}

/** Tells of each arrow what it does; the arrows know their difference only by its number. */
function labelArrows(merge: MergeView): void {
  for (const button of merge.dom.querySelectorAll<HTMLElement>(".take-over")) {
    const chunk = merge.chunks[Number(button.dataset["chunk"])];
    if (!chunk) continue;
    const isOnlyRight = chunk.changes.every(({ fromA, toA }) => fromA === toA);
    button.title = isOnlyRight ? "Verwijder dit stuk uit de rechtertekst" : "Neem dit stuk over van schijf";
    button.setAttribute("aria-label", button.title);
  }
}
