import { inert } from '../../report/inert.js';
import { defineCommand } from '../command.js';
import { EXIT } from '../exit-status.js';

/** What kubectl asks, through `kubectl_complete-exitdiag`, when somebody presses TAB. */
export const completeCommand = defineCommand({
  name: '__complete',
  usage: 'WORD...',
  summary: 'Complete a command line',
  about: [
    'Print what may stand where the cursor is, one candidate a line, and a last line with the directive.',
  ],
  options: {},
  completes: 'files',
  hidden: true,
  raw: true,
  run: async ({ positionals }, io, { root }) => {
    const { complete } = await import('../completion/complete.js');
    const { candidates, directive } = await complete(positionals, root, io);
    const lines = candidates.map(({ text, about }) =>
      about === undefined ? inert(text) : `${inert(text)}\t${inert(about)}`,
    );
    io.stdout.write([...lines, `:${directive}`, ''].join('\n'));
    return EXIT.reported;
  },
});
