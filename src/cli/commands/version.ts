import { defineCommand } from '../command.js';
import { isDocument, writeDocument } from '../document.js';
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
    output: {
      kind: 'string',
      short: 'o',
      help: 'Output format',
      choices: ['text', 'json', 'yaml'],
      default: 'text',
    },
  },
  run: async ({ options: { output } }, io) => {
    const version = { name: 'kubectl-exitdiag', version: VERSION };
    io.stdout.write(
      isDocument(output) ? await writeDocument(version, output) : `kubectl-exitdiag v${VERSION}\n`,
    );
    return EXIT.reported;
  },
});
