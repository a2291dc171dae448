import { containerCommand } from '../../domain/kubernetes/container-command.js';
import type { Evidence } from '../../domain/evidence.js';
import type { CauseId } from '../../domain/rules/cause.js';
import type { Match } from '../match/match.js';
import { shorten } from '../match/text.js';
import { withEvidence } from '../match/with-evidence.js';
import { withChange } from './with-change.js';

/**
 * A probe that found nobody at its port: the program may say where it listens instead. The kubelet asks the
 * pod's own address (pkg/kubelet/prober/prober.go, v1.34), where what listens on 127.0.0.1 is not heard.
 */
export function withListenAddress(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || !PROBE_OF.has(match.rule.cause)) return match;
  const port = unheardPort(match, subject.container.name);
  if (port === undefined) return match;
  const said = (subject.instance.log.lines ?? []).flatMap(({ raw, at }) => {
    const { host = '', port: own = '' } = LISTENS.exec(raw)?.groups ?? {};
    return own === '' ? [] : [{ host, port: own, raw, at }];
  });
  const there = said.filter((each) => each.port === port);
  const loopback = there.find(({ host }) => LOOPBACK.test(host));
  if (there.some(({ host }) => !LOOPBACK.test(host))) return match;
  if (loopback !== undefined) return deaf(match, port, quote(loopback));
  const words = containerCommand(subject.container.spec);
  const option = BINDS.exec(words.join(' '))?.[0].trim();
  if (option !== undefined) {
    const at = `${subject.container.specPath ?? 'spec'}.command`;
    return deaf(match, port, { fact: `its command says ${option}`, at, observed: option, speaks: 'for' });
  }
  const elsewhere = said.find(({ raw }) => !BESIDE.test(raw));
  if (elsewhere === undefined) return match;
  const change = `Where ${elsewhere.port} is the port that serves, let the probe ask that; else let the program listen on ${port}`;
  const fact = `the probe asks port ${port}, and the program says that it listens on ${elsewhere.port}: ${shorten(elsewhere.raw.trim(), 120)}`;
  return withEvidence(withChange(match, { do: change, effect: 'mutating' }), 2, [
    { ...quote(elsewhere), fact },
  ]);
}

/** The port at which a probe found nobody: as the evidence tells it, else an event of the probe that decided. */
function unheardPort({ context, evidence, rule }: Match, container: string): string | undefined {
  const probe = PROBE_OF.get(rule.cause) ?? '';
  const events = context.events.filter(
    (event) => (event.container ?? container) === container && event.message.startsWith(probe),
  );
  const told = [...evidence.map(({ fact }) => fact), ...events.map(({ message }) => message).reverse()];
  return told.flatMap((text) => UNHEARD.exec(text)?.groups?.['port'] ?? [])[0];
}

function deaf(match: Match, port: string, told: Evidence): Match {
  const change = `Let it listen on all addresses (0.0.0.0 or ::): the kubelet asks port ${port} of the pod's own address, where nobody hears what is bound to 127.0.0.1`;
  const fact = `it listens on the loopback address alone: ${told.fact}`;
  return withEvidence(withChange(match, { do: change, effect: 'mutating' }), 2, [{ ...told, fact }]);
}

function quote({ raw, at }: { raw: string; at: string }): Evidence {
  const words = raw.trim();
  return { fact: shorten(words, 160), at, observed: shorten(words), speaks: 'for' };
}

/** How the kubelet's words on the probe begin that leads to it. */
const PROBE_OF: ReadonlyMap<CauseId, string> = new Map<CauseId, string>([
  ['liveness-kill', 'Liveness probe'],
  ['startup-probe-kill', 'Startup probe'],
  ['readiness-failing', 'Readiness probe'],
]);

/** Nobody at that port of the pod: not of the loopback address, which a probe's own `host` may name. */
const UNHEARD = /probe failed: .*dial tcp (?!127\.|\[::1\])\S+:(?<port>\d+): connect: connection refused/;

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)$/;

/** How servers say where they listen: `Listening at: http://127.0.0.1:8000`, `listening on :8080`, `started on port(s): 8080`, `Server Running: http://shop:8080`. */
const LISTENS =
  /\b(?:(?:listen(?:s|ing)?|serving|running|bound|started|available|accepting connections)\b[^\n]{1,30}?\b(?:on|at|to|address)\b:?[^\w\n[]{0,4}|Server Running: )(?:\w+:\/\/)?(?:(?<host>[\w.*-]*|\[[\da-f:]*\]):)?(?:port(?:\(s\))?:? ?)?(?<port>\d{2,5})\b(?![.\d])/i;

/** Ports that a program opens beside the one that it serves on, and often before. */
const BESIDE = /metric|prometheus|pprof|debug|admin|profil|manage|health|jmx|inspector/i;

/** Options with which servers are told an address. */
const BINDS =
  /(?:^| )(?:--?(?:bind|host|hostname|listen|listen-host|addr|address|bind[-_]address|listen[-_]address|bind_ip|server\.address|http[-_]address)[= ]|-b ?|-H )(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?(?= |$)/;
