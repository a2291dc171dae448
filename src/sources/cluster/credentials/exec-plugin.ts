import type { ChildProcess } from 'node:child_process';
import type { RequestOptions } from 'node:https';
import { basename } from 'node:path';
import { asList, asObject, asObjects, asText, at, type JsonObject } from '../../../domain/values/json.js';
import { present } from '../../../domain/values/present.js';
import { SourceError } from '../../source.js';
import type { ClusterIo } from '../connection.js';
import type { Target } from '../kubeconfig/resolve-target.js';
import { execInfo } from './exec-info.js';

/** A credential plugin, ready to be run by client-node. */
export interface Plugin {
  /** Adds what the plugin issues: an Authorization header, or a certificate and its key. */
  run(options: RequestOptions): Promise<void>;
  /** One line for a plugin that gave nothing; never a word that it printed for us. */
  explain(error: unknown): SourceError;
}

/** Longer answers are no credential. */
const MAX_ANSWER = 1_048_576;
const MAX_STDERR_LINES = 50;
/** A plugin that asks nobody should answer in this time; one that opens a browser may take longer. */
const SILENT_MS = 60_000;
const INTERACTIVE_MS = 300_000;

/**
 * client-node 1.4 starts plugins without KUBERNETES_EXEC_INFO, without standard input, without a
 * time limit, and hides what they say unless they fail; so the start itself is replaced here.
 * @throws SourceError when the user's kuberc forbids the plugin or it must ask and cannot.
 */
export async function preparePlugin(target: Target, io: ClusterIo): Promise<Plugin | undefined> {
  const exec = asObject(at(target.user, 'exec'));
  if (exec === undefined) return undefined;
  const command = asText(at(exec, 'command'));
  if (command === undefined)
    throw new SourceError('the kubeconfig names a credential plugin without a command');
  const { refusePlugin } = await import('./plugin-policy.js');
  await refusePlugin(command, io);
  const isInteractive = interactivity(exec, command, io);
  const env = {
    ...io.env,
    ...Object.fromEntries(
      asObjects(at(exec, 'env')).map((pair) => [
        asText(at(pair, 'name')) ?? '',
        asText(at(pair, 'value')) ?? '',
      ]),
    ),
    KUBERNETES_EXEC_INFO: execInfo(target, exec, isInteractive),
  };
  // Loading it takes milliseconds, and most kubeconfigs name no plugin.
  const { spawn } = await import('node:child_process');
  let child: ChildProcess | undefined;
  let timedOut = false;
  const start = (): ChildProcess => {
    const args = asList(at(exec, 'args')).filter((arg) => typeof arg === 'string');
    child = spawn(command, args, {
      env,
      stdio: [isInteractive ? 'inherit' : 'ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    watch(child, isInteractive ? INTERACTIVE_MS : SILENT_MS, io, () => (timedOut = true));
    return child;
  };
  return {
    run: async (options) => {
      const { loadExecAuth } = await import('../client-node.js');
      const auth = new (await loadExecAuth())();
      (auth as unknown as { execFn: typeof start }).execFn = start;
      await auth.applyAuthentication({ name: 'u', exec: { command } }, options);
    },
    explain: (error) => explain(error, { command, exec, timedOut, status: child?.exitCode ?? undefined }),
  };
}

function interactivity(exec: JsonObject, command: string, io: ClusterIo): boolean {
  const mode = asText(at(exec, 'interactiveMode')) ?? 'IfAvailable';
  if (mode === 'Always' && io.interactive !== true) {
    throw new SourceError(
      `the credential plugin ${command} must ask something, and standard input is no terminal`,
    );
  }
  return mode !== 'Never' && io.interactive === true;
}

/** Shows what the plugin says, and ends it when it says too much or nothing for too long, or when the program is ended. */
function watch(child: ChildProcess, limitMs: number, io: ClusterIo, onTimeout: () => void): void {
  const timer = setTimeout(() => {
    onTimeout();
    child.kill('SIGKILL');
  }, limitMs);
  const end = (): boolean => child.kill();
  io.signal?.addEventListener('abort', end);
  child.once('close', () => {
    clearTimeout(timer);
    io.signal?.removeEventListener('abort', end);
  });
  let size = 0;
  child.stdout?.on('data', (text: string) => {
    size += text.length;
    if (size > MAX_ANSWER) child.kill('SIGKILL');
  });
  let rest = '';
  let shown = 0;
  const show = (line: string): void => {
    if (line.trim() !== '' && shown++ < MAX_STDERR_LINES) io.warn(line.slice(0, 1000));
  };
  child.stderr?.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = (lines.pop() ?? '').slice(0, 1000);
    lines.forEach(show);
  });
  child.once('close', () => show(rest));
}

interface Ending {
  readonly command: string;
  readonly exec: JsonObject;
  readonly timedOut: boolean;
  readonly status: number | undefined;
}

function explain(error: unknown, { command, exec, timedOut, status }: Ending): SourceError {
  const name = basename(command);
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const failed = (why: string): SourceError =>
    new SourceError(`getting credentials: exec: ${why}`, 'collect', present('cause', error));
  if (code === 'ENOENT') {
    const hint = asText(at(exec, 'installHint'))?.replace(/\s+/g, ' ').trim();
    return failed(`executable ${command} not found; ${hint ?? 'install it or fix $PATH'}`);
  }
  if (code !== undefined) return failed(`executable ${command} could not be started (${code})`);
  if (timedOut) return failed(`executable ${name} did not answer in time and was ended`);
  if (status !== undefined && status !== 0)
    return failed(`executable ${name} failed with exit code ${status}`);
  return failed(`executable ${name} printed no ExecCredential with a token or a certificate`);
}
