import { expect, test } from 'vitest';
import { endOfAnswer } from './webhook-client.ts';

const whole = [
  'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nyes\r\n0\r\n\r\n',
];

test.each(whole)('the end of an answer is found where it is, and not before it is there: %j', (answer) => {
  expect(endOfAnswer(`${answer}HTTP/1.1`)).toBe(answer.length);
  for (let length = 0; length < answer.length; length += 1)
    expect(endOfAnswer(answer.slice(0, length))).toBeUndefined();
});
