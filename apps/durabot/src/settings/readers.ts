import * as z from 'zod';
import { Secret } from '@durabot/bot-api';
import { parseMasterKeys } from '@durabot/kit';
import { parseRedisUrl } from '@durabot/redis';

/** A whole number between two bounds. */
export function wholeNumber(min: number, max: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d+$/, `must be a whole number between ${min} and ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number between ${min} and ${max}`);
}

/** One of the given words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): z.ZodType<Word, string> {
  return z.string().transform((text, context): Word => {
    const word = words.find((candidate) => candidate === text.toLowerCase());
    if (word !== undefined) return word;
    context.addIssue({ code: 'custom', message: `must be one of: ${words.join(', ')}` });
    return z.NEVER;
  });
}

/** `on` or `off`, or the usual other words for them. */
export const onOff: z.ZodType<boolean, string> = z.string().transform((text, context) => {
  if (/^(?:on|true|yes|1)$/i.test(text)) return true;
  if (/^(?:off|false|no|0)$/i.test(text)) return false;
  context.addIssue({ code: 'custom', message: 'must be on or off' });
  return z.NEVER;
});

/** An address with http or https; the slash at the end is taken away. */
export const webAddress: z.ZodType<string, string> = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must be an http:// or https:// address',
  )
  .transform((text) => text.replace(/\/+$/, ''));

/** A bot's token; only its form is checked here. */
export const botToken: z.ZodType<Secret, string> = z
  .string()
  .regex(/^\d+:[\w-]{20,}$/, 'must look like 123456789:ABC…, as @BotFather gives it')
  .transform((text) => new Secret(text));

/** Some other secret that has to follow a pattern. */
export function secretText(pattern: RegExp, message: string): z.ZodType<Secret, string> {
  return z
    .string()
    .regex(pattern, message)
    .transform((text) => new Secret(text));
}

/** The address of a Redis; it holds the password. */
export const redisUrl: z.ZodType<Secret, string> = z
  .string()
  .refine((text) => parseRedisUrl(text) !== undefined, 'must look like redis://user:password@host:6379/0')
  .transform((text) => new Secret(text));

/** Master keys, the current one first; what is wrong is told without a key. */
export const masterKeys: z.ZodType<Secret, string> = z.string().transform((text, context) => {
  try {
    parseMasterKeys(text);
    return new Secret(text);
  } catch (error) {
    const message = error instanceof RangeError ? error.message : 'cannot be read';
    context.addIssue({ code: 'custom', message: `must look like 2026-11:BASE64,2025-01:BASE64. ${message}` });
    return z.NEVER;
  }
});

/** 32 random bytes or more, in Base64. */
export const randomSecret: z.ZodType<Secret, string> = z
  .string()
  .refine(
    (text) => /^[A-Za-z0-9+/_-]+=*$/.test(text) && Buffer.from(text, 'base64').length >= 32,
    'must be 32 random bytes or more in Base64; openssl rand -base64 32 makes them',
  )
  .transform((text) => new Secret(text));

/** A share of all, 0 to 1. */
export const share: z.ZodType<number, string> = z
  .string()
  .regex(/^(?:0?\.\d+|[01](?:\.0*)?)$/, 'must be a number between 0 and 1')
  .transform(Number);

/** `name=value` pairs, separated by commas; the values are secrets. */
export const keysAndValues: z.ZodType<Secret, string> = z
  .string()
  .regex(/^[\w-]+=[^,]*(?:,\s*[\w-]+=[^,]*)*$/, 'must look like name=value,name=value')
  .transform((text) => new Secret(text));

/** Names out of a known list, separated by commas or spaces, each once. */
export function listOf<const Word extends string>(...words: readonly Word[]): z.ZodType<readonly Word[], string> {
  return z.string().transform((text, context): readonly Word[] => {
    const asked = text.split(/[\s,]+/).filter((part) => part !== '');
    const found = words.filter((word) => asked.includes(word));
    if (found.length === new Set(asked).size && found.length > 0) return found;
    context.addIssue({ code: 'custom', message: `must be a list out of: ${words.join(', ')}` });
    return z.NEVER;
  });
}
