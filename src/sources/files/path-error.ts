import { SourceError } from '../source.js';

/** What the file system said of a path, as one line with what to do. */
export function pathError(path: string, error: unknown): SourceError {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const cause = { cause: error };
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new SourceError(`the path "${path}" does not exist`, 'collect', cause);
    case 'EACCES':
    case 'EPERM':
      return new SourceError(
        `${path}: may not be read by this user; check its permissions`,
        'collect',
        cause,
      );
    case 'ELOOP':
      return new SourceError(`${path}: is a link that leads nowhere`, 'collect', cause);
    default:
      return new SourceError(`${path}: cannot be read (${code ?? String(error)})`, 'collect', cause);
  }
}
