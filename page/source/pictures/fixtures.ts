// Files as the tests need them, byte by byte.

export const bytes = (...parts: (string | number | number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...part].map((next) => next.charCodeAt(0)) : typeof part === "number" ? [part] : [...part])));

/** A number in so many bytes, the highest first. */
export const big = (number: number, size: number): number[] => Array.from({ length: size }, (_, at) => (number >>> (8 * (size - 1 - at))) & 0xff);
export const little = (number: number, size: number): number[] => big(number, size).reverse();

/** A stretch of a JPEG. */
export const segment = (code: number, content: Uint8Array): Uint8Array => bytes(0xff, code, big(content.length + 2, 2), content);

/** What a camera writes: how to turn the picture, and with `place` where it was taken. */
export function exif(orientation: number, { isLittle = true, place = "" } = {}): Uint8Array {
  const number = isLittle ? little : big;
  const entry = (tag: number, type: number, value: number[]) => bytes(number(tag, 2), number(type, 2), number(1, 4), value);
  const table = bytes(number(2, 2), entry(0x0100, 3, [...number(9, 2), 0, 0]), entry(0x0112, 3, [...number(orientation, 2), 0, 0]), number(0, 4));
  return segment(0xe1, bytes("Exif\0\0", isLittle ? "II" : "MM", number(42, 2), number(8, 4), table, place));
}

interface Jpeg {
  width?: number;
  height?: number;
  components?: number;
  frame?: number;
  before?: Uint8Array[];
  after?: Uint8Array;
}

/** A JPEG, of which the image itself is a few bytes. */
export function jpeg({ width = 800, height = 600, components = 3, frame = 0xc0, before = [], after = bytes() }: Jpeg = {}): Uint8Array {
  const parts = Array.from({ length: components }, (_, at) => [at + 1, 0x11, 0]).flat();
  const head = segment(frame, bytes(8, big(height, 2), big(width, 2), components, parts));
  const scan = bytes(segment(0xda, bytes(1, 1, 0, 0, 63, 0)), [7, 0xff, 0, 9, 0xff, 0xd0, 9]);
  return bytes(0xff, 0xd8, ...before, segment(0xc4, bytes([1, 2, 3])), head, scan, 0xff, 0xd9, after);
}

/** A piece of a PNG; nobody here looks at its checksum. */
export const chunk = (name: string, content: Uint8Array = bytes()): Uint8Array => bytes(big(content.length, 4), name, content, [1, 2, 3, 4]);

export function png({ width = 800, height = 600, between = [] as Uint8Array[], after = bytes() } = {}): Uint8Array {
  return bytes("\x89PNG\r\n\x1a\n", chunk("IHDR", bytes(big(width, 4), big(height, 4), [8, 6, 0, 0, 0])), ...between, chunk("IDAT", bytes([9])), chunk("IEND"), after);
}
