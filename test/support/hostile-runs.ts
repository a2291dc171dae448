/** What begins a secret; repeated without end, a text that a pattern may try again from each place. */
export const SECRET_BEGINNINGS: readonly string[] = [
  'a://',
  'eyJ',
  '-eyJ',
  'password',
  'password=',
  '--token',
  'x:y@',
  '-----BEGIN PRIVATE KEY-----',
  'bearer ',
  'mysql -',
  'redis-cli -',
  'docker login -',
  'ldapsearch -w',
  'oauth',
  '?code=',
  'oauth code ',
  'using key ',
  'htpasswd -b ',
  '-passin pass:',
  'identified by ',
  '<password>',
  'password is ',
  '"auth":"',
  'password="\\',
  'gl-gl',
  'authorization:',
  'token ',
  'namekey',
  'name=password',
  'following password:\n',
  'x:yyy',
  'password=].',
  'password%3d',
  'token: |\n ',
  'name: token\n value',
  'x/y@/',
  'A_KEY=',
  'password:["',
  'password:{value:',
  '("password","',
  'x:yyyyyy7@a',
  '%3a%2f%2fa%3a',
];

/** What begins an error, a frame or a field of a log line, to be repeated the same way. */
export const LINE_BEGINNINGS: readonly string[] = [
  'ERROR(',
  'ERROR [',
  'A-',
  'a',
  '-',
  ' ',
  'at a.b(c',
  'login refused: ',
  '"a":"',
];

/** At least `length` characters of nothing but `run`. */
export function repeated(run: string, length: number): string {
  return run.repeat(Math.ceil(length / run.length));
}
