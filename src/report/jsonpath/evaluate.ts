import type { Json } from '../../domain/values/json.js';
import { asObject, at } from '../../domain/values/json.js';
import { FormatError } from '../format.js';
import { compare } from './compare.js';
import { goText } from './print.js';
import type { Segment, Step } from './template.js';

/** The values of each text and action in turn, ranges unrolled, as kubectl prints them one after the other. */
export function findResults(segments: readonly Segment[], data: Json): readonly (readonly Json[])[] {
  return segments.flatMap((segment): readonly (readonly Json[])[] => {
    switch (segment.kind) {
      case 'text':
        return [[segment.text]];
      case 'action':
        return [walk([data], segment.steps)];
      case 'range':
        return walk([data], segment.steps).flatMap((item) => findResults(segment.body, item));
    }
  });
}

function walk(values: readonly Json[], steps: readonly Step[]): readonly Json[] {
  return steps.reduce(take, values);
}

function take(values: readonly Json[], step: Step): readonly Json[] {
  switch (step.kind) {
    case 'field':
      return values.flatMap((value) => {
        const found = at(value, step.name);
        return found === undefined ? [] : [found];
      });
    case 'wildcard':
      return values.flatMap(children);
    case 'recursive':
      return values.flatMap(descend);
    case 'slice':
      return values.flatMap((value) => sliceOf(value, step));
    case 'union':
      return step.of.flatMap((steps) => walk(values, steps));
    case 'filter':
      return values.flatMap((value) => filtered(value, step));
    case 'literal':
      return typeof step.value === 'string' ? [step.value] : values.map(() => step.value);
  }
}

/** A list or object that holds something, then everything below it. */
function descend(value: Json): readonly Json[] {
  const below = children(value);
  return below.length === 0 ? [] : [value, ...below.flatMap(descend)];
}

function children(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  return Object.values(asObject(value) ?? {}).flatMap((item) => (item === undefined ? [] : [item]));
}

function sliceOf(value: Json, step: Step & { kind: 'slice' }): readonly Json[] {
  if (value === null) return [];
  const list = listOf(value, typeName(value));
  const { length } = list;
  const from = step.from === undefined ? 0 : step.from < 0 ? step.from + length : step.from;
  const to = endOf(step, length);
  if (from === to) return [];
  if (from >= length || from < 0) throw outside(from, length);
  if (to > length || to < 0) throw outside(to - 1, length);
  if (from > to)
    throw new FormatError(
      `error executing jsonpath: starting index ${from} is greater than ending index ${to}`,
    );
  const by = step.by ?? 1;
  if (by <= 0) throw new FormatError('error executing jsonpath: step must be > 0');
  return list.slice(from, to).filter((_, n) => n % by === 0);
}

function endOf({ from, to, isIndex }: Step & { kind: 'slice' }, length: number): number {
  if (isIndex) {
    const next = (from ?? 0) + 1;
    return next <= 0 ? next + length : next;
  }
  if (to === undefined) return length;
  return to < 0 ? to + length : to;
}

function outside(index: number, length: number): FormatError {
  return new FormatError(
    `error executing jsonpath: array index out of bounds: index ${index}, length ${length}`,
  );
}

function filtered(value: Json, { left, operator, right }: Step & { kind: 'filter' }): readonly Json[] {
  return listOf(value, goText(value), ' and cannot be filtered').filter((item) => {
    const lefts = walk([item], left);
    if (operator === 'exists') return lefts.length > 0;
    const rights = walk([item], right);
    if (lefts.length > 1 || rights.length > 1) {
      throw new FormatError('error executing jsonpath: can only compare one element at a time');
    }
    const [a, b] = [lefts[0], rights[0]];
    return a !== undefined && b !== undefined && compare(a, operator, b);
  });
}

function listOf(value: Json, name: string, more = ''): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  throw new FormatError(`error executing jsonpath: ${name} is not array or slice${more}`);
}

/** What Go calls the value's type once it was read from JSON. */
function typeName(value: Json): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return 'map[string]interface {}';
}
