// The line being typed stays in sight, and where it is, when what stands around the text takes more or less room.
import { EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

export const keepCursorInSight = ViewPlugin.fromClass(
  class {
    private readonly view: EditorView;
    private readonly observer = new ResizeObserver(() => this.resized());
    private top: number;
    /** Whether one types where one can see it. */
    private isSeen = false;

    constructor(view: EditorView) {
      this.view = view;
      this.top = view.scrollDOM.getBoundingClientRect().top;
      this.observer.observe(view.scrollDOM);
      view.scrollDOM.addEventListener("scroll", this.look);
    }

    update({ docChanged, selectionSet, focusChanged }: ViewUpdate): void {
      if (docChanged || selectionSet || focusChanged) this.view.requestMeasure({ key: this, read: this.look });
    }

    destroy(): void {
      this.observer.disconnect();
      this.view.scrollDOM.removeEventListener("scroll", this.look);
    }

    private readonly look = (): void => {
      // Also when another window is in front: what changes meanwhile is seen when one is back.
      this.isSeen = this.view.root.activeElement === this.view.contentDOM && isInSight(this.view);
    };

    private resized(): void {
      const { scrollDOM, state } = this.view;
      const { top } = scrollDOM.getBoundingClientRect();
      const moved = top - this.top;
      this.top = top;
      if (!this.isSeen) return;
      if (moved !== 0) scrollDOM.scrollTop += moved;
      if (!isInSight(this.view)) this.view.dispatch({ effects: EditorView.scrollIntoView(state.selection.main.head, { yMargin: 12 }) });
    }
  },
);

/** Whether all of the cursor can be seen. */
function isInSight(view: EditorView): boolean {
  const cursor = view.coordsAtPos(view.state.selection.main.head);
  const { top, bottom } = view.scrollDOM.getBoundingClientRect();
  return cursor !== null && cursor.top >= top - 1 && cursor.bottom <= bottom + 1;
}
