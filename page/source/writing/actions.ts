// What the keys of the page do with the text.
import * as editor from "../editor/editor.ts";
import { aid } from "./aid.ts";
import { canBeWritten } from "./pieces.ts";

export function focusToolbar(): void {
  document.querySelector<HTMLElement>('.toolbar [tabindex="0"]')?.focus();
}

export function openInsert(): void {
  if (!canBeWritten(editor.state())) return;
  editor.focus();
  aid.value = { what: "insert", sort: null };
}
