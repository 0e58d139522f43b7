// What every menu does: it closes on a click elsewhere, when the focus leaves it, and on Escape.
import { useEffect, useRef, useState } from "preact/hooks";

export function useMenu() {
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
  return { isOpen, setOpen, element, button, closeOnEscape };
}
