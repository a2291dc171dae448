import { describe, expect, test } from '@jest/globals';
import { leadBefore, SHOWN_LEADS } from '../../../../src/engine/log/standing/lead.js';
import { readLines } from '../../../../src/engine/log/log-lines.js';
import { saysMore } from '../../../../src/engine/log/standing/says-more.js';
import { shownBy, STANDINGS } from '../../../../src/engine/log/standing/standing.js';
import { holdTable } from '../line/tables.js';

const ERROR = 'connect ECONNREFUSED 10.0.0.5:5432';

function because(log: readonly string[]): string | undefined {
  const lines = readLines(
    log.map((line) => line.replace(/\bE\b/, ERROR)),
    'log app',
  );
  const line = lines.find(({ raw }) => raw.includes(ERROR));
  if (line === undefined) throw new Error('no line with the error');
  return shownBy(line, ERROR, lines);
}

/** Of each form logs that have it, and such as are much like them in which the program ends of the error. */
const LOGS: Readonly<
  Record<string, { readonly shows: readonly string[][]; readonly not: readonly string[][] }>
> = {
  'an entry of a list': {
    shows: [
      ['glossary', 'C-17: E', 'C-18: a cart that was left'],
      ['3 mails', 'From: anna@example.com  Subject: E', 'From: ben@example.com  Subject: invoice 71'],
      ['exported=71 source=orders text="E"', 'exported=72 source=orders text="order stored"'],
      ['texts', 'web/pay.ts:41: E', 'web/pay.ts:77: Please log in'],
      ['a91fe22 Count shelves', 'b17c0de E', 'c81aa10 Read prices'],
      ['id,day,text', '71,2026-03-01,E', '72,2026-03-01,cart is slow'],
      ['the shop today', 'Orders: E', 'Cart: operational', 'Search: operational'],
    ],
    not: [
      ['file 1: imported', 'file 2: imported', 'file 3: E', 'import stopped at file 3'],
      ['2 configuration errors:', '1) E', '2) set ledger.url'],
      ['main.go:12: ledger 4.1', 'main.go:31: E', 'main.go:44: 2 shelves were open'],
      ['The ledger did not open.', 'Message: E', 'Code: 12', 'Host: db-1'],
      ['step 1   load   ok', 'step 2   migrate   E', 'step 3 not run'],
    ],
  },
  'a record of many': {
    shows: [['{"id":71,"text":"E"}', '{"id":72,"text":"cart is slow"}']],
    not: [
      ['{"id":71,"text":"E"}', '{"id":72,"text":"cart is missing"}'],
      ['{"time":71,"text":"E"}', '{"time":72,"text":"cart is slow"}'],
      ['{"level":"error","text":"E"}', '{"level":"info","text":"cart is slow"}'],
    ],
  },
  'set in below words at rest': {
    shows: [['Running 3 tests', '  E', '  1) shows the total']],
    not: [
      ['Running 3 tests', '  E'],
      ['cannot start:', '  E', '  ledger 4.1'],
      ['cannot start', 'Possible reasons:', '  * the ledger:', '      E', '  * You meant another'],
      ['opening the ledger', '  E', 'opened none, giving up'],
    ],
  },
  'below a count of errors': {
    shows: [
      ['Error Set:', 'E', 'p99 is 812ms'],
      ['errors: 2', '  shelf 7 is locked', '  E', 'uptime was 2s'],
    ],
    not: [
      ['Errors:', 'E', 'uptime was 2s'],
      ['errors: 2', '  shelf 7 is locked', '  E'],
      ['Error Set:', 'E'],
    ],
  },
  'behind other words': {
    shows: [
      ['canary of web', 'baseline  12x E', 'latency 110ms'],
      ['probe of film.mp4', 'ffprobe said: E', 'took the length from the header'],
    ],
    not: [
      ['canary of web', 'baseline  12x E'],
      ['ledger 4.1', '2026-03-01 11:58:10   app   ERROR E', 'latency 110ms'],
      ['ledger 4.1', 'run: create ledger: E', 'latency 110ms'],
    ],
  },
};

describe.each(STANDINGS)('$name', ({ name, because: told }) => {
  test.each(LOGS[name]?.shows.map((log) => [log.join(' / '), log] as const) ?? [])('%s', (_, log) => {
    expect(because(log)).toBe(told);
  });
  test.each(LOGS[name]?.not.map((log) => [log.join(' / '), log] as const) ?? [])('not %s', (_, log) => {
    expect(because(log)).toBeUndefined();
  });
});

test('each form has a log', () => {
  expect(Object.keys(LOGS)).toEqual(STANDINGS.map(({ name }) => name));
});

describe('what leads up to an error that is only shown', () => {
  holdTable(SHOWN_LEADS, {
    'a cell, a gap behind it': ['baseline  12x ', 'baseline: '],
    'an arrow': ['shop -> ', '-> '],
    'an item by its number': ['#0041 len=7 ', 'item 41: '],
    'a sign of what is no sentence': ['-- at first ', 'at-first '],
    'a bracket behind words': ['uploading dump 71 (', '('],
    'who says it': ['ffprobe said: ', 'saying: '],
    'an element of a list': ['[1.02, "o", "', '"'],
    'a clock without seconds': ['10:03 pager: ', '10:03:04 pager: '],
  });
});

test.each([
  ['2026-03-01 11:58:10,123 INFO app: told: connection refused', 'connection refused', ''],
  ['2026-03-01T11:58:10Z C-17: connection refused', 'connection refused', 'C-17: '],
  ['[web-1] [main] open: connection refused', 'connection refused', 'open: '],
  ['10:03 pager: connection refused', 'connection refused', '10:03 pager: '],
  ['web  ERROR connection refused', 'connection refused', ''],
  ['web  Error: connection refused', 'web  Error: connection refused', 'web  '],
])('what stands before the error in %s', (raw, told, lead) => {
  expect(leadBefore(raw, told)).toBe(lead);
});

describe('whether a program said more', () => {
  const isMore = (next: string): boolean => {
    const [line, ...later] = readLines([ERROR, next], 'log app');
    return line !== undefined && saysMore(line, later);
  };
  test.each(['latency 110ms', '  1) shows the total'])('%s', (next) => {
    expect(isMore(next)).toBe(true);
  });
  test.each(['exiting now', 'See the manual', 'no shelf is open', 'connect with care', 'bye', '    at a.js'])(
    'not %s',
    (next) => {
      expect(isMore(next)).toBe(false);
    },
  );
});
