import { expect, test } from '@jest/globals';
import { diagnosePod } from '../../../src/engine/index.js';
import { crashLoop, ended, log, pod, rulebook, ruleText, snapshot } from '../../support/pods.js';

const REFUSED = ruleText(
  'refused',
  "{all: [{ended: by-itself}, {log-line: [{pattern: '(?i)connection refused', example: 'connection refused'}]}]}",
  'cause: app-dependency\n',
);
const UNKNOWN = ruleText('code', '{exit-code: 1}', 'cause: unknown\nconfidence: possible\n');

/** What is said first of a container that ended with 1 after these lines. */
/** What is said first of a container that lived for five minutes. */
async function first(...lines: readonly string[]): Promise<string> {
  const snap = snapshot(pod(crashLoop(ended(1, 'Error', 60, 300))), { logs: [log(lines)] });
  const verdict = diagnosePod(snap, await rulebook(REFUSED, UNKNOWN)).containers.get('app');
  const [diagnosis] = verdict?.diagnoses ?? [];
  return `${diagnosis?.ruleId ?? 'nothing'} ${diagnosis?.confidence ?? ''}`;
}

const UNEXPLAINED = 'code possible';

test.each([
  [
    'nginx',
    '2026/03/01 11:50:11 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.1, server: _, request: "GET / HTTP/1.1"',
  ],
  [
    'Apache',
    '[Sun Mar 01 11:50:11 2026] [proxy:error] [pid 9] (111)Connection refused: [client 10.0.0.1:4711] AH00957: attempt to connect failed',
  ],
  ['a thread of Tomcat', '2026-03-01 11:50:11 ERROR 1 --- [nio-8080-exec-3] c.e.Orders : Connection refused'],
  [
    "Go's reverse proxy",
    '2026/03/01 11:50:11 http: proxy error: dial tcp 10.0.0.9:80: connect: connection refused',
  ],
  [
    'a backend of PostgreSQL',
    '2026-03-01 11:50:11.000 UTC [77] ERROR:  could not connect to server "far": Connection refused',
  ],
  ['telemetry', '2026/03/01 11:50:11 traces export: dial tcp 10.0.0.7:4317: connect: connection refused'],
  [
    'the tracer of Datadog',
    'failed to send, dropping 4 traces to intake at http://localhost:8126: connection refused',
  ],
  ['the client of Sentry', 'Post "https://o4.ingest.sentry.io/api/4/envelope/": connect: connection refused'],
  [
    'the exporter of OpenTelemetry in Node.js',
    '{"stack":"Error: connect ECONNREFUSED 10.0.0.7:4318, connection refused","name":"OTLPExporterError"}',
  ],
  [
    'a log shipper',
    '[0] kube.var.log.containers.web.log: [[1.0, {}], {"log"=>"connection refused", "stream"=>"stderr"}]',
  ],
  ['a log of LDAP', '65e1 conn=1000 op=0 RESULT tag=97 err=49 text=connection refused'],
  [
    "an entry with the client's address",
    '{"level":"error","error":"connection refused","remote_ip":"10.0.0.1"}',
  ],
  ['an exporter of events', '{"message":"connection refused","involvedObject":{"kind":"Pod"}}'],
  ['a trace of a shell', '+ echo connection refused'],
  ['a help text', '  --retries int   how often to try when a connection refused it'],
  [
    'an exporter of metrics',
    'ts=2026-03-01T11:58:00Z caller=collector.go:194 level=error err="connection refused"',
  ],
  ['a JVM that shows its options', 'Picked up JAVA_TOOL_OPTIONS: -Dhint="connection refused"'],
  ['an access log', 'POST /v1/run 502 12ms connection refused'],
  ['an entry that names its request', 'level=error request_id=7f3a err="connection refused"'],
  ['`kubectl logs --prefix`', '[pod/orders-6b7d9f8c4-x2v9k/orders] connection refused'],
  ['`docker compose`', 'web-1  | Error: connection refused'],
  ['SQL Server', '2026-03-01 11:50:11.61 Logon  Connection refused. [CLIENT: 10.0.0.1]'],
  ['a server of gRPC', '{"level":"error","error":"connection refused","msg":"finished unary call"}'],
  ['a test that passed', "    ✓ tells 'connection refused' (12ms)"],
  [
    "a handler of Spring's scheduled tasks",
    '2026-03-01 11:50:11 ERROR o.s.s.s.TaskUtils$LoggingErrorHandler : connection refused',
  ],
  [
    'a listener that its own program closed',
    'accept tcp [::]:8080: use of closed network connection (connection refused)',
  ],
  ['a request of MinIO', 'Error: connection refused (cmd.StorageErr)'],
  ['advice', 'hint: if you see "connection refused", start the database'],
  ['a text', 'docs/faq.md:17:connection refused'],
  ['a statement of SQL', "INSERT INTO faq (q) VALUES ('connection refused');"],
  [
    'a log of statements',
    "2026-03-01 11:50:11.001 UTC [71] LOG:  statement: SELECT * FROM faq WHERE q = 'connection refused'",
  ],
  ['Alertmanager', '[FIRING:1] OrdersDown shop (connection refused)'],
  ['a mail', 'Subject: connection refused in shop'],
  ['git', 'HEAD is now at 4f3e2d1 Try again where the connection refused'],
  ['a commit', '4f3e2d1 fix(db): connection refused at start-up'],
  ['a changelog', '  * Fixed: connection refused at start-up'],
  ['a test of pytest', 'tests/test_shop.py::test_shop[connection refused] PASSED'],
  ['a test of Go', '=== RUN   TestShop/connection refused'],
])('what %s says of a client or another program explains no end', async (_, line) => {
  expect(await first(line)).toBe(UNEXPLAINED);
});

