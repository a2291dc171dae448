import { REDACTED } from '../../domain/values/redacted.js';
import { commandRule, NEXT, WORD } from './command-rule.js';
import type { RedactionRule } from './rule.js';

/** A command whose secret has no flag: it stands at a place among the words, by the command's manual. */
interface PlacedSecret {
  /** Lower case: a text without them has no such command. */
  readonly keywords: readonly string[];
  /** The command up to what it does, as a pattern. */
  readonly name: string;
  /** How many words stand between that and the secret: the user, the host. */
  readonly between: number;
}

const PLACED: readonly PlacedSecret[] = [
  // mc alias set ALIAS URL ACCESSKEY SECRETKEY
  {
    keywords: ['alias set', 'config host add'],
    name: 'mc(?: -[^ ;|]{1,80}){0,3} (?:alias set|config host add)',
    between: 3,
  },
  {
    keywords: ['rabbitmqctl'],
    name: 'rabbitmqctl(?: -[^ ;|]{1,80}){0,4} (?:add_user|change_password|authenticate_user)',
    between: 1,
  },
  { keywords: ['samba-tool'], name: 'samba-tool user (?:create|add)', between: 1 },
  { keywords: ['net user'], name: 'net user', between: 1 },
  { keywords: ['wpa_passphrase'], name: 'wpa_passphrase', between: 1 },
  { keywords: ['ejabberdctl', 'prosodyctl'], name: '(?:ejabberdctl|prosodyctl) register', between: 2 },
  { keywords: ['initial-password'], name: 'set-initial-password', between: 0 },
  {
    keywords: ['mysqladmin', 'mariadb-admin'],
    name: String.raw`(?:mysqladmin|mariadb-admin)(?: -[^\s;|]{1,80}| \w[^\s;|-]{0,40}){0,6} password`,
    between: 0,
  },
  {
    keywords: ['aws configure'],
    name: 'aws configure set (?:aws_secret_access_key|aws_session_token)',
    between: 0,
  },
  {
    keywords: ['npm config', 'yarn config', 'pnpm config'],
    name: String.raw`p?(?:npm|yarn) config set [^\s;|]{0,200}_(?:authToken|password|auth)`,
    between: 0,
  },
  {
    keywords: ['nmcli', 'rclone config'],
    name: String.raw`(?:nmcli|rclone config (?:create|update))(?: [^\s;|]{1,80}){1,8}? (?:pass|password|secret_access_key|client_secret|token)`,
    between: 0,
  },
  { keywords: ['db2 connect'], name: String.raw`db2 connect to \w{1,40} user \w{1,40} using`, between: 0 },
];

/** Words between the command and the flag that the secret stands with. */
const BETWEEN = `(?:${NEXT}${WORD}){0,12}?${NEXT}`;

/** Secrets of commands that neither a name nor a flag of their own gives away. */
export const PLACED_SECRETS: readonly RedactionRule[] = [
  ...PLACED.map(({ keywords, name, between }) =>
    commandRule(
      keywords,
      `${name}(?:${NEXT}-[^\\s;|]{1,80}){0,4}(?:${NEXT}(?!-)[^\\s;|]{1,200}){${between}}${NEXT}`,
      String.raw`[^\s"';|&=]{4,200}(?![^\s"';|&])`,
    ),
  ),
  // A token or a share of the key, which have figures; in a sentence words follow.
  commandRule(
    ['vault', 'bao '],
    `(?:vault|bao) (?:login|operator unseal)(?: -[^ ;|]{1,80}){0,4} `,
    String.raw`(?=[^\d\s]{0,200}\d)[\w.+/=-]{8,200}(?![^\s"';|&])`,
  ),
  // smbclient -U USER%SECRET, lftp -u USER,SECRET, etcdctl --user USER:SECRET, sqlplus USER/SECRET@HOST.
  commandRule(
    ['smbclient', 'smbget', 'rpcclient', 'smbcacls', 'net ', 'samba-tool'],
    String.raw`(?:smbclient|smbget|rpcclient|smbcacls|net|samba-tool)${BETWEEN}(?:-U[ \t=]?|--user(?:name)?[ \t=])["']?[^\s%'"]{1,64}%`,
  ),
  commandRule(['lftp'], String.raw`lftp${BETWEEN}(?:-u[ \t]?|--user[ \t=])["']?[^\s,'"]{1,64},`),
  commandRule(['etcdctl'], String.raw`etcdctl${BETWEEN}--user[ \t=]["']?[^\s:'"]{1,64}:`),
  commandRule(
    ['sqlplus', 'sqlldr', 'expdp', 'impdp'],
    String.raw`(?:sqlplus|sqlldr|expdp|impdp)(?:${NEXT}-\w{1,8}){0,4}${NEXT}["']?[\w$#]{1,64}\/`,
    String.raw`[^\s"';|&@]{1,200}`,
  ),
  commandRule(['freerdp'], String.raw`\w{0,3}freerdp${BETWEEN}\/p:`),
  {
    // kubectl create secret generic NAME --from-literal=KEY=SECRET; of a ConfigMap they are none.
    keywords: ['--from-literal'],
    pattern: /\bcreate[ \t]{1,3}secret[ \t]{1,3}[^\n;|&]{1,2000}/g,
    replace: (whole) =>
      whole.replaceAll(
        /(--from-literal[ =]["']?[\w.-]{1,100}=)(["']?)(?!\$)[^\s"']{1,400}/g,
        (_, key: string, quote: string) => `${key}${quote}${REDACTED}`,
      ),
  },
];
