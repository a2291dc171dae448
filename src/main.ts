import { VERSION } from './cli/version.js';

/** Runs the program on the real process; the answer is the exit status. */
export function main(): Promise<number> {
  process.stdout.write(`kubectl-exitdiag v${VERSION}\n`);
  return Promise.resolve(0);
}
