import { createPublicKey, verify } from 'node:crypto';

import { createSimulator, createSimulatorClient, type Actor, type ActorChat } from '@durabot/simulator';
import * as older from '@telegram-apps/init-data-node';
import * as newer from '@tma.js/init-data-node';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { asList, asObject, fakeToken, startFixture, type Fixture } from './support/fixture.ts';

const APP = 'https://app.example/shop';

let fixture: Fixture;
let anna: Actor;
let chat: ActorChat;

beforeEach(async () => {
  fixture = await startFixture();
  anna = await fixture.sim.user({ first_name: 'Anna', last_name: 'Ö & Co', username: 'anna', language_code: 'uk' });
  chat = await anna.with('tester_bot');
  await chat.sends('/start');
  await fixture.api('getUpdates', { offset: -1 });
});
afterEach(async () => await fixture.stop());

async function offer(keyboard: object): Promise<void> {
  const answer = await fixture.api('sendMessage', { chat_id: anna.id, text: 'Shop', reply_markup: keyboard });
  expect(answer.description).toBeUndefined();
}

const inline = button(APP);

function button(url: string): object {
  return { inline_keyboard: [[{ text: 'Open', web_app: { url } }]] };
}

function fieldsOf(initData: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(initData));
}

describe('launch data', () => {
  it('is accepted by validators of others, and refused when tampered with, too old or of another bot', async () => {
    await offer(inline);
    const { initData } = await anna.opens({ bot: 'tester_bot', kind: 'inline' });
    const { token } = fixture.bot;
    const forged = initData.replace('Anna', 'Boris');
    for (const { isValid } of [older, newer]) {
      expect(isValid(initData, token)).toBe(true);
      expect(isValid(forged, token)).toBe(false);
      expect(isValid(initData, fakeToken(7002))).toBe(false);
      expect(isValid(`${initData}&extra=1`, token)).toBe(false);
    }
    expect(older.parse(initData).user).toMatchObject({ id: anna.id, first_name: 'Anna' });
    await fixture.sim.clock({ now: Date.now() - 2 * 86_400_000 });
    const { initData: old } = await anna.opens({ bot: 'tester_bot', kind: 'inline' });
    for (const { validate } of [older, newer]) {
      expect(() => validate(old, token)).toThrow(/expired/i);
      expect(() => validate(old, token, { expiresIn: 0 })).not.toThrow();
    }
  });

  it('is signed for third parties with the key of this world, not with that of Telegram', async () => {
    await offer(inline);
    const { initData } = await anna.opens({ bot: 'tester_bot', kind: 'inline' });
    const { public_key: hex } = await fixture.sim.http.get<{ public_key: string }>('web-apps/key');
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(hex, 'hex').toString('base64url') },
      format: 'jwk',
    });
    const isSigned = (data: string): boolean => {
      const { hash: _, signature = '', ...fields } = fieldsOf(data);
      const lines = Object.keys(fields)
        .toSorted()
        .map((name) => `${name}=${fields[name] ?? ''}`);
      const message = Buffer.from(`${fixture.bot.id}:WebAppData\n${lines.join('\n')}`);
      return verify(null, message, key, Buffer.from(signature, 'base64url'));
    };
    expect(isSigned(initData)).toBe(true);
    expect(isSigned(initData.replace('Anna', 'Boris'))).toBe(false);
    expect(await older.isValid3rd(initData, fixture.bot.id)).toBe(false);
    expect(await newer.isValid3rd(initData, fixture.bot.id)).toBe(false);
  });

  it('is signed with the same key after a restart', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'web-apps-'));
    const keyOf = async (): Promise<unknown> => {
      const simulator = createSimulator({ stateDir });
      const sim = createSimulatorClient((await simulator.start()).url);
      const key = await sim.http.get('web-apps/key');
      await simulator.stop();
      return key;
    };
    expect(await keyOf()).toEqual(await keyOf());
    rmSync(stateDir, { recursive: true });
  });
});

