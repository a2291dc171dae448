import { defineCommand } from '../command.js';
import { EXIT } from '../exit-status.js';

const ABOUT = [
  'kubectl (1.26 and newer) completes "kubectl exitdiag" by itself once a program with the name kubectl_complete-exitdiag stands on the PATH. It lies in bin/ beside the plugin, to be linked with it; this command prints it too.',
] as const;

/** The program that kubectl looks for: two lines of shell. */
const SHIM = `#!/bin/sh
exec kubectl-exitdiag __complete "$@"
`;

/** `kubectl exitdiag completion`. */
export const completionCommand = defineCommand({
  name: 'completion',
  usage: '',
  summary: 'Print the program through which kubectl completes "kubectl exitdiag"',
  about: ABOUT,
  examples: [
    {
      does: 'Install it beside the plugin',
      command:
        'kubectl exitdiag completion > ~/.local/bin/kubectl_complete-exitdiag && chmod +x ~/.local/bin/kubectl_complete-exitdiag',
    },
  ],
  options: {},
  run: (_parsed, io) => {
    io.stdout.write(SHIM);
    return Promise.resolve(EXIT.reported);
  },
});
