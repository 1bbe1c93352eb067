import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createSimulator, createSimulatorClient, SimulatorError } from '@durabot/simulator';
import { programCommand } from '@durabot/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { asList, asObject, callApi, callForm, fakeToken, messageId, waitUntil } from './support/fixture.ts';

const TOKEN = fakeToken(7001);
let stateDir = '';
let child: ChildProcess | undefined;

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'simulator-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(stateDir, { recursive: true, force: true });
});

/** Starts a simulator in a process of its own, that can be killed. */
async function startProcess(): Promise<string> {
  const script = new URL('support/run-simulator.ts', import.meta.url);
  const started = spawn(process.execPath, [...programCommand(script), stateDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  return await new Promise((resolve, reject) => {
    started.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    started.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)));
  });
}

async function killProcess(): Promise<void> {
  const gone = new Promise((resolve) => child?.once('exit', resolve));
  child?.kill('SIGKILL');
  await gone;
}

describe('a simulator with a folder', () => {
  it('loses nothing that was answered when its process is killed', async () => {
    let url = await startProcess();
    let sim = createSimulatorClient(url);
    await sim.bot({ username: 'tester_bot', token: TOKEN });
    const anna = await sim.user({ first_name: 'Anna', language_code: 'uk' });
    const chat = await anna.with('tester_bot');
    await chat.sends('/start');
    const keyboard = { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] };
    await callApi(url, TOKEN, 'sendMessage', { chat_id: anna.id, text: 'Hello', reply_markup: keyboard });
    await callApi(url, TOKEN, 'sendMessage', { chat_id: anna.id, text: 'Keys', reply_markup: { keyboard: [['One']] } });
    await callApi(url, TOKEN, 'setMyCommands', { commands: [{ command: 'help', description: 'Help' }] });
    const form = new FormData();
    form.set('chat_id', String(anna.id));
    form.set('document', new Blob(['kept bytes']), 'note.txt');
    const document = asObject(asObject((await callForm(url, TOKEN, 'sendDocument', form)).result)['document']);
    const pressed = await chat.presses('Go');
    const before = await callApi(url, TOKEN, 'getUpdates');
    const transcript = await chat.transcript();
    // The last thing before the end is a call that was just answered.
    await callApi(url, TOKEN, 'sendMessage', { chat_id: anna.id, text: 'last words' });
    await killProcess();

    url = await startProcess();
    sim = createSimulatorClient(url);
    const again = await (await sim.user({ first_name: 'Anna', id: anna.id })).with('tester_bot');
    const texts = transcript.map((message) => message.text);
    expect((await again.transcript()).map((message) => message.text)).toEqual([...texts, 'last words']);
    expect((await callApi(url, TOKEN, 'getUpdates')).result).toEqual(before.result);
    const answered = await callApi(url, TOKEN, 'answerCallbackQuery', {
      callback_query_id: pressed.callback_query_id,
      text: 'ok',
    });
    expect(answered.ok).toBe(true);
    expect(asList((await callApi(url, TOKEN, 'getMyCommands')).result)).toEqual([
      { command: 'help', description: 'Help' },
    ]);
    const file = asObject((await callApi(url, TOKEN, 'getFile', { file_id: document['file_id'] })).result);
    expect(await (await fetch(`${url}/file/bot${TOKEN}/${String(file['file_path'])}`)).text()).toBe('kept bytes');
    await again.presses('One');
    expect((await again.transcript()).at(-1)?.text).toBe('One');
    const next = await callApi(url, TOKEN, 'sendMessage', { chat_id: anna.id, text: 'next' });
    expect(messageId(next)).toBeGreaterThan(Math.max(...transcript.map((message) => message.message_id)));
  });

  it('loses nothing that was answered when it is killed while many write, and shares its folder with nobody', async () => {
    let url = await startProcess();
    const sim = createSimulatorClient(url);
    await sim.bot({ username: 'tester_bot', token: TOKEN });
    const anna = await sim.user({ first_name: 'Anna' });
    await (await anna.with('tester_bot')).sends('/start');
    await expect(createSimulator({ stateDir }).start()).rejects.toThrow(`in use by process ${child?.pid}`);
    const answered: number[] = [];
    const write = async (): Promise<void> => {
      for (;;) {
        const text = `m${answered.length} ${'x'.repeat(3_000)}`;
        answered.push(messageId(await callApi(url, TOKEN, 'sendMessage', { chat_id: anna.id, text })));
      }
    };
    const writers = Array.from({ length: 8 }, async () => await write().catch(() => undefined));
    await waitUntil('a hundred are answered', () => answered.length >= 100);
    await killProcess();
    await Promise.all(writers);

    url = await startProcess();
    const again = await createSimulatorClient(url).user({ first_name: 'Anna', id: anna.id });
    const transcript = await (await again.with('tester_bot')).transcript();
    const kept = transcript.map((message) => message.message_id);
    expect(new Set(kept).size).toBe(kept.length);
    expect(answered.filter((id) => !kept.includes(id))).toEqual([]);
    // At most what was under way is there without an answer.
    expect(kept.length - 1 - answered.length).toBeLessThanOrEqual(8);
    const next = await callApi(url, TOKEN, 'sendMessage', { chat_id: anna.id, text: 'next' });
    expect(messageId(next)).toBeGreaterThan(Math.max(...kept));
  });

  it('ignores half a line at the end, and goes on behind it', async () => {
    const first = createSimulator({ stateDir });
    const sim = createSimulatorClient((await first.start()).url);
    const anna = await sim.user({ first_name: 'Anna' });
    await first.stop();
    appendFileSync(join(stateDir, 'world.jsonl'), '[["user","5",{"id":5,"first_na');
    const second = createSimulator({ stateDir });
    const { url } = await second.start();
    const users = await createSimulatorClient(url).http.get<{ users: { id: number }[] }>('users');
    await createSimulatorClient(url).user({ first_name: 'Boris' });
    await second.stop();
    expect(users.users.map((user) => user.id)).toEqual([anna.id]);
    const third = createSimulator({ stateDir });
    const after = await createSimulatorClient((await third.start()).url).http.get<{ users: object[] }>('users');
    await third.stop();
    expect(after.users).toHaveLength(2);
  });

  it('is refused to a second simulator, with the reason', async () => {
    const first = createSimulator({ stateDir });
    await first.start();
    const second = createSimulator({ stateDir });
    await expect(second.start()).rejects.toThrow(/in use by process \d+/);
    await first.stop();
    const third = createSimulator({ stateDir });
    await third.start();
    await third.stop();
  });

  it('knows repeats of client markers from before', async () => {
    const send = async (url: string, user: number): Promise<void> => {
      await callApi(url, TOKEN, 'sendMessage', { chat_id: user, text: 'order 1' }, { 'x-client-request': '41' });
    };
    const first = createSimulator({ stateDir });
    let url = (await first.start()).url;
    const sim = createSimulatorClient(url);
    await sim.bot({ username: 'tester_bot', token: TOKEN });
    const anna = await sim.user({ first_name: 'Anna' });
    await (await anna.with('tester_bot')).sends('/start');
    await send(url, anna.id);
    await first.stop();
    const second = createSimulator({ stateDir });
    url = (await second.start()).url;
    await send(url, anna.id);
    const stats = await createSimulatorClient(url).stats('tester_bot');
    await second.stop();
    expect(stats.duplicate_sends).toBe(1);
  });

  it('is empty after a reset', async () => {
    const simulator = createSimulator({ stateDir });
    const sim = createSimulatorClient((await simulator.start()).url);
    await sim.user({ first_name: 'Anna' });
    await sim.reset();
    await expect(sim.http.get('dialogs', { user: 1 })).rejects.toThrow(SimulatorError);
    await simulator.stop();
    const again = createSimulator({ stateDir });
    const users = await createSimulatorClient((await again.start()).url).http.get<{ users: object[] }>('users');
    await again.stop();
    expect(users.users).toEqual([]);
  });
});
