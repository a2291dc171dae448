import { expect, test } from '@jest/globals';
import { code, fence, plain, tableRow } from '../../src/report/markup.js';

test.each([
  ['[click](javascript:x)', '\\[click\\](javascript:x)'],
  ['<img src=x>', '\\<img src=x\\>'],
  ['a *b* _c_ `d` ~~e~~', 'a \\*b\\* \\_c\\_ \\`d\\` \\~\\~e\\~\\~'],
  [
    'see https://evil.example and www.evil.example',
    'see https:\u200b//evil.example and www\u200b.evil.example',
  ],
  ['@everyone look at #12', '@\u200beveryone look at #\u200b12'],
  ['&lt;b&gt; | $x$', '\\&lt;b\\&gt; \\| \\$x\\$'],
])('%j is text, not markup', (text, escaped) => {
  expect(plain(text)).toBe(escaped);
});

test.each([
  ['plain', '`plain`'],
  ['a `tick`', '`` a `tick` ``'],
  ['``', '``` `` ```'],
  ['', ''],
])('%j cannot leave its code', (text, shown) => {
  expect(code(text)).toBe(shown);
});

test('no line ends a fence', () => {
  expect(fence(['```', 'rm -rf /'], 'sh')).toBe('````sh\n```\nrm -rf /\n````');
});

test('no text makes a cell of its own', () => {
  expect(tableRow(['a|b', 'a\\|b', 'a\\\\|b'])).toBe('| a\\|b | a\\|b | a\\\\\\|b |');
});
