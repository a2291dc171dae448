import type { Json } from '../domain/values/json.js';
import type { Report } from '../domain/report/report.js';
import { FormatError, type FormatOptions } from './format.js';
import { findResults } from './jsonpath/evaluate.js';
import { parseTemplate } from './jsonpath/parse.js';
import { jsonText } from './jsonpath/print.js';

/** What a template finds in the report, printed as `kubectl -o jsonpath=` does: no newline of its own. */
export function writeJsonpath(report: Report, options: FormatOptions): string {
  const { template } = options;
  if (template === undefined || template === '') {
    throw new FormatError("template format specified but no template given: -o jsonpath='{.summary}'");
  }
  return printTemplate(template, report as unknown as Json);
}

/** Fills a template with what it finds in the data. */
export function printTemplate(template: string, data: Json): string {
  return findResults(parseTemplate(template), data)
    .map((values) => values.map(jsonText).join(' '))
    .join('');
}
