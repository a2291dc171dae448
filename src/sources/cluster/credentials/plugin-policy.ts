import { access, constants, readFile } from 'node:fs/promises';
import { delimiter, join, sep } from 'node:path';
import { asObject, asObjects, asText, at, type Json } from '../../../domain/values/json.js';
import { SourceError } from '../../source.js';
import type { ClusterIo } from '../connection.js';

/**
 * Honours the user's kuberc, which can forbid credential plugins or name the allowed ones:
 * a tool that ignored it would run what kubectl would not.
 * Source: client-go plugin/pkg/client/auth/exec, v0.35 (entries are `name`, `command` since 1.36).
 * @throws SourceError when the plugin may not run.
 */
export async function refusePlugin(command: string, io: ClusterIo): Promise<void> {
  const path = io.env['KUBERC'] || join(io.homedir, '.kube', 'kuberc');
  if (path === 'off' || io.env['KUBECTL_KUBERC'] === 'false') return;
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const policies = await parse(text, path);
  const policy = policies
    .map((one) => asText(at(one, 'credentialPluginPolicy')))
    .find((one) => one !== undefined);
  if (policy === undefined || policy === 'AllowAll') return;
  const allowed = policies.flatMap((one) => asObjects(at(one, 'credentialPluginAllowlist')));
  if (policy === 'Allowlist') {
    const names = allowed.flatMap((entry) => asText(at(entry, 'command')) ?? asText(at(entry, 'name')) ?? []);
    const wanted = await whereIs(command, io);
    const places = await Promise.all(names.map((name) => whereIs(name, io)));
    if (names.includes(command) || (wanted !== undefined && places.includes(wanted))) return;
  }
  throw new SourceError(
    `getting credentials: plugin "${command}" not allowed: ${path} sets the policy to "${policy}"`,
  );
}

async function parse(text: string, path: string): Promise<readonly Json[]> {
  try {
    const { loadAll, CORE_SCHEMA } = await import('js-yaml');
    return (loadAll(text, { schema: CORE_SCHEMA }) as Json[]).filter((one) => asObject(one) !== undefined);
  } catch (error) {
    // What a file that cannot be read forbids is not known; running the plugin could be against it.
    throw new SourceError(`${path} is not valid YAML; it may forbid the credential plugin`, 'collect', {
      cause: error,
    });
  }
}

async function whereIs(command: string, io: ClusterIo): Promise<string | undefined> {
  if (command.includes(sep)) return command;
  for (const folder of (io.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, command);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return undefined;
}
