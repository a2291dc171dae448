/** Lines in a row that have the same key. */
export interface Run {
  readonly key: string;
  readonly first: number;
  /** Behind the last. */
  readonly end: number;
}

/**
 * Tells of each line the run that it is in, if it has a key; what a program lists may be thousands of lines, so a run is
 * walked once and not again from each of its lines.
 */
export function runsOf(
  lines: readonly string[],
  keyOf: (line: string) => string | undefined,
  hasKey: (line: string, key: string) => boolean = (line, key) => keyOf(line) === key,
): (index: number) => Run | undefined {
  let known: Run | undefined;
  const isIn = (at: number, key: string): boolean =>
    at >= 0 && at < lines.length && hasKey(lines[at] ?? '', key);
  return (index) => {
    const key = keyOf(lines[index] ?? '');
    if (key === undefined) return undefined;
    if (known?.key === key && known.first <= index && index < known.end) return known;
    let [first, end] = [index, index + 1];
    while (isIn(first - 1, key)) first -= 1;
    while (isIn(end, key)) end += 1;
    return (known = { key, first, end });
  };
}
