// What the head of a PNG says of it (PNG, third edition), and the same picture without what else lies in its file.
import { Reader } from "./bytes.ts";

export interface PngHead {
  width: number;
  height: number;
  /** It moves. */
  isAnimated: boolean;
  /** It may have to be turned, or says where it was made. */
  hasExif: boolean;
  /** Something besides the picture lies in the file. */
  hasMore: boolean;
}

interface Chunk {
  name: string;
  from: number;
  to: number;
}

const SIGNATURE = "\x89PNG\r\n\x1a\n";
const MORE = ["eXIf", "tEXt", "zTXt", "iTXt", "tIME"];

export const isPng = (bytes: Uint8Array): boolean => new Reader(bytes).word(0, 8) === SIGNATURE;

/** None where it has no head. */
export function readPng(bytes: Uint8Array): PngHead | null {
  const reader = new Reader(bytes);
  const chunks = chunksOf(reader);
  const head = chunks[0];
  if (head?.name !== "IHDR") return null;
  const names = chunks.map(({ name }) => name);
  return {
    width: reader.number(head.from + 8, 4),
    height: reader.number(head.from + 12, 4),
    isAnimated: names.includes("acTL"),
    hasExif: names.includes("eXIf"),
    hasMore: names.some((name) => MORE.includes(name)) || (chunks.at(-1)?.to ?? 0) < bytes.length,
  };
}

/** The parts of the file that are the picture itself. */
export function barePartsOfPng(bytes: Uint8Array): Uint8Array[] {
  const chunks = chunksOf(new Reader(bytes)).filter(({ name }) => !MORE.includes(name));
  return [bytes.subarray(0, SIGNATURE.length), ...chunks.map(({ from, to }) => bytes.subarray(from, to))];
}

function chunksOf(reader: Reader): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at + 12 <= reader.length; ) {
    const name = reader.word(at + 4, 4);
    const to = Math.min(at + 12 + reader.number(at, 4), reader.length);
    chunks.push({ name, from: at, to });
    if (name === "IEND") break;
    at = to;
  }
  return chunks;
}
