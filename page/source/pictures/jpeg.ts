// What the head of a JPEG says of it (ITU-T T.81; Exif 2.3), and the same picture without what else lies in its file.
import { Reader } from "./bytes.ts";

export interface JpegHead {
  /** As it is stored; who looks at it may have to turn it first. */
  width: number;
  height: number;
  /** How many parts its colours have: 1 grey, 3 of a screen, 4 of print. */
  components: number;
  /** How it has to be turned: 1 not at all, 5 to 8 on its side. */
  orientation: number;
  /** Something besides the picture lies in the file: where and with what it was made, or words about it. */
  hasMore: boolean;
}

/** A stretch of the file, with its mark. */
interface Segment {
  code: number;
  from: number;
  to: number;
}

const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
const REMARK = 0xfe;
/** Applications may leave what they want under these; three of them say how the colours are meant. */
const FIRST_APPLICATION = 0xe0;
const LAST_APPLICATION = 0xef;
const EXIF = 0xe1;
const ORIENTATION = 0x0112;

/** None where it is no JPEG, or has no head. */
export function readJpeg(bytes: Uint8Array): JpegHead | null {
  const reader = new Reader(bytes);
  const segments = segmentsOf(reader);
  const frame = segments.find(({ code }) => isFrame(code));
  if (!frame) return null;
  const exif = segments.find(({ code, from }) => code === EXIF && reader.word(from + 4, 4) === "Exif");
  const end = segments.at(-1);
  return {
    height: reader.number(frame.from + 5, 2),
    width: reader.number(frame.from + 7, 2),
    components: reader.number(frame.from + 9, 1),
    orientation: exif ? orientationOf(reader, exif.from + 10, exif.to) : 1,
    hasMore: segments.some((segment) => isMore(reader, segment)) || (end?.code === END && end.to < bytes.length),
  };
}

/** The parts of the file that are the picture itself. What stands behind its end, as telephones leave there, goes as well. */
export function barePartsOfJpeg(bytes: Uint8Array): Uint8Array[] {
  const reader = new Reader(bytes);
  return segmentsOf(reader)
    .filter((segment) => !isMore(reader, segment))
    .map(({ from, to }) => bytes.subarray(from, to));
}

/** Baseline, extended, progressive and so on; not the tables that have numbers between theirs. */
const isFrame = (code: number): boolean => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);

function isMore(reader: Reader, { code, from }: Segment): boolean {
  if (code === REMARK) return true;
  if (code < FIRST_APPLICATION || code > LAST_APPLICATION) return false;
  const name = reader.word(from + 4, 11);
  return !(name.startsWith("JFIF\0") || name === "ICC_PROFILE" || name.startsWith("Adobe"));
}

/** All stretches of the first picture in the file, in their order; a scan goes with the image behind it. */
function segmentsOf(reader: Reader): Segment[] {
  const segments: Segment[] = [];
  if (reader.number(0, 1) !== 0xff || reader.number(1, 1) !== START) return segments;
  segments.push({ code: START, from: 0, to: 2 });
  let at = 2;
  while (at + 2 <= reader.length && reader.number(at, 1) === 0xff) {
    const code = reader.number(at + 1, 1);
    if (code === 0xff) {
      at += 1;
      continue;
    }
    const isAlone = code === END || code === 0x01 || (code >= 0xd0 && code <= 0xd7);
    let to = isAlone ? at + 2 : at + 2 + Math.max(2, reader.number(at + 2, 2));
    if (code === SCAN) to = endOfImage(reader, to);
    segments.push({ code, from: at, to: Math.min(to, reader.length) });
    if (code === END) break;
    at = to;
  }
  return segments;
}

/** Where the next mark stands that is no part of the image. */
function endOfImage({ bytes }: Reader, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

function orientationOf(reader: Reader, tiff: number, end: number): number {
  const isLittle = reader.word(tiff, 2) === "II";
  const table = tiff + reader.number(tiff + 4, 4, isLittle);
  const count = reader.number(table, 2, isLittle);
  for (let index = 0, at = table + 2; index < count && at + 12 <= end; index += 1, at += 12) {
    if (reader.number(at, 2, isLittle) !== ORIENTATION) continue;
    const orientation = reader.number(at + 8, 2, isLittle);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}
