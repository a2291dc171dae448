import { FormatError } from '../format.js';
import { unquote } from './quote.js';
import type { Action, Step } from './template.js';

/** Where reading stands in the text of a template. */
interface Cursor {
  readonly text: string;
  at: number;
}

/** Reads one action from behind its opening brace to behind its closing one. */
export function parseAction(text: string, start: number): { readonly action: Action; readonly next: number } {
  const cursor: Cursor = { text, at: start };
  const steps: Step[] = [];
  let word: Action['word'];
  for (;;) {
    const rest = text.startsWith('[?(', cursor.at)
      ? '[?('
      : text.startsWith('..', cursor.at)
        ? '..'
        : (text[cursor.at] ?? '');
    if (rest === '}')
      return { action: { steps, ...(word === undefined ? {} : { word }) }, next: cursor.at + 1 };
    if (rest === '' || rest === '\n' || rest === '\r') throw wrong('unclosed action');
    if (rest === ' ' || rest === '@' || rest === '$') cursor.at += 1;
    else if (rest === '[?(') steps.push(filter(cursor));
    else if (rest === '..') steps.push(...recursive(cursor, steps));
    else if (rest === '[') steps.push(...brackets(cursor));
    else if (rest === '"' || rest === "'") steps.push(quoted(cursor, rest));
    else if (rest === '.') steps.push(field(cursor));
    else if (/[+\-\d]/.test(rest)) steps.push(number(cursor));
    else if (/[\p{L}_]/u.test(rest)) word = identifier(cursor, steps) ?? word;
    else throw wrong(`unrecognized character in action: ${codeName(rest)} '${rest}'`);
  }
}

/** `U+0023`. */
function codeName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function wrong(why: string): FormatError {
  return new FormatError(`error parsing jsonpath: ${why}`);
}

/** Steps of a piece of text that stands within brackets. */
function nested(text: string): readonly Step[] {
  return parseAction(`${text}}`, 0).action.steps;
}

const TERMINATORS = new Set([' ', '\t', '\r', '\n', '.', ',', '[', ']', '$', '@', '{', '}']);

/** The text up to the next terminator that no backslash escapes. */
function untilTerminator(cursor: Cursor): string {
  const start = cursor.at;
  for (let c = cursor.text[cursor.at]; c !== undefined && !TERMINATORS.has(c); c = cursor.text[cursor.at]) {
    cursor.at += c === '\\' ? 2 : 1;
  }
  cursor.at = Math.min(cursor.at, cursor.text.length);
  return cursor.text.slice(start, cursor.at);
}

function field(cursor: Cursor): Step {
  cursor.at += 1;
  return named(untilTerminator(cursor));
}

function named(name: string): Step {
  return name === '*' ? { kind: 'wildcard' } : { kind: 'field', name: name.replaceAll('\\', '') };
}

function recursive(cursor: Cursor, before: readonly Step[]): readonly Step[] {
  if (before.at(-1)?.kind === 'recursive') throw wrong('invalid multiple recursive descent');
  cursor.at += 2;
  const hasName = /[\p{L}\d_]/u.test(cursor.text[cursor.at] ?? '');
  return hasName ? [{ kind: 'recursive' }, named(untilTerminator(cursor))] : [{ kind: 'recursive' }];
}

function identifier(cursor: Cursor, steps: Step[]): Action['word'] {
  const name = untilTerminator(cursor);
  if (name === 'range' || name === 'end') return name;
  if (name !== 'true' && name !== 'false') throw wrong(`unrecognized identifier ${name}`);
  steps.push({ kind: 'literal', value: name === 'true' });
  return undefined;
}

function number(cursor: Cursor): Step {
  const [digits = ''] = /^[+-]?[\d.]*/.exec(cursor.text.slice(cursor.at)) ?? [];
  cursor.at += digits.length;
  const value = Number(digits);
  if (!/\d/.test(digits) || Number.isNaN(value)) throw wrong(`cannot parse number ${digits}`);
  return { kind: 'literal', value };
}

function quoted(cursor: Cursor, quote: string): Step {
  const start = cursor.at;
  for (cursor.at += 1; ; cursor.at += 1) {
    const c = cursor.text[cursor.at];
    if (c === undefined || c === '\n') throw wrong('unterminated quoted string');
    if (c === quote && cursor.text[cursor.at - 1] !== '\\') break;
  }
  cursor.at += 1;
  const whole = cursor.text.slice(start, cursor.at);
  const value = unquote(whole.slice(1, -1), quote);
  if (value === undefined) throw wrong(`unquote string ${whole} error invalid syntax`);
  return { kind: 'literal', value };
}

/** `[0]`, `[1:3]`, `[*]`, `['key']`, `[0,2]`. */
function brackets(cursor: Cursor): readonly Step[] {
  const end = cursor.text.indexOf(']', cursor.at);
  const inner = cursor.text.slice(cursor.at + 1, end);
  if (end === -1 || inner.includes('\n')) throw wrong('unterminated array');
  cursor.at = end + 1;
  const items = inner.split(',');
  if (items.length > 1) return [{ kind: 'union', of: items.map((item) => nested(`[${item.trim()}]`)) }];
  const key = /^'([^']*)'$/.exec(inner)?.[1];
  if (key !== undefined) return nested(`.${key}`);
  return [slice(inner === '*' ? ':' : inner)];
}

function slice(text: string): Step {
  const [, from, to, by] = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text) ?? [];
  if (from === undefined) throw wrong(`invalid array index ${text}`);
  const value = (part: string | undefined): number | undefined => {
    const digits = part?.replace(':', '') ?? '';
    if (digits === '-') throw wrong(`array index ${digits} is not a number`);
    return digits === '' ? undefined : Number(digits);
  };
  const [first, last, step] = [value(from), value(to), value(by)];
  return {
    kind: 'slice',
    isIndex: to === undefined,
    ...(first === undefined ? {} : { from: first }),
    ...(last === undefined ? {} : { to: last }),
    ...(step === undefined ? {} : { by: step }),
  };
}

/** `[?(@.name=="app")]`, `[?(@.ready)]`. */
function filter(cursor: Cursor): Step {
  cursor.at += 3;
  const end = filterEnd(cursor);
  const inner = cursor.text.slice(cursor.at, end);
  if (cursor.text[end + 1] !== ']') throw wrong('unclosed array expect ]');
  cursor.at = end + 2;
  const operator = /[!<>=]+/.exec(inner);
  const right = operator === null ? '' : inner.slice(operator.index + operator[0].length);
  if (operator === null || right === '')
    return { kind: 'filter', left: nested(inner), operator: 'exists', right: [] };
  return {
    kind: 'filter',
    left: nested(inner.slice(0, operator.index)),
    operator: operator[0],
    right: nested(right),
  };
}

/** The parenthesis that closes a filter: the first one outside of the first pair of quotes. */
function filterEnd(cursor: Cursor): number {
  let quote: string | undefined;
  let isClosed = false;
  for (let at = cursor.at; ; at += 1) {
    const c = cursor.text[at];
    if (c === undefined || c === '\n') throw wrong('unterminated filter');
    if (c === ')' && (quote === undefined) === !isClosed) return at;
    if (c === '"' || c === "'") {
      if (quote === undefined) quote = c;
      else if (c === quote && cursor.text[at - 1] !== '\\') isClosed = true;
    }
  }
}
