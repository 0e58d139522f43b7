// How large a picture becomes, and as what it is kept: what print and slides need, and no more.

/** Points of the longest picture that a browser is asked to decode; telephones make up to a hundred million. */
const MOST_POINTS = 120_000_000;
/** Points of a picture that the server takes. */
const MOST_STORED = 50_000_000;
const LONGEST_SIDE = 20_000;
export const MOST_BYTES = 200 * 1024 * 1024;
/** As far as the server takes a drawing. */
export const MOST_DRAWING = 32 * 1024 * 1024;

/** A letter: 300 points an inch over the width of the text, which is 16 to 17 centimetres, and as high as a page. A slide: what a
 * beamer shows, and some more for the next one. */
const MOST = { letter: { width: 2000, height: 3000 }, slide: { width: 2560, height: 1600 } };

/** Across the whole width of the text less than this looks coarse. */
const LEAST_WIDTH = 600;

/** So many different colours, of points spread over it, has a photograph and no drawing. */
const MOST_COLOURS = 8_000;

export interface Size {
  width: number;
  height: number;
}

/** Whether a picture is too large to be decoded at all. */
export const isTooLarge = ({ width, height }: Size): boolean => Math.max(width, height) >= LONGEST_SIDE || width * height > MOST_POINTS;

/** Whether a picture need not become smaller for the server. */
export const fitsAsItIs = ({ width, height }: Size): boolean => width * height <= MOST_STORED;

/** The size that a picture gets; never more than it has. */
export function fitted({ width, height }: Size, use: "letter" | "slide"): Size {
  const most = MOST[use];
  const scale = Math.min(1, most.width / width, most.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Whether a picture looks coarse at a part of the width of the text, in percent. */
export const isCoarse = (width: number, percent: number): boolean => width < (LEAST_WIDTH * percent) / 100;

/** What the points of a picture say of it: red, green, blue and opacity of each. */
export function natureOf(points: Uint8ClampedArray): { isTransparent: boolean; isPhoto: boolean } {
  const colours = new Set<number>();
  let isTransparent = false;
  for (let at = 0; at + 3 < points.length; at += 4) {
    if ((points[at + 3] ?? 255) < 255) isTransparent = true;
    if (colours.size <= MOST_COLOURS) colours.add(((points[at] ?? 0) << 16) | ((points[at + 1] ?? 0) << 8) | (points[at + 2] ?? 0));
  }
  return { isTransparent, isPhoto: colours.size > MOST_COLOURS };
}

/** A size in bytes, for people. */
export function inBytes(bytes: number): string {
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "kB"] : [bytes / 1024 / 1024, "MB"];
  return `${size.toLocaleString("nl-NL", { maximumFractionDigits: size < 10 && unit === "MB" ? 1 : 0 })} ${unit}`;
}
