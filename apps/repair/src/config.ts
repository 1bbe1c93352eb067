import type { CountryCode } from 'libphonenumber-js';
import { getCountries } from 'libphonenumber-js';
import { z } from 'zod';

/** Telegram ids as people write lists: `11, 22` or `11 22`. */
const idList = z
  .string()
  .default('')
  .transform((text, context) => {
    const ids: number[] = [];
    for (const written of text.split(/[\s,;]+/)) {
      if (written === '') continue;
      const id = Number(written);
      if (!/^\d+$/.test(written) || !Number.isSafeInteger(id) || id === 0) {
        context.addIssue({
          code: 'custom',
          message: 'must be a list of Telegram user ids (whole positive numbers) separated by commas or spaces',
        });
        return z.NEVER;
      }
      if (!ids.includes(id)) ids.push(id);
    }
    return ids;
  });

const groupId = z
  .string()
  .trim()
  .optional()
  .transform((text, context) => {
    if (text === undefined || text === '') return undefined;
    const id = Number(text);
    if (!/^-\d+$/.test(text) || !Number.isSafeInteger(id)) {
      context.addIssue({
        code: 'custom',
        message: 'must be the id of a group: a negative whole number like -1001234567890',
      });
      return z.NEVER;
    }
    return id;
  });

const topicId = z
  .string()
  .trim()
  .optional()
  .transform((text, context) => {
    if (text === undefined || text === '') return undefined;
    const id = Number(text);
    if (Number.isSafeInteger(id) && id > 0) return id;
    context.addIssue({ code: 'custom', message: 'must be the number of a topic, a positive whole number' });
    return z.NEVER;
  });

const onOff = z
  .string()
  .trim()
  .toLowerCase()
  .default('on')
  .refine((text) => text === 'on' || text === 'off', { message: 'must be on or off' })
  .transform((text) => text === 'on');

const zone = z
  .string()
  .trim()
  .default('Europe/Moscow')
  .refine((name) => isZone(name), { message: 'must be a time zone like Europe/Moscow or Europe/Kyiv' });

const country = z
  .string()
  .trim()
  .toUpperCase()
  .default('RU')
  .transform((code, context): CountryCode => {
    const known = getCountries().find((one) => one === code);
    if (known !== undefined) return known;
    context.addIssue({ code: 'custom', message: 'must be a country code of two letters like RU or UA' });
    return z.NEVER;
  });

const currency = z
  .string()
  .trim()
  .toUpperCase()
  .default('RUB')
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), {
    message: 'must be a currency code of three letters like RUB, UAH or EUR',
  });

/** No album has more than ten. */
const photoCount = (usual: number) =>
  z
    .string()
    .trim()
    .default(String(usual))
    .transform((text, context) => {
      const count = text === '' ? usual : Number(text);
      if (Number.isInteger(count) && count >= 0 && count <= 10) return count;
      context.addIssue({ code: 'custom', message: 'must be a whole number from 0 to 10' });
      return z.NEVER;
    });

/** Repair's settings by the names of their variables. Whoever reads the environment parses it with this. */
export const repairSettingsSchema = z
  .object({
    ADMIN_IDS: idList.describe('Telegram ids of those who may do everything, separated by commas.'),
    DISPATCHER_IDS: idList.describe('Telegram ids of those who take orders.'),
    MASTER_IDS: idList.describe('Telegram ids of those who repair.'),
    DISPATCH_GROUP_ID: groupId.describe(
      'The id of a group that is told of new orders, without phones and house numbers.',
    ),
    MASTERS_GROUP_ID: groupId.describe(
      'The id of a group in which all masters are offered orders at once; without it, each one at work is written to.',
    ),
    MASTERS_TOPIC_ID: topicId.describe('The topic of that group, when it is a forum.'),
    REPAIR_ZONE: zone.describe(
      'The zone in which "tomorrow at 10" is meant, and by whose calendar orders are numbered.',
    ),
    REPAIR_COUNTRY: country.describe('The country of phone numbers that are typed without one.'),
    REPAIR_CURRENCY: currency.describe('The currency of all amounts.'),
    REPAIR_PHOTOS_BEFORE: photoCount(0).describe(
      'How many photos from before the repair a master needs to hand the work in.',
    ),
    REPAIR_PHOTOS_AFTER: photoCount(1).describe('How many photos of the finished work.'),
    REPAIR_CLIENTS: onOff.describe(
      'on: clients may follow their orders in the bot, by a link that the desk gives them. off: the bot is for staff only.',
    ),
  })
  .transform((raw) => ({
    adminIds: raw.ADMIN_IDS,
    dispatcherIds: raw.DISPATCHER_IDS,
    masterIds: raw.MASTER_IDS,
    dispatchGroupId: raw.DISPATCH_GROUP_ID,
    mastersGroupId: raw.MASTERS_GROUP_ID,
    mastersTopicId: raw.MASTERS_TOPIC_ID,
    zone: raw.REPAIR_ZONE,
    country: raw.REPAIR_COUNTRY,
    currency: raw.REPAIR_CURRENCY,
    photosBefore: raw.REPAIR_PHOTOS_BEFORE,
    photosAfter: raw.REPAIR_PHOTOS_AFTER,
    clients: raw.REPAIR_CLIENTS,
  }));

/** Repair's settings, parsed. */
export type RepairSettings = Readonly<z.output<typeof repairSettingsSchema>>;

/**
 * Parses Repair's settings out of all variables.
 *
 * @throws z.ZodError with one issue per wrong variable; its message never holds the value
 */
export function parseRepairSettings(variables: Readonly<Record<string, string | undefined>>): RepairSettings {
  return Object.freeze(repairSettingsSchema.parse(variables));
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
