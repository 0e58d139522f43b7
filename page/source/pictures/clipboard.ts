// Which pictures lie on the clipboard, or are let go of over the text.

export type OnClipboard =
  | { what: "files"; files: File[] }
  /** Word names pictures that lie in a folder of its own, where no web page may look. */
  | { what: "onlyInWord" }
  | null;

/** What is pasted counts as pictures only where there are no words with it: Word and Excel put a picture of the words beside them. */
export function picturesIn(data: Pick<DataTransfer, "files" | "getData"> | null): OnClipboard {
  if (!data) return null;
  const files = [...data.files];
  const words = data.getData("text/plain").trim();
  // Some systems give the name of a file that was copied as words.
  if (words !== "" && !files.some(({ name }) => name === words)) return null;
  if (files.length > 0) return { what: "files", files };
  return /\bsrc\s*=\s*["']?file:/i.test(data.getData("text/html")) ? { what: "onlyInWord" } : null;
}

export const hasFiles = (data: DataTransfer | null): boolean => data?.types.includes("Files") ?? false;
