import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../../src/domain/report/report.js';
import { DEFAULT_OPTIONS, type FormatOptions } from '../../src/report/index.js';

const FOLDER = path.resolve('fixtures/reports');

/** The names of the example reports; the part before the first dash is the view they were made for. */
export const EXAMPLES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace(/\.json$/, ''));

export function example(name: string): Report {
  return JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8')) as Report;
}

/** The default options for the view that the example was made for. */
export function optionsFor(name: string, changes: Partial<FormatOptions> = {}): FormatOptions {
  const view = name.split('-')[0] as FormatOptions['view'];
  return { ...DEFAULT_OPTIONS, view, ...changes };
}

/** A copy in which every string that comes from a cluster is replaced; our own words stay. */
export function withText<T>(value: T, replace: (text: string, key: string) => string, key = ''): T {
  if (typeof value === 'string') return (OURS.has(key) || isTime(value) ? value : replace(value, key)) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => withText(item, replace, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withText(item, replace, name)]),
  ) as T;
}

const OURS = new Set([
  'apiVersion', 'severity', 'confidence', 'heals', 'about', 'speaks', 'effect', 'state', 'outcome',
  'verdict', 'what', 'by', 'nowFrom', 'cause', 'ruleId', 'readiness',
]); // prettier-ignore

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(text);
}
