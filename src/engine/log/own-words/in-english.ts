import { JOINED, PARTED, type Phrase } from './phrases-table.js';

/**
 * A text with what its words of other languages say put in English, as far as it is in
 * phrases-table.ts: enough to tell a thing and what is said of it, no translation.
 */
export function inEnglish(text: string): string {
  const parted = ANY_PARTED.test(text) ? put(partedPhrases(), text, (english) => english) : text;
  return NOT_LATIN.test(parted) ? put(joinedPhrases(), parted, (english) => ` ${english} `) : parted;
}

/** No letter of a language that parts its words before or behind. */
const LETTER = String.raw`[\w\u00c0-\u00ff-]`;
const apart = (said: string): string => `(?<!${LETTER})(?:${said})(?!${LETTER})`;

const ANY_PARTED = new RegExp(apart(PARTED.map(([said]) => said).join('|')), 'i');
const partedPhrases = compiled(PARTED, apart);
/** Cyrillic, Japanese, Chinese and Korean. */
const NOT_LATIN = /[\u0400-\u04ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/;
const joinedPhrases = compiled(JOINED, (said) => said);

type Compiled = readonly (readonly [RegExp, string])[];

/** Made when a text first has such words: most runs meet none, and each start would pay for the table. */
function compiled(phrases: readonly Phrase[], patternOf: (said: string) => string): () => Compiled {
  let made: Compiled | undefined;
  return () => (made ??= phrases.map(([said, english]) => [new RegExp(patternOf(said), 'gi'), english]));
}

function put(phrases: Compiled, text: string, as: (english: string) => string): string {
  return phrases.reduce((rest, [said, english]) => rest.replace(said, as(english)), text);
}
