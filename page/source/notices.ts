// Short messages to the user above the text, each with what can be done about it.
import { signal } from "@preact/signals";

export interface Notice {
  /** Says what it is about; a new notice replaces the earlier one of the same kind. */
  kind: string;
  tone: "quiet" | "warning" | "error";
  text: string;
  action?: { label: string; run: () => void };
  /** Called when the user closes it. */
  closed?: () => void;
}

export class Notices {
  readonly all = signal<Notice[]>([]);

  notify(notice: Notice): void {
    this.all.value = [...this.all.peek().filter((other) => other.kind !== notice.kind), notice];
  }

  dismiss(kind: string): void {
    const all = this.all.peek();
    if (all.some((notice) => notice.kind === kind)) this.all.value = all.filter((notice) => notice.kind !== kind);
  }

  /** What is about the document that was shown goes with it. */
  dismissAll(): void {
    this.all.value = this.all.peek().filter(({ kind }) => kind.startsWith("orphan"));
  }
}

/** Those of this page. */
export const notices = new Notices();
