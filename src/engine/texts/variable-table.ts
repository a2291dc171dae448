import { asNumber, at, type Json } from '../../domain/values/json.js';
import { formatGoDuration } from '../../domain/values/time.js';

/** Variables of one kind of subject, by name; each is read when a text names it. */
export type VariableTable<Of> = Readonly<Record<string, (of: Of) => string | undefined>>;

/** What the table has under a name. */
export function readFrom<Of>(table: VariableTable<Of>, name: string, of: Of): string | undefined {
  return Object.hasOwn(table, name) ? table[name]?.(of) : undefined;
}

/** An object by its kind and name, as far as they are told. */
export interface Named {
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
}

/** `deployment/web`, as kubectl takes it. */
export function named({ kind, name }: Named): string | undefined {
  return kind === undefined || name === undefined ? undefined : `${kind.toLowerCase()}/${name}`;
}

/** `activeDeadlineSeconds` of a pod or a Job. */
export function deadlineOf(spec: Json | undefined): string | undefined {
  const seconds = asNumber(at(spec, 'activeDeadlineSeconds'));
  return seconds === undefined ? undefined : formatGoDuration(seconds);
}
