import { execFileSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { curlOf } from './curl.ts';

test('a call is copied as a command that a shell reads back exactly', () => {
  const request = { chat_id: '1', text: `it's "so" $HOME\n\\ end`, reply_markup: { a: [1] } };
  const command = curlOf('http://127.0.0.1:1', '1:A', { method: 'sendMessage', request });
  const read = execFileSync('sh', ['-c', command.replace(/^curl/u, String.raw`printf '%s\0'`)], { encoding: 'utf8' });
  expect(read.split('\0')).toEqual([
    'http://127.0.0.1:1/bot1:A/sendMessage',
    '--data-urlencode',
    'chat_id=1',
    '--data-urlencode',
    `text=${request.text}`,
    '--data-urlencode',
    'reply_markup={"a":[1]}',
    '',
  ]);
});
