// The line being typed stays in sight, and where it is, when what stands around the text takes more or less room, and when
// somebody else changes what stands above it.
import { Transaction } from "@codemirror/state";
import { EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

export const keepCursorInSight = ViewPlugin.fromClass(
  class {
    private readonly view: EditorView;
    private readonly observer = new ResizeObserver(() => this.resized());
    /** How far down the window the cursor is, where one types and can see it. */
    private place: number | null = null;
    /** While the cursor is brought back into sight, what scrolls is no wish of the user; 0: it is not. */
    private frame = 0;

    constructor(view: EditorView) {
      this.view = view;
      this.observer.observe(view.scrollDOM);
      view.scrollDOM.addEventListener("scroll", this.scrolled);
    }

    update({ docChanged, selectionSet, focusChanged, transactions }: ViewUpdate): void {
      const isOfOthers = transactions.some((transaction) => transaction.docChanged && transaction.annotation(Transaction.remote) === true);
      if (isOfOthers) this.view.requestMeasure({ key: this, read: () => this.moved(), write: (moved) => this.scroll(moved) });
      else if (docChanged || selectionSet || focusChanged) this.view.requestMeasure({ key: this, read: this.look });
    }

    destroy(): void {
      this.observer.disconnect();
      this.view.scrollDOM.removeEventListener("scroll", this.scrolled);
      cancelAnimationFrame(this.frame);
    }

    private readonly scrolled = (): void => {
      if (this.frame === 0) this.look();
    };

    private readonly look = (): void => {
      // Also when another window is in front: what changes meanwhile is seen when one is back.
      const isTyping = this.view.root.activeElement === this.view.contentDOM;
      this.place = isTyping && isInSight(this.view) ? (cursorOf(this.view)?.top ?? null) : null;
    };

    /** The window or what stands around the text has another size. */
    private resized(): void {
      if (this.place === null) return;
      this.scroll(this.moved());
      if (!isInSight(this.view)) this.view.dispatch({ effects: EditorView.scrollIntoView(this.view.state.selection.main.head, { yMargin: 12 }) });
      cancelAnimationFrame(this.frame);
      this.frame = requestAnimationFrame(() => {
        this.frame = requestAnimationFrame(() => {
          this.frame = 0;
          this.look();
        });
      });
    }

    /** How far the cursor went down from where it was seen. */
    private moved(): number {
      return this.place === null ? 0 : (cursorOf(this.view)?.top ?? this.place) - this.place;
    }

    private scroll(moved: number): void {
      if (moved !== 0) this.view.scrollDOM.scrollTop += moved;
    }
  },
);

const cursorOf = (view: EditorView) => view.coordsAtPos(view.state.selection.main.head);

/** Whether all of the cursor can be seen. */
function isInSight(view: EditorView): boolean {
  const cursor = cursorOf(view);
  const { top, bottom } = view.scrollDOM.getBoundingClientRect();
  return cursor !== null && cursor.top >= top - 1 && cursor.bottom <= bottom + 1;
}
