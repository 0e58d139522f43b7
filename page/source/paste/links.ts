// Addresses of links: only those that can be followed from a PDF.

const SCHEMES = /^(?:https?:\/\/|mailto:|tel:)[^\s]/i;

/** Outlook replaces addresses by one that asks Microsoft first. */
const SAFE_LINKS = /^https:\/\/[\w.-]+\.safelinks\.protection\.outlook\.com\/.*?[?&]url=([^&#]+)/i;

const LONGEST = 2000;

/** The address as it is written in Markdown; null: it leads nowhere from a letter. */
export function addressOf(href: string): string | null {
  const plain = href.replace(/[\u0000-\u001f]/g, "").trim();
  const around = SAFE_LINKS.exec(plain)?.[1];
  const address = (around && decoded(around)) || plain;
  if (!SCHEMES.test(address) || address.length > LONGEST) return null;
  return address
    .replace(/[\s<>{}()[\]|\\^`"\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff]/g, (sign) => encodeURIComponent(sign).replace("(", "%28").replace(")", "%29"))
    .replace(/&(?=#?\w+;)/g, "&amp;");
}

/** Whether the words of a link are its address. */
export function isItsAddress(words: string, address: string): boolean {
  return bare(words) === bare(address);
}

function bare(address: string): string {
  return address.trim().replace(/^(?:https?:\/\/|mailto:|tel:)/i, "").replace(/^www\./i, "").replace(/[\s/]+$/, "").replace(/%20|[\s()-]/g, "").toLowerCase();
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
