const compiled = new Map<string, RegExp>();

/** A pattern that finds all of these words where they stand as whole words; made when first asked for. */
export function wholeWords(words: string): RegExp {
  const known = compiled.get(words);
  if (known !== undefined) return known;
  const made = new RegExp(`(?<![\\w@-])(?:${words})(?![\\w-])`, 'g');
  compiled.set(words, made);
  return made;
}
