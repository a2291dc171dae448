import { asBoolean, asObjects, asText, at, type JsonObject } from './json.js';
import { present } from './present.js';

/** `metadata.ownerReferences`' controller, if the pod has one. */
export function controllerOf(
  raw: JsonObject,
):
  | { readonly kind: string; readonly name: string; readonly uid?: string; readonly apiVersion?: string }
  | undefined {
  const owners = asObjects(at(raw, 'metadata', 'ownerReferences'));
  const owner = owners.find((o) => asBoolean(at(o, 'controller')) === true);
  const kind = asText(at(owner, 'kind'));
  const name = asText(at(owner, 'name'));
  if (kind === undefined || name === undefined) return undefined;
  return {
    kind,
    name,
    ...present('uid', asText(at(owner, 'uid'))),
    ...present('apiVersion', asText(at(owner, 'apiVersion'))),
  };
}
