import { fileURLToPath } from 'node:url';

import type { Page } from 'playwright-core';

import { startShowcase } from '../test/support/showcase.ts';
import { startWebStage, type PageLook } from '../test/support/web-stage.ts';

/**
 * Takes the pictures of the web chat that the README shows, from the showcase world.
 * It needs Chromium: `npx tsx --conditions=source packages/simulator/scripts/take-pictures.ts`.
 */
const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const phone = { isPhone: true } as const;
const stage = await startWebStage();
const show = await startShowcase(stage.sim, stage.url);

async function take(
  name: string,
  place: string,
  look: PageLook,
  arrange: (page: Page) => Promise<unknown>,
): Promise<void> {
  const { page } = await stage.open(`#user=1001&${place}`, look);
  await page.getByTestId('message').last().waitFor();
  await arrange(page);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${folder}${name}.png` });
  await page.close();
}

async function scrollTo(page: Page, text: string): Promise<void> {
  await page
    .locator('article')
    .filter({ hasText: text })
    .last()
    .evaluate((element) => element.scrollIntoView({ block: 'end' }));
}

try {
  await take('media', 'bot=gallery_bot', {}, (page) => scrollTo(page, 'A week in the Carpathians'));
  await take('tools', 'bot=shop_bot', { colorScheme: 'dark' }, async (page) => {
    await page.getByRole('button', { name: 'Inspector' }).click();
    await page.getByText('sendInvoice').last().click();
  });
  await take('polls-phone', 'bot=quiz_bot', phone, async (page) => {
    const planets = page.locator('article').filter({ hasText: 'the largest planet' });
    await planets.getByText('Jupiter').click();
    await planets.getByLabel('right answer').waitFor();
    await scrollTo(page, 'Tea or coffee?');
  });
  await take('checkout-phone', 'bot=shop_bot', { ...phone, colorScheme: 'dark' }, async (page) => {
    await page.getByRole('button', { name: /Pay €/u }).click();
    await page.getByRole('dialog', { name: 'Checkout' }).waitFor();
  });
  await take('mini-app-phone', 'bot=app_bot', phone, async (page) => {
    await page.getByTestId('inline-button').filter({ hasText: 'Open the app' }).click();
    await page.frameLocator('.web-app iframe').getByRole('button', { name: 'Seat 7' }).click();
    await page.getByTestId('app-main-button').first().waitFor();
  });
} finally {
  await stage.closePages();
  await show.stop();
  await stage.stop();
}
