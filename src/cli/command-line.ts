/** Options whose values no report may repeat. */
const SECRET = /^--(?:token|password)$/;

/** The command as it can be typed again, without credentials. */
export function commandLine(typed: readonly string[]): string {
  const words = typed.map((word, i) => {
    if (SECRET.test(typed[i - 1] ?? '')) return 'REDACTED';
    return word.replace(/^(--(?:token|password)=).*/s, '$1REDACTED');
  });
  return ['kubectl', 'exitdiag', ...words.map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