test.each([
  'received ticket 17: "connection refused"',
  "If you see 'shop: connection refused', start the database.",
  'level=info msg="received ticket 17: \\"connection refused\\""',
  '{"level":"error","msg":"mail sent, subject \\"connection refused\\""}',
])('a quotation that prose leads up to tells of no failure: %s', async (line) => {
  expect(await first(line)).toBe(UNEXPLAINED);
});

test.each([
  'shop exited with "connection refused"',
  'cannot start: "connection refused"',
  'E0301 11:50:11.130000       1 main.go:71] "connection refused by the leader"',
  'MySQLdb.OperationalError: (2005, "connection refused by mysql")',
  'ERROR setup running {"error": "dial: connection refused"}',
  "Uncaught exception 'PDOException' with message 'connection refused'",
])('a quotation in which a program tells how it failed is read: %s', async (line) => {
  expect(await first(line)).toBe('refused likely');
});

test('what developers log of an error, or one recovered from, is only a possibility', async () => {
  expect(await first('DEBUG probe: ERROR connection refused')).toBe('refused possible');
  expect(await first('recovered from connection refused')).toBe('refused possible');
});

test.each([
  ['a pattern in TOML', 'error_pattern = "connection refused"'],
  ['a setting in YAML', '  pattern: "connection refused"'],
  ['a field of JSON', '{"level":"error","msg":"stored","body":"connection refused"}'],
  ['a list in a field of JSON', '{"msg":"config","config":{"retryOn":["EOF","connection refused"]}}'],
  ['a field of logfmt', 'level=error msg=stored pattern="connection refused"'],
])('%s that holds data tells of no failure', async (_, line) => {
  expect(await first(line)).toBe(UNEXPLAINED);
});

test.each([
  ['a message in YAML', '  message: "connection refused"'],
  ['a field of JSON', '{"level":"error","exception":{"stack_trace":"a: connection refused"}}'],
  ['a field of logfmt', 'level=error caller=a.go:7 err="connection refused"'],
  ['an exception of Serilog', '{"@t":"2026-03-01T11:50:11Z","@x":"a: connection refused"}'],
])('%s that tells of a failure is read', async (_, line) => {
  expect(await first(line)).toBe('refused likely');
});

