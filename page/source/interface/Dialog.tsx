// A window over the page, which the browser keeps the focus in and closes with Escape.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./Icon.tsx";

interface Props {
  title: string;
  sort: string;
  close: () => void;
  children: ComponentChildren;
}

export function Dialog({ title, sort, close, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    // A screen reader begins with what it is about.
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={`dialog ${sort}`}
      aria-labelledby={`dialog-${sort}`}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => event.target === element.current && close()}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={`dialog-${sort}`} tabIndex={-1} ref={heading}>{title}</h2>
          <button type="button" class="button quiet round" aria-label="Sluiten" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