describe('a Mini App', () => {
  it('of an inline button learns who opened it, and the theme', async () => {
    await offer(inline);
    const pressed = await chat.presses('Open');
    expect(pressed.web_app).toMatchObject({ kind: 'inline', url: APP });
    const opened = await anna.opens({ bot: 'tester_bot', kind: 'inline', theme: 'dark', platform: 'ios' });
    expect(opened.url.startsWith(`${APP}#tgWebAppData=`)).toBe(true);
    const params = new URLSearchParams(new URL(opened.url).hash.slice(1));
    expect(params.get('tgWebAppVersion')).toMatch(/^\d+\.\d+$/);
    expect(params.get('tgWebAppPlatform')).toBe('ios');
    expect(asObject(JSON.parse(params.get('tgWebAppThemeParams') ?? ''))).toMatchObject({ bg_color: '#15202b' });
    const fields = fieldsOf(opened.initData);
    expect(Object.keys(fields)).toEqual(['query_id', 'user', 'auth_date', 'signature', 'hash']);
    expect(fields['query_id']).toBe(opened.query_id);
    expect(JSON.parse(fields['user'] ?? '')).toEqual({
      id: anna.id,
      first_name: 'Anna',
      last_name: 'Ö & Co',
      username: 'anna',
      language_code: 'uk',
      allows_write_to_pm: true,
    });
  });

  it('of a keyboard button learns nothing, and gives its data to the bot', async () => {
    await offer({ keyboard: [[{ text: 'Choose', web_app: { url: APP } }]] });
    expect((await chat.presses('Choose')).web_app).toMatchObject({ kind: 'keyboard', url: APP });
    const opened = await anna.opens({ bot: 'tester_bot', kind: 'keyboard' });
    expect(opened.initData).toBe('');
    expect(opened.query_id).toBeUndefined();
    const sent = await anna.sendsWebAppData('tester_bot', 'Choose', '{"size":42}');
    const updates = asList((await fixture.api('getUpdates')).result);
    expect(updates.at(-1)?.['message']).toMatchObject({
      message_id: sent.message_id,
      from: { id: anna.id },
      web_app_data: { button_text: 'Choose', data: '{"size":42}' },
    });
    await expect(anna.sendsWebAppData('tester_bot', 'Choose', 'я'.repeat(2049))).rejects.toThrow(/1 to 4096 bytes/);
  });

  it('is opened by the menu button, as the main app, and by a direct link', async () => {
    await expect(anna.opens({ bot: 'tester_bot', kind: 'menu' })).rejects.toThrow(/no Mini App of the kind "menu"/);
    const menu = { type: 'web_app', text: 'Shop', web_app: { url: APP } };
    expect((await fixture.api('setChatMenuButton', { menu_button: menu })).ok).toBe(true);
    expect(fieldsOf((await anna.opens({ bot: 'tester_bot', kind: 'menu' })).initData)).toHaveProperty('query_id');

    await expect(anna.opens({ bot: 'tester_bot', kind: 'main' })).rejects.toThrow(/no Mini App/);
    await fixture.sim.http.post('web-apps/register', { bot: 'tester_bot', url: 'http://localhost:5173/' });
    await fixture.sim.http.post('web-apps/register', { bot: 'tester_bot', url: `${APP}?a=1`, short_name: 'shop' });
    expect(asObject((await fixture.api('getMe')).result)['has_main_web_app']).toBe(true);
    const main = await anna.opens({ bot: 'tester_bot', kind: 'main' });
    expect(main.url.startsWith('http://localhost:5173/#tgWebAppData=')).toBe(true);
    expect(main.query_id).toBeUndefined();
    const direct = await anna.opens({ bot: 'tester_bot', kind: 'direct', short_name: 'shop', start_param: 'promo-7' });
    expect(new URL(direct.url).searchParams.get('tgWebAppStartParam')).toBe('promo-7');
    expect(fieldsOf(direct.initData)).toMatchObject({ start_param: 'promo-7', chat_type: 'sender' });
    expect(() => older.validate(direct.initData, fixture.bot.token)).not.toThrow();
  });

  it('runs on this machine without a certificate, elsewhere it needs one', async () => {
    await offer(button('http://localhost:5173/app'));
    const answer = await fixture.api('sendMessage', {
      chat_id: anna.id,
      text: 'x',
      reply_markup: button('http://app.example/'),
    });
    expect(answer.description).toBe(
      "Bad Request: inline keyboard button Web App URL 'http://app.example/' is invalid: Only HTTPS links are allowed",
    );
  });

  it('finds in the simulator the script that lets a page talk to the chat', async () => {
    const answer = await fetch(`${fixture.url}/_sim/telegram-web-app.js`);
    expect(answer.headers.get('content-type')).toContain('text/javascript');
    expect(await answer.text()).toContain('web_app_data_send');
  });
});

describe('the answer to a Mini App', () => {
  const article = {
    type: 'article',
    id: '1',
    title: 'Order',
    input_message_content: { message_text: 'I ordered a <b>cake</b>', parse_mode: 'HTML' },
  };

  it('is sent for the person, once, and can be edited when it has a keyboard', async () => {
    await offer(inline);
    const { query_id: id } = await anna.opens({ bot: 'tester_bot', kind: 'inline' });
    const keyboard = { inline_keyboard: [[{ text: 'Track', callback_data: 'track' }]] };
    const answer = await fixture.api('answerWebAppQuery', {
      web_app_query_id: id,
      result: { ...article, reply_markup: keyboard },
    });
    expect(answer.result).toEqual({ inline_message_id: expect.any(String) });
    expect((await chat.transcript()).at(-1)).toMatchObject({
      text: 'I ordered a cake',
      from: { id: anna.id },
      via_bot: { id: fixture.bot.id },
    });
    const again = await fixture.api('answerWebAppQuery', { web_app_query_id: id, result: article });
    expect(again.description).toBe('Bad Request: query is too old and response timeout expired or query ID is invalid');
  });

  it('comes too late after an hour, and has no id without a keyboard', async () => {
    await fixture.sim.clock({ frozen: true });
    await offer(inline);
    const first = await anna.opens({ bot: 'tester_bot', kind: 'inline' });
    const second = await anna.opens({ bot: 'tester_bot', kind: 'inline' });
    const answer = await fixture.api('answerWebAppQuery', { web_app_query_id: first.query_id, result: article });
    expect(answer.result).toEqual({});
    await fixture.sim.clock({ advance_ms: 3_600_000 });
    expect((await fixture.api('answerWebAppQuery', { web_app_query_id: second.query_id, result: article })).ok).toBe(
      false,
    );
  });
});
