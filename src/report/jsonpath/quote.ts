const SHORT: Readonly<Record<string, string>> = {
  a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\',
}; // prettier-ignore

const ESCAPE =
  /\\(?:([abfnrtv\\])|(['"])|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2}))?/g;

/**
 * The text that a quoted string of Go stands for (strconv.UnquoteChar, Go 1.24), without its
 * quotes; undefined where an escape is wrong. Only the own quote may be escaped.
 */
export function unquote(inner: string, quote: string): string | undefined {
  let isWrong = false;
  const text = inner.replace(
    ESCAPE,
    (_, short?: string, mark?: string, x?: string, u?: string, long?: string, octal?: string) => {
      const known = short === undefined ? undefined : SHORT[short];
      if (known !== undefined) return known;
      if (mark === quote) return mark;
      const hex = x ?? u ?? long;
      const code = hex === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hex, 16);
      if (Number.isInteger(code) && code <= 0x10ffff) return String.fromCodePoint(code);
      isWrong = true;
      return '';
    },
  );
  return isWrong ? undefined : text;
}
