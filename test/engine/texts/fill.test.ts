import { expect, test } from '@jest/globals';
import { lookupIn } from '../../../src/engine/match/variables.js';
import { fill, fillStep } from '../../../src/engine/texts/fill.js';

test('a part whose variable has no value is left out, a text whose variable has none is not told', () => {
  expect(fill('The file[[ {{file}}]] is gone', lookupIn({ file: '/a' }))).toBe('The file /a is gone');
  expect(fill('The file[[ {{file}}]] is gone', lookupIn({}))).toBe('The file is gone');
  expect(fill('The file {{file}} is gone', lookupIn({}))).toBeUndefined();
});

test('what looks like a variable in a value is a word of a log and stays as it is', () => {
  const variables = { said: 'no {{pod}} in {{absent}} [[{{x}}]]', pod: 'web-0' };
  expect(fill('{{pod}} said[[: {{said}}]]', lookupIn(variables))).toBe(
    'web-0 said: no {{pod}} in {{absent}} [[{{x}}]]',
  );
  expect(fill('{{pod}} said: {{said}}', lookupIn(variables))).toBe(
    'web-0 said: no {{pod}} in {{absent}} [[{{x}}]]',
  );
});

test('a value from a log cannot leave its quotes in a command by naming another', () => {
  const variables = { file: 'a {{image}}', image: "x'; rm -rf '/", pod: 'web-0' };
  const step = { do: 'Look', command: 'ls[[ {{file}}]] {{pod}}', effect: 'read-only' } as const;
  expect(fillStep(step, lookupIn(variables))?.command).toBe("ls 'a {{image}}' web-0");
});

test.each([
  ['1 error occurred:', '1 error occurred'],
  ['no children to pick from"', 'no children to pick from'],
  [
    'no such engine\\nerror starting: store\\nexample.com/depot/modules.(*Manager).init\\n\\t/src/modules.go:108\\nmain.main\\n\\t/src/main.go:9',
    'no such engine; error starting: store',
  ],
  ['cannot open C:\\new\\depot.ini', 'cannot open C:\\new\\depot.ini'],
  ['no kind \\"Pod\\" in version \\"v1\\', 'no kind "Pod" in version "v1"'],
  ['it said "no"', 'it said "no"'],
  ['401 Unauthorized"}', '401 Unauthorized'],
  ['quota exceeded"}]}', 'quota exceeded'],
  ['no field in {"kind":"Pod"}', 'no field in {"kind":"Pod"}'],
  ['no field in {"kind":"Pod"}"}', 'no field in {"kind":"Pod"}'],
  ['/', '/'],
])('a value cut out of a line is told without what belongs to the line around it: %s', (said, told) => {
  expect(fill('Failed: {{said}}', lookupIn({ said }))).toBe(`Failed: ${told}`);
});

test('a value without a word in it is none', () => {
  expect(fill('Failed[[: {{said}}]]', lookupIn({ said: ' . ' }))).toBe('Failed');
});

test('a bracket that was opened and cut off is not told', () => {
  expect(fill('It refused its configuration: {{what}}', lookupIn({ what: 'config file (' }))).toBe(
    'It refused its configuration: config file',
  );
});

test('of an error that was wrapped again and again the begin and the root are told', () => {
  const wraps = Array.from({ length: 9 }, (_, n) => `cannot carry out step ${n} of the plan`).join(': ');
  const told = fill('Refused: {{why}}', lookupIn({ why: `${wraps}: no such table` }));
  expect(told).toMatch(/^Refused: cannot carry out step 0 [^…]+….+: no such table$/);
  expect(told?.length).toBeLessThan(230);
});

test('a long text that wraps nothing is cut at its end', () => {
  const why = 'the tariff of the region has more zones than the table can hold '.repeat(5);
  expect(fill('Refused: {{why}}', lookupIn({ why }))).toMatch(/^Refused: the tariff .*…$/);
});

test.each([' ', ']', '[', ':', '\\'])(
  'a message of a million %j, such as any author of a pod may write, is told like another',
  (sign) => {
    const what = `no such file ${sign.repeat(1_000_000)} in the image`;
    expect(fill('It could not start: {{what}}', lookupIn({ what }))).toMatch(
      /^It could not start: no such file/,
    );
  },
);
