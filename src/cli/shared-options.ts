import { CONNECTION_OPTIONS } from './connection-options.js';
import type { OptionTable } from './options.js';

/** Where the objects come from: a cluster, or files. */
export const SOURCE_OPTIONS = {
  ...CONNECTION_OPTIONS,
  namespace: {
    kind: 'string',
    short: 'n',
    help: 'If present, the namespace scope for this request; with -f it selects among the objects read',
    completes: 'namespaces',
  },
  filename: {
    kind: 'list',
    short: 'f',
    commas: true,
    help: 'Read recorded objects from this file or directory instead of a cluster; - is standard input. JSON, YAML, NDJSON, a List, several documents, what kubectl describe pod printed, and kubectl logs behind it',
    completes: 'files',
  },
  recursive: { kind: 'boolean', short: 'R', help: 'Read the directories of -f with all that is below them' },
  logs: {
    kind: 'string',
    help: 'With -f: the directory with the logs, CONTAINER.log and CONTAINER.previous.log, where needed below POD/ or NAMESPACE/POD/',
    completes: 'files',
  },
  now: {
    kind: 'string',
    help: 'The time that ages count from (RFC 3339); with -f the newest time of the input where it is left out',
  },
} as const satisfies OptionTable;

/** Which rules judge. */
export const RULE_OPTIONS = {
  rules: {
    kind: 'list',
    help: 'Add the rules of this file or directory; one with the id of a built-in rule takes its place',
    completes: 'files',
  },
} as const satisfies OptionTable;

/** How what was found is shown. */
export const OUTPUT_OPTIONS = {
  output: {
    kind: 'string',
    short: 'o',
    default: 'text',
    help: 'Output format: text, wide, json, yaml, name, markdown, jsonpath=TEMPLATE or custom-columns=SPEC (of pod a row for each pod, else for each group)',
    completes: 'formats',
  },
  color: {
    kind: 'string',
    default: 'auto',
    choices: ['auto', 'always', 'never'],
    help: 'Whether to colour text; auto does on a terminal, and heeds NO_COLOR',
  },
} as const satisfies OptionTable;
