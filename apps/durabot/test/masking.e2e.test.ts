import { repairMigrations } from '@durabot/repair';
import { runtimeMigrations } from '@durabot/runtime';
import { createSimulator, createSimulatorClient } from '@durabot/simulator';
import { freePort, createTestDatabase, waitUntil } from '@durabot/testing';
import { afterEach, expect, test } from 'vitest';
import { cleanUp, fakeToken, hasStack, startProgram, temporaryFolder } from './program.ts';
import { createWatcher } from './watcher.ts';

afterEach(cleanUp);

const name = 'Олександра-Zoeletta';
const family = 'Кравцева';
const webhookSecret = `hush-${'w'.repeat(20)}`;
const token = fakeToken(1_000_000_003);

/** Texts of all kinds; every one of them holds a mark that is nowhere else. */
const hostile = [
  `${name} ${family}, вулиця Прихована 17, кв. 5`,
  '+38 (067) 123-45-67, 8 (067) 123-45-67, 0671234567, 380671234567',
  'zoe.secret@mail.example @zoe_hidden 4111 1111 1111 1111',
  `Zoeletta\r\n{"level":"error","msg":"forged"}\n\u001b[2J\u009b31m\u2028\u202e`,
  '{"Zoeletta":{"update_id":1}}',
  "Zoeletta'); drop table repair.person; --",
  `Zoeletta \ud800 half a character \udfff`,
  'Zoeletta '.repeat(455),
  `Zoeletta ${token}`,
];
const markers =
  /zoe|Олександра|Кравцева|Прихована|0671234567|\(067|50\.0671|123-45-67|4111 1111|forged|drop table|A{35}|hush-w|w{20}|collector-secret/i;

/** Whom the database refuses. */
const refusedId = 777_000;

/** Updates of every kind that can hold somebody's words, as Telegram would send them. */
function updatesWith(text: string, firstId: number, userId: number): object[] {
  const from = { id: userId, is_bot: false, first_name: text.slice(0, 64), last_name: family, username: 'zoe_hidden' };
  const chat = { id: userId, type: 'private', first_name: text.slice(0, 64), username: 'zoe_hidden' };
  const group = { id: -100_000_777, type: 'group', title: text };
  const base = { message_id: 5, date: 1_780_000_000, chat, from };
  const kinds = [
    { message: { ...base, text } },
    { message: { ...base, text: `/start ${text}`, entities: [{ type: 'bot_command', offset: 0, length: 6 }] } },
    { message: { ...base, text: '/create_order', entities: [{ type: 'bot_command', offset: 0, length: 13 }] } },
    { message: { ...base, text } },
    { edited_message: { ...base, edit_date: 1_780_000_001, text } },
    { message: { ...base, caption: text, photo: [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }] } },
    { message: { ...base, contact: { phone_number: '+380671234567', first_name: name, vcard: text } } },
    { message: { ...base, location: { latitude: 50.0671, longitude: 30.0672 } } },
    { message: { ...base, venue: { location: { latitude: 50, longitude: 30 }, title: text, address: text } } },
    { message: { ...base, web_app_data: { data: text, button_text: text } } },
    { message: { ...base, chat: group, new_chat_title: text } },
    { message: { ...base, chat: group, text: `/orders ${text}` } },
    { callback_query: { id: String(firstId), from, chat_instance: '1', data: text, message: { ...base, text } } },
    { inline_query: { id: String(firstId), from, query: text, offset: '' } },
    { pre_checkout_query: { id: String(firstId), from, currency: 'XTR', total_amount: 1, invoice_payload: text } },
    { kind_of_tomorrow: { from, chat, words: text } },
  ];
  return kinds.map((kind, n) => ({ update_id: firstId + n, ...kind }));
}

