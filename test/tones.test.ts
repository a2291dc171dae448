import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { MEANINGS, type Meaning, type ToneEntry } from '../src/domain/rules/tone-entry.js';
import { isKnown } from '../src/engine/log/line/known-line.js';
import { isAside } from '../src/engine/log/line/line-aside.js';
import { tonesOf } from '../src/engine/log/line-tone.js';
import { compileTones, moduleOf } from '../src/rulebook/compile-tones.js';
import { compilePattern } from '../src/rulebook/pattern.js';

const { entries, complaints } = compileTones(
  readdirSync('tones').map((name) => ({
    name: path.basename(name, '.yaml'),
    text: readFileSync(path.join('tones', name), 'utf8'),
  })),
);

/** What the engine makes of a line of this meaning, where one line is enough to tell. */
const TAKEN_AS: Partial<Record<Meaning, 'aside' | 'quiet' | 'calm'>> = {
  'access-log': 'aside',
  'another-program': 'aside',
  handled: 'quiet',
  'nothing-happened': 'aside',
  'one-client': 'aside',
  'one-thread': 'quiet',
  'own-stop': 'aside',
  served: 'calm',
  shown: 'aside',
  telemetry: 'aside',
};

test('every entry of tones/ is whole', () => {
  expect(complaints).toEqual([]);
  expect(new Set(entries.map(({ means }) => means))).toEqual(new Set(MEANINGS));
  for (const { id, reference } of entries) {
    expect(id).toMatch(/^[a-z\d]+(?:-[a-z\d]+)*$/);
    expect(reference).toMatch(/^https:\/\/\S+\/\S/);
  }
});

/** Whether RE2 finds the entry in a line; JavaScript, by which it is run, has to find the same. */
function isFoundByRe2({ pattern, unless }: ToneEntry, line: string): boolean {
  const finds = (source: string): boolean => compilePattern(source, []).match(line) !== undefined;
  return finds(pattern) && (unless === undefined || !finds(unless));
}

describe.each(entries.map((entry) => [`${entry.means}: ${entry.id}`, entry] as const))('%s', (_, entry) => {
  test.each(entry.examples)('is %s', (line) => {
    expect(isFoundByRe2(entry, line)).toBe(true);
    expect(isKnown(entry.means, line)).toBe(true);
    const taken = TAKEN_AS[entry.means];
    if (taken !== undefined) expect(tonesOf([line])[0]?.[taken]).toBe(true);
  });

  test.each(entry.not)('is not %s', (line) => {
    expect(isFoundByRe2(entry, line)).toBe(false);
    expect(isKnown(entry.means, line)).toBe(false);
    if (TAKEN_AS[entry.means] === 'aside') expect(isAside(line)).toBe(false);
  });
});

describe('a file of tones/ is told what is wrong with it', () => {
  const entry = `{id: a, program: A, pattern: 'abcd', examples: [abcd], not: [abce], reference: 'https://example.com/a'}`;
  const told = (name: string, text: string): string => compileTones([{ name, text }]).complaints.join('\n');

  test.each([
    ['served', `[${entry}]`, /^$/],
    ['friendly', `[${entry}]`, /a name that is one of/],
    ['served', entry, /a list of lines/],
    ['served', `[${entry}, ${entry}]`, /a stands there twice/],
    ['served', '[abcd]', /is no mapping/],
    ['served', `[${entry.replace('program', 'programme')}]`, /no field programme/],
    ['served', `[${entry.replace("'https://example.com/a'", "''")}]`, /needs a text as reference/],
    ['served', `[${entry.replace('[abce]', '[]')}]`, /needs a list of lines as not/],
    ['served', `[${entry.replace("'abcd'", "'ab(?=cd)'")}]`, /a: .+/],
    ['served', `[${entry.replace("'abcd'", "'ab(?i:cd)'")}]`, /JavaScript does not know \(\?i/],
    ['served', `[${entry.replace("'abcd'", "'abcd', unless: 3")}]`, /is no text/],
  ])('%s: %s', (name, text, reason) => {
    expect(told(name, text)).toMatch(reason);
  });

  test('the module has a list for each meaning', () => {
    expect(moduleOf(compileTones([{ name: 'served', text: `[${entry}]` }]).entries)).toContain(
      "  'served': [\n    { pattern: /abcd/ },\n  ],\n",
    );
  });
});
