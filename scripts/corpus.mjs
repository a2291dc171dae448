// npm run corpus -- DIR...: diagnoses recorded failures with known causes and prints the score.
import path from 'node:path';
import { runBundled } from './bundled.mjs';

const folders = process.argv.slice(2).map((folder) => path.resolve(process.env.INIT_CWD ?? '.', folder));
await runBundled('bench/corpus.ts', (module) => module.main(folders, (text) => process.stdout.write(text)));
