import type { Meaning, TonePattern } from '../../../domain/rules/tone-entry.js';
import known from '../../../generated/tones.js';
import { anyOf } from './any-of.js';

/*
 * What tones/ knows of the lines of single programs. What holds for any program, such as the words of
 * English or the form of an access log, stands in the modules beside this one.
 */

const asked = new Map<Meaning, (line: string) => boolean>();

/** Whether tones/ has a line of this meaning that finds itself in this one. */
export function isKnown(meaning: Meaning, line: string): boolean {
  let test = asked.get(meaning);
  if (test === undefined) {
    test = testOf(known[meaning]);
    asked.set(meaning, test);
  }
  return test(line);
}

function testOf(lines: readonly TonePattern[]): (line: string) => boolean {
  const plain = anyOf(lines.filter(({ unless }) => unless === undefined).map(({ pattern }) => pattern));
  const others = lines.filter(({ unless }) => unless !== undefined);
  return (line) =>
    plain(line) || others.some(({ pattern, unless }) => pattern.test(line) && unless?.test(line) === false);
}
