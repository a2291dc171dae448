import type { Report } from '../../src/domain/report/report.js';
import { format } from '../../src/report/index.js';
import { EXAMPLES, example, optionsFor, withText } from './reports.js';

export interface XmlFile {
  readonly fileName: string;
  readonly contents: string;
}

const HOSTILE =
  ']]></failure><testcase name="forged"/>&#27;\u0000\u001b[2J\ufffe\ud800 <!-- "\'&amp; 漢字 👩‍👩‍👧';

/** A JUnit report of each example: as it is, with hostile text, and with a check that told nothing. */
export const JUNIT_EXAMPLES: readonly XmlFile[] = EXAMPLES.flatMap((name) => {
  const write = (kind: string, change: (report: Report) => Report): XmlFile => ({
    fileName: `${name}-${kind}.xml`,
    contents: format(change(example(name)), 'junit', optionsFor(name)),
  });
  return [
    write('plain', (report) => report),
    write('hostile', (report) => withText(report, (text) => `${text}${HOSTILE}`)),
    write('undecided', (report) => ({
      ...report,
      complete: false,
      check: { verdict: 'timed-out', why: `not ready ${HOSTILE}`, waitedSeconds: 1234.5, settledSeconds: 0 },
    })),
  ];
});
