import { expect, test } from '@jest/globals';
import type { Diagnosis } from '../../../../src/domain/report/report.js';
import { reportPod } from '../../../../src/engine/index.js';
import { loadRulebook } from '../../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../../support/pods.js';

const rules = await loadRulebook();

/** What is said first of a container that ended with 1 after these lines and so many seconds. */
function first(lines: readonly string[], lived = 10): Diagnosis | undefined {
  const raw = pod(crashLoop(ended(1, 'Error', 60, lived)));
  return reportPod(snapshot(raw, { logs: [log(lines)] }), rules).containers[0]?.diagnoses[0];
}

/** The logs of servers that run on and on, up to an error that they log, and handle. */
const HANDLED: Readonly<Record<string, string>> = {
  'a query that CoreDNS could not forward': `[INFO] plugin/reload: Running configuration SHA512 = 5f2c
[ERROR] plugin/errors: 2 api.example.com. A: read udp 10.244.0.3:40029->192.168.1.1:53: read: connection refused`,
  'what a controller of Kubernetes handles': `I0301 10:00:05.000000       1 garbagecollector.go:203] "Garbage collector: all resource monitors have synced"
E0301 10:05:05.000000       1 resource_quota_controller.go:446] "Unhandled Error" err="unable to retrieve the complete list of server APIs: metrics.k8s.io/v1beta1: the server is currently unable to handle the request" logger="UnhandledError"`,
  'a connection of NATS': `[1] 2026/03/01 10:00:01.000000 [INF] Server is ready
[1] 2026/03/01 10:12:01.000000 [ERR] 10.244.0.9:51030 - cid:15 - TLS handshake error: tls: first record does not look like a TLS handshake`,
  'a batch that OpenTelemetry could not export': `2026-03-01T10:00:02.000Z	info	service@v0.95.0/service.go:171	Everything is ready. Begin running and processing data.
2026-03-01T10:10:02.000Z	error	exporterhelper/common.go:95	Exporting failed. Rejecting data.	{"kind": "exporter", "error": "rpc error: code = Unavailable desc = dial tcp: lookup tempo: no such host"}`,
  'a DAG that Airflow cannot import': `[2026-03-01T10:00:01.000+0000] {scheduler_job_runner.py:799} INFO - Starting the scheduler
[2026-03-01T10:11:01.000+0000] {dagbag.py:348} ERROR - Failed to import: /opt/airflow/dags/report.py
Traceback (most recent call last):
  File "/opt/airflow/dags/report.py", line 3, in <module>
    import pandas_gbq
ModuleNotFoundError: No module named 'pandas_gbq'`,
  'a task of asyncio': `INFO:worker:consuming queue orders
ERROR:asyncio:Task exception was never retrieved
future: <Task finished name='Task-12' coro=<send() done, defined at /app/w.py:9> exception=ConnectionRefusedError(111)>
Traceback (most recent call last):
  File "/app/w.py", line 12, in send
    await aiosmtplib.connect()
ConnectionRefusedError: [Errno 111] Connect call failed ('10.96.2.2', 25)`,
  'a request of Rails': `* Listening on http://0.0.0.0:3000
F, [2026-03-01T10:10:01.100000 #1] FATAL -- : [7c1e2f3a-5b6d-4e8f-9a0b-1c2d3e4f5a6b]
[7c1e2f3a-5b6d-4e8f-9a0b-1c2d3e4f5a6b] ActiveRecord::ConnectionNotEstablished (connection to server at "10.96.1.1", port 5432 failed: Connection refused`,
  'a request of Rails that is not tagged': `* Listening on http://0.0.0.0:3000
Completed 500 Internal Server Error in 12ms (ActiveRecord: 0.0ms | Allocations: 812)

PG::UndefinedTable (ERROR:  relation "orders" does not exist`,
  'an exception that Nest answers': `[Nest] 18  - 03/01/2026, 10:00:01 AM     LOG [NestApplication] Nest application successfully started +3ms
[Nest] 18  - 03/01/2026, 10:11:01 AM   ERROR [ExceptionsHandler] connect ECONNREFUSED 10.96.1.1:6379
Error: connect ECONNREFUSED 10.96.1.1:6379
    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)`,
  'a request of Spring, with a line left free': `2026-03-01T10:00:01.000Z  INFO 1 --- [           main] com.shop.App : Started App in 4.1 seconds
2026-03-01T10:10:01.000Z ERROR 1 --- [nio-8080-exec-3] o.a.c.c.C.[.[.[/].[dispatcherServlet] : Servlet.service() for servlet [dispatcherServlet] threw exception with root cause

java.net.ConnectException: Connection refused
	at java.base/sun.nio.ch.Net.pollConnect(Native Method)`,
  'a listener of Spring in a thread of its own': `2026-03-01T10:00:01.000Z  INFO 1 --- [           main] com.shop.App : Started App in 4.1 seconds
2026-03-01T10:10:02.000Z ERROR 1 --- [ntainer#0-0-C-1] o.s.k.listener.DefaultErrorHandler : Backoff exhausted for orders-0@812

org.springframework.kafka.listener.ListenerExecutionFailedException: Listener method threw exception
	at org.springframework.kafka.listener.adapter.MessagingMessageListenerAdapter.invokeHandler(M.java:376)
Caused by: java.lang.NullPointerException: Cannot invoke "com.shop.Order.id()" because "o" is null`,
  'a query of ClickHouse': `2026.03.01 10:00:01.000000 [ 1 ] {} <Information> Application: Ready for connections.
2026.03.01 10:11:01.000000 [ 72 ] {} <Error> TCPHandler: Code: 516. DB::Exception: default: Authentication failed: password is incorrect`,
  'a file that Jupyter may not read': `[I 2026-03-01 10:00:01.000 ServerApp] Jupyter Server 2.12.5 is running at:
[E 2026-03-01 10:11:01.000 ServerApp] Uncaught exception GET /api/contents/a.ipynb (10.0.0.9)
    Traceback (most recent call last):
      File "/opt/conda/lib/python3.11/site-packages/tornado/web.py", line 1786, in _execute
    PermissionError: [Errno 13] Permission denied: '/home/jovyan/a.ipynb'`,
  'the log of another pod, as stern shows it': `waiting for the rollout
orders-6b7f9c5d4-x2x9p orders 2026-03-01T10:11:02Z FATAL: password authentication failed for user "orders"`,
  'a difference between two files': `--- a/faq.txt
+++ b/faq.txt
@@ -1,2 +1,2 @@
 Questions
+dial tcp 10.96.2.2:25: connect: connection refused
-old text`,
  'a line that is quoted whole, with quotations in it': `received ticket 17: "error: failed to open source, "file:///migrations": open .: no such file or directory"`,
  'a level for developers, whatever is quoted behind it': `level=debug msg="ERROR fetch prices for shop 17: 401 Unauthorized"`,
};

