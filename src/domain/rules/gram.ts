/** So many bits has the hash of a gram. */
export const GRAM_BITS = 16;

/** So many characters make a gram. */
export const GRAM_LENGTH = 4;

/** Multiplicative (Fibonacci) hashing of the four UTF-16 units at a place of a text. */
export function gramHash(text: string, at: number): number {
  const a = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 8);
  const b = text.charCodeAt(at + 2) | (text.charCodeAt(at + 3) << 8);
  return Math.imul(a ^ (b << 12), 0x9e3779b1) >>> (32 - GRAM_BITS);
}

/** The hashes of all grams of a text, in order. */
export function gramsOf(text: string): readonly number[] {
  const count = Math.max(0, text.length - GRAM_LENGTH + 1);
  return Array.from({ length: count }, (_, at) => gramHash(text, at));
}
