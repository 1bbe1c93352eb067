import { expect, test } from 'vitest';

import { drawPng } from './png.ts';

test('without Chromium a picture is refused, and the refusal says what to install', async () => {
  const options = { width: 400, scale: 1, theme: 'light', chromiumPath: '/nowhere/chromium', usualPaths: [] } as const;
  await expect(drawPng('<p>hi</p>', options)).rejects.toMatchObject({
    status: 501,
    code: 'not_installed',
    message: expect.stringContaining('apt install chromium'),
  });
});
