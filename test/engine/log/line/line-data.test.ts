import { SHAPES } from '../../../../src/engine/log/line/line-data.js';
import { holdTable } from './tables.js';

const ERROR = 'connection refused';

holdTable(SHAPES, {
  'what a person said in IRC': [`<anna> ${ERROR}`, `<none>: ${ERROR}`],
  'a channel in brackets': [`11:58:01 [chat] anna: ${ERROR}`, `11:58:01 [db] anna: ${ERROR}`],
  'a part of a dialogue with a model': [`assistant: ${ERROR}`, `assistant ${ERROR}`],
  'what stands in a channel': [`#ops: ${ERROR}`, `# ops: ${ERROR}`],
  'what a person posted': [`comment from anna: ${ERROR}`, `the post failed: ${ERROR}`],
  'who wrote it': [`[10:10] anna wrote: ${ERROR}`, `anna cannot write: ${ERROR}`],
  'the sign of a person, a channel or a room': [
    `answer sent to @anna: ${ERROR}`,
    `answer sent to anna: ${ERROR}`,
  ],
  'an item of Markdown in bold': [`- **db**: ${ERROR}`, `- db: ${ERROR}`],
  'a speaker before a sign': [`anna> ${ERROR}`, `error> ${ERROR}`],
  'how near a text is to another': [`${ERROR} (score 0.91)`, `${ERROR} (code 7)`],
  'a question': [`why do I get ${ERROR}?`, `why: ${ERROR}`],
  "a feature's switch, whose name is a compound": [
    `flag new-cart (on) stops at ${ERROR}`,
    `flag verbose: ${ERROR}`,
  ],
  'a ticket by its number, with its state': [`#17 opened by anna, ${ERROR}`, `#17 ${ERROR}`],
  'a ticket by its key, with its state': [`OPS-771 (open): ${ERROR}`, `OPS-771: ${ERROR}`],
  'a weakness by its public number': [`CVE-2026-10101 HIGH lib: ${ERROR}`, `CVE: ${ERROR}`],
  'a text that is named as one': [`the caption: ${ERROR}`, `http response body: ${ERROR}`],
  'a record of CSV': [`17,2026-03-01,"${ERROR}",open`, `17, 2026-03-01, "${ERROR}", open`],
  'an element of XML that is not called after an error': [
    `<text id="1">${ERROR}</text>`,
    `<errorText>${ERROR}</errorText>`,
  ],
  'a row between bars': [`| 17 | ${ERROR} | open |`, `| ${ERROR}`],
  'a row or a line of a source behind its number': [`  17 | ${ERROR} | open`, `17 | ERROR | ${ERROR}`],
  'a number and what was counted': [`  212  ${ERROR}`, `212 ${ERROR}`],
  'how often a text was seen': [`seen 17 times: ${ERROR}`, `tried 17 times: ${ERROR}`],
  'how near it is, in front': [`0.91 ${ERROR}`, `0.912 ${ERROR}`],
  'what was searched for, a hit': [`hit 3 of 9: ${ERROR}`, `search failed: ${ERROR}`],
  'a line of HTML': [`<body><h1>When you see</h1><p>${ERROR}</p>`, `<div>${ERROR}`],
  'a commit in one line, which begins with a verb': [`a91fe22 Retry when ${ERROR}`, `a91fe22 ${ERROR}`],
  'a line that was found in a text': [`/var/log/old.log:1441:${ERROR}`, `/etc/app.conf:17: ${ERROR}`],
  "a message's own content behind its key": [
    `orders[2]@17 value={"text":"${ERROR}"}`,
    `value {"text":"${ERROR}"}`,
  ],
  'one of many that it works on, by its number or its key': [`row 17: ${ERROR}`, `row of pods: ${ERROR}`],
});
