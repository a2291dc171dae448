/** Values by the names that a rule's texts use; one without a value leaves its part of the text out. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The value of a variable by its name. There are a hundred, a text names a few of them, and some cost a walk
 * through the manifest: each is found out when it is asked for.
 */
export type VariableLookup = (name: string) => string | undefined;

/** A lookup in values that are there already; what every object inherits is none of them. */
export function lookupIn(variables: Variables): VariableLookup {
  return (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
}
