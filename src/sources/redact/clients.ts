import type { Json } from '../../domain/values/json.js';
import { REDACTED } from '../../domain/values/redacted.js';
import { isSecretValue } from './judge.js';
import type { RedactionRule } from './rule.js';

/** A client of the command line and the short flag of its password, by its manual. */
export interface Client {
  /** Lower case: a text without them has no such command. */
  readonly keywords: readonly string[];
  /** The last one or two words of the command, as a pattern. */
  readonly name: string;
  readonly flag: string;
  /** `-pSECRET`, `-p SECRET`, or both. */
  readonly value: 'joined' | 'apart' | 'either';
}

const CLIENTS: readonly Client[] = [
  {
    keywords: ['redis-cli', 'valkey-cli', 'keydb-cli'],
    name: '(?:redis|valkey|keydb)-cli',
    flag: '-a',
    value: 'apart',
  },
  {
    keywords: ['mysql', 'mariadb'],
    name: String.raw`(?:mysql|mariadb)[\w-]{0,20}`,
    flag: '-p',
    value: 'joined',
  },
  {
    keywords: ['mongo ', 'mongosh', 'mongodump', 'mongorestore', 'mongoexport', 'mongoimport'],
    name: 'mongo(?:sh|dump|restore|export|import)?',
    flag: '-p',
    value: 'apart',
  },
  { keywords: ['sshpass'], name: 'sshpass', flag: '-p', value: 'either' },
  {
    keywords: ['ldapsearch', 'ldapadd', 'ldapmodify', 'ldapdelete', 'ldapwhoami', 'ldappasswd'],
    name: 'ldap(?:search|add|modify|delete|whoami|passwd)',
    flag: '-w',
    value: 'either',
  },
  {
    keywords: ['sqlcmd', 'ipmitool', 'unzip', 'mosquitto_'],
    name: '(?:sqlcmd|ipmitool|unzip|mosquitto_(?:pub|sub|rr))',
    flag: '-P',
    value: 'either',
  },
  { keywords: ['rabbitmqadmin', 'cqlsh'], name: '(?:rabbitmqadmin|cqlsh)', flag: '-p', value: 'apart' },
  {
    // `docker login`, `helm registry login`, `crane auth login`, `az acr login`; not `docker run -p 80:80`.
    keywords: [' login'],
    name: '(?:docker|podman|nerdctl|buildah|skopeo|oras|registry|auth|acr|oc|cf|az|ibmcloud) login',
    flag: '-p',
    value: 'apart',
  },
];

/** In a list of words; in a text only what follows the user's name is hidden (rules.ts). */
const CURL: Client = { keywords: [], name: 'curl', flag: '-u', value: 'apart' };

const CLIENT_NAMES = [...CLIENTS, CURL].map(
  (client) => [new RegExp(`(?:^|[\\s/])${client.name}$`), client] as const,
);

/** The client that a word of a command names, with the word before it. */
export function clientOf(before: Json | undefined, word: Json): Client | undefined {
  if (typeof word !== 'string' || word.length > 200) return undefined;
  const words = typeof before === 'string' && before.length <= 200 ? `${before} ${word}` : word;
  return CLIENT_NAMES.find(([name]) => name.test(words))?.[1];
}

const VALUE_AFTER = {
  joined: String.raw`(?!ort(?:[ \t=]|$))[ \t]?`,
  apart: String.raw`[ \t=]{1,3}`,
  either: String.raw`[ \t=]{0,3}`,
};

/** The commands as a shell's trace or a script has them, up to the sign of the shell that ends one. */
export const CLIENT_RULES: readonly RedactionRule[] = CLIENTS.map(({ keywords, name, flag, value: how }) => ({
  keywords,
  pattern: new RegExp(
    String.raw`((?<![\w.-])${name.replace(' ', String.raw`[ \t]{1,3}`)}(?:[ \t]{1,3}(?!${flag}|&)[^\s;|]{1,80}){0,12}[ \t]{1,3}${flag}${VALUE_AFTER[how]})(["']?)(?![-"'])([^\s"';|&]{1,200})`,
    'g',
  ),
  replace: (whole, before = '', quote = '', value = '') =>
    isSecretValue({ word: '', suffix: '', separator: '=', value, after: '' })
      ? `${before}${quote}${REDACTED}`
      : whole,
}));
