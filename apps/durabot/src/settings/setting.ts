import * as z from 'zod';

/** What a person has to know about one setting; `durabot config` and `.env.example` are made of it. */
export interface SettingInfo {
  /** The heading under which it is listed. */
  group: string;
  comment: string;
  unit?: string;
  /** As it would be written; undefined when there is none. */
  default?: string;
  /** Never printed, and also taken from the file that `NAME_FILE` names. */
  secret?: true;
  /** Older names that are still understood. */
  aliases?: readonly string[];
}

const infos = z.registry<SettingInfo>();

/** A setting that is text in the environment and what `read` makes of it here; undefined when it is absent and has no default. */
export function setting<T>(info: SettingInfo & { default: string }, read: z.ZodType<T, string>): z.ZodType<T>;
export function setting<T>(info: SettingInfo, read: z.ZodType<T, string>): z.ZodType<T | undefined>;
export function setting<T>(info: SettingInfo, read: z.ZodType<T, string>): z.ZodType<T | undefined> {
  const schema = info.default === undefined ? read.optional() : z.string().default(info.default).pipe(read);
  schema.register(infos, info);
  return schema;
}

/** What is known about a setting, also about one that was declared elsewhere with zod's own means. */
export function infoOf(schema: z.ZodType, group: string): SettingInfo {
  const known = infos.get(schema);
  if (known !== undefined) return known;
  return { group, comment: schema.description ?? '', ...defaultOf(schema) };
}

function defaultOf(schema: z.core.$ZodType): { default?: string } {
  if (schema instanceof z.ZodPipe) return defaultOf(schema.in);
  if (!(schema instanceof z.ZodDefault)) return {};
  const value: unknown = schema.def.defaultValue;
  return typeof value === 'string' && value !== '' ? { default: value } : {};
}
