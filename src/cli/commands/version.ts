import { defineCommand } from '../command.js';
import { EXIT } from '../exit-status.js';
import { VERSION } from '../version.js';

/** `kubectl exitdiag version`. */
export const versionCommand = defineCommand({
  name: 'version',
  usage: '[options]',
  summary: 'Print the version',
  about: ['Print the version of this program. No cluster is asked.'],
  examples: [
    { does: 'Print the version', command: 'version' },
    { does: 'Print it for a script', command: 'version -o json' },
  ],
  options: {
    output: { kind: 'string', short: 'o', help: 'Output format', choices: ['text', 'json'], default: 'text' },
  },
  run: ({ options }, io) => {
    const version = { name: 'kubectl-exitdiag', version: VERSION };
    const text = `kubectl-exitdiag v${VERSION}`;
    io.stdout.write(`${options.output === 'json' ? JSON.stringify(version, null, 2) : text}\n`);
    return Promise.resolve(EXIT.reported);
  },
});
