import { OUTPUT_OPTIONS, RULE_OPTIONS, SOURCE_OPTIONS } from '../shared-options.js';

/** The options of `pod`. */
export const POD_OPTIONS = {
  ...SOURCE_OPTIONS,
  ...RULE_OPTIONS,
  ...OUTPUT_OPTIONS,
  container: {
    kind: 'list',
    short: 'c',
    commas: true,
    help: 'Only these containers',
    completes: 'containers',
  },
  tail: { kind: 'integer', default: 200, help: 'How many of the last lines of each log are read' },
  'no-logs': { kind: 'boolean', help: 'Read no logs, and say so where something is wrong' },
  'show-benign': { kind: 'boolean', help: 'Show also what ended as it should, and why that is no failure' },
  'ignore-not-found': { kind: 'boolean', help: 'A named object that does not exist is no error' },
  'exit-code': {
    kind: 'boolean',
    help: 'End with status 1 when something was found; a pod that only just starts does not count',
  },
} as const;
