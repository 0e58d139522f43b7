// Where files with pictures are chosen: the browser's own window, which a button opens.
import { bring } from "./bringing.ts";

const ID = "picture-files";

/** Opens that window. */
export function choosePictures(): void {
  document.getElementById(ID)?.click();
}

export function PictureInput() {
  return (
    <input
      id={ID}
      type="file"
      hidden
      aria-label="Bestand met een afbeelding"
      accept="image/*,.heic,.heif,.svg"
      multiple
      onChange={(event) => {
        bring(event.currentTarget.files ?? []);
        // The same file may be chosen again.
        event.currentTarget.value = "";
      }}
    />
  );
}
