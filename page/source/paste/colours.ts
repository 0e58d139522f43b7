// Whether a colour in a style says something that a letter would lose.

const NAMED = /^(?:red|green|blue|yellow|lime|aqua|cyan|magenta|fuchsia|orange|purple|teal|olive|maroon|navy|crimson|tomato|gold)\b/;

export function isColourful(value: string | undefined): boolean {
  if (!value) return false;
  if (NAMED.test(value)) return true;
  const parts = channels(value);
  return parts !== null && Math.max(...parts) - Math.min(...parts) > 60;
}

function channels(value: string): number[] | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})\b/.exec(value)?.[1];
  if (hex) return (hex.length === 3 ? [...hex].map((sign) => sign + sign) : (hex.match(/../g) ?? [])).map((pair) => Number.parseInt(pair, 16));
  const rgb = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+))?/.exec(value);
  return rgb && rgb[4] !== "0" ? rgb.slice(1, 4).map(Number) : null;
}
