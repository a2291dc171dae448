import { asObject, asObjects, asText, at, type Json, type JsonObject } from '../../../domain/values/json.js';
import { SourceError } from '../../source.js';

/** A kubeconfig's entries by name, raw: keys as they stand in the file. */
export interface KubeConfig {
  readonly clusters: ReadonlyMap<string, JsonObject>;
  readonly users: ReadonlyMap<string, JsonObject>;
  readonly contexts: ReadonlyMap<string, JsonObject>;
  readonly currentContext?: string;
}

/** What kubectl goes by where there is no file. */
export const EMPTY_KUBECONFIG: KubeConfig = { clusters: new Map(), users: new Map(), contexts: new Map() };

/**
 * Reads the text of one kubeconfig (YAML or JSON). `path` is only for messages.
 * @throws SourceError when it is no kubeconfig.
 */
export async function readKubeconfig(text: string, path: string): Promise<KubeConfig> {
  const document = await parse(text, path);
  if (document === null || document === undefined) return EMPTY_KUBECONFIG;
  const root = asObject(document);
  if (root === undefined)
    throw new SourceError(`kubeconfig ${path}: not a kubeconfig: a mapping is expected`);
  const currentContext = asText(at(root, 'current-context'));
  return {
    clusters: entries(root, 'clusters', 'cluster', path),
    users: entries(root, 'users', 'user', path),
    contexts: entries(root, 'contexts', 'context', path),
    ...(currentContext === undefined ? {} : { currentContext }),
  };
}

async function parse(text: string, path: string): Promise<Json | undefined> {
  try {
    if (text.trimStart().startsWith('{')) return JSON.parse(text) as Json;
    if (text.trim() === '') return undefined;
    const { load, CORE_SCHEMA } = await import('js-yaml');
    return load(text, { schema: CORE_SCHEMA }) as Json | undefined;
  } catch (error) {
    // The parsers' own messages quote the text, and the text holds credentials.
    const mark = (error as { mark?: { line?: number; column?: number } }).mark;
    const place = mark?.line === undefined ? '' : `:${mark.line + 1}:${(mark.column ?? 0) + 1}`;
    throw new SourceError(`kubeconfig ${path}${place}: not valid YAML or JSON`);
  }
}

/** One name twice in one file is an error, as it is for kubectl (client-go api/latest conversion, v0.34). */
function entries(root: JsonObject, list: string, key: string, path: string): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  asObjects(at(root, list)).forEach((item, index) => {
    const name = asText(at(item, 'name'));
    const entry = asObject(at(item, key)) ?? {};
    if (name === undefined) return;
    if (found.has(name))
      throw new SourceError(`kubeconfig ${path}: two entries of ${list} have the name "${name}"`);
    refuseUnquoted(entry, `${path}: ${list}[${index}].${key}`);
    found.set(name, entry);
  });
  return found;
}

const TEXTS = [
  'server',
  'certificate-authority',
  'certificate-authority-data',
  'tls-server-name',
  'proxy-url',
  'token',
  'tokenFile',
  'client-certificate',
  'client-certificate-data',
  'client-key',
  'client-key-data',
  'username',
  'password',
  'as',
  'as-uid',
  'cluster',
  'user',
  'namespace',
] as const;

/** A password `12345` without quotes is a number in YAML; it must not silently count as not set. */
function refuseUnquoted(entry: JsonObject, where: string): void {
  for (const key of TEXTS) {
    const value = at(entry, key);
    if (value !== undefined && value !== null && typeof value !== 'string') {
      throw new SourceError(`kubeconfig ${where}.${key}: a string is expected; put the value in quotes`);
    }
  }
}
