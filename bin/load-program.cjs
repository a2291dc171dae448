const { readFileSync, statSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

/**
 * Loads the bundle. Beside it stands what V8 made of it when it was built (scripts/compile-code.mjs);
 * another Node compiles the bundle itself, some 30 ms slower.
 */
exports.loadProgram = function loadProgram(file) {
  // The bundle is one function expression, in ASCII: read so, its text needs no decoding.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    cachedData: codeOf(file),
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
exports.codeFile = function codeFile(file) {
  const { version, platform, arch, execPath } = process;
  return `${file}.${version}-${platform}-${arch}-${statSync(execPath).size}.code`;
};

function codeOf(file) {
  try {
    return readFileSync(exports.codeFile(file));
  } catch {
    return undefined;
  }
}
