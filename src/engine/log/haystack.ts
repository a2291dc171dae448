import { GRAM_BITS, GRAM_LENGTH, gramHash } from '../../domain/rules/gram.js';

/** A text in which thousands of literals are looked for. */
export interface Haystack {
  /** Lower-case. */
  readonly text: string;
  /** One bit for each hash of four neighbouring characters that occurs. */
  readonly grams: Uint8Array;
  /** The same hashes, each once. */
  readonly hashes: readonly number[];
}

/** Prepares a text; linear in its length. */
export function haystackOf(text: string): Haystack {
  const lower = text.toLowerCase();
  const grams = new Uint8Array(2 ** GRAM_BITS / 8);
  const hashes: number[] = [];
  for (let i = 0; i + GRAM_LENGTH <= lower.length; i += 1) {
    const hash = gramHash(lower, i);
    const byte = grams[hash >> 3] ?? 0;
    const bit = 1 << (hash & 7);
    if ((byte & bit) !== 0) continue;
    grams[hash >> 3] = byte | bit;
    hashes.push(hash);
  }
  return { text: lower, grams, hashes };
}

/** Whether a gram with the hash may occur. */
export function mayHoldGram(hash: number, { grams }: Haystack): boolean {
  return ((grams[hash >> 3] ?? 0) & (1 << (hash & 7))) !== 0;
}

/** Whether the lower-case literal occurs; most that do not are told from their grams alone. */
export function occursIn(literal: string, haystack: Haystack): boolean {
  for (let i = 0; i + GRAM_LENGTH <= literal.length; i += 1) {
    if (!mayHoldGram(gramHash(literal, i), haystack)) return false;
  }
  return haystack.text.includes(literal);
}
