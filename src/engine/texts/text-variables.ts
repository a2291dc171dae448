import { at } from '../../domain/values/json.js';
import { formatBytes } from '../../domain/values/quantity.js';
import { dnsVariables, unansweredVariables } from '../advice/dns-policy.js';
import { handshakeVariables } from '../advice/handshake.js';
import { heapVariables } from '../advice/heap-setting.js';
import { namespacesNamed, peerVariables } from '../advice/peer.js';
import { mountedConfigMap } from '../advice/mounted-path.js';
import { podRequest } from '../advice/pod-request.js';
import { probeVariables } from '../advice/probe-setting.js';
import { refusalVariables } from '../advice/refusal.js';
import { refusingMount } from '../advice/refusing-mount.js';
import { serviceLinkVariables } from '../advice/service-link.js';
import { writtenFileVariables } from '../advice/written-file.js';
import { podPathVariables } from './pod-paths.js';
import { concernsOf } from './concerns.js';
import type { Match } from '../match.js';
import { variablesOf, type Variables } from './variables.js';

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