test('what stands below an access log is an entry of its own', async () => {
  const trace = ['Traceback (most recent call last):', 'ConnectionError: connection refused'];
  expect(await first('GET /orders HTTP/1.1 500', ...trace)).toBe('refused likely');
});

test.each([
  ['a parser of bodies under Express', '    at read (/app/node_modules/body-parser/lib/read.js:128:18)'],
  [
    "Express' router",
    '    at Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)',
  ],
  ['Next.js, of a page,', "  digest: '2918371'"],
])('an error of Node.js that %s caught is one request', async (_, below) => {
  const error = 'Error: connection refused';
  expect(await first(error, '    at load (/app/a.js:9:1)', below)).toBe(UNEXPLAINED);
  expect(await first(error, '    at load (/app/a.js:9:1)', 'bye', below)).toBe('refused likely');
});

test('the lines of a stack trace have the tone of their entry', async () => {
  const trace = [
    'java.net.ConnectException: Connection refused',
    '\tat java.base/sun.nio.ch.Net.connect0(Native Method)',
  ];
  expect(await first('2026-03-01 11:50:11 WARN c.e.Cache : cannot warm up', ...trace)).toBe(
    'refused possible',
  );
  expect(await first('2026-03-01 11:50:11 ERROR c.e.Main : cannot start', ...trace)).toBe('refused likely');
  const python = [
    'Traceback (most recent call last):',
    '  File "a.py", line 1, in b',
    'ConnectionError: connection refused',
  ];
  expect(await first('ERROR django.request: Internal Server Error: /orders', ...python)).toBe(UNEXPLAINED);
  expect(await first('WARNING cache is off', ...python)).toBe('refused likely');
});

test.each([
  ['zerolog', '11:58AM WRN connection refused'],
  ['Serilog', '[11:58:00 WRN] connection refused'],
  ['pino', '{"level":40,"msg":"connection refused"}'],
  ['a thread of a JVM', 'Exception in thread "worker-3" java.net.ConnectException: Connection refused'],
])('a warning or the end of a side thread, as %s tells it, is only a possibility', async (_, line) => {
  expect(await first(line)).toBe('refused possible');
  expect(await first(line.replace('WRN', 'ERR').replace('40', '50').replace('worker-3', 'main'))).toBe(
    'refused likely',
  );
});

test('an entry of several lines has one tone: side threads of Python, Ruby and Rust, the log of .NET', async () => {
  const python = [
    'Traceback (most recent call last):',
    '  File "a.py", line 1, in b',
    'ConnectionError: connection refused',
  ];
  expect(await first('Exception in thread Thread-3 (poll):', ...python)).toBe('refused possible');
  expect(await first("thread 'worker' panicked at src/a.rs:1:1:", 'connection refused')).toBe(
    'refused possible',
  );
  expect(await first("thread 'main' panicked at src/a.rs:1:1:", 'connection refused')).toBe('refused likely');
  const refused = '      connection refused';
  expect(await first('fail: Orders.Start[0]', refused)).toBe('refused likely');
  expect(await first('warn: Orders.Cache[0]', refused)).toBe('refused possible');
  expect(await first('fail: Microsoft.AspNetCore.Server.Kestrel[13]', refused)).toBe(UNEXPLAINED);
  const stored = ['info: Orders[0]', '      stored'];
  expect(await first('fail: Orders.Start[0]', refused, ...stored, ...stored, ...stored)).toBe(UNEXPLAINED);
  const down = ['info: Host[0]', '      shutting down'];
  expect(await first('fail: Orders.Start[0]', refused, ...stored, ...stored, ...down)).toBe('refused likely');
});

