import { existsSync } from 'node:fs';

import { ControlError } from '../control/control-error.ts';

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** What Chromium draws in one piece. */
const TALLEST_PX = 16_000;
const VIEW_HEIGHT_PX = 320;

export interface PngOptions {
  width: number;
  /** Pixels of the picture for one of the page. */
  scale: number;
  theme: 'light' | 'dark';
  chromiumPath: string | undefined;
  /** Where it is looked for otherwise. */
  usualPaths?: readonly string[];
}

/**
 * A page as a picture, drawn by a Chromium of this machine.
 *
 * @throws ControlError 501 where there is no Chromium or no `playwright-core`, 400 for a page that is too tall
 */
export async function drawPng(html: string, options: PngOptions): Promise<Buffer> {
  const executablePath = [options.chromiumPath, ...(options.usualPaths ?? USUAL_PATHS)].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (executablePath === undefined) {
    throw missing('a picture needs Chromium: install it (`apt install chromium`) or name it in CHROMIUM_PATH');
  }
  // Only who wants pictures needs the package, so nothing else waits for it or depends on it.
  const playwright = await import('playwright-core').catch(() => undefined);
  if (playwright === undefined)
    throw missing('a picture needs the package playwright-core: `npm install playwright-core`');
  const browser = await playwright.chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const { width, scale, theme } = options;
    const page = await browser.newPage({
      viewport: { width, height: VIEW_HEIGHT_PX },
      deviceScaleFactor: scale,
      colorScheme: theme,
    });
    await page.setContent(html, { waitUntil: 'load' });
    const box = await page.locator('body').boundingBox();
    const height = Math.ceil(box?.height ?? 0);
    if (height * scale > TALLEST_PX) {
      throw new ControlError(400, 'invalid', 'the chat is too long for one picture: give a smaller `limit` or `scale`');
    }
    await page.setViewportSize({ width, height: Math.max(VIEW_HEIGHT_PX, height) });
    return await page.screenshot({ type: 'png' });
  } finally {
    await browser.close();
  }
}

function missing(message: string): ControlError {
  return new ControlError(501, 'not_installed', message);
}
