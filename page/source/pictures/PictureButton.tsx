// The button that puts a picture into the text: it lets one choose files.
import { useRef } from "preact/hooks";
import { Icon } from "../interface/Icon.tsx";
import { shown } from "../state.ts";
import { bring } from "./bringing.ts";

export function PictureButton() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="button quiet small"
        disabled={Boolean(shown.value?.adopted)}
        title="Zet een afbeelding in de tekst. Plakken of slepen kan ook"
        onClick={() => input.current?.click()}
      >
        <Icon name="picture" />
        Afbeelding
      </button>
      <input
        ref={input}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-label="Bestand met een afbeelding"
        accept="image/*,.heic,.heif,.svg"
        multiple
        onChange={(event) => {
          bring(event.currentTarget.files ?? []);
          // The same file may be chosen again.
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
