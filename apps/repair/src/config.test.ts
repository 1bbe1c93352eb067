import { describe, expect, test } from 'vitest';
import { parseRepairSettings, repairSettingsSchema } from './config.ts';

describe("Repair's settings", () => {
  test('have defaults for everything', () => {
    expect(parseRepairSettings({})).toEqual({
      adminIds: [],
      dispatcherIds: [],
      masterIds: [],
      dispatchGroupId: undefined,
      zone: 'Europe/Moscow',
      country: 'RU',
      currency: 'RUB',
      photosBefore: 0,
      photosAfter: 1,
      clients: true,
    });
  });

  test('take lists of ids with commas, spaces or both, each id once', () => {
    const settings = parseRepairSettings({ ADMIN_IDS: ' 1, 2  3,1 ', DISPATCHER_IDS: '5000000001;7', MASTER_IDS: '' });
    expect(settings).toMatchObject({ adminIds: [1, 2, 3], dispatcherIds: [5000000001, 7], masterIds: [] });
  });

  test('take a group, a zone, a country and a currency', () => {
    const variables = {
      DISPATCH_GROUP_ID: '-1001234567890',
      REPAIR_ZONE: 'Europe/Kyiv',
      REPAIR_COUNTRY: 'ua',
      REPAIR_CURRENCY: 'uah',
      REPAIR_CLIENTS: 'Off',
    };
    expect(parseRepairSettings(variables)).toMatchObject({
      dispatchGroupId: -1001234567890,
      zone: 'Europe/Kyiv',
      country: 'UA',
      currency: 'UAH',
      clients: false,
    });
  });

  test('cannot be changed afterwards', () => {
    expect(Object.isFrozen(parseRepairSettings({}))).toBe(true);
  });

  test.each([
    ['ADMIN_IDS', '12, anna'],
    ['ADMIN_IDS', '-5'],
    ['DISPATCHER_IDS', '1.5'],
    ['MASTER_IDS', '0'],
    ['REPAIR_CLIENTS', 'perhaps'],
    ['DISPATCH_GROUP_ID', '98765'],
    ['DISPATCH_GROUP_ID', 'desk'],
    ['REPAIR_ZONE', 'Msk'],
    ['REPAIR_COUNTRY', 'Russia'],
    ['REPAIR_CURRENCY', 'rubles'],
    ['REPAIR_PHOTOS_BEFORE', 'many'],
    ['REPAIR_PHOTOS_AFTER', '11'],
  ])('refuse %s=%s by the name of the variable and without its value', (name, value) => {
    const result = repairSettingsSchema.safeParse({ [name]: value });
    expect(result.error?.issues.map((issue) => issue.path)).toEqual([[name]]);
    expect(result.error?.message).not.toContain(value.split(' ').at(-1));
    expect(result.error?.issues[0]?.message).toMatch(/^must be /);
  });

  test('report all faults together', () => {
    const result = repairSettingsSchema.safeParse({ ADMIN_IDS: 'x', REPAIR_ZONE: 'x', REPAIR_COUNTRY: 'x' });
    expect(result.error?.issues).toHaveLength(3);
  });
});
