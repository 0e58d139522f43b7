// Which of the windows that help with writing is open.
import { signal } from "@preact/signals";

/** The sorts of things that can be put into a text by their name. */
export type Sort = "getal" | "grafiek" | "tabel" | "zaak" | "afkorting" | "periode" | "verwijzing" | "gegeven";

export type Aid = { what: "link" } | { what: "table" } | { what: "insert"; sort: Sort | null };

export const aid = signal<Aid | null>(null);
