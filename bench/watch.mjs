// How much memory a watch takes while pods change without an end.
import { spawn } from 'node:child_process';
import http from 'node:http';
import { env, peakOf } from './measure.mjs';

const PODS = 500;
const SICK = 20;
/** After this much of all changes the peak is compared with that at the end. */
const EARLY = 0.5;

/** The peak after half of the changes and after all, in MB; the connection is cut after a quarter. */
export async function watchChanges(program, changes) {
  const cluster = startCluster(changes);
  const port = await cluster.listen();
  const command = [...program, 'scan', '-w', '-n', 'shop', '--server', `http://127.0.0.1:${port}`];
  const child = spawn(command[0], command.slice(1), { env, stdio: ['ignore', 'ignore', 'ignore'] });
  try {
    await cluster.sent(changes * EARLY);
    const early = peakOf(child.pid);
    await cluster.sent(changes);
    return { early, late: peakOf(child.pid) };
  } finally {
    child.kill('SIGINT');
    cluster.close();
  }
}

function startCluster(changes) {
  let version = 1;
  let told = 0;
  const pods = Array.from({ length: PODS }, (_, n) => podAs(n, ++version));
  const answer = (response, body) => response.end(JSON.stringify(body));
  const stream = (response) => {
    response.flushHeaders();
    const tell = () => {
      for (let n = 0; n < 200 && told < changes; n += 1, told += 1) {
        const pod = podAs(told % PODS, ++version);
        pods[told % PODS] = pod;
        response.write(`${JSON.stringify({ type: 'MODIFIED', object: pod })}\n`);
      }
      if (told === changes / 4) response.destroy();
      else if (told < changes) setTimeout(tell, 10);
    };
    tell();
  };
  const server = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://here');
    const name = /\/pods\/([^/]+)$/.exec(pathname)?.[1];
    response.setHeader('content-type', 'application/json');
    if (searchParams.has('watch')) {
      if (pathname.endsWith('/pods')) stream(response);
      else response.flushHeaders();
    } else if (pathname.endsWith('/pods'))
      answer(response, { kind: 'PodList', metadata: { resourceVersion: String(version) }, items: pods });
    else if (name !== undefined) answer(response, { kind: 'Pod', ...pods[Number(name.slice(4))] });
    else if (pathname.endsWith('/log')) response.end('panic: boom\n');
    else answer(response, { kind: 'List', metadata: { resourceVersion: '1' }, items: [] });
  });
  return {
    listen: () => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port))),
    sent: async (count) => {
      while (told < count) await new Promise((done) => setTimeout(done, 100));
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function podAs(n, version) {
  const now = new Date().toISOString();
  const isSick = n < SICK;
  return {
    metadata: {
      name: `pod-${n}`,
      namespace: 'shop',
      uid: `uid-${n}`,
      resourceVersion: String(version),
      annotations: { note: 'x'.repeat(2000) },
    },
    spec: { containers: [{ name: 'app', image: 'x:1' }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: isSick ? 'False' : 'True' }],
      containerStatuses: [
        {
          name: 'app',
          ready: !isSick,
          started: !isSick,
          restartCount: isSick ? version : 0,
          state: isSick ? { waiting: { reason: 'CrashLoopBackOff' } } : { running: { startedAt: now } },
          lastState: isSick
            ? {
                terminated: {
                  exitCode: 3,
                  reason: 'Error',
                  startedAt: now,
                  finishedAt: now,
                  containerID: 'c://a',
                },
              }
            : {},
        },
      ],
    },
  };
}
