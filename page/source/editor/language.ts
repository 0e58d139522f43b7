// What a document is written in: Markdown, with TOML between +++ at the top and placeholders in {{ }} and {% %}.
import { HighlightStyle, Language, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { commonmarkLanguage } from "@codemirror/lang-markdown";
import { Tag, styleTags, tags } from "@lezer/highlight";
import { type Element, MarkdownParser, type MarkdownConfig, Table } from "@lezer/markdown";

const placeholderTag = Tag.define();
const placeholderString = Tag.define();
const fenceTag = Tag.define();
const keyTag = Tag.define();
const valueTag = Tag.define();
const remarkTag = Tag.define();

const FENCE = /^\+\+\+\s*$/;

/** The lines between +++ at the top of the file. */
const frontMatter: MarkdownConfig = {
  defineNodes: [
    { name: "FrontMatter", block: true },
    { name: "FrontMatterFence", style: fenceTag },
    { name: "FrontMatterKey", style: keyTag },
    { name: "FrontMatterValue", style: valueTag },
    { name: "FrontMatterRemark", style: remarkTag },
  ],
  parseBlock: [
    {
      name: "FrontMatter",
      before: "HorizontalRule",
      parse(context, line) {
        if (context.lineStart !== 0 || !FENCE.test(line.text)) return false;
        const parts: Element[] = [context.elt("FrontMatterFence", 0, line.text.length)];
        let closed = false;
        while (!closed && context.nextLine()) {
          const start = context.lineStart;
          closed = FENCE.test(line.text);
          if (closed) parts.push(context.elt("FrontMatterFence", start, start + line.text.length));
          else addSetting(line.text, start);
        }
        const end = context.prevLineEnd();
        if (closed) context.nextLine();
        context.addElement(context.elt("FrontMatter", 0, closed ? context.prevLineEnd() : end, parts));
        return true;

        function addSetting(text: string, start: number) {
          const setting = /^(\s*[\w.-]+\s*=)(\s*)(.*)$/.exec(text);
          if (setting) {
            const [, key = "", space = "", value = ""] = setting;
            parts.push(context.elt("FrontMatterKey", start, start + key.length));
            const from = start + key.length + space.length;
            if (value) parts.push(context.elt("FrontMatterValue", from, from + value.length));
          } else if (/^\s*#/.test(text)) parts.push(context.elt("FrontMatterRemark", start, start + text.length));
        }
      },
    },
  ],
};

const CLOSING: Record<string, string> = { "{": "}}", "%": "%}", "#": "#}" };

/** {{ a value }}, {% a statement %} and {# a remark #}. */
const placeholders: MarkdownConfig = {
  defineNodes: [
    { name: "Placeholder", style: { "Placeholder/...": placeholderTag } },
    { name: "PlaceholderString", style: placeholderString },
    { name: "TemplateRemark", style: remarkTag },
  ],
  parseInline: [
    {
      name: "Placeholder",
      before: "Escape",
      parse(context, next, position) {
        if (next !== 123) return -1;
        const sort = context.slice(position + 1, position + 2);
        const closing = CLOSING[sort];
        if (!closing) return -1;
        const rest = context.slice(position + 2, context.end);
        const length = rest.indexOf(closing);
        if (length < 0) return -1;
        const end = position + 2 + length + 2;
        if (sort === "#") return context.addElement(context.elt("TemplateRemark", position, end));
        const strings = [...rest.slice(0, length).matchAll(/"[^"]*"|'[^']*'/g)].map((match) =>
          context.elt("PlaceholderString", position + 2 + match.index, position + 2 + match.index + match[0].length),
        );
        return context.addElement(context.elt("Placeholder", position, end, strings));
      },
    },
  ],
};

const parser = (commonmarkLanguage.parser as MarkdownParser).configure([
  Table,
  frontMatter,
  placeholders,
  { props: [styleTags({ "TableHeader/...": tags.strong, TableDelimiter: tags.processingInstruction })] },
]);

/** To commands for Markdown, such as the one that goes on with a list, it is Markdown. */
const manuscriptLanguage = new Language(commonmarkLanguage.data, parser, [], "manuscript");

const style = HighlightStyle.define([
  { tag: tags.heading1, class: "md-heading md-heading-1" },
  { tag: [tags.heading2, tags.heading3, tags.heading4], class: "md-heading" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: [tags.link, tags.url], class: "md-link" },
  { tag: [tags.processingInstruction, tags.contentSeparator], class: "md-sign" },
  { tag: tags.quote, class: "md-quote" },
  { tag: tags.monospace, class: "md-code" },
  { tag: placeholderTag, class: "md-placeholder" },
  { tag: placeholderString, class: "md-placeholder-string" },
  { tag: fenceTag, class: "md-fence" },
  { tag: keyTag, class: "md-key" },
  { tag: valueTag, class: "md-value" },
  { tag: remarkTag, class: "md-remark" },
]);

export const manuscriptSupport = new LanguageSupport(manuscriptLanguage, [syntaxHighlighting(style)]);
