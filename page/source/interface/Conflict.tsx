// The document was changed elsewhere while there is unsaved text: both texts side by side.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "preact/hooks";
import * as editor from "../editor/editor.ts";
import { manuscriptSupport } from "../editor/language.ts";
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
  useEffect(() => {
    if (!place.current) return;
    const labelSoon = () => queueMicrotask(() => merge.current && labelArrows(merge.current));
    const whenChanged = EditorView.updateListener.of((update) => update.docChanged && labelSoon());
    merge.current = new MergeView({
      parent: place.current,
      a: { doc: editor.asShown(diskText), extensions: [side("Tekst op schijf"), EditorState.readOnly.of(true)] },
      b: {
        doc: editor.text(),
        extensions: [side("Uw tekst"), whenChanged, history(), keymap.of([...historyKeymap, ...defaultKeymap])],
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
  return (
    <Dialog title={`Deze ${noun.value} is ook ergens anders veranderd`} sort="conflict" close={decideLater}>
      <p class="dialog-lead">
        Links staat de tekst zoals die nu op schijf staat. Rechts staat uw tekst, die u nog kunt veranderen. Met de pijl neemt u een
        stuk van links over.
      </p>
      <div class="merge-heads">
        <h3>Op schijf</h3>
        <h3>Uw tekst</h3>
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
    button.title = isOnlyRight ? "Verwijder dit stuk uit uw tekst" : "Neem dit stuk over van schijf";
    button.setAttribute("aria-label", button.title);
  }
}