test.each(Object.entries(HANDLED))('%s is no sure cause of an end without a word', (_, lines) => {
  const said = first(lines.split('\n'));
  expect(`${said?.cause} ${said?.confidence}`).toMatch(/^unknown | possible$/);
});

const REFUSED =
  'level=error msg="cannot send" err="Post \\"http://mail:25\\": dial tcp 10.96.2.2:25: connect: connection refused"';
const WORK = [1, 2, 3].map((n) => `level=info msg="stored batch" n=${n}`);

test('an error that stands last after long work may have been got over, and that is said', () => {
  expect(first([...WORK, REFUSED])?.confidence).toBe('likely');
  const late = first([...WORK, REFUSED], 3600);
  expect(late).toMatchObject({ cause: 'app-dependency', confidence: 'possible' });
  expect(late?.evidence.map(({ fact }) => fact)).toContain(
    'it had been at work for 60m and may have got over this error',
  );
});

test('an error that a program ends with by its own word explains the end after long work too', () => {
  expect(first([...WORK, REFUSED.replace('=error', '=fatal')], 3600)?.confidence).toBe('likely');
  expect(first([...WORK, REFUSED, 'level=info msg="shutting down"'], 3600)?.confidence).toBe('likely');
});

test('a success told after an error shows that the program lived on', () => {
  expect(first(['starting', REFUSED])?.confidence).toBe('likely');
  expect(first(['starting', REFUSED, 'listening on :8080'])?.confidence).toBe('possible');
});

test.each([
  ['klog', 'E0301 10:50:03.000000       1 sync.go:71] ', 'E0301 11:58:59.000000       1 sync.go:71] '],
  ['glog', 'E20260301 10:50:03.000000     1 sync.cc:71] ', 'E20260301 11:58:59.000000     1 sync.cc:71] '],
  ['Redis', '1:M 01 Mar 2026 10:50:03.001 # ', '1:M 01 Mar 2026 11:58:59.001 # '],
  [
    'Apache',
    '[Sun Mar 01 10:50:03.000000 2026] [core:error] [pid 1] ',
    '[Sun Mar 01 11:58:59.000000 2026] [core:error] [pid 1] ',
  ],
  ['PHP', '[01-Mar-2026 10:50:03] ERROR: ', '[01-Mar-2026 11:58:59] ERROR: '],
  ['a number since 1970', '[1772362203.123] ', '[1772366339.123] '],
  ['syslog', '<27>Mar  1 10:50:03 web shop[1]: ', '<27>Mar  1 11:58:59 web shop[1]: '],
])(
  'an error of %s that lies far from the end is no sure cause, however its date is written',
  (_, old, late) => {
    const error = 'could not list buckets: dial tcp 10.1.1.1:9000: connect: connection refused';
    expect(first([`${old}${error}`], 7200)?.confidence).toBe('possible');
    expect(first([`${late}${error}`], 7200)).toMatchObject({ cause: 'app-dependency', confidence: 'likely' });
  },
);
