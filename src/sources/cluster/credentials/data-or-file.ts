import { readFileSync } from 'node:fs';
import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { SourceError } from '../../source.js';

/**
 * `KEY-data` (base64) or the content of the file that `KEY` names; the data wins, as in kubectl.
 * @throws SourceError for a file that cannot be read.
 */
export function dataOrFile(entry: JsonObject, key: string): Buffer | undefined {
  const data = asText(at(entry, `${key}-data`));
  if (data !== undefined) return Buffer.from(data, 'base64');
  const path = asText(at(entry, key));
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new SourceError(`unable to read ${key} ${path}: ${code}`, 'collect', { cause: error });
  }
}
