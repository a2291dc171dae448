import { describe, expect, test } from '@jest/globals';
import type { Diagnosis } from '../../src/domain/report.js';
import { reportPod } from '../../src/engine/index.js';
import { loadRulebook } from '../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../support/pods.js';

const rules = await loadRulebook();

/** What is said first of a container that ended with 1 and this log. */
function firstOf(lines: readonly string[]): Diagnosis | undefined {
  const report = reportPod(snapshot(pod(crashLoop(ended(1))), { logs: [log(lines)] }), rules);
  return report.containers[0]?.diagnoses[0];
}

function causeOf(...lines: readonly string[]): string | undefined {
  return firstOf(lines)?.cause;
}

describe('the last words of a program that no rule knows', () => {
  test.each([
    ['no room on the parcel volume, dropping the batch', 'app-disk-full'],
    ['the depot shows a certificate that lapsed in May', 'app-tls'],
    ['another instance still owns the parcel lease', 'app-migration'],
    ['too few threads: the limit of this container is 20', 'app-resource-limit'],
    ['the depot at depot.parcels:7000 hung up before its greeting', 'app-dependency'],
    ['depot role "sorter" lacks the scope parcels.write', 'app-auth'],
    ['SORT_ORDER makes no sense: "upwards"', 'app-config'],
    ['folder /var/parcels belongs to root', 'app-permission-fs'],
    ['parcel counted twice, this is a bug', 'app-exception'],
  ])('%s', (words, cause) => {
    expect(causeOf('sorter 4.2', words)).toBe(cause);
    expect(causeOf(`{"sev":"E","event":${JSON.stringify(words)}}`)).toBe(cause);
    expect(causeOf(`ERROR ${words}`, 'ERROR exiting with code 1')).toBe(cause);
  });

  test.each([
    'rate table has 3 rows for EUR, expected 1',
    'expected 40 fields in rates.csv line 7, found 39',
    'the policy feed gave 12 records, expected exactly 14',
    'rate for EUR missing in the feed of today',
  ])('of data that came in are of no setting: %s', (words) => {
    expect(causeOf('sorter 4.2', words)).toBe('unknown');
  });

  test.each(['LOG_LEVEL is 7, expected 0 to 5', 'sorter: expected 2 arguments, got 3'])(
    'of a value that was given are of one: %s',
    (words) => {
      expect(causeOf('sorter 4.2', words)).toMatch(/^app-(?:config|usage)$/);
    },
  );

  test('are only possible, for they are nobody’s known words', () => {
    expect(firstOf(['no room on the parcel volume, dropping the batch'])?.confidence).toBe('possible');
  });

  test('are none that it took lightly or got over', () => {
    expect(causeOf('WARN no room on the parcel volume, sorting in memory', 'parcel 7 sorted')).toBe(
      'unknown',
    );
    expect(causeOf('no room on the parcel volume', 'parcel 7 sorted', 'parcel 8 sorted')).toBe('unknown');
  });

  test('are no advice in case of something', () => {
    expect(causeOf('sorter 4.2', 'If this fails for want of permissions on /var/parcels, mend them.')).toBe(
      'unknown',
    );
  });

  test('tell nothing where they only tell of an end', () => {
    expect(causeOf('sorter 4.2', 'start-up failed, exiting with code 1')).toBe('unknown');
  });

  test('give way to what a rule knows', () => {
    const known = 'ERROR dial tcp 10.0.0.1:7000: connect: connection refused';
    expect(causeOf(known, 'ERROR the certificate store stays closed')).toBe('app-dependency');
  });

  test('a time or a place in the source is no address', () => {
    expect(causeOf('2026-03-01T11:59:00Z sorter.go:58: grid is not round')).not.toBe('app-dependency');
  });
});
