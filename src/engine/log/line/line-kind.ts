import { oncePer } from '../../../domain/values/once.js';

/**
 * What a line is but for its times, counts, addresses and keys: the words of it that hold a digit are
 * all alike. Lines of one kind are the same said again, or the same told of another thing.
 */
export function kindOfLine(text: string): string {
  return text.trim().replaceAll(/[\w.:+-]+/g, (word) => (/\d/.test(word) ? '0' : word));
}

/** The same of a line of a log, which every error above it asks for. */
export const kindOf = oncePer(({ raw }: { readonly raw: string }) => kindOfLine(raw));
