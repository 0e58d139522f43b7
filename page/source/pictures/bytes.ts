// Reads numbers and words from the bytes of a file. Past its end there is nothing.

/** Bytes with a place to read at. */
export class Reader {
  readonly bytes: Uint8Array;
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  /** An unsigned number of one, two or four bytes; 0 past the end. */
  number(at: number, size: 1 | 2 | 4, isLittle = false): number {
    if (at < 0 || at + size > this.length) return 0;
    if (size === 1) return this.view.getUint8(at);
    return size === 2 ? this.view.getUint16(at, isLittle) : this.view.getUint32(at, isLittle);
  }

  /** So many bytes as Latin letters. */
  word(at: number, length: number): string {
    return String.fromCharCode(...this.bytes.subarray(at, at + length));
  }
}
