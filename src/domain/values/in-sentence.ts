/** A headline that goes on in a sentence: its first word is no name, so it loses its capital. */
export function inSentence(headline: string): string {
  return headline.replace(/^(?:It|Its|The|A|An|No|Nothing|Killed|Removed|Evicted) /, (word) =>
    word.toLowerCase(),
  );
}
