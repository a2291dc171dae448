/** More different warnings than this are not worth a screen. */
const MAX_WARNINGS = 20;

/**
 * Passes the server's `Warning` headers on, each text once.
 * Source: apimachinery pkg/util/net ParseWarningHeaders, v0.34 (`299 - "text"`, several by commas).
 */
export function createWarnings(warn: (line: string) => void): (headers: readonly string[]) => void {
  const seen = new Set<string>();
  return (headers) => {
    for (const text of headers.flatMap(warningTexts)) {
      if (seen.has(text) || seen.size >= MAX_WARNINGS) continue;
      seen.add(text);
      warn(`Warning: ${text.slice(0, 1000)}`);
    }
  };
}

function warningTexts(header: string): readonly string[] {
  return [...header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
    text.replace(/\\(.)/g, '$1'),
  );
}
