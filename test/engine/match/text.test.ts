import { expect, test } from '@jest/globals';
import { aroundMatch, excerpt } from '../../../src/engine/match/text.js';

const FILLER = 'and so on, '.repeat(40);

test('of a long message the end of what matched is seen, with the words before it', () => {
  const message = `it failed: ${FILLER}the pump does not fit the tank (${FILLER})`;
  const end = message.indexOf(' (and');
  expect(aroundMatch(message, { end })).toMatch(/^it failed: [^…]+….+the pump does not fit the tank/);
});

test('where the match reaches to the end, both ends are seen', () => {
  const message = `it failed: ${FILLER}no tank`;
  expect(aroundMatch(message, { end: message.length })).toMatch(/^it failed: .*no tank$/);
});

test('of a line that matched in its whole length the end is seen', () => {
  const line = `error: cannot go on: ${FILLER}no tank left`;
  expect(excerpt(line, 0, line.length)).toMatch(/^error: cannot go on: [^…]+….+no tank left$/);
});

test('a short text is seen as a whole', () => {
  expect(excerpt('no tank', 0, 7)).toBe('no tank');
});
