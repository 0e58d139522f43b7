// The settings, behind a button in the bar.
import type { Signal } from "@preact/signals";
import { settings } from "../settings.ts";
import { Icon } from "./Icon.tsx";
import { useMenu } from "./useMenu.ts";

export function SettingsMenu() {
  const { isOpen, setOpen, element, button, closeOnEscape } = useMenu();

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
        <label class="choice">
          Kleuren
          <select value={settings.colors.value} onChange={(event) => (settings.colors.value = event.currentTarget.value)}>
            <option value="system">als het systeem</option>
            <option value="light">licht</option>
            <option value="dark">donker</option>
          </select>
        </label>
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
