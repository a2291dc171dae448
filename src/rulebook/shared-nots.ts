/**
 * Patterns under `not` that many rules share: such a list says `use: <name>` in their place.
 */
export const SHARED_NOTS: Readonly<Record<string, readonly string[]>> = {
  /** The line's own level says that it is no error. */
  'below-error': [String.raw`(?i)^.{0,60}\b(?:warn|warning|info|debug|notice|trace)\b`],
  /** The way in which a language's runtime writes an error: that language has rules of its own. */
  'of-a-runtime': [
    String.raw`\[Errno`,
    String.raw`\bE(?:CONNREFUSED|TIMEDOUT|HOSTUNREACH|NETUNREACH|CONNRESET|ACCES|PERM|ROFS|NOENT|ADDRINUSE|NOSPC|MFILE|NFILE|AI_AGAIN|NOTFOUND)\b`,
    'dial (?:tcp|udp|unix)',
    String.raw`java\.(?:[a-km-z]|lang\.\w*Error)`,
    'os error',
    'kind: ',
    'SocketException',
    'Errno::',
    'SQLSTATE',
    'FATAL:  ',
  ],
  /** A shell, a loader or an init program tells that it could not start a program, or a library of it: they have rules of their own. */
  'of-a-start': [
    'fork/exec',
    '^exec ',
    'bad interpreter',
    'shared object',
    'shared librar',
    String.raw`\(needed by`,
    String.raw`: (?:line )?\d+: `,
    String.raw`^(?:/\S*/)?(?:env|nohup|nice|timeout|xargs|chroot|setpriv|su|gosu|su-exec|exec): `,
    String.raw`\[FATAL tini`,
    String.raw`\[dumb-init\]`,
  ],
  /** The PostgreSQL server, which has rules of its own. */
  'of-postgres': ['^postgres: ', '/var/lib/postgresql'],
  /** Tools that walk through /proc are refused other users' processes, and go on. */
  'look-through-proc': [String.raw`/proc/\d+/`, '(?:find|ls|du|ps|lsof): .*/proc/'],
  /** The runtime speaks of an exec probe, a lifecycle hook or a hook of its own, not of the container's start. */
  'exec-or-hook': [
    'OCI runtime exec failed',
    'failed to exec in container',
    'lifecycle hook',
    'createRuntime hook',
    'prestart hook',
  ],
};
