import { waitUntil } from '@durabot/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { botName, startRepair, type RepairInSimulator } from './repair-in-simulator.ts';

let repair: RepairInSimulator;
beforeAll(async () => {
  repair = await startRepair();
});
afterAll(async () => {
  await repair.stop();
});

describe('/users', () => {
  test('is for administrators only', async () => {
    const olena = await repair.olena.with(botName);
    await olena.sends('/users');
    expect((await olena.reply()).text).toBe('Ваша роль цього не дозволяє.');
  });

  test('gives somebody a role, who can use it at once and is told so; and takes it', async () => {
    const stranger = await repair.stranger.with(botName);
    await stranger.sends('/start');
    await stranger.reply({ contains: 'no access' });
    const kate = await repair.kate.with(botName);
    await kate.sends('/users');
    const list = (await kate.reply()).text ?? '';
    expect(list).toContain('Kate: administrator');
    expect(list).toContain('Stranger: no role');
    await kate.presses('Stranger');
    await kate.reply({ contains: 'Roles: no role' });
    const pressed = await kate.presses('➕ dispatcher');
    expect((await kate.answer(pressed)).text).toBe('Done');
    expect((await kate.reply({ contains: 'Roles: dispatcher' })).text).toContain(String(repair.stranger.id));
    await stranger.reply({ contains: 'Your roles: dispatcher' });
    await stranger.sends('/orders');
    await stranger.reply({ contains: 'no orders yet' });

    await kate.presses('✅ dispatcher');
    await kate.reply({ contains: 'Roles: no role' });
    await stranger.reply({ contains: 'have been taken' });
    await stranger.sends('/orders');
    expect((await stranger.reply()).text).toContain('Only dispatchers and administrators');
  });

  test('cannot take what the settings give', async () => {
    const kate = await repair.kate.with(botName);
    await kate.sends(`/users ${repair.olena.id}`);
    await kate.reply({ contains: 'Roles: dispatcher' });
    const pressed = await kate.presses('✅ dispatcher');
    expect((await kate.answer(pressed)).text).toContain('settings');
    await kate.presses('← Everybody');
    await kate.reply({ contains: 'Who is who' });
  });

  test('has buttons that are of no use to others, also after an administrator is one no more', async () => {
    const kate = await repair.kate.with(botName);
    const anna = await repair.anna.with(botName);
    await anna.sends('/start');
    await anna.reply();
    await kate.sends(`/users ${repair.anna.id}`);
    await kate.reply({ contains: 'Roles: dispatcher' });
    await kate.presses('➕ administrator');
    await anna.reply({ contains: 'Ваши роли' });
    await anna.sends(`/users ${repair.stranger.id}`);
    await anna.reply({ contains: 'без роли' });
    await kate.presses('✅ administrator');
    await anna.reply({ contains: 'Ваши роли: диспетчер' });
    const pressed = await anna.presses('➕ мастер');
    expect((await anna.answer(pressed)).text).toBe('Эта кнопка не для вас.');
    await waitUntil(async () => {
      const { rows } = await repair.db.query('select role from kit.role_grant');
      return rows.length === 0;
    });
  });
});
