import { isCauseId } from '../../domain/rules/cause.js';
import { CONFIDENCES, SEVERITIES } from '../../domain/rules/rule.js';
import type { Threshold } from '../../rollout/tolerate.js';
import { readCause } from '../causes.js';
import { UsageError } from '../errors.js';

/** @throws UsageError, for `--fail-on` words such as `severity=hi`, with what there is */
export function readThresholds(words: readonly string[]): readonly Threshold[] {
  return words.flatMap((word) => word.split(',').filter((part) => part !== '')).map(readThreshold);
}

function readThreshold(word: string): Threshold {
  const equals = word.indexOf('=');
  const [name, value] = [word.slice(0, Math.max(equals, 0)), word.slice(equals + 1)];
  switch (name) {
    case 'cause':
      return { kind: 'cause', cause: readCause(value) };
    case 'confidence':
      return { kind: 'confidence', atLeast: choose('confidence', value, CONFIDENCES) };
    case 'severity':
      return { kind: 'severity', atLeast: choose('severity', value, SEVERITIES) };
    default:
      if (isCauseId(word)) return { kind: 'cause', cause: word };
      throw new UsageError(
        `invalid argument ${JSON.stringify(word)} for "--fail-on" flag: cause=ID, confidence=LEVEL or severity=LEVEL is needed`,
      );
  }
}

function choose<T extends string>(name: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value.toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(
    `invalid argument "${name}=${value}" for "--fail-on" flag: allowed values are: ${known.join(',')}`,
  );
}
