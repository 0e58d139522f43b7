// What is said of files that cannot be a picture in a text, and what to do then.
import { Refused } from "../refused.ts";
import type { Refusable } from "./look.ts";

const AGAIN = "Open die in een programma voor foto’s of tekeningen, en bewaar die als JPEG of PNG.";

const WORDS: Record<Refusable, [string, string]> = {
  heic: [
    "Dit is een foto van een iPhone (HEIC). Die kan niet in een PDF.",
    "Mail de foto vanaf de telefoon aan uzelf: dan wordt het een JPEG. Of open de foto op uw computer en bewaar die als JPEG. Nieuwe foto’s zijn meteen goed met Instellingen, Camera, Structuur, Meest compatibel.",
  ],
  tiff: ["Dit is een TIFF. Die kan Griffel niet lezen.", AGAIN],
  moving: ["Deze afbeelding beweegt. Dat kan niet in een PDF.", "Kies een afbeelding die stilstaat, of bewaar één beeld eruit als PNG."],
  pdf: ["Dit is een PDF. Die kan niet als afbeelding in een toegankelijk document.", "Vraag de afbeelding zelf op als PNG, JPEG of SVG. Of maak een schermafdruk van het deel dat u nodig hebt, en plak die hier."],
  metafile: ["Dit is een tekening uit Word of Excel (EMF of WMF). Die kan Griffel niet lezen.", "Klik in Word of Excel met de rechtermuisknop op de tekening, kies Opslaan als afbeelding, en neem PNG of SVG."],
  figures: ["Dit is geen afbeelding, maar een bestand met cijfers.", "Zet het bij Gegevens, Alle reeksen. Daarna maakt u er een grafiek of tabel van."],
  office: ["Dit is geen afbeelding, maar een document.", "Kopieer wat u nodig hebt uit het document, en plak dat in de tekst."],
  damaged: ["Deze afbeelding is beschadigd, of niet te openen.", "Vraag die nog eens op. Of open die in een programma voor foto’s en bewaar die opnieuw."],
  unknown: ["Dit is geen afbeelding die Griffel kent.", "Wel kunnen: JPEG, PNG en SVG."],
};

export const refusedAs = (why: Refusable): Refused => new Refused(0, ...WORDS[why]);

/** Of a picture with the colours of print. */
export const forPrint = (): Refused =>
  new Refused(
    0,
    "Deze foto heeft de kleuren van drukwerk (CMYK). Die kunnen niet in een PDF voor het archief.",
    "Vraag de foto op met de kleuren van een beeldscherm (RGB). Of open die in een programma voor foto’s, kies RGB en bewaar die opnieuw.",
  );

export const tooLarge = (size: string): Refused =>
  new Refused(0, `Deze afbeelding is te groot: ${size}.`, "Maak die eerst kleiner in een programma voor foto’s. 3000 beeldpunten breed is genoeg voor een hele bladzijde.");

/** Of a picture that Word only points at. */
export const onlyInWord = (): Refused =>
  new Refused(0, "Deze afbeelding is niet meegekomen uit Word.", "Klik in Word met de rechtermuisknop op de afbeelding, kies Opslaan als afbeelding, en sleep dat bestand in de tekst.");