test('requests served and successes told after a line show that it was got over', async () => {
  const served = '10.0.0.1 - - [01/Mar/2026:11:50:20 +0000] "GET / HTTP/1.1" 200 612';
  expect(await first('connection refused', served, served, served)).toBe(UNEXPLAINED);
  const failed = served.replace('200', '502');
  expect(await first('connection refused', failed, failed, failed)).toBe('refused likely');
  expect(
    await first('connection refused', 'connected to postgres', 'price lists loaded', 'taking orders'),
  ).toBe(UNEXPLAINED);
  expect(
    await first('connection refused', 'make sure the server is running', 'see the manual', 'page 9'),
  ).toBe('refused likely');
});

test('a JVM that goes on with its work right after a trace below INFO was not ended by it', async () => {
  const trace = [
    '11:50:11.101 [rates] INFO  com.example.Rates - keeping those of yesterday',
    'java.net.ConnectException: Connection refused',
    '\tat com.example.Rates.fetch(Rates.java:41)',
  ];
  expect(await first(...trace, '11:50:12.101 [main] INFO  com.example.Shop - cart 17 stored')).toBe(
    'refused possible',
  );
  expect(await first(...trace, '11:50:12.101 [main] INFO  com.example.Shop - cleaning up')).toBe(
    'refused likely',
  );
  expect(await first(...trace)).toBe('refused likely');
});

test('beside an error of the program telemetry that was not delivered, in whichever words, is none', async () => {
  const flush = '[metrics] flush on exit failed: connection refused';
  expect(await first('panic: books out of balance', flush)).toBe(UNEXPLAINED);
  expect(await first('up', flush)).toBe('refused likely');
});

test('a traceback below an exporter that tries again is the own one of a Python program', async () => {
  const retry = 'WARNING Transient error encountered while exporting traces to otel:4317, retrying in 1s.';
  const trace = [
    'Traceback (most recent call last):',
    '  File "a.py", line 1, in b',
    'E: connection refused',
  ];
  expect(await first(retry, ...trace)).toBe('refused likely');
  expect(await first('ERROR Exception while exporting Span batch.', ...trace)).toBe(UNEXPLAINED);
});

test('a record of who did what is no entry of the program', async () => {
  const record = { actor: 'anna', action: 'connect', outcome: 'failure', reason: 'connection refused' };
  expect(await first(JSON.stringify(record))).toBe(UNEXPLAINED);
  expect(await first(JSON.stringify({ ...record, level: 'error' }))).toBe('refused likely');
  expect(await first(JSON.stringify({ ...record, actor: undefined }))).toBe('refused likely');
});

test('a ruled line and a usage are no ordinary work, whatever their level', async () => {
  const usage = [
    '2026-03-01T11:50:11Z pid=1 INFO: connection refused',
    '2026-03-01T11:50:11Z pid=1 INFO: ==================================================',
    '2026-03-01T11:50:11Z pid=1 INFO: worker [options]',
  ];
  expect(await first(...usage)).toBe('refused possible');
  const written = ['Traceback (most recent call last):', '  File "beat.py", line 9, in start', 'error'];
  const celery = written.map((text) => `[2026-03-01 11:50:11,630: WARNING/MainProcess] ${text}`);
  expect(await first('connection refused', ...celery)).toBe('refused likely');
});

test('ordinary work between a line and another end shows that it was got over', async () => {
  const error = 'ERROR connection refused';
  const worked = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, i) => `2026-03-01 11:50:${20 + i} INFO stored batch ${i}`);
  expect(await first(error, ...worked(4), 'the books do not balance')).toBe(UNEXPLAINED);
  expect(await first(error, ...worked(3), 'the books do not balance')).toBe('refused possible');
  expect(await first(error, ...worked(1), 'the books do not balance')).toBe('refused possible');
  expect(await first(error, 'the books do not balance')).toBe('refused likely');
  expect(await first(error, 'connected to postgres', 'batch 1', 'batch 2', 'books differ')).toBe(UNEXPLAINED);
  const rows = Array.from({ length: 15 }, (_, i) => `row ${String.fromCharCode(97 + i)}`);
  expect(await first(error, ...rows, 'the books do not balance')).toBe('refused possible');
  expect(await first(error, ...rows.slice(2), 'the books do not balance')).toBe('refused likely');
});

