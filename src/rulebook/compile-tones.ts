import { load } from 'js-yaml';
import { MEANINGS, type Meaning, type ToneEntry } from '../domain/rules/tone-entry.js';
import { patternError } from './pattern.js';

/** A file of tones/; its name says what its lines mean. */
export interface ToneFile {
  readonly name: string;
  readonly text: string;
}

/** The entries of tones/, and what is wrong with them. */
export interface ToneCompilation {
  readonly entries: readonly ToneEntry[];
  readonly complaints: readonly string[];
}

const TEXTS = ['id', 'program', 'pattern', 'reference'] as const;
const LISTS = ['examples', 'not'] as const;
const FIELDS: readonly string[] = [...TEXTS, ...LISTS, 'unless'];

/** Reads tones/. Runs at build time only. */
export function compileTones(files: readonly ToneFile[]): ToneCompilation {
  const complaints: string[] = [];
  const entries = files.flatMap((file) => readFile(file, complaints));
  const ids = entries.map(({ id }) => id);
  const again = ids.filter((id, index) => ids.indexOf(id) !== index);
  return { entries, complaints: [...complaints, ...again.map((id) => `tones: ${id} stands there twice`)] };
}

function readFile({ name, text }: ToneFile, complaints: string[]): readonly ToneEntry[] {
  const lines = load(text);
  const means = MEANINGS.find((meaning) => meaning === name);
  if (means === undefined || !Array.isArray(lines)) {
    complaints.push(`tones/${name}.yaml: a list of lines, and a name that is one of ${MEANINGS.join(', ')}`);
    return [];
  }
  return lines.flatMap((line: unknown) => {
    const wrong = wrongWith(line);
    if (wrong === undefined)
      return [{ ...(line as Omit<ToneEntry, 'means'>), means: means satisfies Meaning }];
    complaints.push(`tones/${name}.yaml: ${idOf(line)}: ${wrong}`);
    return [];
  });
}

function idOf(line: unknown): string {
  return isMapping(line) && typeof line['id'] === 'string' ? line['id'] : 'a line without an id';
}

function wrongWith(line: unknown): string | undefined {
  if (!isMapping(line)) return 'is no mapping';
  const unknown = Object.keys(line).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) return `there is no field ${unknown}`;
  const text = TEXTS.find((field) => typeof line[field] !== 'string' || line[field] === '');
  if (text !== undefined) return `needs a text as ${text}`;
  const list = LISTS.find((field) => !isListOfTexts(line[field]));
  if (list !== undefined) return `needs a list of lines as ${list}`;
  for (const pattern of [line['pattern'], line['unless'] ?? '']) {
    const error =
      typeof pattern === 'string' ? (patternError(pattern) ?? dialectError(pattern)) : 'is no text';
    if (error !== undefined) return error;
  }
  return undefined;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((line) => typeof line === 'string');
}

/** Spellings of RE2 that JavaScript has not, which runs these patterns on every line that is asked about. */
const ONLY_RE2 = /\[\[:|\\[pPQECAz]|\\x\{|\(\?P|\(\?-?[a-z]/;
const IGNORES_CASE = '(?i)';

function dialectError(pattern: string): string | undefined {
  const found = ONLY_RE2.exec(bodyOf(pattern))?.[0];
  return found === undefined ? undefined : `JavaScript does not know ${found}; (?i) may stand in front`;
}

function bodyOf(pattern: string): string {
  return pattern.startsWith(IGNORES_CASE) ? pattern.slice(IGNORES_CASE.length) : pattern;
}

/** A pattern in the dialect of JavaScript. */
function toJavascript(pattern: string): RegExp {
  return new RegExp(bodyOf(pattern), pattern.startsWith(IGNORES_CASE) ? 'i' : '');
}

/** The module that holds the compiled entries: by meaning, a pattern each. */
export function moduleOf(entries: readonly ToneEntry[]): string {
  const groups = MEANINGS.map((meaning) => {
    const patterns = entries
      .filter(({ means }) => means === meaning)
      .map(({ pattern, unless }) => {
        const other = unless === undefined ? '' : `, unless: ${String(toJavascript(unless))}`;
        return `    { pattern: ${String(toJavascript(pattern))}${other} },\n`;
      });
    return `  '${meaning}': [\n${patterns.join('')}  ],\n`;
  });
  return `export default {\n${groups.join('')}};\n`;
}
