import { at } from '../../domain/values/json.js';
import { formatBytes } from '../../domain/values/quantity.js';
import { dnsVariables, unansweredVariables } from '../facts/dns-policy.js';
import { evictionUser } from '../facts/eviction-user.js';
import { handshakeVariables } from '../facts/handshake.js';
import { heapVariables } from '../facts/heap-setting.js';
import { namespacesNamed, peerVariables } from '../facts/peer.js';
import { mountedConfigMap } from '../facts/mounted-config-map.js';
import { podRequest } from '../facts/pod-request.js';
import { probeVariables } from '../facts/probe-setting.js';
import { refusalVariables } from '../facts/refusal.js';
import { refusingMount } from '../facts/refusing-mount.js';
import { serviceLinkVariables } from '../facts/service-link.js';
import { settingNameVariables } from '../facts/setting-name.js';
import { writtenFileVariables } from '../facts/written-file.js';
import type { Match } from '../match/match.js';
import type { VariableLookup, Variables } from '../match/variables.js';
import { concernsOf } from './concerns.js';
import { OF_CONTAINER } from './container-variables.js';
import { podPathVariables } from './pod-paths.js';
import { OF_POD } from './pod-variables.js';
import { subjectVariables } from './subject-variables.js';
import { OF_WORKLOAD } from './workload-variables.js';

/**
 * What the rule's texts may name: what its own pattern took, the subject's own, and what the deciding line
 * and the manifest tell together.
 */
export function textVariables(match: Match): VariableLookup {
  const ofSubject = subjectVariables(match.context);
  const groups = new Map<Group, Variables>();
  const known = new Map<string, string | undefined>();
  const find: VariableLookup = (name) => {
    const group = GROUP_OF.get(name);
    if (group === undefined) return ofSubject(name);
    let variables = groups.get(group);
    if (variables === undefined) groups.set(group, (variables = group(match, lookup)));
    return variables[name];
  };
  const own = ownVariables(match);
  const lookup: VariableLookup = (name) => {
    if (Object.hasOwn(own, name)) return own[name];
    if (!known.has(name)) known.set(name, find(name));
    return known.get(name);
  };
  return lookup;
}

/** What the rule's pattern took, with paths of the node in the manifest's words. */
function ownVariables({ variables, context: { subject } }: Match): Variables {
  const inUnits = Object.fromEntries(
    Object.entries(variables)
      .filter(([name, value]) => name.endsWith('InBytes') && /^\d+$/.test(value))
      // Bytes that a component writes out in full, as a manifest would.
      .map(([name, value]) => [name, formatBytes(Number(value))]),
  );
  const paths = 'pod' in subject ? podPathVariables(variables, subject.pod.raw) : {};
  return { ...variables, ...inUnits, ...paths };
}

/** Variables that are found out together. */
type Group = (match: Match, lookup: VariableLookup) => Variables;

/** By what each group may tell; a name that is missing here is never filled in. */
const GROUPS: readonly (readonly [names: string, group: Group])[] = [
  ['mountedConfigMap', (match) => ({ mountedConfigMap: mountedConfigMap(match) })],
  ['nearest', (match, lookup) => ({ nearest: nearestOf(match, lookup) })],
  ['whatRequest', (match) => ({ whatRequest: requestOf(match) })],
  [
    'peerService peerNamespace peerPort peerIp peerSilent peerRefused peerOutside peerMetadata peerLoopback peerPortless ' +
      'peerSocket peerUnknownIn peerUnknownTo peerPolicies policiesThere peerMaybe maybeService maybeNamespace',
    peerOf,
  ],
  [
    'kernelSaid fileRefused pathRefused socketRefused chownRefused interfaceRefused deviceRefused readOnlyRefused ' +
      'readOnlyMount keptReadOnly settingRefused streamRefused nodeFolder rootHome nfsExport emptyDirAt ownedClaim ' +
      'unheedingClaim fsGroup rightRefused ownerRefused mountRefused writtenVolume fileMode',
    (match) => refusalVariables(lineOf(match) ?? [], refusingMount(match)),
  ],
  ['tlsTrust tlsClient tlsVersion tlsOwn tlsTime tlsName', (match) => handshakeVariables(lineOf(match))],
  ['probeParts probeTime probeUnseen probeSeen', probeVariables],
  ['linkService', serviceLinkVariables],
  ['environmentVariable settingKey unnamedSetting', settingNameVariables],
  ['heapSetting heapUnset heapMebibytes heapPercent', heapVariables],
  [
    'writtenFrom writtenAt writtenMode modeForbidsRun modeLetsRun fileOnVolume volumeOfFile fileOfImage fileSomewhere',
    writtenFileVariables,
  ],
  [
    'clusterDns dnsAsked dnsPolicyNeeded',
    ({ context: { subject } }) => ('pod' in subject ? dnsVariables(subject.pod.raw) : {}),
  ],
  ['hog used asked', ({ variables }) => evictionUser(variables)],
  ['dnsUnanswered', ({ hit }) => unansweredVariables(hit?.line.raw)],
];

/** Every name that is looked up here; named groups of patterns and what a matcher tells come on top. */
export const LOOKED_UP: ReadonlySet<string> = new Set([
  ...GROUPS.flatMap(([names]) => names.split(' ')),
  ...[OF_POD, OF_CONTAINER, OF_WORKLOAD].flatMap(Object.keys),
]);

const GROUP_OF: ReadonlyMap<string, Group> = new Map(
  GROUPS.flatMap(([names, group]) => names.split(' ').map((name) => [name, group] as const)),
);

function lineOf({ hit }: Match): readonly string[] | undefined {
  return hit?.line.texts;
}

function peerOf(match: Match, lookup: VariableLookup): Variables {
  const { subject } = match.context;
  const seen = 'pod' in subject ? namespacesNamed(at(subject.pod.raw, 'spec')) : undefined;
  return peerVariables(lookup, lineOf(match), seen);
}

/** How much a pod asks of what its nodes lack. */
function requestOf({ context: { subject }, variables: { what } }: Match): string | undefined {
  return subject.kind === 'pod' && what !== undefined ? podRequest(subject.pod.raw, what) : undefined;
}

/** An existing name like that of the object that is missing. */
function nearestOf({ rule, context: { subject } }: Match, lookup: VariableLookup): string | undefined {
  if (subject.kind !== 'pod' && subject.kind !== 'container') return undefined;
  const concerned = concernsOf(rule.cause, lookup);
  const reference = subject.snapshot.references.find(
    ({ kind, name }) => kind === concerned?.kind && name === concerned.name,
  );
  return reference?.nearest?.[0];
}
