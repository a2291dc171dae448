/**
 * Asks for the table that kubectl prints. Only cells come back, so that no value can come along: an object's
 * metadata may hold values of a Secret.
 */
export const AS_TABLE = {
  accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
  query: { includeObject: 'None' },
} as const;
