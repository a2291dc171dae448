import type { Json, JsonObject } from '../../src/domain/values/json.js';
import type { ContainerLog, PodSnapshot } from '../../src/domain/snapshot.js';
import type { Rulebook } from '../../src/domain/rules/rulebook.js';
import { parseRule } from '../../src/rulebook/parse-rule.js';
import { makeRulebook } from '../../src/rulebook/rulebook.js';

export const NOW = Date.parse('2026-03-01T12:00:00Z');

/** A time so many seconds before NOW, as the API writes it. */
export function ago(seconds: number): string {
  return new Date(NOW - seconds * 1000).toISOString().replace('.000', '');
}

/** A pod with one container `app` in the given status; anything may be overridden. */
export function pod(
  status: JsonObject,
  more: {
    readonly spec?: JsonObject;
    readonly metadata?: JsonObject;
    readonly container?: JsonObject;
    readonly podStatus?: JsonObject;
  } = {},
): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web-7c9',
      namespace: 'shop',
      uid: 'uid-1',
      creationTimestamp: ago(3600),
      ...more.metadata,
    },
    spec: {
      containers: [{ name: 'app', image: 'shop/web:1', ...more.container }],
      nodeName: 'node-1',
      ...more.spec,
    },
    status: {
      phase: 'Running',
      startTime: ago(3600),
      containerStatuses: [{ name: 'app', ready: false, restartCount: 3, image: 'shop/web:1', ...status }],
      ...more.podStatus,
    },
  };
}

/** A termination record. */
export function ended(exitCode: number, reason = 'Error', secondsAgo = 60, ran = 10): JsonObject {
  return { exitCode, reason, startedAt: ago(secondsAgo + ran), finishedAt: ago(secondsAgo) };
}

/** `CrashLoopBackOff` after the given end. */
export function crashLoop(record: JsonObject): JsonObject {
  return { state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: record } };
}

export function snapshot(raw: JsonObject, more: Partial<PodSnapshot> = {}): PodSnapshot {
  return {
    kind: 'pod',
    now: NOW,
    pod: raw,
    events: [],
    nodeEvents: [],
    owners: [],
    logs: [],
    references: [],
    missing: [],
    ...more,
  };
}

export function log(lines: readonly string[], which: ContainerLog['which'] = 'previous'): ContainerLog {
  return { container: 'app', which, lines, cut: false };
}

export function event(
  reason: string,
  message: string,
  secondsAgo: number,
  more: Readonly<Record<string, Json>> = {},
): PodSnapshot['events'][number] {
  return {
    event: {
      kind: 'Event',
      reason,
      message,
      type: 'Normal',
      count: 1,
      firstTimestamp: ago(secondsAgo),
      lastTimestamp: ago(secondsAgo),
      involvedObject: {
        kind: 'Pod',
        name: 'web-7c9',
        namespace: 'shop',
        uid: 'uid-1',
        fieldPath: 'spec.containers{app}',
      },
      ...more,
    },
    matchedBy: 'uid',
  };
}

/** A rule file with only what matters written out. */
export function ruleText(id: string, when: string, more = ''): string {
  const cause = /^cause:/m.test(more) ? '' : 'cause: app-exception\n';
  const title = /^title:/m.test(more) ? '' : `title: it is ${id}\n`;
  const confidence = /^confidence:/m.test(more) ? '' : 'confidence: likely\n';
  return `id: ${id}\n${title}${cause}status: stable\nsince: 0.1.0\nsummary: s\nwhen: ${when}\n${confidence}severity: high\nheals: repeats\nremediation: [{do: look, effect: read-only}]\nreferences: [https://kubernetes.io]\n${more}`;
}

/** A rulebook of such rules; throws with the complaints when one is wrong. */
export async function rulebook(...texts: readonly string[]): Promise<Rulebook> {
  const rules = texts.map((text) => {
    const id = /^id: (.*)$/m.exec(text)?.[1] ?? '';
    const parsed = parseRule({ file: `${id}.yaml`, id, family: 'test', text });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    return parsed.rule;
  });
  return makeRulebook(rules, {});
}
