import { systemClock } from '@durabot/runtime';
import { expect, test } from 'vitest';
import { openFrontDoor } from './front-door.ts';

test('an idle connection is kept longer than the 60 s of the usual proxies', async () => {
  const door = await openFrontDoor({
    host: '127.0.0.1',
    port: 0,
    clock: systemClock,
    handler: (_request, response) => {
      response.end('here');
    },
  });
  try {
    const answer = await fetch(`http://127.0.0.1:${door.port}/`);
    expect(await answer.text()).toBe('here');
    const [, seconds] = /timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '') ?? [];
    expect(Number(seconds)).toBeGreaterThan(60);
  } finally {
    await door.stop({ deadlineMs: 0 });
  }
});
