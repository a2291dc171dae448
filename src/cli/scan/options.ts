import { OUTPUT_OPTIONS, RULE_OPTIONS, SOURCE_OPTIONS } from '../shared-options.js';

/** Which objects a scan looks at. */
const SELECTION_OPTIONS = {
  'all-namespaces': {
    kind: 'boolean',
    short: 'A',
    help: 'Look in all namespaces; what -n says is then ignored',
  },
  selector: {
    kind: 'string',
    short: 'l',
    help: "Selector (label query) to filter on, supports '=', '==', '!=', 'in', 'notin', and names with or without '!'",
  },
  'field-selector': {
    kind: 'string',
    help: "Selector (field query) to filter on, supports '=', '==', and '!='",
  },
  'chunk-size': {
    kind: 'integer',
    default: 500,
    help: 'Return large lists in chunks rather than all at once; 0 to disable',
  },
  'ignore-not-found': { kind: 'boolean', help: 'A named object that does not exist is no error' },
} as const;

/** The options of `scan`. */
export const SCAN_OPTIONS = {
  ...SOURCE_OPTIONS,
  ...SELECTION_OPTIONS,
  ...RULE_OPTIONS,
  ...OUTPUT_OPTIONS,
  since: {
    kind: 'duration',
    default: '1h',
    help: 'What ended and runs again counts when it ended within this time (1h, 30m); 0 for all that is on record',
  },
  'min-restarts': {
    kind: 'integer',
    default: 0,
    help: 'Only containers that were restarted at least so often',
  },
  only: { kind: 'list', commas: true, help: 'Only these causes', completes: 'causes' },
  ignore: { kind: 'list', commas: true, help: 'Not these causes', completes: 'causes' },
  sort: {
    kind: 'string',
    default: 'severity',
    choices: ['severity', 'count', 'since', 'name'],
    help: 'What comes first: the most harmful, the most pods, the newest, or by name',
  },
  tail: { kind: 'integer', default: 200, help: 'How many of the last lines of each log are read' },
  'no-logs': { kind: 'boolean', help: 'Read no logs, and say so where something is wrong' },
  'no-headers': { kind: 'boolean', help: 'Print no headers of the table' },
  'show-labels': { kind: 'boolean', help: 'Show the labels that the pods of a group share' },
  'show-benign': { kind: 'boolean', help: 'Show also what ended as it should, and why that is no failure' },
  'exit-code': {
    kind: 'boolean',
    help: 'End with status 1 when something was found; a pod that only just starts does not count',
  },
  watch: {
    kind: 'boolean',
    short: 'w',
    help: 'Stay, and show what changes: a table drawn again on a terminal, a line a change in a pipe, with -o json a whole report on one line for each change',
  },
} as const;
