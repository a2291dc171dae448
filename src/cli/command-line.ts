/** Options whose values no report may repeat. */
const SECRET = /^--(?:token|password)$/;

/** The server, whose address may hold a user and a password. */
const SERVER = /^(?:-s|--server)$/;

/** The command as it can be typed again, without credentials. */
export function commandLine(typed: readonly string[]): string {
  return ['kubectl', 'exitdiag', ...withoutCredentials(typed).map(quoted)].join(' ');
}

/** The words of a command line without what only the cluster may know. */
export function withoutCredentials(typed: readonly string[]): readonly string[] {
  return typed.map((word, i) => {
    const before = typed[i - 1] ?? '';
    if (SECRET.test(before)) return 'REDACTED';
    if (SERVER.test(before)) return withoutUser(word);
    return word
      .replace(/^(--(?:token|password)=).*/s, '$1REDACTED')
      .replace(
        /^(--server=|-s=|-s(?!=))(.+)$/s,
        (_, flag: string, address: string) => flag + withoutUser(address),
      );
  });
}

/** An address without its user: a report may be passed on. */
export function withoutUser(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/]*@/i, '$1');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
