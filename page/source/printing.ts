// Printing prints the pages of the letter, or the slides, each on a sheet of its own. Those out of sight are not drawn yet; so they are
// asked for first. What lies over the pages is printed as it stands.
import { comparisonShown } from "./comparison.ts";
import { notices } from "./notices.ts";
import { overviewShown } from "./overview.ts";
import { bands, pages } from "./pages/pages.ts";
import { PagePicture } from "./pages/picture.ts";
import type { ShownPage } from "./protocol.ts";
import { shelfShown } from "./shelf/shelf.ts";
import { isPresentation } from "./state.ts";

/** So long is waited for each part of a page that is not there yet, in milliseconds. */
const PATIENCE = 10_000;

interface PrintedSheet {
  page: ShownPage;
  picture: PagePicture;
}

let sheetsOnPaper: HTMLElement | null = null;
window.addEventListener("afterprint", () => {
  sheetsOnPaper?.remove();
  sheetsOnPaper = null;
});

/** Prints what is looked at: the pages, or what lies over them. */
export async function printShown(): Promise<void> {
  if (overviewShown.value || shelfShown.value || comparisonShown.value) {
    window.print();
    return;
  }
  const { document: of, printed } = pages;
  const sheets = printed.map((page) => ({ page, picture: new PagePicture(bands) }));
  if (of === null || sheets.length === 0 || !(await areDrawn(of, sheets))) {
    const what = isPresentation.value ? "dia's" : "bladzijden";
    notices.notify({ kind: "print", tone: "warning", text: `De ${what} zijn er nog niet allemaal. Probeer het zo nog eens, of download de PDF en druk die af.` });
    return;
  }
  sheetsOnPaper?.remove();
  sheetsOnPaper = document.createElement("div");
  sheetsOnPaper.className = "print-pages";
  sheetsOnPaper.append(...sheets.map(sheetOf));
  document.body.append(sheetsOnPaper);
  window.print();
}

/** Has all pages drawn; whether they are. */
async function areDrawn(document: string, sheets: readonly PrintedSheet[]): Promise<boolean> {
  for (;;) {
    const more = arrival();
    const drawn = await Promise.all(sheets.map(({ page, picture }) => picture.show(document, page)));
    if (drawn.every(Boolean)) return true;
    if (!(await more)) return false;
  }
}

/** Whether more of the pages comes. */
function arrival(): Promise<boolean> {
  const before = bands.arrivals.peek();
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(false), PATIENCE);
    const stop = bands.arrivals.subscribe((count) => count !== before && finish(true));
    const finish = (comes: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(comes);
    };
  });
}

function sheetOf({ page, picture }: PrintedSheet): HTMLElement {
  const sheet = document.createElement("div");
  sheet.className = page.slide ? "print-sheet slide" : "print-sheet";
  sheet.style.setProperty("--ratio", String(page.width / page.height));
  const place = document.createElement("div");
  place.append(picture.element);
  sheet.append(place);
  return sheet;
}
