/**
 * Whether any of several expressions finds something in a text. They stand apart, each with a name and
 * lines that hold it (test/engine/log/), and are tried as one, which is made when it is first asked.
 */
export function anyOf(
  patterns: readonly RegExp[] | Readonly<Record<string, RegExp>>,
): (text: string) => boolean {
  let joined: readonly RegExp[] | undefined;
  return (text) => (joined ??= join(Object.values(patterns))).some((pattern) => pattern.test(text));
}

/** One expression for all with the same flags; what refers to a group of its own by number stays alone. */
function join(patterns: readonly RegExp[]): readonly RegExp[] {
  const alone = patterns.filter(({ source }) => /\\[1-9]/.test(source));
  const others = patterns.filter((pattern) => !alone.includes(pattern));
  const flags = [...new Set(others.map((pattern) => pattern.flags))];
  return [
    ...flags.map((flag) => {
      const alike = others.filter((pattern) => pattern.flags === flag);
      return new RegExp(alike.map(({ source }) => `(?:${source})`).join('|'), flag);
    }),
    ...alone,
  ];
}
