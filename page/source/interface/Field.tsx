// A field of a form, with its label, what it is for, and what is wrong with it.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ManualLink } from "../help/ManualLink.tsx";

interface FieldProps {
  label: string;
  /** What it is for. */
  about?: string;
  problem?: string | null;
  required?: boolean;
  /** Where the manual says more. */
  section?: string;
  children: (id: string, described: string | undefined) => ComponentChildren;
}

let fields = 0;

/** A field with its label, what it is for, and what is wrong with it. */
export function Field({ label, about, problem, required, section, children }: FieldProps) {
  const [id] = useState(() => `field-${(fields += 1)}`);
  const described = [about && `${id}-about`, problem && `${id}-problem`].filter(Boolean).join(" ") || undefined;
  return (
    <div class={problem ? "field wrong" : "field"}>
      <label for={id}>
        {label}
        {required === false && <span class="optional"> (hoeft niet)</span>}
      </label>
      {children(id, described)}
      {about && (
        <p class="field-about" id={`${id}-about`}>
          {about}
        </p>
      )}
      {section && (
        <ManualLink section={section} about={`over ${label}`}>
          Meer in de handleiding
        </ManualLink>
      )}
      {problem && (
        <p class="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
