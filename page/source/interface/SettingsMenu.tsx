// The settings, behind a button in the bar.
import type { Signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { settings } from "../settings.ts";
import { Icon } from "./Icon.tsx";

export function SettingsMenu() {
  const [isOpen, setOpen] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = (event: Event) => !element.current?.contains(event.target as Node) && setOpen(false);
    window.addEventListener("pointerdown", closeOutside);
    window.addEventListener("focusin", closeOutside);
    return () => {
      window.removeEventListener("pointerdown", closeOutside);
      window.removeEventListener("focusin", closeOutside);
    };
  }, [isOpen]);

  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };

  return (
    <div class="menu" ref={element} onKeyDown={closeOnEscape}>
      <button
        type="button"
        ref={button}
        class="button quiet round"
        aria-label="Instellingen"
        title="Instellingen"
        aria-expanded={isOpen}
        aria-controls="settings"
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="settings" />
      </button>
      <div id="settings" class="menu-list" hidden={!isOpen}>
        <Choice of={settings.autosave} label="Bewaren als ik even stop met typen" />
        <Choice of={settings.editorShown} label="Editor tonen" />
        <Choice of={settings.letterKeys} label="Toetsen van één letter gebruiken" />
      </div>
    </div>
  );
}

function Choice({ of, label }: { of: Signal<boolean>; label: string }) {
  return (
    <label class="choice">
      <input type="checkbox" checked={of.value} onChange={(event) => (of.value = event.currentTarget.checked)} />
      {label}
    </label>
  );
}
