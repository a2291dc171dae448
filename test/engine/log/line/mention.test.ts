import { expect, test } from '@jest/globals';
import { isMention, isSpokenOf } from '../../../../src/engine/log/line/mention.js';

/** The error as it stands in a line. */
const E = 'connection refused';

function isOnlySpokenOf(line: string): boolean {
  return isSpokenOf(line, line.indexOf(E));
}

test.each([
  ['of another time', `last week: ${E}`, `last: ${E}`],
  ['of an earlier run', `previous run: ${E}`, `previous: ${E}`],
  ['of a time ago', `last error 2h ago: ${E}`, `error after 2h: ${E}`],
  ['of what was sent to someone', `sent an alert to ops@example.com: ${E}`, `sending to ops: ${E}`],
  ['of what is no more', `no longer ${E}`, `no answer, ${E}`],
  ['of what is known', `known issue: ${E}`, `issue: ${E}`],
  ['in case of it', `when ${E} comes up, call the team`, `lost: ${E}`],
  ['of what to do then', `if ${E} shows, call the team`, `failed if ${E}`],
  ['of what someone saw', `anna saw ${E} again`, `sawmill: ${E}`],
  ['of what it is like', `texts such as ${E}`, `looks like ${E}`],
  ['of what it handles', `handles ${E} by itself`, `handler: ${E}`],
  ['of what is made up', `injecting ${E} here`, `cannot inject: ${E}`],
  ['of how often', `number of ${E}`, `because of ${E}`],
  ['of what it looks for', `searches for ${E}`, `failed with ${E}`],
  ['of what a word means', `it means ${E}`, `it failed: ${E}`],
])('a line speaks %s: %s', (_, line, not) => {
  expect(isOnlySpokenOf(line)).toBe(true);
  expect(isOnlySpokenOf(not)).toBe(false);
});

test.each([
  ['prose', `received ticket 17: "db: ${E}"`, `cannot read: "db: ${E}"`],
  ['a key of Python', `KeyError: '${E} Ltd.'`, `OSError: '${E} by it'`],
  ['what is judged', `error.refused: "${E} by it" is not translated`, `"${E} by it" was returned`],
  ['the words of a command', `run "echo" "a ${E}"`, `echo said "a ${E}"`],
  [
    'values of SQL',
    `seed: insert into messages values ('${E} (a text)')`,
    `seed: insert into messages: '${E} (a text)'`,
  ],
  ['a statement of SQL', `insert into faq (q) values ("db: ${E}")`, `insert failed: ("db: ${E}")`],
])('%s leads up to a quotation: %s', (_, line, not) => {
  expect(isMention(line, line.indexOf(E))).toBe(true);
  expect(isMention(not, not.indexOf(E))).toBe(false);
});
