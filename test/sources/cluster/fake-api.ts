import { readFileSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  openCluster,
  type Cluster,
  type ClusterIo,
  type ConnectionFlags,
} from '../../../src/sources/cluster/index.js';
import type { JsonObject } from '../../../src/domain/values/json.js';

/** What the server does with one request. */
export type Reply = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of one's own, which answers by a script and remembers what it was asked. */
export interface FakeApi {
  readonly url: string;
  /** Method and path with query, in order. */
  readonly asked: string[];
  readonly headers: IncomingMessage['headers'][];
  readonly close: () => Promise<void>;
}

export const pki = (name: string): string => join(import.meta.dirname, 'pki', name);

/** `answer` gets the path with its query; what it does not answer is a 404 that names nothing. */
export async function startFakeApi(
  answer: (path: string, count: number) => Reply | undefined,
  options: { readonly tls?: string; readonly clientCa?: boolean } = {},
): Promise<FakeApi> {
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const counts = new Map<string, number>();
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const path = decodeURIComponent(request.url ?? '');
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    asked.push(`${request.method ?? ''} ${path}`);
    headers.push(request.headers);
    (answer(path, count) ?? status(404, 'NotFound', 'the server could not find the requested resource'))(
      request,
      response,
    );
  };
  const server =
    options.tls === undefined
      ? http.createServer(handle)
      : https.createServer(
          {
            key: readFileSync(pki(`${options.tls}.key`)),
            cert: readFileSync(pki(`${options.tls}.crt`)),
            ...(options.clientCa === true
              ? { ca: readFileSync(pki('ca.crt')), requestCert: true, rejectUnauthorized: true }
              : {}),
          },
          handle,
        );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    asked,
    headers,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function json(body: object, code = 200, extra: Readonly<Record<string, string>> = {}): Reply {
  return (_request, response) => {
    response.writeHead(code, { 'content-type': 'application/json', ...extra });
    response.end(JSON.stringify(body));
  };
}

export function text(body: string, contentType = 'text/plain'): Reply {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': contentType });
    response.end(body);
  };
}

export function status(
  code: number,
  reason: string,
  message: string,
  extra: object = {},
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return json(
    { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', reason, message, code, ...extra },
    code,
    headers,
  );
}

export function notFound(resource: string, name: string): Reply {
  return status(404, 'NotFound', `${resource} "${name}" not found`, { details: { name, kind: resource } });
}

export function forbidden(resource: string): Reply {
  return status(403, 'Forbidden', `${resource} is forbidden: User "u" cannot list resource "${resource}"`, {
    details: { kind: resource },
  });
}

export function list(kind: string, items: readonly object[], metadata: object = {}): Reply {
  return json({ kind, apiVersion: 'v1', metadata: { resourceVersion: '1', ...metadata }, items });
}

/** Events, of which a server gives those that the field selector names. */
export function eventList(events: readonly { readonly involvedObject: { readonly name: string } }[]): Reply {
  return (request, response) => {
    const name = /involvedObject\.name=([^,&]+)/.exec(decodeURIComponent(request.url ?? ''))?.[1];
    const some = events.filter((one) => name === undefined || one.involvedObject.name === name);
    list('EventList', some)(request, response);
  };
}

/** Promises all of a body and sends half of it. */
export const cutInTheMiddle: Reply = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"kind":"PodList","items":[');
  setTimeout(() => response.destroy(), 5);
};

export interface Spoken {
  readonly warnings: string[];
  readonly traces: string[];
}

/** A cluster that reaches the server, with what it says on the side. */
export async function connectTo(
  url: string,
  flags: ConnectionFlags = {},
  io: Partial<ClusterIo> = {},
): Promise<Cluster & Spoken> {
  const warnings: string[] = [];
  const traces: string[] = [];
  const cluster = await openCluster(
    { server: url, ...flags },
    {
      env: {},
      homedir: '/nowhere',
      warn: (line) => warnings.push(line),
      trace: (line) => traces.push(line),
      ...io,
    },
  );
  return { ...cluster, warnings, traces };
}

export function pod(
  name: string,
  namespace: string,
  status_: object,
  spec: object = {},
  metadata: object = {},
): JsonObject {
  return {
    metadata: { name, namespace, uid: `uid-${name}`, creationTimestamp: '2026-01-01T00:00:00Z', ...metadata },
    spec: { nodeName: 'n1', containers: [{ name: 'app', image: 'x:1' }], ...spec },
    status: status_,
  } as JsonObject;
}

export const HEALTHY = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'True' }],
  containerStatuses: [
    {
      name: 'app',
      ready: true,
      started: true,
      restartCount: 0,
      state: { running: { startedAt: '2026-01-01T00:00:01Z' } },
    },
  ],
};

export const CRASHING = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady' }],
  containerStatuses: [
    {
      name: 'app',
      ready: false,
      restartCount: 4,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: {
        terminated: {
          exitCode: 3,
          reason: 'Error',
          startedAt: '2026-01-01T00:10:00Z',
          finishedAt: '2026-01-01T00:10:02Z',
          containerID: 'containerd://a',
        },
      },
    },
  ],
};
