import type { Report } from '../domain/report/report.js';
import type { FormatOptions } from './format.js';
import { defuseMarks, escapeActive } from './inert.js';

/** The report itself, as one JSON document. Takes the report as it is: the encoding makes it inert. */
export function writeJson(report: Report, options: FormatOptions): string {
  return `${encodeJson(report, options)}\n`;
}

/**
 * Indented JSON in which no active character is left raw, nor what a pipeline's runner obeys. It has
 * no newline at its end: to put one there copies the document, which may be tens of megabytes.
 */
export function encodeJson(value: unknown, options: Pick<FormatOptions, 'defuse'>): string {
  const document = escapeActive(JSON.stringify(value, null, 2), escapeUnits);
  return options.defuse ? defuseMarks(document, '#\\u0023') : document;
}

/** JSON knows UTF-16 units only: `\udb40\udc41` beyond the first plane (RFC 8259, section 7). */
function escapeUnits(codePoint: number): string {
  return String.fromCodePoint(codePoint)
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
