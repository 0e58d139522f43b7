// The letter was changed elsewhere while there is unsaved text: both texts side by side.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "preact/hooks";
import * as editor from "../editor/editor.ts";
import { letterSupport } from "../editor/language.ts";
import { conflict, conflictShown, decideLater, keepOwnText, takeDiskText } from "../letter.ts";
import { Dialog } from "./Dialog.tsx";

export function Conflict() {
  const onDisk = conflict.value;
  if (!onDisk || !conflictShown.value) return null;
  return <Differences key={onDisk.etag} diskText={onDisk.text} />;
}

function Differences({ diskText }: { diskText: string }) {
  const place = useRef<HTMLDivElement>(null);
  const merge = useRef<MergeView | null>(null);
  useEffect(() => {
    if (!place.current) return;
    merge.current = new MergeView({
      parent: place.current,
      a: { doc: editor.asShown(diskText), extensions: [side("Tekst op schijf"), EditorState.readOnly.of(true)] },
      b: {
        doc: editor.text(),
        extensions: [side("Uw tekst"), history(), keymap.of([...historyKeymap, ...defaultKeymap])],
      },
      revertControls: "a-to-b",
      renderRevertControl: takeOverButton,
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
    return () => merge.current?.destroy();
  }, []);
  const ownText = () => merge.current?.b.state.sliceDoc() ?? editor.text();
  return (
    <Dialog title="Deze brief is ook ergens anders veranderd" sort="conflict" close={decideLater}>
      <p class="dialog-lead">
        Links staat de tekst zoals die nu op schijf staat. Rechts staat uw tekst, die u nog kunt veranderen. Met de pijl neemt u een
        stuk van links over.
      </p>
      <div class="merge-heads">
        <h3>Op schijf</h3>
        <h3>Uw tekst</h3>
      </div>
      <div class="merge" ref={place} />
      <footer class="dialog-foot">
        <button type="button" class="button quiet" onClick={decideLater}>
          Later
        </button>
        <span class="space" />
        <button type="button" class="button" onClick={takeDiskText}>
          Neem de tekst van schijf
        </button>
        <button type="button" class="button primary" onClick={() => void keepOwnText(ownText())}>
          Bewaar de rechtertekst
        </button>
      </footer>
    </Dialog>
  );
}

const side = (label: string) => [
  editor.common,
  letterSupport,
  editor.sameLineBreaks(),
  EditorView.contentAttributes.of({ "aria-label": label }),
];

function takeOverButton(): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "take-over";
  button.textContent = "→";
  button.title = "Neem dit stuk over van schijf";
  button.setAttribute("aria-label", button.title);
  return button;
}
