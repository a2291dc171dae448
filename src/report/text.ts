import type { Report } from '../domain/report/report.js';
import type { FormatOptions } from './format.js';
import { checkLines } from './text/check.js';
import { contextOf, type Context } from './text/context.js';
import { podsLines } from './text/pods.js';
import { scanLines } from './text/scan.js';

const VIEWS: Readonly<Record<FormatOptions['view'], (context: Context) => readonly string[]>> = {
  pod: podsLines,
  scan: scanLines,
  check: checkLines,
};

/** The report for a person at a terminal. Takes an inert report. */
export function writeText(report: Report, options: FormatOptions): string {
  const lines = VIEWS[options.view](contextOf(report, options));
  return lines.map((line) => `${line}\n`).join('');
}
