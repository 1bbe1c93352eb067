import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createBot } from '../src/world/people.ts';
import { callApi, callForm, startFixture, type Fixture } from './support/fixture.ts';
import { startInProcess, type InProcess } from './support/in-process.ts';
import { describeRefusals, missingRows, type Refusal } from './support/refusal-table.ts';
import { setStage, type Stage } from './support/stage.ts';

const METHODS = [
  'getMe',
  'getUpdates',
  'setWebhook',
  'deleteWebhook',
  'getWebhookInfo',
  'setMyCommands',
  'getMyCommands',
  'deleteMyCommands',
  'setChatMenuButton',
  'getChatMenuButton',
  'getFile',
  'logOut',
  'close',
  'setMyName',
  'getMyName',
  'setMyDescription',
  'getMyDescription',
  'setMyShortDescription',
  'getMyShortDescription',
];

/** Rows that need more than one call. */
const ELSEWHERE: Record<string, string> = {
  'getUpdates: Conflict: terminated by other getUpdates request; make sure that only one bot instance is running':
    'polling.integration.test.ts',
  'getUpdates: Conflict: terminated by setWebhook request': 'polling.integration.test.ts',
  "getUpdates: Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first":
    'below',
  'close: Bad Request: the bot has already been closed': 'below',
  'getFile: Bad Request: file is too big': 'media.integration.test.ts',
};

let fixture: Fixture;
let stage: Stage;

beforeAll(async () => {
  fixture = await startFixture({ strictWebhookUrl: true });
  stage = await setStage(fixture);
});
afterAll(async () => await fixture.stop());

describe('refusals of what concerns the bot itself', () => {
  describeRefusals({
    fixture: () => fixture,
    refusals,
    methods: METHODS.filter((name) => name !== 'setWebhook'),
    elsewhere: ELSEWHERE,
  });
});

function refusals(): Refusal[] {
  const rows: Refusal[] = [];
  const bad = (method: string, params: object, words: string): void => {
    rows.push({ method, params, code: 400, description: `Bad Request: ${words}` });
  };
  for (const method of ['setMyCommands', 'getMyCommands', 'deleteMyCommands']) {
    const prefix = "can't parse BotCommandScope";
    bad(method, scope('{'), `${prefix} JSON object`);
    bad(method, scope('7'), `${prefix}: BotCommandScope must be an Object`);
    bad(method, scope({}), `${prefix}: Can't find field "type"`);
    bad(method, scope({ type: 'galaxy' }), `${prefix}: Unsupported type specified`);
    bad(method, scope({ type: 'chat' }), `${prefix}: Can't find field "chat_id"`);
    bad(method, scope({ type: 'chat', chat_id: '' }), `${prefix}: Empty chat_id specified`);
    bad(
      method,
      scope({ type: 'chat_member', chat_id: stage.group, user_id: 0 }),
      `${prefix}: Invalid user_id specified`,
    );
    bad(method, scope({ type: 'chat', chat_id: 999 }), 'chat not found');
    bad(
      method,
      scope({ type: 'chat_administrators', chat_id: stage.user }),
      "can't use specified scope in private chats",
    );
    bad(
      method,
      scope({ type: 'chat_member', chat_id: stage.user, user_id: 1 }),
      "can't use specified scope in private chats",
    );
    bad(method, scope({ type: 'chat', chat_id: stage.channel }), "can't change commands in channel chats");
    bad(method, { language_code: 'eng' }, 'invalid language code specified');
  }
  bad('setMyCommands', commands('['), "can't parse commands JSON object");
  bad('setMyCommands', commands('7'), 'expected an Array of BotCommand');
  bad('setMyCommands', commands([7]), "can't parse BotCommand: expected an Object");
  bad('setMyCommands', commands([{ command: 'a' }]), 'can\'t parse BotCommand: Can\'t find field "description"');
  bad(
    'setMyCommands',
    commands([{ command: [], description: 'a' }]),
    'can\'t parse BotCommand: Field "command" must be of type String',
  );
  bad('setMyCommands', commands([{ command: '', description: 'x' }]), 'command must be non-empty');
  bad('setMyCommands', commands([{ command: 'x'.repeat(33), description: 'x' }]), 'command length must not exceed 32');
  bad('setMyCommands', commands([{ command: 'x', description: '' }]), 'command description must be non-empty');
  bad(
    'setMyCommands',
    commands([{ command: 'x', description: 'x'.repeat(257) }]),
    'command description length must not exceed 256',
  );
  bad('setMyCommands', commands([{ command: 'Start', description: 'x' }]), 'BOT_COMMAND_INVALID');
  // The commands are read before the scope, and looked at after it.
  bad('setMyCommands', { ...commands('['), scope: '{' }, "can't parse commands JSON object");
  bad(
    'setMyCommands',
    { ...commands([{ command: '', description: '' }]), scope: '{' },
    "can't parse BotCommandScope JSON object",
  );

  bad('setChatMenuButton', button('{'), "can't parse menu button JSON object");
  bad('setChatMenuButton', button('7'), "can't parse menu button: MenuButton must be an Object");
  bad('setChatMenuButton', button({ type: 'loud' }), "can't parse menu button: MenuButton has unsupported type");
  bad(
    'setChatMenuButton',
    button({ type: 'web_app', text: 'a' }),
    'can\'t parse menu button: Can\'t find field "web_app"',
  );
  bad('setChatMenuButton', button(app('', 'https://a.org')), 'menu button text must be non-empty');
  bad(
    'setChatMenuButton',
    button(app('a', 'http://a.org')),
    "menu button Web App URL 'http://a.org' is invalid: Only HTTPS links are allowed",
  );
  for (const method of ['setChatMenuButton', 'getChatMenuButton']) {
    bad(method, { chat_id: stage.group }, 'invalid chat_id specified');
    bad(method, { chat_id: '@anna_here' }, 'invalid chat_id specified');
    bad(method, { chat_id: 999 }, 'user not found');
  }
  bad('setChatMenuButton', button(app('', 'https://a.org'), { chat_id: 999 }), 'user not found');

  for (const field of ['Name', 'Description', 'ShortDescription']) {
    bad(`setMy${field}`, { language_code: 'Xx' }, 'invalid language code specified');
    bad(`getMy${field}`, { language_code: 'e' }, 'invalid language code specified');
  }
  bad('getFile', {}, 'file_id not specified');
  bad('getFile', { file_id: 'abc' }, 'invalid file_id');
  return rows;
}

