// A page as a picture alone, without text that can be selected: a thumbnail, or a slide on the wall.
import type { ShownPage } from "../protocol.ts";
import { type Bands, placeImages } from "./bands.ts";

export class PagePicture {
  readonly element = document.createElement("div");
  private readonly bands: Bands;
  private images: HTMLImageElement[] = [];
  private shown = "";
  private wanted = "";

  constructor(bands: Bands) {
    this.bands = bands;
    this.element.className = "page-picture";
  }

  get isEmpty(): boolean {
    return this.shown === "";
  }

  /** Shows a page in one go, when all its bands are there; until then what was shown stays. Tells whether it is shown. */
  async show(document: string, page: ShownPage): Promise<boolean> {
    this.wanted = page.bands.join();
    if (this.wanted === this.shown) return true;
    if (this.bands.missing(page.bands).length > 0) {
      this.bands.request(document, page.bands);
      return false;
    }
    const wanted = this.wanted;
    const images = await this.bands.loaded(page.bands, this.images);
    if (!images || wanted !== this.wanted) return false;
    placeImages(this.element, this.images, images);
    this.images = images;
    this.shown = wanted;
    return true;
  }
}