test('advice below an error and the version that Node.js signs with are no ordinary work', async () => {
  const advice = 'Change it to a dynamic import() which is available in all modules';
  expect(await first('connection refused', advice, '}', 'Node.js v18.20.4')).toBe('refused likely');
  expect(await first('connection refused', 'x is ready', '}', 'Node.js v18.20.4')).toBe('refused likely');
});

test('a program that logged on for minutes most likely got over it, and that is said', async () => {
  const error = '2026-03-01T11:50:00Z ERROR connection refused';
  expect(await first(error, '2026-03-01T11:51:00Z ERROR cannot stop')).toBe('refused likely');
  expect(await first(error, '2026-03-01T11:53:00Z ERROR cannot stop')).toBe('refused possible');
  expect(await first(error, '2026-03-01T11:50:40Z INFO stored 9 items')).toBe(UNEXPLAINED);
  const overMidnight = ['23:59:00 connection refused', '00:03:00 cannot stop'];
  expect(await first(...overMidnight)).toBe('refused possible');
  const formerRun = ['2026-02-28T22:00:02Z connection refused', '2026-03-01T10:11:05Z stock below zero'];
  expect(await first(...formerRun)).toBe('refused possible');
});

test('what a program says that it ignores kills nobody', async () => {
  expect(await first('cache: connection refused (ignored)')).toBe('refused possible');
});

test('a success that advice speaks of has not come about', async () => {
  const advice = 'Instead call connect() again, which is available in all versions.';
  expect(await first('Error: connection refused', advice, advice, advice)).toBe('refused likely');
});

test('a tool that found no file explains no end once the program behind it logged its work', async () => {
  const missing = ruleText(
    'missing',
    "{all: [{ended: by-itself}, {log-line: [{pattern: 'No such file', example: 'No such file'}]}]}",
  );
  const told = async (...lines: readonly string[]): Promise<string> => {
    const snap = snapshot(pod(crashLoop(ended(1))), { logs: [log(lines)] });
    const verdict = diagnosePod(snap, await rulebook(missing, UNKNOWN)).containers.get('app');
    return verdict?.diagnoses[0]?.ruleId ?? 'nothing';
  };
  const tool = 'find: /etc/app/ssl: No such file or directory';
  const work = ['2026-03-01 11:50:12 INFO cache is set up', '2026-03-01 11:50:13 INFO tables are read'];
  expect(await told(tool, ...work, '2026-03-01 11:50:14 FATAL the queue broke')).toBe('code');
  expect(await told(tool, '2026-03-01T11:50:14Z [FATAL] [/core/main.go:174]: the queue broke')).toBe('code');
  expect(await told(...work, tool)).toBe('missing');
  const shell = '/entrypoint.sh: line 3: /etc/app/extra.env: No such file or directory';
  expect(await told(shell, ...work, '2026-03-01 11:50:14 FATAL the queue broke')).toBe('code');
  expect(await told(...work, shell)).toBe('missing');
  const steps = ['* Loading the tables', '* Building the index'];
  expect(await told('* Setting up links', tool, ...steps)).toBe('code');
  expect(await told('* Setting up links', tool, '* Setup failed', '* Exiting')).toBe('missing');
  expect(await told('* Setting up links', ...steps, tool)).toBe('missing');
});

test.each(['+ java -jar app.jar', 'Picked up JAVA_TOOL_OPTIONS: -Xmx64m'])(
  'what a program prints below "%s" is its own',
  async (above) => {
    expect(await first('starting', above, 'java.net.ConnectException: Connection refused')).toBe(
      'refused likely',
    );
  },
);
