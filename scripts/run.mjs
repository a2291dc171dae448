import { spawnSync } from 'node:child_process';
import { root } from './setup.mjs';

/**
 * Runs a Node program of this project or of its dependencies and shows what it prints.
 * @param {string} script path from the project's root
 * @param {readonly string[]} args
 * @returns {number} its exit status
 */
export function runNode(script, args = []) {
  return spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/** Runs any command from the project's root and shows what it prints. */
export function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}
