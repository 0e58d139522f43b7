// The bands that lie over each other and together are the picture of a page, kept by their hash. Pages can share them.
import { signal } from "@preact/signals";

/** More than this many are only kept while a page shows them. */
const MOST = 600;

export class Bands {
  /** Counts the times that bands came. */
  readonly arrivals = signal(0);

  private readonly ask: (document: string, hashes: string[]) => void;
  private readonly addresses = new Map<string, string>();
  /** Those that were asked for and are not there yet. */
  private readonly requested = new Set<string>();

  /** `ask` asks the server for bands of a document. */
  constructor(ask: (document: string, hashes: string[]) => void) {
    this.ask = ask;
  }

  has(hash: string): boolean {
    return this.addresses.has(hash);
  }

  /** Those of a page that are not there. */
  missing(hashes: readonly string[]): string[] {
    return hashes.filter((hash) => !this.has(hash));
  }

  add(bands: Record<string, string>): void {
    const told = Object.entries(bands);
    for (const [hash, svg] of told) {
      this.requested.delete(hash);
      if (!this.has(hash)) this.addresses.set(hash, URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" })));
    }
    if (told.length > 0) this.arrivals.value += 1;
  }

  /** Asks for the bands of a document that are not there. */
  request(document: string, hashes: readonly string[]): void {
    const missing = this.missing(hashes).filter((hash) => !this.requested.has(hash));
    if (missing.length === 0) return;
    for (const hash of missing) this.requested.add(hash);
    this.ask(document, missing);
  }

  /** An answer may have been lost: what is not there may be asked for again. */
  forgetRequests(): void {
    this.requested.clear();
  }

  /** Forgets the oldest bands that no page needs any more. */
  forget(needed: Iterable<string>): void {
    if (this.addresses.size <= MOST) return;
    const kept = new Set(needed);
    for (const [hash, address] of this.addresses) {
      if (this.addresses.size <= MOST) return;
      if (kept.has(hash)) continue;
      URL.revokeObjectURL(address);
      this.addresses.delete(hash);
    }
  }

  /**
   * The elements that together show a page, ready to be shown at once. Those among `shown` that already show one of its bands are used
   * again. Null when a band is not there or cannot be shown.
   */
  async loaded(hashes: string[], shown: readonly HTMLImageElement[]): Promise<HTMLImageElement[] | null> {
    const reusable = new Map(shown.map((image) => [image.src, image]));
    try {
      return await Promise.all(
        hashes.map((hash) => {
          const address = this.addresses.get(hash) ?? "";
          const old = reusable.get(address);
          reusable.delete(address);
          return old ?? loadedImage(address);
        }),
      );
    } catch {
      return null;
    }
  }
}

/** Not HTMLImageElement.decode: that waits for a frame first, and a drawing needs no decoding once it is loaded. */
function loadedImage(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.alt = "";
    image.draggable = false;
    image.decoding = "sync";
    image.addEventListener("load", () => resolve(image), { once: true });
    image.addEventListener("error", reject, { once: true });
    image.src = address;
  });
}

/** Puts images into an element, before all else in it; those that stay are not touched. */
export function placeImages(parent: HTMLElement, shown: readonly HTMLImageElement[], images: readonly HTMLImageElement[]): void {
  for (const old of shown) if (!images.includes(old)) old.remove();
  images.forEach((image, index) => {
    const there = parent.children[index] ?? null;
    if (there !== image) parent.insertBefore(image, there);
  });
}
