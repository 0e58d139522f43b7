// A window that helps with writing closes, and the text has the keys again, before the next one is pressed.
import * as editor from "../editor/editor.ts";
import { aid } from "./aid.ts";

export function leaveAid(then?: () => void): void {
  // As long as a window is open, nothing behind it can have the keys.
  document.querySelector<HTMLDialogElement>("dialog[open]")?.close();
  aid.value = null;
  editor.focus();
  then?.();
}
