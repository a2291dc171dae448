/** A quote of a POSIX shell that is open where a value is put. */
export type Quote = "'" | '"' | undefined;

/** The quote that is open at the end of a command's beginning (POSIX XCU 2.2). */
export function openQuote(command: string): Quote {
  let open: Quote;
  for (let at = 0; at < command.length; at += 1) {
    const char = command[at];
    if (char === '\\' && open !== "'") at += 1;
    else if (char === open) open = undefined;
    else if (open === undefined && (char === "'" || char === '"')) open = char;
  }
  return open;
}

/** A value as part of one word, quoted where it needs to be: it may come from a log or a file. */
export function shellText(value: string, open: Quote): string {
  // An interactive shell replaces `!x` by an earlier command between double quotes too.
  if (open === '"') return value.replaceAll(/[\\"$`]/g, String.raw`\$&`).replaceAll('!', `"'!'"`);
  if (open === "'") return value.replaceAll("'", String.raw`'\''`);
  // `=x` is a path to zsh.
  return /^[\w@%+:,./-][\w@%+=:,./-]*$/.test(value) ? value : `'${shellText(value, "'")}'`;
}

/** A value as one word. */
export function shellWord(value: string): string {
  return shellText(value, undefined);
}

/** The end of a command whose next word is the value of an option, whatever it begins with. */
const AWAITS_VALUE = /(?:^|\s)(?:-[cfnl]|--(?:context|namespace|container))\s+["']?$/;

/**
 * Whether a value that is put behind the beginning of a command would be taken for an option there: `kubectl delete pod
 * --all`. No quotes help against that, and no object of Kubernetes has such a name.
 */
export function isTakenForOption(value: string, before: string): boolean {
  return value.startsWith('-') && /(?:^|\s)["']?$/.test(before) && !AWAITS_VALUE.test(before);
}
