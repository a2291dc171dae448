import type { ExecAuth } from '@kubernetes/client-node/dist/exec_auth.js';
import type { KubeConfig } from '@kubernetes/client-node';

/*
 * The only file that knows @kubernetes/client-node, and a bundle of its own: it is large, and most
 * runs need none of it. Loaded when a credential has to be issued, and no more of it than that
 * takes: all of it starts in 0.7 s, its plugin part in none.
 */

/** Runs credential plugins. */
export async function loadExecAuth(): Promise<typeof ExecAuth> {
  return (await import('@kubernetes/client-node/dist/exec_auth.js')).ExecAuth;
}

/** Renews the tokens of identity providers (`auth-provider`: oidc, azure, gcp). */
export async function loadKubeConfig(): Promise<typeof KubeConfig> {
  return (await import('@kubernetes/client-node')).KubeConfig;
}
