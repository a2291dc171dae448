import { oncePerText } from '../../../domain/values/once.js';
import { inEnglish } from './in-english.js';

/** A line is asked about for what it tells, what it hints at and whether it is work. */
const MOST_TEXTS = 64;

/**
 * A text as a sentence in which the kinds of things can be told apart: what is a path, an address, a
 * variable or a measure is put as `@path`, `@host`, `@env`, `@size`, short forms are written out and
 * the rest is in small letters.
 */
export const sentenceOf = oncePerText(MOST_TEXTS, (text) =>
  KINDS.reduce(
    (rest, [kind, put]) => rest.replace(kind, put),
    inEnglish(text.slice(0, MAX_LENGTH)),
  ).toLowerCase(),
);

/** Further in a line tells what it was about, no more what went wrong. */
const MAX_LENGTH = 600;

/**
 * A code or an event's name that ends in what became of the thing before it (`db_connect_failed`,
 * `config.rejected`, `ERR_LICENSE_EXPIRED`): words put together, no name of a variable or a host.
 */
const STATED = String.raw`\b(?:ERR_|E_)?([A-Za-z]+)(?:[_.]([A-Za-z]+))??(?:[_.]([A-Za-z]+))??[_.]([Ff]ailed|FAILED|[Rr]ejected|REJECTED|[Rr]efused|REFUSED|[Dd]enied|DENIED|[Ii]nvalid|INVALID|[Mm]issing|MISSING|[Uu]nreachable|UNREACHABLE|[Uu]navailable|UNAVAILABLE|[Ee]xpired|EXPIRED|[Cc]orrupt|CORRUPT)(?![\w./=-])`;

/** The class that logged, between the level or the thread and the words: its name is no thing that they tell of. */
const LOGGER =
  /(?<=(?:\]|\b(?:ERROR|FATAL|SEVERE|CRITICAL|WARN|WARNING|error|fatal|warn)) +)(?:[a-z_][\w$]*\.)+[A-Z][\w$]* +[-:]+ /g;

