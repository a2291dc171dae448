/** A text in which thousands of literals are looked for. */
export interface Haystack {
  /** Lower-case. */
  readonly text: string;
  /** One bit for each hash of four neighbouring characters that occurs. */
  readonly grams: Uint8Array;
}

const BITS = 16;

/** Prepares a text; linear in its length. */
export function haystackOf(text: string): Haystack {
  const lower = text.toLowerCase();
  const grams = new Uint8Array(2 ** BITS / 8);
  for (let i = 0; i + 4 <= lower.length; i += 1) {
    const hash = gramHash(lower, i);
    grams[hash >> 3] = (grams[hash >> 3] ?? 0) | (1 << (hash & 7));
  }
  return { text: lower, grams };
}

/** Whether the lower-case literal occurs; most that do not are told from their grams alone. */
export function occursIn(literal: string, haystack: Haystack): boolean {
  for (let i = 0; i + 4 <= literal.length; i += 1) {
    const hash = gramHash(literal, i);
    if (((haystack.grams[hash >> 3] ?? 0) & (1 << (hash & 7))) === 0) return false;
  }
  return haystack.text.includes(literal);
}

/** Multiplicative (Fibonacci) hashing of four UTF-16 units. */
function gramHash(text: string, at: number): number {
  const a = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 8);
  const b = text.charCodeAt(at + 2) | (text.charCodeAt(at + 3) << 8);
  return Math.imul(a ^ (b << 12), 0x9e3779b1) >>> (32 - BITS);
}
