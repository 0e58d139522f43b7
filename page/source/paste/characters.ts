// The characters of what is pasted: what prints stays, what programs put between it to steer with goes.

const LIGATURES: Record<string, string> = { ﬀ: "ff", ﬁ: "fi", ﬂ: "fl", ﬃ: "ffi", ﬄ: "ffl", ﬅ: "st", ﬆ: "st" };

/** Soft hyphens, zero-width and steering characters, and those without a fixed meaning, which Griffel refuses. */
const UNSEEN =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ue000-\uf8ff]|[\u{f0000}-\u{10ffff}]|(?<!\p{Extended_Pictographic}\ufe0f?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

/** The bullets of Symbol and Wingdings, as their fonts number them. */
const SYMBOL_BULLETS = /[\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf06e\uf071\uf0a8]/g;

/** Spaces that hold words together, or are of another width. */
const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;

/** The same words in characters that Griffel reads. Line ends become \n. */
export function cleaned(text: string): string {
  return text
    .replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, "\n")
    .replace(SPACES, " ")
    .replace(/\u2011/g, "-")
    .replace(SYMBOL_BULLETS, "•")
    .replace(UNSEEN, "")
    .replace(/[\ufb00-\ufb06]/g, (ligature) => LIGATURES[ligature] ?? ligature)
    .normalize("NFC");
}
