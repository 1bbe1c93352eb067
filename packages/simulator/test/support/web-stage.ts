import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createSimulator, createSimulatorClient, type Simulator, type SimulatorClient } from '@durabot/simulator';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { build } from 'vite';

/** Where the pictures go that a person looks at after a run. */
export const pictures = join(tmpdir(), 'durabot-web-chat');

const chromiumFlags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];

export interface PageLook {
  colorScheme?: 'light' | 'dark';
  isPhone?: boolean;
  width?: number;
}

/** A browser on a freshly built web chat, with one simulator for all tests of a file. */
export interface WebStage {
  simulator: Simulator;
  sim: SimulatorClient;
  url: string;
  newContext: (look?: PageLook) => Promise<BrowserContext>;
  /** Opens a page and notes what should not happen in it: errors, and requests to other hosts. */
  open: (hash: string, look?: PageLook, context?: BrowserContext) => Promise<{ page: Page; problems: string[] }>;
  /** Closes what a test has opened. */
  closePages: () => Promise<void>;
  stop: () => Promise<void>;
}

export async function startWebStage(): Promise<WebStage> {
  const webDir = await mkdtemp(join(tmpdir(), 'durabot-web-'));
  const root = fileURLToPath(new URL('../../web', import.meta.url));
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir: webDir } });
  const browser: Browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: chromiumFlags,
  });
  const simulator = createSimulator({ webDir, seed: 1, limits: { enforced: false } });
  const { url } = await simulator.start();
  let contexts: BrowserContext[] = [];

  async function newContext({ colorScheme = 'light', isPhone = false, width }: PageLook = {}): Promise<BrowserContext> {
    const context = await browser.newContext({
      viewport: isPhone ? { width: 390, height: 844 } : { width: width ?? 1280, height: 800 },
      colorScheme,
      isMobile: isPhone,
      hasTouch: isPhone,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    contexts.push(context);
    return context;
  }

  return {
    simulator,
    sim: createSimulatorClient(url),
    url,
    newContext,
    open: async (hash, look = {}, context) => {
      const page = await (context ?? (await newContext(look))).newPage();
      page.setDefaultTimeout(30_000);
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      page.on('request', (request) => {
        if (!/^(?:data|blob):/u.test(request.url()) && !request.url().startsWith(url)) problems.push(request.url());
      });
      await page.goto(`${url}/${hash}`);
      return { page, problems };
    },
    closePages: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      contexts = [];
    },
    stop: async () => {
      await browser.close();
      await simulator.stop();
      await rm(webDir, { recursive: true, force: true });
    },
  };
}