/** In order: a longer thing before what it is made of. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:\d{4}[-/]\d\d[-/]\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?Z?(?![\w:])/g, ''],
  [/[\w./-]+\.(?:go|py|rb|js|ts|java|kt|scala|cs|rs|c|cc|cpp|h|php|pl|lua|exs?):\d+(?::\d+)?\b/g, ''],
  [/^\W{0,3}\d\d:\d\d(?![\d:])/g, ''],
  [/ ?(?:\.{3,}|\u2026|\.\.(?= )) ?/g, ', '],
  [/\b([Cc]a)n't\b/g, '$1nnot'],
  [/\b([Ww])on't\b/g, '$1ill not'],
  [/n't\b/g, ' not'],
  [/\b(service|app(?:lication)?|process|program|worker) is (?:shutting|going) down\b/gi, '$1 is stopping'],
  [/(?<!\b(?:is|are|was|were|been) )\b(?:shut(?:ting)?|going) down\b/gi, 'stopping'],
  [/\bcan not\b/gi, 'cannot'],
  [/\b(?:0|zero) (?:out )?of (?=\d)/gi, 'none of '],
  [
    /\bcannot be (?=(?:read|opened|written|created|loaded|parsed|decoded|found|reached|resolved|established|understood|replayed|recovered)\b)/gi,
    'could not be ',
  ],
  [/\bEAI_[A-Z]+\b|\bNXDOMAIN\b|\bSERVFAIL\b/g, 'enotfound'],
  [/\b(?:errno|os error)\W{1,3}(?:13|30)\b/gi, 'eacces'],
  [/\b(?:errno|os error)\W{1,3}(?:111|113|110)\b/gi, 'econnrefused'],
  [/\(28P01\)|\bSQLSTATE\W{1,4}(?:28P01|28000)\b/g, 'sqlstate password'],
  [/\bSQLSTATE\W{1,4}42501\b/g, 'sqlstate privilege'],
  [/\(42P01\)|\bSQLSTATE\W{1,4}(?:42P01|42703|42S02|42S22)\b/g, 'sqlstate table'],
  [/\(57P0[123]\)|\bSQLSTATE\W{1,4}(?:57P0[123]|08\d{3}|53300)\b/g, 'sqlstate connection'],
  [/\bSQLSTATE\W{1,4}53100\b/g, 'enospc'],
  [/\/dev\/shm\b/g, 'shm'],
  [/\bsignal(?:=|: ?| )9\b/gi, 'sigkill'],
  [/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'),;]+/gi, '@url'],
  [
    /\bCAP_[A-Z_]+|\b(?:NET_(?:RAW|ADMIN|BIND_SERVICE)|SYS_(?:ADMIN|PTRACE|NICE|RESOURCE|TIME|MODULE|CHROOT|RAWIO)|IPC_(?:LOCK|OWNER)|DAC_(?:OVERRIDE|READ_SEARCH))\b/g,
    '@capability',
  ],
  [/\bRLIMIT_[A-Z]+\b/g, 'rlimit'],
  [/\bvm\.(?=max_map_count\b)/g, ''],
  [/\b(?:fs\.)?inotify\.max_user_\w+/g, 'inotify limit'],
  [/(?<=\bexpected )[A-Z][A-Z0-9]{2,}(?= to be\b)/g, '@env'],
  [
    /\b(?!(?:TLS|SSL|CA|DNS|ERROR|FATAL|PANIC|CRITICAL)\b)[A-Z][A-Z0-9]{3,}(?=(?: is| was| has)? (?:not (?:been )?(?:set|defined|given|provided)|unset|undefined|required|empty|blank)\b)/g,
    '@env',
  ],
  [/(?<=\b(?:see|check|set|export) )(?!(?:README|LICENSE|HELP|FAQ)\b)[A-Z][A-Z0-9]{3,}(?=\W*$)/g, '@env'],
  [new RegExp(STATED, 'g'), '$1 $2 $3 $4'],
  [/\b([a-z]{3,})-(failed|refused|denied|missing|expired|rejected|unreachable|timeout)\b/g, '$1 $2'],
  [/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g, '@env'],
  [/(?<=^|\s)[A-Z]{3,30}=(?=\S)/g, '@env = '],
  [/(?<=^|[\s"'`([])(?:--[a-z][\w-]*|-[a-zA-Z])(?=$|[\s"'`)\],:=])/g, '@flag'],
  [/[\w./@-]*\w\.(?:pem|crt|cer|key|p12|pfx|jks)\b/g, '@pemfile'],
  [/[\w./@-]*(?:config|setting|parameters|environment)[\w-]*\.(?:py|m?js|ts|lua|rb|php|exs)\b/g, '@file'],
  [/[\w./@-]*\w\.(?:so(?:\.\d+)*|dll|jar|py|m?js|lua|rb|pl|php|wasm|onnx|pt|bin|whl|sh)\b/g, '@code'],
  [
    /[\w./@-]*\w\.(?:ya?ml|toml|ini|conf|cfg|json5?|hcl|properties|xml|tmpl|env|edn|dhall|cue|jsonnet|kdl|ron)\b/g,
    '@file',
  ],
  [/[\w./@-]*\w\.(?:csv|tsv|parquet|xlsx?)\b/g, '@table'],
  [/[\w./@-]*\w\.pid\b/g, '@path pidfile'],
  [/[\w./@-]*\w\.(?:db|wal|idx|log|sst|dat|sqlite3?|lock|sock|tmp|lck)\b/g, '@path'],
  // What a script that gathers facts is refused of other processes says nothing of the program.
  [/(?<=^|[\s"'`(=:<])\/proc\/\d+(?:\/[\w.@%+-]+)+/g, '@procfile'],
  [/(?<=^|[\s"'`(=:<])(?:\/[\w.@%+-]+)+\/?/g, '@path'],
  [/\b[\w-]+(?:\.[\w-]+)*:\d{2,5}\b/g, '@host'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '@host'],
  [/(?<=^|[\s"'`(]):\d{2,5}\b/g, '@port'],
  [LOGGER, ''],
  [/\b(?:[a-z_][\w$]*\.)+(?=[A-Z])/g, ''],
  [/\b[a-z_-][\w-]*(?:\.[a-z_][\w-]*)+\b/g, '@name'],
  [
    /\b(?:HTTP|status|code|returned|answered|answers|responded|replied|said|says|gave|got|with|was)\b([^\w"]{0,3}(?:HTTP|status|code|error|us|a)?){0,2}[^\w"]{0,3}5\d\d\b/gi,
    'answered @5xx',
  ],
  [
    /(?:(?<=> ?)50[234](?=[,;.)]| *$)|(?<=: )50[234](?=[,;.] .*\b(?:retr(?:y|ies)|attempts?|giving up|gave up)\b))/g,
    'answered @5xx',
  ],
  [/(?<=\(|\bHTTP |\bstatus |\bcode )429\b/g, 'too many requests'],
  [/\b40[13](?=:| (?:from|by)\b)/g, '@401'],
  [/\b50[0234] (?:Internal|Bad Gateway|Service|Gateway)\b|(?<=: )50[234](?= (?:from|by) )/gi, '@5xx'],
  [
    /\b(?:HTTP|status|code|returned|answered|answers|responded|replied|said|says|gave|got|with|was)\b([^\w"]{0,3}(?:HTTP|status|code|error|us|a)?){0,2}[^\w"]{0,3}40[13]\b/gi,
    'answered @401',
  ],
  [/\b(?:9[5-9]|100)(?:[.,]\d+)? ?(?:%|percent)(?= (?:used|full|in use)\b)/gi, 'completely'],
  [/\b\d+(?:[.,]\d+)? ?(?:%|percent\b)/gi, '@percent'],
  [/\b\d+(?:[.,]\d+)? ?(?:[KMGT]i?B|bytes?)\b/gi, '@size'],
  [/\b\d+(?:[.,]\d+)? ?(?:ms|[smhd]|secs?|mins?|seconds?|minutes?|hours?|days?)\b/gi, '@time'],
  [/(?<![\w@])v?\d+(?:[.,]\d+)*\b/g, '@number'],
  [/ {2,}/g, ' '],
];
