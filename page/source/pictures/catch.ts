// Pictures that are pasted into the editor or let go of over it.
import type { Extension } from "@codemirror/state";
import { dropCursor, EditorView } from "@codemirror/view";
import { hasFiles, picturesIn } from "./clipboard.ts";

export interface Catching {
  bring: (files: Iterable<File>) => void;
  refuseWordPicture: () => void;
}

/** A file that is let go of beside everything that takes one: the browser would show it instead of the page. */
export function keepFilesOut(): void {
  const refuse = (event: DragEvent) => {
    if (event.defaultPrevented || !hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
  };
  addEventListener("dragover", refuse);
  addEventListener("drop", refuse);
}

/** `to`: who is told of them. */
export function catchPictures(to: Catching): Extension {
  return [
    dropCursor(),
    EditorView.domEventHandlers({
      paste(event) {
        const pictures = picturesIn(event.clipboardData);
        if (!pictures) return false;
        if (pictures.what === "files") to.bring(pictures.files);
        else to.refuseWordPicture();
        return true;
      },
      drop(event, view) {
        // Words that are dragged about are the editor's own affair; a file that is none becomes no text.
        if (!hasFiles(event.dataTransfer)) return false;
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
        if (!view.state.readOnly) view.dispatch({ selection: { anchor: at }, userEvent: "select.pointer" });
        to.bring(event.dataTransfer?.files ?? []);
        return true;
      },
    }),
  ];
}
