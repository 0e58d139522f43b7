// Where the manual says more about something on the screen. The ends of the addresses are its headings.

export const PICTURES = "een-afbeelding-invoegen";

/** Of fields at the head of a text, by their key. */
export const OF_FIELDS: Readonly<Record<string, string>> = {
  sjabloon: "een-eigen-vorm-voor-de-brief",
  pilot: "afkortingen-zaken-en-pilots",
  correctie: "een-correctie",
  geheimhouding: "een-geheime-brief",
  html: "een-webpagina-van-de-brief",
  grafieken: "grafieken-los-voor-uw-website-en-sociale-media",
  beeld: "een-beeld-naast-de-titel",
};

/** The address of a section, or of what a finding means by its code; none: the whole manual. */
export const manualAt = (section = ""): string => `/handleiding${section && `#${section}`}`;
