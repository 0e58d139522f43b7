// A file becomes a picture for a text, in the browser: as large as print needs, turned as it should be, and without what a
// telephone writes into it, such as where it was taken.
import { barePartsOfJpeg } from "./jpeg.ts";
import { look, type Looked } from "./look.ts";
import { fitsAsItIs, fitted, inBytes, isTooLarge, MOST_BYTES, MOST_DRAWING, natureOf, type Size } from "./measure.ts";
import { barePartsOfPng } from "./png.ts";
import { forPrint, refusedAs, tooLarge } from "./words.ts";

export interface Prepared {
  blob: Blob;
  /** Null: a drawing, which is sharp at any size. */
  size: Size | null;
  /** What it was made smaller from. */
  before: { size: Size; bytes: number } | null;
  /** Words, a place and the like lay in the file, and do no more. */
  wasStripped: boolean;
}

type Use = "letter" | "slide";
type Raster = Exclude<Looked, { kind: "svg" | "refused" }>;

const QUALITY = 0.88;
/** Points along a side of the sample from which the nature of a picture is told. */
const SAMPLE = 512;

/** Throws a `Refused` where it cannot be. */
export async function prepare(file: File, use: Use): Promise<Prepared> {
  if (file.size > MOST_BYTES) throw tooLarge(inBytes(file.size));
  const bytes = new Uint8Array(await file.arrayBuffer());
  const looked = look(bytes, file.name);
  if (looked.kind === "refused") throw refusedAs(looked.why);
  if (looked.kind === "svg") {
    if (file.size > MOST_DRAWING) throw tooLarge(inBytes(file.size));
    return { blob: new Blob([bytes], { type: "image/svg+xml" }), size: null, before: null, wasStripped: false };
  }
  if (looked.kind === "jpeg" && looked.components === 4) throw forPrint();
  if (isTooLarge(looked)) throw tooLarge(`${inPoints(looked)} beeldpunten`);
  const image = await decoded(file);
  try {
    return await fit(file, bytes, looked, image, use);
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

async function fit(file: File, bytes: Uint8Array<ArrayBuffer>, looked: Raster, image: HTMLImageElement, use: Use): Promise<Prepared> {
  const wanted = fitted(looked, use);
  const asItIs = bare(looked, bytes);
  if (asItIs && wanted.width === looked.width) return { blob: asItIs, size: wanted, before: null, wasStripped: asItIs.size < file.size };
  const { blob, size, sizeBefore } = await drawn(image, looked, use);
  // What came may be packed tighter than the browser packs it.
  if (asItIs && blob.size >= asItIs.size && fitsAsItIs(looked)) return { blob: asItIs, size: sizeBefore, before: null, wasStripped: asItIs.size < file.size };
  const before = size.width < sizeBefore.width ? { size: sizeBefore, bytes: file.size } : null;
  return { blob, size, before, wasStripped: looked.kind !== "other" && looked.hasMore };
}

export const inPoints = ({ width, height }: Size): string => `${width} × ${height}`;

/** The same picture without what else lies in the file; null where it has to be drawn anew. */
function bare(looked: Raster, bytes: Uint8Array<ArrayBuffer>): Blob | null {
  const of = (parts: Uint8Array[], type: string) => new Blob(parts as Uint8Array<ArrayBuffer>[], { type });
  if (looked.kind === "jpeg" && looked.orientation === 1) return of(barePartsOfJpeg(bytes), "image/jpeg");
  if (looked.kind === "png" && !looked.hasExif) return of(barePartsOfPng(bytes), "image/png");
  return null;
}

async function drawn(image: HTMLImageElement, looked: Raster, use: Use): Promise<{ blob: Blob; size: Size; sizeBefore: Size }> {
  const sizeBefore = { width: image.naturalWidth, height: image.naturalHeight };
  const size = fitted(sizeBefore, use);
  const type = looked.kind === "jpeg" || isPhoto(image) ? "image/jpeg" : "image/png";
  const canvas = canvasOf(size, (context) => {
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, size.width, size.height);
  });
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, QUALITY));
  if (!blob) throw refusedAs("damaged");
  return { blob, size, sizeBefore };
}

/** An image turns as its file says, in every browser. */
async function decoded(file: File): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
  } catch {
    URL.revokeObjectURL(image.src);
    throw refusedAs("damaged");
  }
  return image;
}

/** Nothing shines through it, and it has the colours of a photograph. */
function isPhoto(image: HTMLImageElement): boolean {
  const size = { width: Math.min(SAMPLE, image.naturalWidth), height: Math.min(SAMPLE, image.naturalHeight) };
  let points = new Uint8ClampedArray();
  canvasOf(size, (context) => {
    // Mixing points would make colours that are not there.
    context.imageSmoothingEnabled = false;
    context.drawImage(image, 0, 0, size.width, size.height);
    points = context.getImageData(0, 0, size.width, size.height).data;
  });
  const { isTransparent, isPhoto } = natureOf(points);
  return isPhoto && !isTransparent;
}

function canvasOf({ width, height }: Size, draw: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) throw refusedAs("damaged");
  draw(context);
  return canvas;
}
