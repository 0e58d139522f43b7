// The bands that lie over each other and together are the picture of a page, kept by their hash. Pages can share them.
import { signal } from "@preact/signals";
import { send } from "../connection.ts";

/** More than this many are only kept while a page shows them. */
const MOST = 600;

const addresses = new Map<string, string>();
/** Those that were asked for and are not there yet. */
const requested = new Set<string>();

/** Counts the times that bands came. */
export const arrivals = signal(0);

export const hasBand = (hash: string): boolean => addresses.has(hash);

export function addBands(bands: Record<string, string>): void {
  const told = Object.entries(bands);
  for (const [hash, svg] of told) {
    requested.delete(hash);
    if (!addresses.has(hash)) addresses.set(hash, URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" })));
  }
  if (told.length > 0) arrivals.value += 1;
}

/** Asks for the bands of a document that are not there. */
export function requestBands(document: string, hashes: readonly string[]): void {
  const missing = hashes.filter((hash) => !hasBand(hash) && !requested.has(hash));
  if (missing.length === 0) return;
  for (const hash of missing) requested.add(hash);
  send({ type: "bands", document, bands: missing });
}

/** An answer may have been lost: what is not there may be asked for again. */
export function forgetRequests(): void {
  requested.clear();
}

/** Forgets the oldest bands that no page needs any more. */
export function forgetBands(needed: Iterable<string>): void {
  if (addresses.size <= MOST) return;
  const kept = new Set(needed);
  for (const [hash, address] of addresses) {
    if (addresses.size <= MOST) return;
    if (kept.has(hash)) continue;
    URL.revokeObjectURL(address);
    addresses.delete(hash);
  }
}

/**
 * The elements that together show a page, ready to be shown at once. Those among `shown` that already show one of its bands are used
 * again. Null when a band is not there or cannot be shown.
 */
export async function loadedBands(hashes: string[], shown: readonly HTMLImageElement[]): Promise<HTMLImageElement[] | null> {
  const reusable = new Map(shown.map((image) => [image.src, image]));
  try {
    return await Promise.all(
      hashes.map((hash) => {
        const address = addresses.get(hash) ?? "";
        const old = reusable.get(address);
        reusable.delete(address);
        return old ?? loaded(address);
      }),
    );
  } catch {
    return null;
  }
}

/** Not HTMLImageElement.decode: that waits for a frame first, and a drawing needs no decoding once it is loaded. */
function loaded(address: string): Promise<HTMLImageElement> {
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
