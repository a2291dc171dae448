import { describe } from '@jest/globals';
import { ASIDE } from '../../../../src/engine/log/line/line-aside.js';
import { holdTable } from './tables.js';

const ERROR = 'connection refused';

describe('one request or client of a server', () => {
  holdTable(ASIDE.OF_A_CLIENT, {
    'the address of a client': [
      `{"level":"error","error":"${ERROR}","remote_ip":"10.0.0.1"}`,
      `remote end: ${ERROR}`,
    ],
    'a method, a path and a status': [
      `method=GET path=/orders status=500 error='${ERROR}'`,
      `method=dial path=/run/db.sock status=failed error='${ERROR}'`,
    ],
    'what a client was answered': [`upstream shop: ${ERROR}, 502 to client 7`, `502 to shop: ${ERROR}`],
    'the number of a request': [`level=error request_id=7f3a err="${ERROR}"`, `request id is missing`],
    'the number of a request in JSON': [
      `{"level":50,"req":{"id":17},"msg":"${ERROR}"}`,
      `{"level":50,"required":{"id":17},"msg":"${ERROR}"}`,
    ],
  });
});

describe('an answered request', () => {
  holdTable(ASIDE.ANSWERED, {
    'a method, a path and a status': [`POST /v1/run 502 12ms ${ERROR}`, `POST /v1/run: ${ERROR}`],
    'the common log format': [
      '10.0.0.1 - - [01/Mar/2026:11:50:20 +0000] "GET / HTTP/1.1" 502 612',
      '10.0.0.1 - - "GET / HTTP/1.1"',
    ],
  });
});

describe('telemetry that was not taken', () => {
  holdTable(ASIDE.TELEMETRY, {
    'it could not be exported': [`failed to export 17 spans: ${ERROR}`, `failed to export orders: ${ERROR}`],
    'metrics could not be pushed': [`metrics push failed: ${ERROR}`, `push failed: ${ERROR}`],
  });
});

describe('what is no report', () => {
  holdTable(ASIDE.NOT_A_REPORT, {
    'a command of a shell': [`+ echo ${ERROR}`, `+echo`],
    'a variable of a shell': [`declare -x HINT="${ERROR}"`, `export of orders: ${ERROR}`],
    'a flag in a help text': [`  --retries int   how often to try when ${ERROR}`, `--retries: ${ERROR}`],
    'the text of a flag of Go': [`    \taddress; ${ERROR} is tried again`, `\t    ${ERROR}`],
    'a check that passed': [`check ${ERROR} is told ... ok`, `check the store ... ${ERROR}`],
    'an entry of an audit trail': [`audit: user bob: ${ERROR}`, `audit: ${ERROR}`],
    'how often it was seen': [`disk: 91% used (${ERROR} seen 2 times)`, `seen at times: ${ERROR}`],
    'a count behind leading dots': [
      'connection refused ........ 14',
      'looking for the store ... connection refused',
    ],
    'a statement of SQL': [`INSERT INTO faq (q) VALUES ('${ERROR}');`, `INSERT failed: ${ERROR}`],
    'an error that is expected': [`got the expected error ${ERROR}`, `expected a number: ${ERROR}`],
    'as it should be': [`as expected: ${ERROR}`, `not as expected: ${ERROR}`],
    'what is normal': [`${ERROR} is normal at start`, `${ERROR} is not normal`],
    'a task for later': [`TODO handle ${ERROR}`, `TODOS: ${ERROR}`],
    'an alert and its state': [`Alert OrdersDown is firing: ${ERROR}`, `Alert: ${ERROR}`],
    'a rule and its state': [`rule ${ERROR} -> firing`, `rule ${ERROR} -> lost`],
    'the subject of a mail': [`Subject: ${ERROR}`, `Subject ${ERROR}`],
    'a conventional commit': [`4f3e2d1 fix(db): ${ERROR}`, `fix it: ${ERROR}`],
    'an item of a changelog': [`  * Fixed: ${ERROR}`, `* broken: ${ERROR}`],
  });
});
