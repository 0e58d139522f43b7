// What a file is that somebody wants as a picture: by its first bytes, before anything decodes it.
import { Reader } from "./bytes.ts";
import { type JpegHead, readJpeg } from "./jpeg.ts";
import { isPng, readPng } from "./png.ts";

/** Kinds that a text can show, as they are or after the browser made something else of them. */
export type Looked =
  | { kind: "svg" }
  | ({ kind: "jpeg" } & JpegHead)
  | { kind: "png"; width: number; height: number; hasExif: boolean; hasMore: boolean }
  /** The browser can read it; a text cannot show it. */
  | { kind: "other"; width: number; height: number }
  | { kind: "refused"; why: Refusable };

/** What cannot be, each with a way out of its own. */
export type Refusable = "heic" | "tiff" | "moving" | "pdf" | "metafile" | "figures" | "office" | "damaged" | "unknown";

const HEIC = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"];

/** A drawing says what it is in its first lines, below what its program says of itself. */
const HEAD_OF_DRAWING = 64 * 1024;

export function look(bytes: Uint8Array, name: string): Looked {
  const reader = new Reader(bytes);
  const starts = (word: string) => reader.word(0, word.length) === word;
  const refused = (why: Refusable): Looked => ({ kind: "refused", why });
  const sized = (width: number, height: number): Looked => (width > 0 && height > 0 ? { kind: "other", width, height } : refused("damaged"));
  if (starts("\xff\xd8\xff")) {
    const head = readJpeg(bytes);
    return head && head.width > 0 && head.height > 0 ? { kind: "jpeg", ...head } : refused("damaged");
  }
  if (isPng(bytes)) {
    const head = readPng(bytes);
    if (!head || head.width === 0 || head.height === 0) return refused("damaged");
    const { width, height, hasExif, hasMore, isAnimated } = head;
    return isAnimated ? refused("moving") : { kind: "png", width, height, hasExif, hasMore };
  }
  if (starts("GIF8")) return hasFrames(reader) ? refused("moving") : sized(reader.number(6, 2, true), reader.number(8, 2, true));
  if (starts("RIFF") && reader.word(8, 4) === "WEBP") return webp(reader, refused, sized);
  if (starts("BM")) return sized(reader.number(18, 4, true), Math.abs(reader.number(22, 4, true) | 0));
  if (reader.word(4, 4) === "ftyp") return container(reader, refused, sized);
  if (starts("II*\0") || starts("MM\0*")) return refused("tiff");
  if (starts("%PDF")) return refused("pdf");
  if (starts("\xd7\xcd\xc6\x9a") || (reader.number(0, 4, true) === 1 && reader.word(40, 4) === " EMF")) return refused("metafile");
  if (/\.(csv|txt|xlsx?|ods|json)$/i.test(name)) return refused("figures");
  if (/\.(docx?|odt|rtf|pptx?)$/i.test(name)) return refused("office");
  if (new TextDecoder().decode(bytes.subarray(0, HEAD_OF_DRAWING)).includes("<svg")) return { kind: "svg" };
  return refused("unknown");
}

type Refuse = (why: Refusable) => Looked;
type Size = (width: number, height: number) => Looked;

/** Whether a GIF has more than one picture. */
function hasFrames(reader: Reader): boolean {
  const colours = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let frames = 0;
  let at = 13 + colours(reader.number(10, 1));
  const blocks = (from: number): number => {
    let next = from;
    while (next < reader.length && reader.number(next, 1) > 0) next += 1 + reader.number(next, 1);
    return next + 1;
  };
  while (at < reader.length && frames < 2) {
    const sort = reader.number(at, 1);
    if (sort === 0x21) at = blocks(at + 2);
    else if (sort === 0x2c) {
      frames += 1;
      at = blocks(at + 11 + colours(reader.number(at + 9, 1)));
    } else break;
  }
  return frames > 1;
}

function webp(reader: Reader, refused: Refuse, sized: Size): Looked {
  const three = (at: number) => reader.number(at, 2, true) | (reader.number(at + 2, 1) << 16);
  switch (reader.word(12, 4)) {
    case "VP8X":
      return reader.number(20, 1) & 2 ? refused("moving") : sized(three(24) + 1, three(27) + 1);
    case "VP8L": {
      const bits = reader.number(21, 4, true);
      return sized((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    case "VP8 ":
      return sized(reader.number(26, 2, true) & 0x3fff, reader.number(28, 2, true) & 0x3fff);
    default:
      return refused("damaged");
  }
}

/** HEIC and AVIF are kept in the same way. */
function container(reader: Reader, refused: Refuse, sized: Size): Looked {
  const end = Math.min(reader.number(0, 4), 256);
  const brands = [reader.word(8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(reader.word(at, 4));
  if (brands[0] === "avis") return refused("moving");
  if (!brands.includes("avif")) return refused(brands.some((brand) => HEIC.includes(brand)) ? "heic" : "unknown");
  // Its size stands in a box of that name; the largest is that of the whole picture.
  let [width, height] = [0, 0];
  const last = Math.min(reader.length, HEAD_OF_DRAWING) - 20;
  for (let at = 0; at < last; at += 1) {
    if (reader.number(at, 4) !== 0x69737065) continue;
    width = Math.max(width, reader.number(at + 8, 4));
    height = Math.max(height, reader.number(at + 12, 4));
  }
  return sized(width, height);
}
