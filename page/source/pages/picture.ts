// A page as a picture alone, without text that can be selected: a thumbnail, or a slide on the wall.
import type { Page } from "../protocol.ts";
import { hasBand, loadedBands, placeImages, requestBands } from "./bands.ts";

export class PagePicture {
  readonly element = document.createElement("div");
  private images: HTMLImageElement[] = [];
  private shown = "";
  private wanted = "";

  constructor() {
    this.element.className = "page-picture";
  }

  get isEmpty(): boolean {
    return this.shown === "";
  }

  /** Shows a page in one go, when all its bands are there; until then what was shown stays. Tells whether it is shown. */
  async show(document: string, page: Page): Promise<boolean> {
    this.wanted = page.bands.join();
    if (this.wanted === this.shown) return true;
    if (!page.bands.every(hasBand)) {
      requestBands(document, page.bands);
      return false;
    }
    const wanted = this.wanted;
    const images = await loadedBands(page.bands, this.images);
    if (!images || wanted !== this.wanted) return false;
    placeImages(this.element, this.images, images);
    this.images = images;
    this.shown = wanted;
    return true;
  }
}
