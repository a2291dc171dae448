import type { Json } from '../../domain/values/json.js';
import { FormatError } from '../format.js';

const ORDERS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
};

/** Compares as a filter does: both of one kind, whole numbers apart from others (client-go third_party template, v0.34). */
export function compare(left: Json, operator: string, right: Json): boolean {
  const holds = Object.hasOwn(ORDERS, operator) ? ORDERS[operator] : undefined;
  if (holds === undefined)
    throw new FormatError(`error executing jsonpath: unrecognized filter operator ${operator}`);
  const kind = kindOf(left);
  if (kind !== kindOf(right))
    throw new FormatError('error executing jsonpath: incompatible types for comparison');
  if (kind === 'boolean' && operator !== '==' && operator !== '!=') {
    throw new FormatError('error executing jsonpath: invalid type for comparison');
  }
  return holds(orderOf(left as string | number | boolean, right as string | number | boolean));
}

function orderOf(left: string | number | boolean, right: string | number | boolean): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function kindOf(value: Json): 'string' | 'boolean' | 'integer' | 'float' {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float';
  throw new FormatError('error executing jsonpath: invalid type for comparison');
}
