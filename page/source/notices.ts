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

export const notices = signal<Notice[]>([]);

export function notify(notice: Notice): void {
  notices.value = [...notices.value.filter((other) => other.kind !== notice.kind), notice];
}

export function dismiss(kind: string): void {
  if (notices.value.some((notice) => notice.kind === kind))
    notices.value = notices.value.filter((notice) => notice.kind !== kind);
}

/** What is about the letter that was shown goes with it. */
export function dismissAll(): void {
  notices.value = notices.value.filter(({ kind }) => kind.startsWith("orphan"));
}
