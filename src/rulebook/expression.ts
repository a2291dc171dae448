import { celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import type { CelInput } from '@bufbuild/cel';
import type { Expression } from '../domain/rules/rulebook.js';

/** Compiles CEL; throws with the package's reason when it is none. */
export function compileExpression(source: string): Expression {
  const evaluate = plan(celEnv(), parse(source));
  return {
    evaluate(bindings) {
      const result: unknown = evaluate(toCel(bindings) as Record<string, CelInput>);
      return isCelError(result) || typeof result !== 'boolean' ? undefined : result;
    },
  };
}

/** Integers become BigInt: CEL has no `%` or index arithmetic for a double. */
function toCel(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toCel(item)]));
}
