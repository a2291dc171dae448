import { asBoolean, asObjects, asText, at } from '../../../domain/values/json.js';
import type { Reader } from './reader.js';
import { BUILT_IN, qualified, type Resource } from './resources.js';

/** The resource of an owner's `apiVersion` and `kind`; custom ones are looked up on the server. */
export async function resourceOfKind(
  reader: Reader,
  apiVersion: string,
  kind: string,
): Promise<Resource | undefined> {
  const [group, version] = apiVersion.includes('/')
    ? (apiVersion.split('/', 2) as [string, string])
    : ['', apiVersion];
  const known = BUILT_IN.find((one) => one.kind === kind && one.group === group);
  if (known !== undefined) return known;
  return (await resourcesOf(reader, group, version)).find((one) => one.kind === kind);
}

/** The resource that a user names: `deployments`, `widgets.example.com`. */
export async function resourceOfName(reader: Reader, name: string): Promise<Resource | undefined> {
  const known = BUILT_IN.find((one) => one.plural === name || qualified(one) === name);
  if (known !== undefined) return known;
  const dot = name.indexOf('.');
  if (dot < 0) return undefined;
  const group = name.slice(dot + 1);
  const answer = await reader.get(`/apis/${encodeURIComponent(group)}`);
  if (answer.kind !== 'ok') return undefined;
  const version = asText(at(answer.body, 'preferredVersion', 'version'));
  if (version === undefined) return undefined;
  return (await resourcesOf(reader, group, version)).find((one) => one.plural === name.slice(0, dot));
}

async function resourcesOf(reader: Reader, group: string, version: string): Promise<readonly Resource[]> {
  const root = group === '' ? '/api' : `/apis/${encodeURIComponent(group)}`;
  const answer = await reader.get(`${root}/${encodeURIComponent(version)}`);
  if (answer.kind !== 'ok') return [];
  return asObjects(at(answer.body, 'resources')).flatMap((entry) => {
    const plural = asText(at(entry, 'name'));
    const kind = asText(at(entry, 'kind'));
    if (plural === undefined || kind === undefined || plural.includes('/')) return [];
    return { group, version, plural, kind, namespaced: asBoolean(at(entry, 'namespaced')) !== false };
  });
}
