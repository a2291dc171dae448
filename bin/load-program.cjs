const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

/**
 * Loads the bundle. Beside it stands what V8 made of it when it was built (scripts/compile-code.mjs);
 * another version of Node does not take that and compiles the bundle itself, some 30 ms slower.
 */
exports.loadProgram = function loadProgram(file) {
  // The bundle is one function expression, in ASCII: read so, its text needs no decoding.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    cachedData: readIfThere(`${file}.code`),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, module, createRequire(file), dirname(file));
  return { main: module.exports.main, script };
};

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
