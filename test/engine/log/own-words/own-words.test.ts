import { describe, expect, test } from '@jest/globals';
import { causeOf, firstOf } from '../../../support/first-told.js';

test('who takes the others down with it goes on with nothing', () => {
  const end = 'start.sh: a process ended with 1, taking the others down';
  expect(causeOf('web: up', 'mail: no relay configured (RELAY_HOST is blank)', end)).toBe('app-config');
});

test('so many at most that are allowed are no arguments', () => {
  expect(causeOf('ERROR load rates: the sheet is 41 days old, at most 30 are allowed')).toBe('app-exception');
});

test('the functions and files of a stack in a field of logfmt are none of its words', () => {
  const error = 'sorters do not take such parcels\\nerror initialising module: sorter';
  const stack = '\\nexample.com/depot/modules.(*Manager).init\\n\\t/src/depot/modules/modules.go:108';
  const line = `level=error ts=2026-03-01T12:00:00Z caller=log.go:61 msg="error running" err="${error}${stack}"`;
  expect(firstOf([line])?.ruleId).toBe('error-log-line');
  expect(firstOf([line])?.title).toContain('error running: sorters do not take such parcels');
  expect(firstOf([line])?.title).not.toContain('modules.go');
});

describe('what led to the last words', () => {
  test.each([
    [
      ['sort order is not configured, using none', 'sorting 0 parcels', 'nothing is sorted, refusing'],
      'app-config',
    ],
    [
      [
        'depot answered 401 invalid_client',
        'no session, using empty one',
        'sort: parcels of undefined is not a function',
      ],
      'app-auth',
    ],
    [['WARN depot:7000 not responding', 'WARN depot:7000 not responding', 'ERROR gave up'], 'app-dependency'],
    [
      ['ERROR depot: 503 from depot-svc', 'ERROR depot: 503 from depot-svc', 'FATAL error budget is spent'],
      'app-dependency',
    ],
  ])('%j', (lines, cause) => {
    expect(causeOf('sorter 4.2', ...lines)).toBe(cause);
  });

  test('who gave up and went to work in between did not give up of that', () => {
    expect(
      causeOf(
        'WARN depot:7000 not responding',
        'WARN depot:7000 not responding',
        'INFO 12 parcels sorted',
        'ERROR gave up',
      ),
    ).not.toBe('app-dependency');
  });

  test('what is undefined without a word before is a fault', () => {
    expect(causeOf('sorter 4.2', 'sort: parcels of undefined is not a function')).toBe('app-exception');
  });
});

test('what is left behind is a consequence', () => {
  expect(causeOf('depot:7000 did not answer', '14 parcels stay in the hall')).toBe('app-dependency');
});

test.each(['shutting down the sort service', 'the service is shutting down', 'Service shut down'])(
  'a stop of its own is no silent service: %s',
  (words) => {
    expect(causeOf('the sum of parcel 12 is off', words)).not.toBe('app-dependency');
  },
);

test('a port that is taken is no end of who takes another one', () => {
  const taken = 'port 8080 is already in use by the admin page, using 8081';
  expect(firstOf([taken, 'sorter: parcels are late'])?.confidence).not.toBe('likely');
});

test('what an earlier crash left is no crash', () => {
  expect(
    firstOf(['note: core.1 of an earlier segmentation fault is in /cores', 'leaving'])?.confidence,
  ).not.toBe('likely');
});

