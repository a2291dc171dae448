const { existsSync, readFileSync, statSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** The first arguments of runs that answer from the program alone, without judging anything; none is help too. */
const TELLING = new Set([
  ...[undefined, '--help', '-h', 'help', '--version', 'version', 'explain'],
  ...['completion', '__complete', '__completeNoDesc'],
]);

/** Runs the program on the arguments of this process, which ends with the program's exit status. */
exports.start = function start() {
  const program = join(__dirname, '..', 'dist', 'main.cjs');
  if (existsSync(program)) {
    exports
      .loadProgram(program, TELLING.has(process.argv[2]) ? 'telling' : 'judging')
      .main()
      // All is written by then; to leave at once spares taking the heap down piece by piece.
      .then((status) => process.exit(status));
  } else {
    process.stderr.write('error: kubectl exitdiag is not built yet: run "npm run build"\n');
    process.exitCode = 70;
  }
};

/**
 * Loads the bundle. Beside it stands what V8 made of it when it was built (scripts/compile-code.mjs):
 * for runs that tell, a third of what is needed for `judging`. A function that is in neither is compiled
 * when it is called; another Node compiles the bundle itself, some 30 ms slower.
 */
exports.loadProgram = function loadProgram(file, runs) {
  // The bundle is one function expression, in ASCII: read so, its text needs no decoding.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    cachedData: codeOf(file, runs),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, module, createRequire(file), dirname(file));
  return { main: module.exports.main, script };
};

/**
 * Where the code of a bundle stands that this very Node made. Code refers to what Node's own start-up
 * snapshot holds, and V8 checks only V8's version for that: code of Node 20.20 crashes Node 20.19, which
 * has the same V8. Two builds of one version differ in the size of the executable.
 */
exports.codeFile = function codeFile(file, runs) {
  const { version, platform, arch, execPath } = process;
  return `${file}.${version}-${platform}-${arch}-${statSync(execPath).size}.${runs}.code`;
};

function codeOf(file, runs) {
  try {
    return readFileSync(exports.codeFile(file, runs));
  } catch {
    return undefined;
  }
}
