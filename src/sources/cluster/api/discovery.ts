import { asBoolean, asObjects, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { SourceError } from '../../source.js';
import type { Answer } from '../transport/answer.js';
import { whyNot } from './missing.js';
import type { Reader } from './reader.js';
import { BUILT_IN, qualified, type Resource } from './resources.js';

/** An answer that does not tell whether the server has something. */
export type Untold = Exclude<Answer<JsonObject>, { kind: 'ok' | 'not-found' }>;

/** The resource of an `apiVersion` and `kind`, undefined where the server has none, or why it does not tell. */
export type KindLookUp =
  | { readonly isTold: true; readonly resource: Resource | undefined }
  | { readonly isTold: false; readonly answer: Untold };

/** Looks up the resource of an `apiVersion` and `kind`; for custom ones the server is asked. */
export async function lookUpKind(reader: Reader, apiVersion: string, kind: string): Promise<KindLookUp> {
  const [group, version] = apiVersion.includes('/')
    ? (apiVersion.split('/', 2) as [string, string])
    : ['', apiVersion];
  const known = BUILT_IN.find((one) => one.kind === kind && one.group === group);
  if (known !== undefined) return { isTold: true, resource: known };
  const answer = await reader.get(pathOfGroup(group, version));
  if (answer.kind !== 'ok' && answer.kind !== 'not-found') return { isTold: false, answer };
  return { isTold: true, resource: resourcesIn(answer, group, version).find((one) => one.kind === kind) };
}

/**
 * The resource of an `apiVersion` and `kind`. Undefined where the server shows none, and, unless it is `wanted`,
 * where it gives no answer of use.
 * @throws SourceError when it is wanted and there is no such answer
 */
export async function resourceOfKind(
  reader: Reader,
  apiVersion: string,
  kind: string,
  extent?: 'wanted',
): Promise<Resource | undefined> {
  const found = await lookUpKind(reader, apiVersion, kind);
  if (found.isTold) return found.resource;
  if (extent === 'wanted' && found.answer.kind !== 'forbidden')
    refuseSilence(found.answer, `${apiVersion} ${kind}`);
  return undefined;
}

/**
 * The resource that a user names: `deployments`, `widgets.example.com`; undefined where there is none.
 * @throws SourceError where the server does not tell
 */
export async function resourceOfName(reader: Reader, name: string): Promise<Resource | undefined> {
  const known = BUILT_IN.find((one) => one.plural === name || qualified(one) === name);
  if (known !== undefined) return known;
  const dot = name.indexOf('.');
  if (dot < 0) return undefined;
  const group = name.slice(dot + 1);
  const answer = await reader.get(`/apis/${encodeURIComponent(group)}`);
  refuseSilence(answer, name);
  if (answer.kind !== 'ok') return undefined;
  const version = asText(at(answer.body, 'preferredVersion', 'version'));
  if (version === undefined) return undefined;
  const resources = await reader.get(pathOfGroup(group, version));
  refuseSilence(resources, name);
  return resourcesIn(resources, group, version).find((one) => one.plural === name.slice(0, dot));
}

/** A server that answers nothing of use, or with a refusal, may know it all the same. */
function refuseSilence(answer: Answer<unknown>, what: string): void {
  if (answer.kind === 'ok' || answer.kind === 'not-found') return;
  throw new SourceError(untoldWords(what, answer));
}

/** That it is not known whether the server has something, and why. */
export function untoldWords(what: string, answer: Untold): string {
  return `whether the server has ${what} could not be told: ${whyNot(answer)}`;
}

function pathOfGroup(group: string, version: string): string {
  const root = group === '' ? '/api' : `/apis/${encodeURIComponent(group)}`;
  return `${root}/${encodeURIComponent(version)}`;
}

function resourcesIn(answer: Answer<JsonObject>, group: string, version: string): readonly Resource[] {
  if (answer.kind !== 'ok') return [];
  return asObjects(at(answer.body, 'resources')).flatMap((entry) => {
    const plural = asText(at(entry, 'name'));
    const kind = asText(at(entry, 'kind'));
    if (plural === undefined || kind === undefined || plural.includes('/')) return [];
    return { group, version, plural, kind, namespaced: asBoolean(at(entry, 'namespaced')) !== false };
  });
}
