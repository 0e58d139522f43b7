// A link to where the manual says more, which opens beside the page.
import type { ComponentChildren } from "preact";
import { manualAt } from "./manual.ts";

interface Props {
  /** A section or the code of a finding; none: the whole manual. */
  section?: string;
  sort?: string;
  /** What a screen reader says besides what is shown. */
  about?: string;
  children: ComponentChildren;
}

export function ManualLink({ section, sort = "manual-link", about, children }: Props) {
  return (
    <a class={sort} href={manualAt(section)} target="_blank" rel="noreferrer">
      {children}
      <span class="unseen">{about && ` ${about}`}, in een nieuw tabblad</span>
    </a>
  );
}
