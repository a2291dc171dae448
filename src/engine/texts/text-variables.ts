import { at } from '../../domain/values/json.js';
import { formatBytes } from '../../domain/values/quantity.js';
import { dnsVariables, unansweredVariables } from '../facts/dns-policy.js';
import { handshakeVariables } from '../facts/handshake.js';
import { heapVariables } from '../facts/heap-setting.js';
import { namespacesNamed, peerVariables } from '../facts/peer.js';
import { mountedConfigMap } from '../facts/mounted-config-map.js';
import { podRequest } from '../facts/pod-request.js';
import { probeVariables } from '../facts/probe-setting.js';
import { refusalVariables } from '../facts/refusal.js';
import { refusingMount } from '../facts/refusing-mount.js';
import { serviceLinkVariables } from '../facts/service-link.js';
import { writtenFileVariables } from '../facts/written-file.js';
import { podPathVariables } from './pod-paths.js';
import { concernsOf } from './concerns.js';
import type { Match } from '../match/match.js';
import { variablesOf } from './subject-variables.js';
import type { Variables } from '../match/variables.js';

/** Bytes that a component writes out in full, as a manifest would: what the group `...InBytes` met. */
function inUnits(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables)
      .filter(([name, value]) => name.endsWith('InBytes') && value !== undefined && /^\d+$/.test(value))
      .map(([name, value]) => [name, formatBytes(Number(value))]),
  );
}

/** What the rule's texts may name; `nearest` is an existing name like that of a missing object. */
export function textVariables(match: Match): Variables {
  const variables: Record<string, string | undefined> = {
    ...variablesOf(match.context),
    ...match.variables,
    ...inUnits(match.variables),
  };
  const { subject } = match.context;
  if ('pod' in subject) Object.assign(variables, podPathVariables(match.variables, subject.pod.raw));
  const { what } = match.variables;
  if (subject.kind === 'pod' && what !== undefined) {
    variables['whatRequest'] = podRequest(subject.pod.raw, what);
  }
  const texts = match.hit?.line.texts;
  const ofLine = {
    mountedConfigMap: mountedConfigMap(match),
    ...peerVariables(
      variables,
      texts,
      'pod' in subject ? namespacesNamed(at(subject.pod.raw, 'spec')) : undefined,
    ),
    ...refusalVariables(texts ?? [], refusingMount(match)),
    ...handshakeVariables(texts),
    ...probeVariables(match),
    ...serviceLinkVariables(match),
    ...heapVariables(match),
    ...writtenFileVariables(match),
    ...('pod' in match.context.subject ? dnsVariables(match.context.subject.pod.raw) : {}),
    ...unansweredVariables(match.hit?.line.raw),
  };
  for (const [name, value] of Object.entries(ofLine)) {
    if (!Object.hasOwn(variables, name)) variables[name] = value;
  }
  const concerned = concernsOf(match.rule.cause, variables);
  if (concerned === undefined || (subject.kind !== 'pod' && subject.kind !== 'container')) return variables;
  const reference = subject.snapshot.references.find(
    (r) => r.kind === concerned.kind && r.name === concerned.name,
  );
  variables['nearest'] ??= reference?.nearest?.[0];
  return variables;
}
