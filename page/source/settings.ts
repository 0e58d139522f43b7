// Choices of the user that this browser remembers.
import { effect, signal } from "@preact/signals";
import { store } from "./storage.ts";

const remembered: Record<string, unknown> = Object(store.kept("griffel.settings"));

function setting<T extends string | number | boolean>(name: string, initial: T) {
  const value = remembered[name];
  return signal(typeof value === typeof initial ? (value as T) : initial);
}

function width(name: string) {
  const value = remembered[name];
  return signal<number | null>(typeof value === "number" ? value : null);
}

export const settings = {
  autosave: setting<boolean>("autosave", true),
  editorShown: setting<boolean>("editorShown", true),
  /** Keys of one letter outside the editor; some users of speech or screen readers want them off. */
  letterKeys: setting<boolean>("letterKeys", true),
  /** Who works here, for the log. */
  by: setting<string>("by", ""),
  /** The head of a text is shown as a form. */
  headShown: setting<boolean>("headShown", false),
  /** The lines of the head are shown in the text as well. */
  headAsText: setting<boolean>("headAsText", false),
  /** Of the surroundings of the paper: "light", "dark", or as the system has it. */
  colors: setting<string>("colors", "system"),
  /** 1 is 100%; 0 fits the width. */
  zoom: setting<number>("zoom", 0),
  /** Widths in CSS pixels; null: chosen by the size of the window. */
  documentsWidth: width("documentsWidth"),
  editorWidth: width("editorWidth"),
  /** Height of the findings under the editor. */
  findingsHeight: width("findingsHeight"),
  /** Height of the drawer with the provenance of a number. */
  drawerHeight: width("drawerHeight"),
  lastDocument: setting<string>("lastDocument", ""),
};

effect(() => {
  store.keep("griffel.settings", Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, value.value])));
});
