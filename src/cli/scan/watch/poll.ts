import { setTimeout as sleep } from 'node:timers/promises';
import { SourceError } from '../../../sources/source.js';
import type { Judged } from '../../collect-report.js';

/** How the picture is kept up to date where the server lets nobody watch. */
export interface Polling {
  /** Looks at everything once; rejects with a SourceError when nothing can be told. */
  readonly scan: () => Promise<Judged>;
  readonly show: (judged: Judged) => void;
  /** Something about the watch itself. */
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Between two scans; each costs the server what a scan costs. */
export const POLL_SECONDS = 30;

/**
 * Scans again and again until the signal is aborted.
 * @throws SourceError when the first scan can tell nothing: then the next could not either
 */
export async function poll({ scan, show, say, signal }: Polling): Promise<void> {
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    try {
      const judged = await scan();
      if (!signal.aborted) show(judged);
    } catch (error) {
      if (signal.aborted) return;
      if (isFirst || !(error instanceof SourceError)) throw error;
      say(`${error.message}; trying again`);
    }
    await sleep(POLL_SECONDS * 1000, undefined, { signal }).catch(() => undefined);
  }
}
