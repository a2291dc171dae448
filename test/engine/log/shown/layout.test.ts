import { describe, expect, test } from '@jest/globals';
import { layoutOf } from '../../../../src/engine/log/shown/layout.js';

/** The lines that are told to be shown. */
function shown(...lines: readonly string[]): readonly string[] {
  return lines.filter((_, index) => layoutOf(lines)(index));
}

const ERROR = 'connection refused';

describe('what is shown by its place', () => {
  test.each([
    ['a row below a ruled line', ['id | text', '---+-----', `31 | ${ERROR}`], `31 | ${ERROR}`],
    [
      'a record of psql',
      ['-[ RECORD 1 ]-----', '-[ RECORD 2 ]-+---', `last_error    | ${ERROR}`],
      `last_error    | ${ERROR}`,
    ],
    ['a row of a drawn table', ['┡━━━━╇━━━━━┩', `│ w1 │ ${ERROR} │`], `│ w1 │ ${ERROR} │`],
    ['a row of columns', ['7:1  note  a  b', `9:1  note  ${ERROR}  b`], `9:1  note  ${ERROR}  b`],
    ['a line that a caret points at', [`echo ${ERROR}`, '     ^-- quote this'], `echo ${ERROR}`],
    ['a line of a numbered text', ['faq.md:3:Hm', `faq.md-4-${ERROR}`], `faq.md-4-${ERROR}`],
    [
      'a line of one of several hosts',
      ['Mar  1 11:57:02 web-1 cron[8]: run', `Mar  1 11:57:03 db-1 shop[9]: ${ERROR}`],
      `Mar  1 11:57:03 db-1 shop[9]: ${ERROR}`,
    ],
    [
      "a line of a node's log",
      ['Mar  1 11:57:02 n1 kubelet[8]: run', `Mar  1 11:57:03 n1 shop[9]: ${ERROR}`],
      `Mar  1 11:57:03 n1 shop[9]: ${ERROR}`,
    ],
    [
      'a line of one of several owners',
      ['relay 2 is up', '[cart/api] run', `[shop/db] ${ERROR}`, '[mail/web] run'],
      `[shop/db] ${ERROR}`,
    ],
    ['a line of a source behind a mark', ['   3 │ dial()', `❱  4 │ raise ${ERROR}`], `❱  4 │ raise ${ERROR}`],
    ['a citation', ['> since today', `> ${ERROR}`], `> ${ERROR}`],
    ['a change', [`    - echo ${ERROR}`, '    + echo ok'], `    - echo ${ERROR}`],
    [
      'a part deep in a document',
      ['Containers:', '  web:', '    Last State: Ended', `      Message: ${ERROR}`],
      `      Message: ${ERROR}`,
    ],
  ])('%s', (_, lines, row) => {
    expect(shown(...lines)).toContain(row);
  });

  test.each([
    ['a line between rules', ['--------------------', ERROR, '--------------------']],
    ['a box of one cell', ['╭─ Error ──────────╮', `│ ${ERROR} │`, '╰──────────────────╯']],
    ['aligned entries', ['11:57:02  INFO  main  start', `11:57:03  ERROR  main  ${ERROR}`]],
    ['a pair of checks', ['queue      ok', `database   ${ERROR}`]],
    ['errors of lines in a row', [`conf.d/a.conf:3: ${ERROR}`, `conf.d/a.conf:4: ${ERROR}`]],
    [
      'entries of one host',
      ['Mar  1 11:57:02 web-1 shop[8]: start', `Mar  1 11:57:03 web-1 shop[8]: ${ERROR}`],
    ],
    ['parts of one program', ['[cart/api] run', `[cart/db] ${ERROR}`, '[mail/web] run', '[cart/web] run']],
    ['parts beside other words', ['up', 'ready', '[a/b] run', `[shop/db] ${ERROR}`, '[mail/web] run']],
    ['tries that differ in a number', [`try 1:  ${ERROR}  (db)  no`, `try 2:  ${ERROR}  (db)  no`]],
    ['a part of an error', ['Result:', '  Error:', `    Message: ${ERROR}`]],
    ['what stands below a caret', ['throw new Error("x")', '^', '', `Error: ${ERROR}`]],
  ])('not %s', (_, lines) => {
    expect(shown(...lines).filter((line) => line.includes(ERROR))).toEqual([]);
  });
});
