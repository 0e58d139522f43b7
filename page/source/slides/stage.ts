// The slides on the wall. What comes next is loaded already, so that turning takes no visible time.
import type { Bands } from "../pages/bands.ts";
import { PagePicture } from "../pages/picture.ts";
import type { ShownPage } from "../protocol.ts";

const keyOf = (page: ShownPage): string => page.bands.join();

export class Stage {
  readonly element = document.createElement("div");
  private readonly bands: Bands;
  /** By what they show: a page that changes gets another picture, and the old one stays until that is there. */
  private pictures = new Map<string, PagePicture>();
  private wanted = "";

  constructor(bands: Bands) {
    this.bands = bands;
    this.element.className = "stage-slides";
  }

  /** Shows a page as soon as it can be shown; until then the one before stays. Those of `near` are made ready. */
  show(document: string, wanted: ShownPage, near: readonly ShownPage[]): void {
    this.wanted = keyOf(wanted);
    const kept = new Set([wanted, ...near].map(keyOf));
    for (const page of [wanted, ...near]) {
      const key = keyOf(page);
      const picture = this.pictureFor(key);
      if (!picture.isEmpty) this.reveal(key, kept);
      else void picture.show(document, page).then((isShown) => isShown && this.reveal(key, kept));
    }
  }

  private pictureFor(key: string): PagePicture {
    let picture = this.pictures.get(key);
    if (!picture) {
      picture = new PagePicture(this.bands);
      this.pictures.set(key, picture);
      this.element.append(picture.element);
    }
    return picture;
  }

  private reveal(key: string, kept: ReadonlySet<string>): void {
    if (key !== this.wanted) return;
    for (const [other, { element }] of this.pictures) {
      element.classList.toggle("visible", other === key);
      if (kept.has(other)) continue;
      element.remove();
      this.pictures.delete(other);
    }
  }
}
