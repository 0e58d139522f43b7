// The line being typed stays in sight, and where it is, when what stands around the text takes more or less room, and when
// somebody else changes what stands above it.
import { Transaction } from "@codemirror/state";
import { EditorView, type Rect, ViewPlugin, type ViewUpdate } from "@codemirror/view";

export const keepCursorInSight = ViewPlugin.fromClass(
  class {
    private readonly view: EditorView;
    private readonly observer = new ResizeObserver(() => this.resized());
    /** How far down the window the cursor is, where one types and can see it. */
    private place: number | null = null;
    /** While the cursor is brought back into sight, what scrolls is no wish of the user; 0: it is not. */
    private frame = 0;
    /** Somebody else changed the text since it was measured last. */
    private isFollowing = false;
    /** One for both, so that neither takes the stead of the other. */
    private readonly measuring = {
      read: (): number => {
        if (this.isFollowing) return this.moved();
        this.look();
        return 0;
      },
      write: (moved: number): void => {
        this.isFollowing = false;
        this.scroll(moved);
      },
    };

    constructor(view: EditorView) {
      this.view = view;
      this.observer.observe(view.scrollDOM);
    }

    update({ docChanged, selectionSet, focusChanged, transactions }: ViewUpdate): void {
      const isOfOthers = transactions.some((transaction) => transaction.docChanged && transaction.annotation(Transaction.remote) === true);
      this.isFollowing ||= isOfOthers;
      if (docChanged || selectionSet || focusChanged) this.view.requestMeasure(this.measuring);
    }

    destroy(): void {
      this.observer.disconnect();
      cancelAnimationFrame(this.frame);
    }

    scrolled(): void {
      if (this.frame === 0) this.look();
    }

    private look(): void {
      // Also when another window is in front: what changes meanwhile is seen when one is back.
      const isTyping = this.view.root.activeElement === this.view.contentDOM;
      const cursor = isTyping ? cursorOf(this.view) : null;
      this.place = cursor && isInSight(this.view, cursor) ? cursor.top : null;
    }

    /** The window or what stands around the text has another size. */
    private resized(): void {
      if (this.place === null) return;
      this.scroll(this.moved());
      if (!isInSight(this.view, cursorOf(this.view))) this.view.dispatch({ effects: EditorView.scrollIntoView(this.view.state.selection.main.head, { yMargin: 12 }) });
      cancelAnimationFrame(this.frame);
      this.frame = requestAnimationFrame(() => {
        this.frame = requestAnimationFrame(() => {
          this.frame = 0;
          this.view.requestMeasure(this.measuring);
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
  // By way of the editor, which reads first what was typed just now: to measure before that would lose it.
  { eventObservers: { scroll() { this.scrolled(); } } },
);

const cursorOf = (view: EditorView) => view.coordsAtPos(view.state.selection.main.head);

/** Whether all of the cursor can be seen. */
function isInSight(view: EditorView, cursor: Rect | null): boolean {
  const { top, bottom } = view.scrollDOM.getBoundingClientRect();
  return cursor !== null && cursor.top >= top - 1 && cursor.bottom <= bottom + 1;
}
