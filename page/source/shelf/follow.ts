// The files of the work folder follow what happens elsewhere, and lie over the document as the overview does: one of the two.
import { effect, untracked } from "@preact/signals";
import { latest } from "../connection.ts";
import { followFile, followSheet, lookAtSeries, lookForNew } from "../figures/figures.ts";
import { hideOverview, overviewShown } from "../overview.ts";
import { hideShelf, look, shelfShown } from "./shelf.ts";

const list = latest("list");

export function followFolder(): void {
  // Data was read anew: somebody changed something, here or elsewhere.
  effect(() => {
    void list.value;
    if (!shelfShown.peek()) return untracked(() => void lookForNew());
    // What they show is none of what is followed here.
    untracked(() => {
      void look();
      void lookAtSeries();
      void followFile();
    });
  });
  followSheet();
  effect(() => {
    if (shelfShown.value) untracked(() => void lookAtSeries());
  });
  effect(() => {
    if (overviewShown.value) hideShelf();
  });
  effect(() => {
    if (shelfShown.value) hideOverview();
  });
}
