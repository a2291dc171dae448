import type { NamedObject, Selection } from '../../sources/source.js';
import type { ParsedArguments } from '../arguments/parse.js';
import type { SCAN_OPTIONS } from './options.js';
import { readCause } from '../causes.js';
import { UsageError } from '../errors.js';
import { readNow } from '../open-source.js';
import type { GLOBAL_OPTIONS } from '../options.js';
import { readOutput, type OutputFormat } from '../output.js';
import { parseFieldSelector } from '../../sources/select/field-selector.js';
import { parseLabelSelector } from '../../sources/select/label-selector.js';
import { readNames, resourceOf, RESOURCES } from '../resources.js';
import type { Keep } from './keep.js';

/** The parsed arguments of `scan`. */
export type ScanArguments = ParsedArguments<typeof SCAN_OPTIONS & typeof GLOBAL_OPTIONS>;

/** What the options of a scan mean, checked. */
export interface ScanRequest {
  readonly names: readonly NamedObject[];
  readonly selection: Selection;
  readonly output: OutputFormat;
  /** Milliseconds since the epoch, where `--now` says it. */
  readonly now: number | undefined;
  readonly keep: Keep;
}

/** @throws UsageError where options are wrong or do not go together, in kubectl's words where it has some */
export function readRequest({ positionals, options }: ScanArguments): ScanRequest {
  refuseType(positionals);
  const names = positionals.length === 0 ? [] : readNames(positionals);
  if (names.length > 0 && (options.selector !== undefined || options['field-selector'] !== undefined)) {
    throw new UsageError('name cannot be provided when a selector is specified', { pointsToHelp: false });
  }
  if (names.length > 0 && options['all-namespaces']) {
    throw new UsageError('a resource cannot be retrieved by name across all namespaces', {
      pointsToHelp: false,
    });
  }
  for (const [name, value] of [
    ['chunk-size', options['chunk-size']],
    ['min-restarts', options['min-restarts']],
    ['tail', options.tail],
  ] as const) {
    if (value < 0)
      throw new UsageError(`invalid argument "${value}" for "--${name}" flag: it must not be negative`);
  }
  if (options.since < 0) throw new UsageError('invalid argument for "--since" flag: it must not be negative');
  // The server refuses them too, but after a while and by the number 400.
  parseLabelSelector(options.selector ?? '');
  parseFieldSelector(options['field-selector'] ?? '');
  return {
    names,
    selection: selectionOf(names, options),
    output: readOutput(options.output),
    now: readNow(options.now),
    keep: {
      sinceSeconds: options.since,
      minRestarts: options['min-restarts'],
      only: options.only.map(readCause),
      ignore: options.ignore.map(readCause),
    },
  };
}

/** `scan deployments` would look for a pod of that name. */
function refuseType(words: readonly string[]): void {
  const [word = ''] = words;
  const resource = words.length === 1 && !word.includes('/') ? resourceOf(word) : undefined;
  if (resource === undefined || !RESOURCES.some(({ plural }) => plural === resource)) return;
  throw new UsageError(
    `${JSON.stringify(word)} is a kind: name one (scan ${word}/NAME), or leave it out to look at everything in the namespace; a pod of that name is pod/${word}`,
    { pointsToHelp: false },
  );
}

function selectionOf(names: readonly NamedObject[], options: ScanArguments['options']): Selection {
  const all = options['all-namespaces'];
  return {
    namespaces: all || options.namespace === undefined ? [] : [options.namespace],
    all,
    names,
    ...(options.selector === undefined ? {} : { selector: options.selector }),
    ...(options['field-selector'] === undefined ? {} : { fieldSelector: options['field-selector'] }),
  };
}
