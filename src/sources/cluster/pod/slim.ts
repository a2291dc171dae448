import { asObject, at, type JsonObject } from '../../../domain/values/json.js';

/** managedFields are half of an object and say nothing of why it fails. */
export function withoutManagedFields(object: JsonObject): JsonObject {
  const metadata = asObject(at(object, 'metadata'));
  if (metadata === undefined || !Object.hasOwn(metadata, 'managedFields')) return object;
  const { managedFields: _fields, ...rest } = metadata;
  return { ...object, metadata: rest };
}
