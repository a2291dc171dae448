import { open, stat, unlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../errors.js';

/** Takes away the files that were made and into which nothing was written. */
export type Release = () => Promise<void>;

/**
 * Finds out before the wait begins whether the files can be written; what they hold stays.
 * @throws UsageError for the first that cannot
 */
export async function claimFiles(paths: readonly string[], cwd: string): Promise<Release> {
  const made: string[] = [];
  const release = async (): Promise<void> => {
    for (const file of made) await removeEmpty(file);
  };
  for (const path of paths) {
    const file = resolve(cwd, path);
    try {
      if (await claim(file)) made.push(file);
    } catch (error) {
      await release();
      throw unwritable(path, error);
    }
  }
  return release;
}

/** What somebody else took away meanwhile, or keeps, is no reason to forget the verdict. */
async function removeEmpty(file: string): Promise<void> {
  try {
    if ((await stat(file)).size === 0) await unlink(file);
  } catch {
    // It is gone, or stays as an empty file.
  }
}

/** Whether the file had to be made. */
async function claim(file: string): Promise<boolean> {
  try {
    await (await open(file, 'ax')).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await (await open(file, 'a')).close();
    return false;
  }
}

/** Why the file cannot be written, in a line. */
export function unwritable(path: string, error: unknown): UsageError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'its directory does not exist',
    ENOTDIR: 'its directory does not exist',
    EISDIR: 'it is a directory',
    EACCES: 'it may not be written by this user',
    EROFS: 'the file system is read-only',
  };
  return new UsageError(`cannot write ${path}: ${reasons[code] ?? code}`, { pointsToHelp: false });
}
