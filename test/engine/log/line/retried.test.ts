import { describe } from '@jest/globals';
import { GOES_ON, RETRIED } from '../../../../src/engine/log/line/retried.js';
import { holdTable } from './tables.js';

describe('what will be tried again or done without', () => {
  holdTable(RETRIED, {
    'it tries again': ['connection refused, retrying', 'connection refused, no more tries'],
    'when it tries again': ['connection refused, try again in 5s', 'connection refused, try it yourself'],
    'a field that tells so': ['level=error msg="connection refused" retry=3', 'level=error retry=none'],
    'the next try': ['connection refused (next attempt at 12:00)', 'the attempt failed'],
    'a try by its number, but the last one': [
      'attempt 3 of 5: connection refused',
      'attempt 5 of 5: connection refused',
    ],
    'it is not there yet': [
      'db: not yet (connection refused)',
      'the store does not yet say connection refused',
    ],
    'it waits for another': ['waiting for the store to be up', 'gave up to wait for the store'],
    'it falls back': ['no such file, falling back to the built-in list', 'no fallback given'],
    'it takes something else': ['no such file, using defaults', 'cannot use the default'],
    'it goes on without': ['no such file, continuing without', 'cannot continue'],
    'it makes what is missing': ['no such folder, it will be created', 'cannot create the folder'],
    'it leaves it out': ['no such file (ignored)', 'ignore-case is no flag'],
    'it starts it anew': ['worker 3 died, respawning', 'the spawn failed'],
    'it kills nobody': ['non-fatal: connection refused', 'fatal: connection refused'],
    'it recovered': ['recovered from: connection refused', 'cannot be recovered from connection refused'],
    'it is put back into a queue': ['order 17: connection refused, re-queuing', 'the queue is full'],
    'a thing by the way is off': [
      'connection refused, metrics are off',
      'connection refused, the store is off',
    ],
  });
});

describe('what goes on all the same', () => {
  holdTable(GOES_ON, {
    'what it does in its place': [
      'no licence (file missing), running as community edition',
      'refused, running as root',
    ],
    'what it could not bring is kept': [
      'mail: refused, kept in the spool',
      'mail: refused, the spool is full',
    ],
    'it goes on anyway': ['no such file, starting anyway', 'no such file, not starting'],
    'it goes on, in a word at the end': ['no feed b, continuing', 'no feed b, continuing is of no use'],
    'what it uses, in brackets': ['no such file (using cache)', 'no such file (using sudo)'],
    'what is used in its place': [
      'no such file, the copy of March is used',
      'no such file, the port is used by b',
    ],
    'it does no harm': ['no such file, harmless', 'no such file, fatal'],
  });
});
