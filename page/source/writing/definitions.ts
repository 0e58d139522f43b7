// How charts and tables are defined in the files of the work folder, for a picture of one.
import { tableText } from "../pointing/toml.ts";
import { postShelf } from "../requests.ts";
import { pairsOf } from "../shelf/values.ts";

/** The definition with this name as it would stand in a file; null: there is none, or it cannot be read now. */
export async function definitionOf(name: string): Promise<string | null> {
  try {
    const done = await postShelf({ what: "files" });
    if (done.what !== "files") return null;
    for (const { path } of done.files.filter(({ kind, exists }) => kind === "grafieken" && exists)) {
      const file = await postShelf({ what: "open", path });
      const found = file.what === "file" ? pairsOf(file.value).find(({ key }) => key === name) : undefined;
      if (found?.value.sort === "table") return tableText(found.key, found.value.of);
    }
  } catch {
    // There is no picture then; it can be put in all the same.
  }
  return null;
}