test('rows that the line below them counts happened to nobody', () => {
  const rows = ['alert Full: no space left on device', 'alert Certs: certificate has expired'];
  expect(causeOf('loading', ...rows, '2 alerts loaded')).toBe('unknown');
  expect(causeOf('loading', ...rows, 'both alerts are unresolved')).not.toBe('unknown');
});

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
    ['sort order "upwards" is none of weight, size or date', 'app-config'],
    ['sort-rules.yaml: the key "weight" is written twice', 'app-config'],
    ['0 of 3 peers answered, no sorter works alone', 'app-dependency'],
    ['depot_port: not a number: 7o00', 'app-config'],
    ['ZoneInfo Europe/Berln unknown', 'app-config'],
    ['sort order "dawn" requires setting weight', 'app-config'],
    ['the last write to the journal was cut off', 'app-migration'],
    ['total / days: division by 0', 'app-exception'],
    ['cannot continue: no sort order for profile eu', 'app-config'],
    ['sort order came out blank', 'app-config'],
    ['depot address "depot.parcels/in" lacks a scheme', 'app-config'],
    ['seal key has 24 bytes, 32 wanted', 'app-config'],
    ['profile eu has no entry in profiles.txt', 'app-config'],
    ['depot file lists depot north twice', 'app-config'],
    ['key k-114 was withdrawn in May', 'app-auth'],
    ['client is locked', 'app-auth'],
    ['login failed (28P01)', 'app-auth'],
    ['SQLSTATE 42P01', 'app-migration'],
    ['an earlier migration died half way', 'app-migration'],
    ['parcels v7 is not backward compatible with v6', 'app-migration'],
    ['amqp://mq:5672 refuses us', 'app-dependency'],
    ['1024 handles allowed, 65536 wanted', 'app-resource-limit'],
    ['0 of 512 huge pages free', 'app-resource-limit'],
    ['/tmp is mounted noexec', 'app-permission-fs'],
    ['another sorter is still at work here', 'app-migration'],
    ['the parcel store carries schema 12, this build knows up to 11', 'app-migration'],
  ])('%s', (words, cause) => {
    expect(causeOf('sorter 4.2', words)).toBe(cause);
    expect(causeOf(`{"sev":"E","event":${JSON.stringify(words)}}`)).toBe(cause);
    expect(causeOf(`ERROR ${words}`, 'ERROR exiting with code 1')).toBe(cause);
  });

  test.each([
    ["sorting stopped: Cannot read properties of undefined (reading 'config')", 'app-exception'],
    ["sort died: 'NoneType' object has no attribute 'weight'", 'app-exception'],
    ['sort died: Index 5 out of bounds for length 3', 'app-exception'],
    ['depot.unreachable', 'app-dependency'],
    ['depot_connect_failed', 'app-dependency'],
    ['config.rejected', 'app-config'],
    ['exit on ERR_LICENSE_EXPIRED', 'app-config'],
    ['looking for depot.parcels ... NXDOMAIN', 'app-dependency'],
    ['cannot find depot.parcels: EAI_AGAIN', 'app-dependency'],
    ['cannot open /parcels/in.csv for reading (EACCES)', 'app-permission-fs'],
    ['cannot open the parcel list: os error 13', 'app-permission-fs'],
    ['cannot bind 7000: EADDRINUSE', 'app-port-in-use'],
    ['could not write the parcel list: ENOSPC', 'app-disk-full'],
    ['EMFILE at pipe 1020', 'app-resource-limit'],
    ['thread creation refused (EAGAIN)', 'app-resource-limit'],
    ['quorum of 2 not reached in 30 s', 'app-dependency'],
    ['nobody answers at depot:7000', 'app-dependency'],
    ['link to the depot could not be established', 'app-dependency'],
    ['the depot throttled us, daily quota of calls exhausted', 'app-dependency'],
    ['could not log in to the depot', 'app-auth'],
    ['the depot does not know user sorter', 'app-auth'],
    ['parcel schema is at 41 but 43 is required', 'app-migration'],
    ['another run holds /parcels/.lock (pid 7)', 'app-migration'],
    ['parcel store was not closed cleanly', 'app-migration'],
    ['allocation of 1073741824 bytes failed', 'heap-exhausted'],
    ["option 'Parcels:Depot' was not supplied", 'app-config'],
    ["Unsupported currency 'EURO' in config.php", 'app-config'],
    ['licence is bound to host opt-01, we are opt-02', 'app-config'],
    ['checking licence ... expired 2026-02-01', 'app-config'],
    ['batch_size must lie between 1 and 500', 'app-config'],
    ['PARCELS_A and PARCELS_B are mutually exclusive', 'app-config'],
    ['missing or unreadable: /etc/sorter/sorter.conf', 'app-config'],
    ['subcommand needed: run, list or purge', 'app-usage'],
    ['weight "abc" is no integer', 'app-config'],
    ['"2025" is not among the supported rate versions', 'app-config'],
    ['a depot name may only contain small letters', 'app-config'],
    ['/srv/rules.d contains no rule files', 'app-config'],
    ['two listeners for the same address 0.0.0.0:80', 'app-config'],
    ['sorting by weight is not covered by your licence', 'app-config'],
    ['out of file handles', 'app-resource-limit'],
    ['locked memory refused: RLIMIT_MEMLOCK is 65536', 'app-resource-limit'],
    ['vm.max_map_count is 65530, which is too low', 'app-resource-limit'],
    ['could not open parcels.sst: no more file handles (limit 1024, in use 1024)', 'app-resource-limit'],
    ['raw socket not permitted (missing NET_RAW)', 'app-permission-fs'],
    ['parcel index does not fit into the 512 MB that it may use', 'heap-exhausted'],
    ['volume /parcels is 100% used', 'app-disk-full'],
    ['could not extend the parcel log: no space', 'app-disk-full'],
    ['the CA bundle is empty', 'app-tls'],
    ['the certificate of the depot ran out on Monday', 'app-tls'],
    ['segment 7 does not match its own checksum', 'app-migration'],
    ['a journal that cannot be replayed in full', 'app-migration'],
    ['parcel store needs to be upgraded first', 'app-migration'],
    ['cannot downgrade from 7 to 6', 'app-migration'],
    ['parcel index was built by an older version', 'app-migration'],
    ['/parcels/sorter.pid says 31, and 31 is alive', 'app-migration'],
    ['AccessDenied when listing the depot', 'app-auth'],
    ['our key may list the depot but not put parcels into it', 'app-auth'],
    ['depot: 503, out of retries', 'app-dependency'],
    ['depot.parcels: name unknown', 'app-dependency'],
    ['could not join the cluster: no seed node answered', 'app-dependency'],
    ['link to the depot dropped and could not be re-opened', 'app-dependency'],
    ['the depot is rate limiting us (429)', 'app-dependency'],
    ['no flags within 15s', 'app-dependency'],
    ['postgres is in recovery mode', 'app-dependency'],
    ['no driver for "scales" in this image', 'app-missing-module'],
    ['ffmpeg is not on PATH', 'app-missing-module'],
    ['refusing to run with the default password', 'app-config'],
    ['signing key has 12 bytes where HS256 wants 32', 'app-config'],
    ['"0 25 * * *" is no cron expression', 'app-config'],
    ['expected LANES to be an integer', 'app-config'],
    ['cannot use both PARCEL_A and PARCEL_B', 'app-config'],
    ['could not decode base64 in PARCEL_KEY', 'app-config'],
    ['lane "north" is not listed in lanes.json', 'app-config'],
    ['PARCEL_KEY looks like a test key', 'app-config'],
    ['/etc/sorter/lanes.dhall: expected a Natural at lanes[3].width, found Text', 'app-config'],
    ['insufficient space for the parcel backup', 'app-disk-full'],
    ['no internet connection', 'app-dependency'],
    ['failed to open parcel log /var/parcels/today for writing', 'app-permission-fs'],
    ['another parcel runner appears active (pid 31)', 'app-migration'],
    ['this replica has no parcel tables', 'app-migration'],
    ['git not found on host PATH', 'app-missing-module'],
    ["ensure that 'py' or 'python' is on PATH", 'app-missing-module'],
    ['Python 3.7+ required, found 3.6.9', 'app-missing-module'],
    ['LANES not set', 'app-config'],
    ['depot name: LANES is empty', 'app-config'],
    ['sorter:/etc/sorter/rc:4: syntax error at lnaes', 'app-config'],
    ['unknown log level: debug', 'app-config'],
    ["invalid value 'info' for option --detail, known are: debug or warn", 'app-usage'],
    ['illegal mode "trace", must be one of debug, info, warn', 'app-config'],
    ['environment validation failed', 'app-config'],
    ['failed to process config', 'app-config'],
    ['lane_secret is shorter than 32 bytes', 'app-config'],
    ['refusing to start: forbidden names present: PARCEL_A', 'app-config'],
    ['refusing to start: the lane is not the one of this depot', 'app-config'],
    ['no lane known yet, run add-lane first', 'app-config'],
    ['this cannot happen: lane 7 starts below lane 6', 'app-exception'],
    ['lane 7 is stuck for 120s', 'app-exception'],
  ])('in other words: %s', (words, cause) => {
    expect(causeOf('sorter 4.2', words)).toBe(cause);
    expect(causeOf('sorter 4.2', `[sorter] ${words}`, '[sorter] contact support@parcels.example')).toBe(
      cause,
    );
    expect(causeOf('|I| boot', `|E| ${words}`, '|I| going down')).toBe(cause);
  });

  test.each([
    'balance of parcel 884 is negative',
    'target rejected the parcel',
    'parcel 7 refused by rule 3',
    'orders.csv line 7 has too many fields',
    'user 17 could not log in',
    'lease default/sorter now held by sorter-2',
    'leadership lost, stepping down',
    'settings changed on disk, restart',
    'rate limit exceeded for client 10.0.0.1',
    'depot connection was not closed cleanly',
    'request quota: 40 of 100 used',
    'the trial ended with p=0.03',
    'cannot fork repository parcels/sorter',
    'two users share the same name',
    'disk usage 41%',
    'usage of memory went up',
    'this must not be called twice',
    'no configuration errors found',
    'parcel 9 does not fit into the truck',
    'no orders within 5m',
    'customer name is empty',
    'a row may have tags but not links',
    'parcel 9 looks like a sample',
    'chain of depots is incomplete',
    'slot 12 in use',
    'total: 502',
    'rows: 503, skipped: 12',
    'pages ran out of colour',
    'mode 3 selected',
  ])('are of no failure of its surroundings: %s', (words) => {
    expect(causeOf('sorter 4.2', words)).toBe('unknown');
  });

  test.each([
    [
      'app-config',
      'Exception in thread "main" parcels.WiringProblem: environment variable LANE_COUNT is absent\n\tat parcels.Main.main(Main.java:9)',
    ],
    [
      'app-dependency',
      'Exception in thread "main" parcels.LinkDown: the depot did not answer within 5 s\n\tat parcels.Main.main(Main.java:9)',
    ],
    [
      'app-config',
      "Unhandled exception. Parcels.OptionMissing: Option 'Depot:Key' was not supplied\n   at Parcels.Program.Main(String[] args) in /src/Program.cs:line 18",
    ],
    [
      'app-config',
      'PHP Fatal error:  Uncaught Parcels\\SettingException: depot.url is not set in /app/main.php:5\nStack trace:\n#0 {main}\n  thrown in /app/main.php on line 5',
    ],
    [
      'app-config',
      "thread 'main' panicked at src/main.rs:9:5:\nPARCEL_BYTES has to be set\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
    ],
    ['app-config', "Error: setting 'weight' must be between 0 and 1 (is 3)\nExecution halted"],
    [
      'app-migration',
      'Traceback (most recent call last):\n  File "/app/sorter.py", line 4, in <module>\n    load()\nstore.StaleSchema: schema is at 41 but this build needs 43',
    ],
  ])('tell %s also where they are those of an exception of its own', (cause, text) => {
    expect(causeOf('sorter 4.2', ...text.split('\n'))).toBe(cause);
  });

  test.each([
    'Exception in thread "main" parcels.SortException: no slot for parcel 9\n\tat parcels.Main.main(Main.java:9)',
    'Exception in thread "main" java.lang.IllegalStateException: rate table is empty\n\tat parcels.Main.main(Main.java:9)',
    'Exception in thread "main" parcels.SortException: parcel 7 has no address\n\tat parcels.Main.main(Main.java:9)',
    'Exception in thread "main" java.lang.IllegalArgumentException: quantity must be positive\n\tat parcels.Main.main(Main.java:9)',
    'Traceback (most recent call last):\n  File "/app/sorter.py", line 4, in <module>\n    load()\nKeyError: \'settings\'',
  ])('leave an exception what it is where they say no more: %s', (text) => {
    expect(causeOf('the rates did not arrive, depot gone', ...text.split('\n'))).toBe('app-exception');
  });

  const WORDS = 'the parcel depot did not answer in time';
  const STOPPING = Array.from({ length: 9 }, (_, i) => `2026-03-01 11:59:02,00${i} INFO stopping part ${i}`);

  test.each([
    ['a long farewell', [`2026-03-01 11:59:00,000 CRITICAL ${WORDS}`, ...STOPPING]],
    ['the causes of anyhow', ['Error: could not start', '', 'Caused by:', `    ${WORDS}`]],
    ['a chain of causes', ['Error: no', '', 'Caused by:', '    0: reading all', `    1: ${WORDS}`]],
    ['a report of eyre', ['Error: ', `   0: ${WORDS}`, '', 'Location:', '   src/main.rs:31']],
    [
      'what Node.js and npm sign with',
      [`Error: ${WORDS}`, '    at main (/a.js:3:9)', '', 'Node.js v20.1.0', 'npm notice'],
    ],
    [
      'a usage of Cobra',
      [`Error: ${WORDS}`, 'Usage:', '  sorter serve [flags]', '', 'Flags:', '  -h, --help   help'],
    ],
    [
      'a usage of clap',
      [`error: ${WORDS}`, '', 'Usage: sorter [OPTIONS]', '', "For more information, try '--help'."],
    ],
    ['what make says', ['./sort.sh', WORDS, 'make: *** [Makefile:12: run] Error 1']],
    [
      'the lines of gunicorn',
      [
        'Traceback (most recent call last):',
        '  File "/a.py", line 9, in <module>',
        `RuntimeError: ${WORDS}`,
        '[1] [ERROR] Worker (pid:7) exited with code 3',
        '[1] [ERROR] Shutting down: Master',
        '[1] [ERROR] Reason: Worker failed to boot.',
      ],
    ],
    [
      'a failure of the lifespan',
      [`ERROR:sorter:${WORDS}`, 'ERROR:    Application startup failed. Exiting.'],
    ],
    [
      'the analysis of Spring',
      ['APPLICATION FAILED TO START', 'Description:', '', WORDS, '', 'Action:', '', 'Use more of them.'],
    ],
    [
      'a stack of Haskell',
      [
        `sorter: ${WORDS}`,
        'CallStack (from HasCallStack):',
        '  error, called at app/Main.hs:9:8 in main:Main',
      ],
    ],
    ['a traceback of Lua', [`lua: main.lua:3: ${WORDS}`, 'stack traceback:', "\t[C]: in function 'error'"]],
    ['an exception of Elixir', [`** (RuntimeError) ${WORDS}`, '    lib/sorter.ex:9: Sorter.start/2']],
    ['a frame', ['********************', `* ${WORDS}`, '********************']],
    ['a head that announces it', ['startup failed, reason:', `  ${WORDS}`]],
    ['a list of reasons', ['cannot start:', ` - ${WORDS}`]],
    [
      'an object over several lines',
      ['{', '  "level": "error",', `  "message": "${WORDS}",`, '  "service": "sorter"', '}'],
    ],
    ['a line that is broken', ['ERROR the parcel depot did', '      not answer in time', 'stopped']],
    ['the last try', [`attempt 1/2: ${WORDS}`, `attempt 2/2: ${WORDS}`, 'giving up']],
  ])('are found within %s', (_, lines) => {
    expect(causeOf('sorter 4.2', ...lines)).toBe('app-dependency');
  });

  test('are not looked for behind work that it did since', () => {
    const work = Array.from({ length: 9 }, (_, i) => `2026-03-01 11:59:02,00${i} INFO parcel ${i} sorted`);
    expect(firstOf([`2026-03-01 11:59:00,000 ERROR ${WORDS}`, ...work])?.ruleId).not.toBe(
      'own-words-setting',
    );
  });

  test('stand below the head that the console of .NET puts on a line of its own', () => {
    expect(
      causeOf(
        'crit: Parcels.Host[0]',
        "      Required option 'Parcels:Depot' was not supplied. The host will now exit.",
      ),
    ).toBe('app-config');
    expect(causeOf('info: Parcels.Host[0]', "      Option 'Parcels:Depot' was not supplied.")).toBe(
      'unknown',
    );
  });

  test('are followed by what to do', () => {
    expect(causeOf('found stale lock file /parcels/sort.lock', 'sorter: delete it to go on')).toBe(
      'app-migration',
    );
    expect(
      causeOf('missing required variables: LANE_A, LANE_B', 'copy sorter/.env.example to sorter/.env'),
    ).toBe('app-config');
    expect(causeOf('parcel schema is at 41 but 43 is required', 'start the migrator and try again')).toBe(
      'app-migration',
    );
  });

  test('may carry the time since the start', () => {
    expect(causeOf('0.570 sorter 4.2', '0.575 work dir not writable: EROFS', '0.575 exit')).toBe(
      'app-permission-fs',
    );
    expect(causeOf('sorter 4.2', '0.87 permission denied on /parcels', '0.31 disk is full')).toBe('unknown');
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

  test.each([
    ['a port that it can do without', ['port 9229 in use, debugger off']],
    ['a part that it can do without', ["ModuleNotFoundError: No module named 'uvloop'"]],
    ['a program that its script can do without', ['/srv/run.sh: line 3: git: command not found']],
    [
      'a service that came up',
      ['2026-03-01T11:58:00Z ERROR dial tcp 10.0.0.1:6379: connect: connection refused'],
    ],
    ['an error with a limit of time', ['level=error msg="no flags yet" err="context deadline exceeded"']],
    ['one of its jobs', ['job 17 failed: permission denied on /in/17.csv', 'job 18 is next']],
  ])('stand before %s, after which it started', (_, lines) => {
    expect(causeOf(...lines, 'sorter 4.2 starting', 'refusing to run with the default password')).toBe(
      'app-config',
    );
  });

  test('give way to what a rule knows', () => {
    const known = 'ERROR dial tcp 10.0.0.1:7000: connect: connection refused';
    expect(causeOf(known, 'ERROR the certificate store stays closed')).toBe('app-dependency');
  });

  test('a time or a place in the source is no address', () => {
    expect(causeOf('2026-03-01T11:59:00Z sorter.go:58: grid is not round')).not.toBe('app-dependency');
  });
});