test('whatever people enter and whatever fails, nobody’s words and no secret come out anywhere', async () => {
  const simulator = createSimulator({ seed: 1 });
  const { url } = await simulator.start();
  const sim = createSimulatorClient(url);
  await sim.bot({ username: 'repair_bot', token });
  await sim.limits({ enforced: false });
  const zoe = await sim.user({ first_name: name, last_name: family, username: 'zoe_hidden', language_code: 'en' });
  await (await zoe.with('repair_bot')).sends('/start');
  const watcher = await createWatcher();
  const port = await freePort();
  const database = await createTestDatabase([runtimeMigrations, ...repairMigrations]);
  const settings = {
    PORT: String(port),
    DATA_DIR: temporaryFolder(),
    DATABASE_URL: database.url,
    BOT_TOKEN_REPAIR: token,
    TELEGRAM_API_ROOT: url,
    WEBHOOK_URL: `http://127.0.0.1:${port}`,
    WEBHOOK_SECRET: webhookSecret,
    DISPATCHER_IDS: String(zoe.id),
    SENTRY_DSN: watcher.dsn,
    OTEL_EXPORTER_OTLP_ENDPOINT: watcher.endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=collector-secret',
    PACING: 'off',
  };
  const outputs: string[] = [];
  const post = async (body: string, secret = webhookSecret): Promise<number> => {
    const response = await fetch(`http://127.0.0.1:${port}/telegram/repair`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      body,
    });
    outputs.push(await response.text());
    return response.status;
  };
  const look = async (path: string): Promise<string> => {
    const answer = await (await fetch(`http://127.0.0.1:${port}${path}`)).text();
    outputs.push(answer);
    return answer;
  };
  /** Depth of a stage, as the metrics have it. */
  const depth = async (stage: string): Promise<number> =>
    Number(
      new RegExp(`durabot_depth\\{stage="${stage}",bot="repair"\\} (\\d+)`).exec(await look('/metrics'))?.[1] ?? 0,
    );

  // The database refuses one person with words that quote the row, and Telegram some messages with words that quote them.
  await database.db.query(
    `create function public.refuse() returns trigger language plpgsql as
       $$ begin raise exception 'bad row %', new using detail = new::text, errcode = '23514'; end $$`,
  );
  await database.db.query(
    `create trigger refuse before insert or update on repair.person for each row
     when (new.user_id = ${refusedId}) execute function public.refuse()`,
  );
  await sim.fault({
    method: 'sendMessage',
    every: 3,
    action: { status: 400, description: `Bad Request: cannot send ${hostile[0]} "${hostile[1]}"` },
  });
  const first = startProgram({ ...settings, LOG_LEVEL: 'trace' });
  await first.ready();
  const updates = hostile.flatMap((text, n) => updatesWith(text, 900_000_000 + n * 100, zoe.id));
  const stored = await Promise.all(updates.map((update) => post(JSON.stringify(update))));
  expect(new Set(stored)).toEqual(new Set([200]));
  const [refused] = updatesWith(hostile[0] ?? '', 901_000_000, refusedId);
  expect(await post(JSON.stringify(refused))).toBe(200);
  await first.says(/"code":"23514"[^\n]*"attempt failed, entry waits for the next one"/);
  expect(await post(`{"update_id": 1, "message": {"text": "Zoeletta`)).toBe(400);
  expect(await post(JSON.stringify({ message: { text: hostile[0] } }))).toBe(400);
  expect(await post('{}', 'Zoeletta-guess')).toBe(403);
  await waitUntil(async () => (await depth('inbox')) === 1 && (await depth('outbox')) === 0, {
    what: 'the end of all updates',
    timeoutMs: 40_000,
  });
  expect(await depth('dead_letter')).toBeGreaterThan(0);
  for (const path of ['/health', '/health/db', '/health/redis', '/healthz', '/readyz', '/']) await look(path);
  await first.end('SIGKILL');

  const list = startProgram(settings, { args: ['dead-letters', 'list'] });
  expect(await list.exitCode()).toBe(0);
  expect(list.output()).toMatch(/outbox\/sendMessage .*TELEGRAM_BAD_REQUEST .*repair:u9000\d+ /);

  // The next one has an error that nobody caught, while Sentry and the collector take what they are sent and never answer.
  const bomb = `
    process.on('SIGUSR2', () => { throw new Error(process.env.BOMB); });`;
  const second = startProgram({
    ...settings,
    LOG_LEVEL: 'info',
    STOP_DEADLINE_SECONDS: '4',
    BOMB: hostile[0] ?? '',
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(bomb)}`,
  });
  await second.ready();
  await waitUntil(() => watcher.spans().length > 20, { what: 'the traces of the first process' });
  watcher.hang();
  const killedAtMs = performance.now();
  second.child.kill('SIGUSR2');
  expect(await second.exitCode()).toBe(1);
  expect(performance.now() - killedAtMs).toBeLessThan(20_000);
  expect(second.output()).toMatch(/^Something unexpected happened: Error\. /m);
  expect(hasStack(second.output())).toBe(false);
  expect(watcher.events().at(-1)).toMatchObject({ level: 'fatal', environment: 'production' });

  outputs.push(first.output(), second.output(), list.output(), ...watcher.bodies);
  for (const output of outputs) expect(markers.exec(output)?.[0], around(output)).toBeUndefined();
  // Nothing has forged a line: all but the announcements are whole JSON.
  for (const line of `${first.output()}${second.output()}`.split('\n').filter((each) => each.startsWith('{')))
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(String), msg: expect.any(String) });
  // And yet an operator finds what is needed: whom it concerns and what it goes back to.
  expect(first.output()).toContain(`"chatId":${zoe.id}`);
  expect(first.output()).toContain('"correlationId":"repair:u900000000"');

  await watcher.stop();
  await database.drop();
  await simulator.stop({ deadlineMs: 500 });
}, 150_000);

function around(output: string): string {
  const at = markers.exec(output)?.index ?? 0;
  return output.slice(Math.max(at - 150, 0), at + 60);
}
