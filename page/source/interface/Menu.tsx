// A button with a list of things to do, which closes when one of them is chosen.
import type { ComponentChildren } from "preact";
import { useMenu } from "./useMenu.ts";

interface Item {
  label: string;
  run: () => void;
}

interface Props {
  id: string;
  sort?: string;
  /** What the button shows. */
  children: ComponentChildren;
  items: Item[];
  disabled?: boolean;
}

export function Menu({ id, sort = "", children, items, disabled }: Props) {
  const { isOpen, setOpen, element, button, closeOnEscape } = useMenu();
  const choose = (run: () => void) => {
    setOpen(false);
    // What opens gives the focus back to what has it now.
    button.current?.focus();
    run();
  };
  return (
    <div class={`menu ${sort}`} ref={element} onKeyDown={closeOnEscape}>
      <button
        type="button"
        ref={button}
        class="button"
        aria-expanded={isOpen}
        aria-controls={id}
        disabled={disabled}
        onClick={() => setOpen(!isOpen)}
      >
        {children}
      </button>
      <ul id={id} class="menu-list" hidden={!isOpen}>
        {items.map(({ label, run }) => (
          <li key={label}>
            <button type="button" class="menu-item" onClick={() => choose(run)}>
              {label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
