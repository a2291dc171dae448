import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { holdsAll } from '../../src/domain/rules/needs.js';
import { CATALOGUE } from '../../src/rulebook/catalogue.js';
import { mostTelling, needsOf } from '../../src/rulebook/literals.js';

describe('what a pattern cannot match without', () => {
  test.each([
    ['connection refused', [['connection refused']]],
    [
      'failed to (?:get|fetch) (?:vpcID|region)\\b',
      [['failed to get vpcid', 'failed to get region', 'failed to fetch vpcid', 'failed to fetch region']],
    ],
    ['[Ee]xception in (?P<name>\\w+): no space', [['exception in '], [': no space']]],
    ['cannot? open', [['canno open', 'cannot open']]],
    ['(?:\\S+ )+panic: .*out of memory', [['out of memory'], ['panic: ']]],
    ['Driver\\\\Authentication\\z', [['driver\\authentication']]],
    ['alpha|.*beta', [['alpha', 'beta']]],
    ['alpha|.*', []],
    ['x*', []],
  ])('%s', (pattern, needs) => {
    const sorted = (sets: readonly (readonly string[])[]): unknown =>
      sets.map((set) => [...set].sort()).sort();
    expect(sorted(needsOf(pattern))).toEqual(sorted(needs));
  });

  test('nothing is said of what JavaScript reads otherwise', () => {
    for (const pattern of ['error [[:digit:]]+', '\\pLerror', '\\Qa.b\\Eerror', '\\x{1f600} error'])
      expect([pattern, needsOf(pattern)]).toEqual([pattern, []]);
  });

  test('for a look at a whole log it takes the set that tells most', () => {
    expect(mostTelling([['abc', 'no such table'], ['database is locked']])).toEqual(['database is locked']);
    expect(mostTelling([['abc']])).toEqual([]);
  });

  test('whatever a pattern of the catalogue matches holds what it needs', () => {
    const wrong: string[] = [];
    let seen = 0;
    for (const [pattern, needs] of Object.entries(CATALOGUE.needs)) {
      const re2 = RE2JS.compile(pattern);
      for (const text of samplesOf(pattern)) {
        if (!re2.test(text)) continue;
        seen += 1;
        if (!holdsAll(text.toLowerCase(), needs)) wrong.push(`${pattern} matches ${JSON.stringify(text)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(Object.keys(CATALOGUE.needs).length);
  });
});

/** Texts made from the pattern as JavaScript spells it; none where it has no such spelling. */
function samplesOf(pattern: string): readonly string[] {
  const [, flags = ''] = /^\(\?([ims]+)\)/.exec(pattern) ?? [];
  const source = pattern.replace(/^\(\?[ims]+\)/, '').replaceAll('(?P<', '(?<');
  try {
    const arbitrary = fc.stringMatching(new RegExp(source, flags.includes('s') ? 's' : ''), {
      maxLength: 300,
    });
    return fc.sample(arbitrary, { numRuns: 4, seed: 1 });
  } catch {
    return [];
  }
}
