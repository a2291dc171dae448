import type { Evidence } from '../../domain/evidence.js';
import type { CauseId } from '../../domain/rules/cause.js';
import { asObjects, asStrings, asText, at } from '../../domain/values/json.js';
import type { Match } from '../match/match.js';
import { shorten } from '../match/text.js';
import { lookupIn } from '../match/variables.js';
import { withEvidence } from '../match/with-evidence.js';
import type { Address } from '../facts/address.js';
import { addressesOf } from '../facts/peer.js';

/** Where the address of a server that failed the program comes from: a variable that holds it, or the pod's own hosts file. */
export function withAddressOrigin(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || !OF_SERVERS.has(match.rule.cause)) return match;
  const addresses = addressesOf(lookupIn(match.variables), match.hit?.line.texts ?? []).filter(
    ({ isWord }) => !isWord,
  );
  if (addresses.length === 0) return match;
  const { spec, specPath = 'spec' } = subject.container;
  const told = asObjects(at(spec, 'env')).flatMap((variable, index): Evidence[] => {
    const value = asText(at(variable, 'value')) ?? '';
    if (!addresses.some((address) => holds(value, address))) return [];
    const fact = `${asText(at(variable, 'name')) ?? ''} is ${shorten(value, 120)}`;
    return [{ fact, at: `${specPath}.env[${index}]`, observed: shorten(value), speaks: 'for' }];
  });
  const aliases = asObjects(at(subject.pod.raw, 'spec', 'hostAliases')).flatMap(
    (alias, index): Evidence[] => {
      const ip = asText(at(alias, 'ip')) ?? '';
      if (!addresses.some(({ host }) => host === ip)) return [];
      const fact = `hostAliases of the pod give the address ${ip} to ${asStrings(at(alias, 'hostnames')).join(', ')}`;
      return [{ fact, at: `spec.hostAliases[${index}]`, observed: ip, speaks: 'for' }];
    },
  );
  return withEvidence(match, 2, [...told.slice(0, MOST), ...aliases.slice(0, MOST)]);
}

const OF_SERVERS: ReadonlySet<CauseId> = new Set<CauseId>(['app-dependency', 'app-auth', 'app-tls']);

/** A proxy is often set under two names. */
const MOST = 2;

/** Whether that host stands in a value, with the same port or with none. */
function holds(value: string, { host, port }: Address): boolean {
  const text = value.toLowerCase();
  for (let from = text.indexOf(host); from !== -1; from = text.indexOf(host, from + 1)) {
    const before = text[from - 1] ?? ' ';
    const [, own] = /^\]?:(\d{1,5})/.exec(text.slice(from + host.length)) ?? [];
    const after = text[from + host.length] ?? ' ';
    const isWhole = !/[\w.-]/.test(before) && !/[\w.-]/.test(after);
    if (isWhole && (own === undefined || port === undefined || own === port)) return true;
  }
  return false;
}
