import { expect, test } from '@jest/globals';
import { isCalm } from '../../../../src/engine/log/line/calm.js';
import {
  isAtRest,
  isLastGasp,
  isOwnGasp,
  isServed,
  tellsSuccess,
} from '../../../../src/engine/log/line/line-words.js';

test.each([
  ['a word of failing', 'the shelves are counted', 'the shelves cannot be counted'],
  ['a word of waiting', 'orders come in', 'waiting for orders'],
  ['a word of ending', 'orders go out', 'shutting down'],
  ['a level', 'INFO orders', 'ERROR orders'],
])('at rest is what has not %s', (_, line, not) => {
  expect(isAtRest(line)).toBe(true);
  expect(isAtRest(not)).toBe(false);
});

test.each([
  ['a connection', 'connected to postgres', 'not connected to postgres'],
  ['a listener', 'listening on :8080', 'listening on :8080 failed'],
  ['readiness', 'store is ready', 'wait until store is ready'],
  ['readiness in one word', 'ready', 'ready?'],
  ['a start', 'server started', 'make sure the server is running'],
])('a success is told of %s', (_, line, not) => {
  expect(tellsSuccess(line)).toBe(true);
  expect(tellsSuccess(not)).toBe(false);
});

test.each([
  ['a panic', 'panic: no books', 'the panel is lit'],
  ['what nobody caught', 'Unhandled exception', 'an exception was handled'],
  ['an exit', 'exiting with 1', 'the text says so'],
  ['a start that failed', 'failed to start', 'failed to read'],
  ['a level above error', 'FATAL: no books', 'ERROR: no books'],
])('a last gasp is %s', (_, line, not) => {
  expect(isLastGasp(line)).toBe(true);
  expect(isLastGasp(not)).toBe(false);
});

test.each([
  ['in the combined log format', '"GET / HTTP/1.1" 200 612', '"GET / HTTP/1.1" 502 612'],
  ['as a method, a path and a status', 'GET /orders 404', 'GET /orders 504'],
])('a request was served, %s', (_, line, not) => {
  expect(isServed(line)).toBe(true);
  expect(isServed(not)).toBe(false);
});

test.each([
  ['at level info', '2026-03-01 INFO stored', '2026-03-01 INFO not stored, giving up'],
  ['not a usage', '2026-03-01 INFO stored', '2026-03-01 INFO usage: shop [options]'],
  ['not a ruled line', '2026-03-01 INFO stored', '2026-03-01 INFO ================'],
])('ordinary work is %s', (_, line, not) => {
  expect(isCalm(line)).toBe(true);
  expect(isCalm(not)).toBe(false);
});

test.each([
  ['panic: no books', 'job 4411 | panic: no books'],
  ['2026-03-01T11:58:01Z [FATAL] no books', 'web-1 says 2026-03-01T11:58:01Z [FATAL] no books'],
  ['statsrelay: fatal: no books', 'experiment 4: web-1 answers every call with fatal: no books'],
  ["thread 'main' panicked at src/a.rs:1:1:", 'the end of job 4411: panicked at src/a.rs:1:1:'],
  ['/entrypoint.sh: line 7:    15 Aborted', 'the script of job 4411:    15 Aborted'],
  ['Squid Cache (Version 5.7): Terminated abnormally.', 'seen in job 4411: Terminated abnormally.'],
  ['cannot load the books: panic: no books', 'what the books said: panic: no books'],
])('%s is its own end, %s another one', (own, anothers) => {
  expect(isOwnGasp(own)).toBe(true);
  expect(isOwnGasp(anothers)).toBe(false);
});
