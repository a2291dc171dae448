import { expect, test } from '@jest/globals';
import { defuseCommands, inert, inertDeep } from '../../src/report/inert.js';

test.each([
  ['\u001b[31mred\u001b[0m', '^[[31mred^[[0m'],
  ['8-bit \u009b31m and \u0085', '8-bit \\u009b31m and \\u0085'],
  ['bell \u0007, nul \u0000, del \u007f', 'bell ^G, nul ^@, del ^?'],
  ['two\nlines\tand\r\n', 'two\\nlines\\tand\\r\\n'],
  ['abc\u202edcba\u2066x\u2069', 'abc\\u202edcba\\u2066x\\u2069'],
  ['sep\u2028arator\u2029', 'sep\\u2028arator\\u2029'],
  ['half \ud83d of a pair', 'half \\ud83d of a pair'],
  ['hidden \u{e0041}\u200b tag', 'hidden \\u{e0041}\\u200b tag'],
  ['plain ünïcödé 漢字 👩‍👩‍👧', 'plain ünïcödé 漢字 👩‍👩‍👧'],
])('%j is shown as %s', (text, shown) => {
  expect(inert(text)).toBe(shown);
});

test('a text without an end is cut', () => {
  expect(inert('x'.repeat(1_000_000)).length).toBeLessThan(10_000);
});

test('keys are made inert as well, and a key __proto__ stays a key', () => {
  const hostile = JSON.parse('{"__proto__": {"polluted": "\\u001b"}, "a\\u001b": ["\\u202e"]}') as object;
  const shown = inertDeep(hostile);
  expect(Object.keys(shown)).toEqual(['__proto__', 'a^[']);
  expect(JSON.stringify(shown)).toBe('{"__proto__":{"polluted":"^["},"a^[":["\\\\u202e"]}');
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test.each([
  ['::error::gone', ': :error::gone'],
  ['  ::set-output name=x::y', '  : :set-output name=x::y'],
  ['fine\n::debug::x', 'fine\n: :debug::x'],
  ['text ##[error]no', 'text # #[error]no'],
  ['text ##vso[task.complete]', 'text # #vso[task.complete]'],
  ['std::vector is left alone', 'std::vector is left alone'],
])('%j commands no pipeline', (output, safe) => {
  expect(defuseCommands(output)).toBe(safe);
});
