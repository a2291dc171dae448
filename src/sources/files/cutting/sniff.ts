import { DESCRIBED } from '../describe/transcript.js';

/** What a file's first bytes say of it. */
export type Sniffed =
  'empty' | 'gzip' | 'tar' | 'json' | 'yaml' | 'describe' | 'utf16le' | 'utf16be' | 'html' | 'binary';

/** Looks at the first bytes (512 are enough; fewer where the file is shorter). */
export function sniff(bytes: Buffer): Sniffed {
  if (bytes.length === 0) return 'empty';
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  if (bytes.length >= 262 && bytes.toString('latin1', 257, 262) === 'ustar') return 'tar';
  // PowerShell's `>` writes UTF-16.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be';
  const text = bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  if (text.includes('\0') || text.startsWith('\u007fELF') || text.startsWith('PK\u0003\u0004'))
    return 'binary';
  const first = text.trimStart();
  if (first === '') return bytes.length < 512 ? 'empty' : 'yaml';
  if (/^<(?:!doctype|html|head|body|\?xml)/i.test(first)) return 'html';
  if (first.startsWith('{') || first.startsWith('[')) return 'json';
  return DESCRIBED.test(first) ? 'describe' : 'yaml';
}
