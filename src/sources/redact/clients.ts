import { commandRule, NEXT, WORD } from './command-rule.js';
import type { RedactionRule } from './rule.js';

/** A client of the command line and the short flag of its password, by its manual. */
interface Client {
  /** Lower case: a text without them has no such command. */
  readonly keywords: readonly string[];
  /** The last words of the command, as a pattern. */
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
    value: 'either',
  },
  { keywords: ['sshpass', 'cypher-shell'], name: '(?:sshpass|cypher-shell)', flag: '-p', value: 'either' },
  {
    keywords: ['ldapsearch', 'ldapadd', 'ldapmodify', 'ldapdelete', 'ldapwhoami', 'ldappasswd', 'ipa-'],
    name: '(?:ldap(?:search|add|modify|delete|whoami|passwd)|ipa-[a-z]{1,10}-install)',
    flag: '-w',
    value: 'either',
  },
  {
    keywords: ['sqlcmd', 'ipmitool', 'zip', 'mosquitto_', 'isql', 'osql', 'tsql', 'bcp'],
    name: '(?:sqlcmd|ipmitool|zip|unzip|mosquitto_(?:pub|sub|rr)|isql(?:-fb)?|osql|fisql|tsql|bcp)',
    flag: '-P',
    value: 'either',
  },
  {
    keywords: ['rabbitmqadmin', 'cqlsh', 'dolt', 'beeline', 'couchbase-cli', 'useradd', 'usermod'],
    name: '(?:rabbitmqadmin|cqlsh|dolt|beeline|couchbase-cli [a-z-]{1,40}|useradd|usermod)',
    flag: '-p',
    value: 'apart',
  },
  { keywords: ['7z'], name: '7z[ar]? [a-z]', flag: '-p', value: 'joined' },
  { keywords: ['slappasswd'], name: 'slappasswd', flag: '-s', value: 'either' },
  // The authentication's password and the privacy's.
  ...['-A', '-X'].map((flag) => ({
    keywords: ['snmp'],
    name: 'snmp(?:get|getnext|walk|bulkget|bulkwalk|set|table|status|trap|inform)',
    flag,
    value: 'either' as const,
  })),
  { keywords: ['openssl'], name: String.raw`openssl (?:enc|aes-[\w-]{1,20})`, flag: '-[kK]', value: 'apart' },
  {
    // `docker login`, `helm registry login`, `crane auth login`, `az acr login`; not `docker run -p 80:80`.
    keywords: [' login'],
    name: '(?:docker|podman|nerdctl|buildah|skopeo|oras|registry|auth|acr|oc|cf|az|ibmcloud) login',
    flag: '-p',
    value: 'apart',
  },
];

const VALUE_AFTER = {
  joined: String.raw`(?!ort(?:[ \t=]|$))[ \t]?`,
  apart: String.raw`[ \t=]{1,3}`,
  either: String.raw`[ \t=]{0,3}`,
};

/** Commands with the short flag of their password, up to the sign of the shell that ends one. */
export const CLIENT_RULES: readonly RedactionRule[] = CLIENTS.map(({ keywords, name, flag, value }) =>
  commandRule(keywords, `${name}(?:${NEXT}(?!${flag}|&)${WORD}){0,30}${NEXT}${flag}${VALUE_AFTER[value]}`),
);
