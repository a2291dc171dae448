import { run, type Ran } from './run.js';

export type Kubectl = (args: readonly string[], input?: string) => Promise<string>;

/** kubectl on one kubeconfig; what it refuses is thrown with its own words. */
export function kubectlOf(kubeconfig: string): Kubectl {
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  return async (args, input) => {
    const ran = await run('kubectl', args, { env, ...(input === undefined ? {} : { input }) });
    if (ran.status !== 0) throw new Error(`kubectl ${args.join(' ')}: ${said(ran)}`);
    return ran.stdout;
  };
}

/** Why this run cannot begin; undefined where kubectl is there. */
export async function kubectlMissing(): Promise<string | undefined> {
  const ran = await run('kubectl', ['version', '--client']);
  return ran.status === 0
    ? undefined
    : `kubectl is needed to make the failures, and could not be run: ${said(ran)}`;
}

function said({ stderr, stdout, status }: Ran): string {
  return stderr.trim() || stdout.trim() || `exit status ${status}`;
}
