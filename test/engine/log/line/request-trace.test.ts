import { describe, expect, test } from '@jest/globals';
import { reportPod } from '../../../../src/engine/index.js';
import { loadRulebook } from '../../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../../support/pods.js';

const rules = await loadRulebook();
const ERROR = 'connect ECONNREFUSED 10.0.0.5:5432';

/** The cause that is told first of a container that ended with 1 after these lines. */
function said(lines: readonly string[]): string | undefined {
  const raw = pod(crashLoop(ended(1)));
  return reportPod(snapshot(raw, { logs: [log(lines)] }), rules).containers[0]?.diagnoses[0]?.cause;
}

const python = (...frames: readonly string[]): readonly string[] => [
  'Traceback (most recent call last):',
  ...frames,
  '  File "/app/orders.py", line 31, in orders',
  'ConnectionRefusedError: [Errno 111] Connection refused',
];

const java = (...frames: readonly string[]): readonly string[] => [
  'java.lang.IllegalStateException: no orders',
  '\tat com.example.Orders.list(Orders.java:31)',
  ...frames,
  'Caused by: java.net.ConnectException: Connection refused',
  '\t... 41 more',
];

const node = (...frames: readonly string[]): readonly string[] => [
  `Error: ${ERROR}`,
  '    at orders (/app/orders.js:31:11)',
  ...frames,
];

const GRAPHQL = '    at executeField (/app/node_modules/graphql/execution/execute.js:331:12) {';

describe('what is thrown while a framework serves one request or task is handled by it', () => {
  test.each([
    ['Django', python('  File "/v/site-packages/django/core/handlers/exception.py", line 55, in inner')],
    ['Flask', python('  File "/v/site-packages/flask/app.py", line 1473, in wsgi_app')],
    ['FastAPI', python('  File "/v/site-packages/fastapi/routing.py", line 301, in app')],
    ['Dramatiq', python('  File "/v/site-packages/dramatiq/worker.py", line 485, in process_message')],
    ['Huey', python('  File "/v/site-packages/huey/api.py", line 471, in _execute')],
    ['arq', [`11:58:40:   0.31s ! b81f:mail failed, OSError: ${ERROR}`, '11:58:41:   0.03s → b820:mail()']],
    [
      'Flask, chained',
      [
        ...python(),
        '',
        'During handling of the above exception, another exception occurred:',
        '',
        ...python('  File "/v/site-packages/flask/app.py", line 1473, in wsgi_app'),
      ],
    ],
    [
      'a servlet',
      java('\tat org.springframework.web.servlet.DispatcherServlet.doDispatch(DispatcherServlet.java:1089)'),
    ],
    [
      'a servlet in a module',
      java('\tat app//jakarta.servlet.http.HttpServlet.service(HttpServlet.java:590)'),
    ],
    ['GraphQL', [...node(GRAPHQL), "  path: [ 'orders' ],", '}']],
  ])('%s', (_, lines) => {
    expect(said(['starting', ...lines])).toBe('unknown');
  });

  test.each([
    ['a start', python('  File "/app/main.py", line 3, in <module>')],
    [
      "Django's start",
      python('  File "/v/site-packages/django/core/handlers/base.py", line 40, in load_middleware'),
    ],
    ["a JVM's main", java('\tat com.example.Shop.main(Shop.java:9)')],
    ['what Node.js was killed by', [...node(GRAPHQL), '}', '', 'Node.js v20.11.1']],
    [
      'an end behind one request',
      [
        ...python('  File "/v/site-packages/flask/app.py", line 1473, in wsgi_app'),
        ...python('  File "/app/main.py", line 3, in <module>'),
      ],
    ],
  ])('but not %s', (_, lines) => {
    expect(said(['starting', ...lines])).toBe('app-dependency');
  });
});