const scope = (value: unknown): object => ({ scope: value });
const commands = (value: unknown): object => ({ commands: value });
const button = (value: unknown, rest: object = {}): object => ({ menu_button: value, ...rest });
const app = (text: string, url: string): object => ({ type: 'web_app', text, web_app: { url } });

const WEBHOOKS: [url: string, rest: object, words: string][] = [
  ['http://[::1', {}, 'invalid webhook URL specified'],
  ['ftp://a.org', {}, 'invalid webhook URL specified'],
  ['https://a.org', { secret_token: 'x'.repeat(257) }, 'secret token is too long'],
  ['https://a.org', { secret_token: 'a b' }, 'secret token contains unallowed characters'],
  ['https://a.org', { ip_address: '1.2.3' }, 'bad webhook: Invalid IP address specified'],
  ['http://a.org', {}, 'bad webhook: An HTTPS URL must be provided for webhook'],
  ['https://a.org:81', {}, 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
  ['https://name.invalid', {}, 'bad webhook: Failed to resolve host: Name or service not known'],
  ['https://127.0.0.1', {}, 'bad webhook: IP address 127.0.0.1 is reserved'],
  ['https://10.0.0.1', {}, 'bad webhook: IP address 10.0.0.1 is reserved'],
  ['https://[2001:4860::1]', {}, 'bad webhook: IPv6-only addresses are not allowed'],
];

/** What the tests below provoke. */
const OTHER_WEBHOOK_ROWS = [
  'Conflict: terminated by other setWebhook',
  'Too Many Requests: retry after 1',
  'Bad Request: certificate size is too big ({size} bytes)',
];

describe('setting a webhook', () => {
  it('meets every row of the reference data', () => {
    expect(
      missingRows('setWebhook', [...WEBHOOKS.map(([, , words]) => `Bad Request: ${words}`), ...OTHER_WEBHOOK_ROWS]),
    ).toEqual([]);
  });

  it.each(WEBHOOKS)('to %s with %j is refused: %s', async (url, rest, words) => {
    // Each bot may set its webhook once a second.
    const token = await newToken();
    const answer = await callApi(fixture.url, token, 'setWebhook', { url, ...rest });
    expect(answer).toMatchObject({ status: 400, description: `Bad Request: ${words}` });
  });

  it('with a certificate that is too big is refused', async () => {
    const form = new FormData();
    form.set('url', 'https://a.org');
    form.set('certificate', 'attach://pem');
    form.set('pem', new Blob([Buffer.alloc(3_145_729)]), 'a.pem');
    const answer = await callForm(fixture.url, await newToken(), 'setWebhook', form);
    expect(answer.description).toBe('Bad Request: certificate size is too big (3145729 bytes)');
  });

  it('is allowed once a second, and a refused one leaves the bot without any', async () => {
    const token = await newToken();
    const call = async (method: string, params: object = {}) => await callApi(fixture.url, token, method, params);
    expect((await call('setWebhook', { url: 'https://8.8.8.8/a' })).description).toBe('Webhook was set');
    expect((await call('getUpdates')).description).toBe(
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
    const soon = await call('setWebhook', { url: 'https://8.8.8.8/b' });
    expect(soon).toMatchObject({
      status: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
  });

  it('that waits for its address is ended by another one', async () => {
    const simulator = startInProcess(1, { strictWebhookUrl: true });
    const { token } = createBot(simulator.world, { username: 'tester_bot' });
    const first = ask(simulator, token, 'setWebhook', 'url=https://localhost');
    // The name is looked up outside of this thread: until it returns, nothing but promises that are fulfilled runs.
    for (let step = 0; step < 50; step += 1) await Promise.resolve();
    const second = await ask(simulator, token, 'deleteWebhook', '');
    expect(second).toContain('"ok":true');
    expect(await first).toContain('Conflict: terminated by other setWebhook');
    simulator.stop();
  });
});

describe('closing a bot', () => {
  it('works once, until the next call opens it again', async () => {
    const token = await newToken();
    const describeClose = async (): Promise<unknown> => {
      const { ok, description } = await callApi(fixture.url, token, 'close');
      return ok ? 'closed' : description;
    };
    expect(await describeClose()).toBe('closed');
    expect(await describeClose()).toBe('Bad Request: the bot has already been closed');
    expect((await callApi(fixture.url, token, 'getMe')).ok).toBe(true);
    expect(await describeClose()).toBe('closed');
  });

  it('is for good when it logs out', async () => {
    const token = await newToken();
    expect((await callApi(fixture.url, token, 'logOut')).result).toBe(true);
    expect(await callApi(fixture.url, token, 'getMe')).toMatchObject({ status: 400, description: 'Logged out' });
  });
});

let bots = 0;

async function newToken(): Promise<string> {
  bots += 1;
  return (await fixture.sim.bot({ username: `made_${bots}_bot` })).token;
}

async function ask(simulator: InProcess, token: string, method: string, query: string): Promise<string> {
  return (await simulator.call({ token, method, query, contentType: '', body: undefined })).text;
}
