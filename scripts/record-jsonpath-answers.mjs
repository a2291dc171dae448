/**
 * Records what kubectl itself answers to templates of `-o jsonpath=` and `-o custom-columns=`, as
 * the oracle of test/report/jsonpath.test.ts. Needs kubectl and no cluster: the object is served
 * from here, with as much of the API as `kubectl get pod` asks for.
 *
 *     node scripts/record-jsonpath-answers.mjs
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';

const folder = new URL('../fixtures/jsonpath/', import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), 'utf8');
const templates = JSON.parse(read('templates.json'));
const pods = { name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod', verbs: ['get', 'list'] };
const answersOf = {
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
  '/api/v1': { kind: 'APIResourceList', groupVersion: 'v1', resources: [pods] },
  '/api/v1/namespaces/shop/pods/web': load(read('object.yaml')),
};
const server = createServer((request, response) => {
  const answer = answersOf[new URL(request.url, 'http://x').pathname];
  response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer ?? { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 404 }));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const cache = mkdtempSync(join(tmpdir(), 'jsonpath-answers-'));

/** kubectl's output, or its complaint without the template and the object that it repeats. */
function ask(format, template) {
  const address = `http://127.0.0.1:${server.address().port}`;
  const words = ['get', 'pod', 'web', '-n', 'shop', '--server', address, '--cache-dir', cache];
  return new Promise((done) => {
    execFile('kubectl', [...words, '-o', `${format}=${template}`], (error, stdout, stderr) => {
      done({ format, template, ...(error === null ? { prints: stdout } : { refuses: complaint(stderr) }) });
    });
  });
}

function complaint(stderr) {
  const [line = ''] = stderr.split('\n');
  const why = line.replace(/^error: /, '').replace(/\. Printing more information.*$/, '');
  return why.replace(/^.*?(?:Error executing template: |, (?=un|inv|can|array))/, '');
}

const answers = [];
for (const [format, list] of Object.entries(templates)) {
  for (const template of list) answers.push(await ask(format, template));
}
server.close();
rmSync(cache, { recursive: true });
writeFileSync(new URL('answers.json', folder), `${JSON.stringify(answers, null, 2)}\n`);
console.log(`recorded ${answers.length} answers`);
