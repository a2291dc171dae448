import { EXIT } from '../exit-status.js';
import { CONNECTION_OPTIONS } from '../connection-options.js';
import { OUTPUT_OPTIONS, RULE_OPTIONS, SOURCE_OPTIONS } from '../shared-options.js';

/** The options of `check`. */
export const CHECK_OPTIONS = {
  ...CONNECTION_OPTIONS,
  namespace: { ...SOURCE_OPTIONS.namespace, help: 'If present, the namespace scope for this request' },
  'all-namespaces': {
    kind: 'boolean',
    short: 'A',
    help: 'Check the workloads of all namespaces; what -n says is then ignored',
  },
  selector: {
    kind: 'string',
    short: 'l',
    help: "Selector (label query) to filter the workloads on, supports '=', '==', '!=', 'in', 'notin', and names with or without '!'",
  },
  filename: {
    kind: 'list',
    short: 'f',
    commas: true,
    help: 'Check the live workloads that this rendered manifest names; - is standard input',
    completes: 'files',
  },
  recursive: { kind: 'boolean', short: 'R', help: 'Read the directories of -f with all that is below them' },
  ...RULE_OPTIONS,
  ...OUTPUT_OPTIONS,
  timeout: {
    kind: 'duration',
    default: '5m',
    help: 'How long to wait before giving up; with 0 it looks once',
  },
  settle: { kind: 'duration', default: '30s', help: 'How long all new pods must be ready without a restart' },
  grace: { kind: 'duration', default: '60s', help: 'How long what may heal by itself is given' },
  'fail-fast': {
    kind: 'boolean',
    default: true,
    help: 'Fail as soon as it can no longer succeed; --fail-fast=false waits for the time-out',
  },
  'fail-on': {
    kind: 'list',
    help: 'Fail only on findings such as cause=oom-limit, or of at least confidence=likely or severity=high; may be repeated, any of them counts',
  },
  allow: { kind: 'list', commas: true, help: 'Do not fail on these causes', completes: 'causes' },
  'max-restarts': {
    kind: 'integer',
    default: -1,
    help: 'How often a container of the new revision may be restarted; without it (-1), it fails on the second death for the same cause',
  },
  baseline: {
    kind: 'string',
    help: 'Fail only on findings that this file does not hold',
    completes: 'files',
  },
  'write-baseline': {
    kind: 'boolean',
    help: 'Write what was found to the file of --baseline, and fail on none of it',
  },
  report: {
    kind: 'list',
    help: 'Write a report as well: junit=FILE, github, gitlab=FILE, sarif=FILE (with -f), markdown=FILE, json=FILE; may be repeated',
  },
  tail: { kind: 'integer', default: 50, help: 'How many of the last lines of each log are read' },
  'all-revisions': { kind: 'boolean', help: 'Judge the pods of older revisions as well' },
  'allow-empty': { kind: 'boolean', help: 'Nothing to check is no error' },
} as const;

/** With what it ends; docs/ci, the README and the action say the same. */
export const CHECK_STATUSES = [
  [EXIT.reported, 'It passed; with --write-baseline, the baseline was written'],
  [
    EXIT.findings,
    'A finding counts, the workload says itself that it failed, or a finding stands when time runs out',
  ],
  [
    EXIT.usage,
    'Wrong usage: a manifest without workloads, a report that cannot be written, a baseline that is none',
  ],
  [
    EXIT.notCollected,
    'It could not be told: nothing found, refused, deleted, superseded, paused, or out of sight',
  ],
  [EXIT.undecided, 'The time ran out with nothing decided, or a CronJob never ran'],
  [`${EXIT.interrupted}, ${EXIT.terminated}`, 'Ctrl-C, SIGTERM: it says what it knows and ends'],
] as const;
