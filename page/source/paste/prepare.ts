// HTML from the clipboard, ready to be read: styles as data. They are read here and never applied; as styles, and scripts
// as scripts, the policy of the page would refuse them, and the browser would say so of each one.

/** The style of an element, and the style sheet, as they are read. */
export const STYLE = "dataStyle";
export const STYLE_SHEET = "textarea";

export function prepared(html: string): string {
  return (
    html
      // Some programs leave the heading of the clipboard's format before it.
      .replace(/^Version:\d[^<]*/, "")
      // Pictures that are written out are long, and not read.
      .replace(/(["'])data:[^"'<>]*\1/g, '""')
      .replace(/<style(?=[\s>])/gi, `<${STYLE_SHEET} data-sheet="1"`)
      .replace(/<\/style(?=[\s>])/gi, `</${STYLE_SHEET}`)
      .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\s(?=(?:style|on[a-z]+)\s*=)/gi, " data-"))
  );
}
