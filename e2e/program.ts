import path from 'node:path';
import type { Report } from '../src/domain/report/report.js';
import { run, type Ran } from './run.js';

/** A run of the built program, with the report where it printed one. */
export interface Answer extends Ran {
  readonly report?: Report;
}

const PROGRAM = path.resolve('bin/kubectl-exitdiag');

/** Asks the built program, which is what users run. */
export async function ask(kubeconfig: string, args: readonly string[]): Promise<Answer> {
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  const ran = await run(process.execPath, [PROGRAM, ...args, '-o', 'json', '-v=6'], { env });
  try {
    return { ...ran, report: JSON.parse(ran.stdout) as Report };
  } catch {
    return ran;
  }
}

/** The requests that it made, as `-v=6` shows them: `GET URL`. */
export function requestsOf({ stderr }: Ran): readonly string[] {
  return stderr.match(/^[A-Z]+ https?:\/\/\S+/gm) ?? [];
}
