import type { Topic } from '../../../domain/rules/topic.js';
import { wholeWords } from './whole-words.js';

/**
 * Words that stand for a topic even where what is said of them is in nobody's list. What most of the
 * words of a sentence stand for it is about; of topics with as many it is about none.
 */
const HINTS: readonly (readonly [Topic, string])[] = [
  [
    'certificate',
    'certificates?|certs?|m?tls|ssl|x509|handshake|fingerprint|pem|keystore|truststore|ciphers?|private key|unknown root|@pemfile',
  ],
  [
    'credentials',
    'credentials?|passwords?|passphrase|log[ -]?in|tokens?|auth\\w*|roles?|privileges?|accounts?|api keys?|scopes?|grants?|granted|sasl|iam|principal|rbac|renewal|@401',
  ],
  [
    'disk-full',
    'inodes?|free|room|space|disk|quota|volume(?=.*@percent)|@percent(?=.*(?:volume|@path))|@path(?=.*@percent)|tmp(?=.*@size)',
  ],
  ['port-taken', 'ports?|listeners?|listen|@port'],
  [
    'limit-reached',
    'inotify|descriptors?|open files|processes|threads?|ulimit|nofile|soft limit|hard limit|watches',
  ],
  [
    'data-unfit',
    'schema|migrations?|migrate|leases?|locks?|locked|layouts?|downgrade|wal|journal|snapshot|segments?|columns?|table|history|state file|previous run|half written|revision',
  ],
  ['heap-used-up', 'heap|allocation|out of memory'],
  [
    'part-missing',
    'codecs?|plug-?ins?|modules?|librar(?:y|ies)|shared object|bundle|compiled in|packaged|installed|packages?|not loadable|driver|@code',
  ],
  [
    'path-refused',
    'writable|owner|uid|read-?only|chmod|chown|mkdir|permitted|permissions?|capabilit(?:y|ies)|root file system|@capability',
  ],
  ['usage', 'usage|arguments?|@flag|input files?|sub-?commands?'],
  [
    'service-silent',
    'leaders?|brokers?|upstreams?|primary|replicas?|replication|masters?|controller|back-?ends?|heartbeats?|dependenc(?:y|ies)|exchange|database|db|redis|postgres(?:ql)?|mysql|kafka|mongo(?:db)?|nats|etcd|registry|relay|gateway|peers?|quorum|sentinel|channel|deadline|timeout|@url|@host|@5xx',
  ],
  [
    'setting-wrong',
    'settings?|config\\w*|yaml|json|toml|options?|values?|names?|features?|profiles?|size|rates?|lists?|modes?|scheme|given|mapped|mapping|schedule|environment|fields?|@file|@env|range|handlers?',
  ],
  ['own-fault', 'never happen|not get here|cannot happen|threw|not a function|balance'],
];

/** Without a word of lacking, refusing or ending a sentence tells of no trouble. */
const TROUBLE =
  /\b(?:not|no|never|nothing|nowhere|none|neither|nor|cannot|could|unable|fail\w*|refus\w*|denied|must|needs?|needed|wants?|only|lacks?|lacking|miss\w*|too|below|above|exceed\w*|minimum|maximum|differs?|instead|wrong|bad|invalid|broke\w*|lost|dead|dying|died|gone|vanished|abort\w*|stop|giv(?:e|ing) up|gave up|halt\w*|unknown|unexpected|unsuccessful|half|hole|gap|behind|stale|expired|lapsed|ended|empty|full|used up|taken|already|twice|both|without|enough|red|error|unusable|stuck|mismatch\w*|corrupt\w*|damaged|conflict\w*|insufficient|timed out)\b/;

/** Whether a sentence tells of any trouble at all. */
export function tellsTrouble(sentence: string): boolean {
  return TROUBLE.test(sentence);
}

/** Words in which a program tells of its own end and of no reason. */
const FAREWELL =
  /^(?:the|our|all|exit\w*|bye|goodbye|closed|closing|shut|shutting|down|shutdown|stopped|stopping|leaving|terminat\w+|aborted|aborting|failed|start|startup|up|boot|initiali[sz]ation|see|above|cannot|continue|with|code|status|number|now|server|service|listener|fatal)$/;

function isFarewell(sentence: string): boolean {
  return sentence.split(/\W+/).every((word) => word === '' || FAREWELL.test(word));
}

/** One word is no hint (`mixture out of range` is of no setting), but of what has words of its own. */
const ENOUGH = 2;
const OF_ITS_OWN: ReadonlySet<Topic> = new Set(['certificate', 'heap-used-up']);

/** What most words of a sentence in which trouble is told stand for; nothing where two topics have as many. */
export function hintedBy(sentence: string, isError: boolean): Topic | undefined {
  if (isFarewell(sentence) || !(isError || tellsTrouble(sentence))) return undefined;
  const told = HINTS.map(([topic, words]) => ({
    topic,
    count: new Set(sentence.match(wholeWords(words))).size,
  })).sort((a, b) => b.count - a.count);
  const [first, second] = told;
  if (first === undefined || first.count === second?.count) return undefined;
  return first.count >= ENOUGH || (first.count > 0 && OF_ITS_OWN.has(first.topic)) ? first.topic : undefined;
}
