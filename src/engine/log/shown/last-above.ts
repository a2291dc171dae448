/** The nearest of so many lines above one that is as wanted. */
export function lastAbove(
  lines: readonly string[],
  index: number,
  reach: number,
  isWanted: (line: string) => boolean,
): string | undefined {
  for (let at = index - 1; at >= 0 && at >= index - reach; at -= 1) {
    const line = lines[at] ?? '';
    if (isWanted(line)) return line;
  }
  return undefined;
}
