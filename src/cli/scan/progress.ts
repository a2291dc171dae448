import { humanDuration } from '../../domain/values/time.js';
import type { Progress } from '../../sources/source.js';
import type { Io } from '../io.js';

/** Shows how far a long reading is, on a terminal only. */
export interface ProgressLine {
  readonly update: (progress: Progress) => void;
  readonly stop: () => void;
}

const SILENT: ProgressLine = { update: () => undefined, stop: () => undefined };

/**
 * One line on standard error while it is a terminal; nothing of it in a pipe or in CI. Of a cluster it begins with the
 * first page: before that a credential plugin may ask for a password in the same place.
 */
export async function startProgress(io: Io, readsFiles: boolean): Promise<ProgressLine> {
  const isCi = (io.env['CI'] ?? '') !== '';
  if (!io.stderr.isTerminal || isCi || io.env['TERM'] === 'dumb') return SILENT;
  const { default: ora } = await import('ora');
  const startedAt = io.now();
  // Without colour, so that NO_COLOR and --color=never need not be asked for it.
  const spinner = ora({ text: 'Reading pods', color: false, discardStdin: false, isEnabled: true });
  if (readsFiles) spinner.start();
  return {
    update: (progress) => {
      spinner.text = progressText(progress, (io.now() - startedAt) / 1000);
      if (!spinner.isSpinning) spinner.start();
    },
    stop: () => {
      spinner.stop();
    },
  };
}

/** `page 3, 1500 of about 4000 pods, 12 to look into, 4s`. */
export function progressText({ pages, pods, candidates, remaining }: Progress, seconds: number): string {
  const of = remaining === undefined || remaining === 0 ? '' : ` of about ${pods + remaining}`;
  return `page ${pages}, ${pods}${of} pods, ${candidates} to look into, ${humanDuration(seconds)}`;
}
