import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigError } from '@durabot/bot-api';
import type * as z from 'zod';
import { collectText } from './settings/collect-texts.ts';
import type { SettingSource, SettingText, Variables } from './settings/collect-texts.ts';
import { crossCheck, toSettings } from './settings/settings.ts';
import type { Settings } from './settings/settings.ts';
import { allSettings, productSchemas, programSchema } from './settings/schema.ts';
import { infoOf } from './settings/setting.ts';
import type { SettingInfo } from './settings/setting.ts';

/** One setting as it was found, for `durabot config` and `durabot doctor`. */
export interface SettingEntry {
  name: string;
  info: SettingInfo;
  source: SettingSource;
  from: string | undefined;
  /** What may be shown: a secret is masked. */
  shown: string;
}

/** All settings, or all that is wrong with them; never both. */
export interface SettingsReport {
  entries: SettingEntry[];
  /** One line each, by the name of the variable, without values. */
  faults: string[];
  settings: Settings | undefined;
}

/** Every setting by name with what is known about it, in the order they are listed. */
export const settingInfos: readonly { name: string; info: SettingInfo }[] = allSettings.map(
  ({ name, schema, group }) => ({
    name,
    info: infoOf(schema, group),
  }),
);

/** The variables of this process and of the `.env` file in the working directory. Nothing else reads `process.env`. */
function readVariables(directory: string = process.cwd()): Variables {
  const path = join(directory, '.env');
  return {
    environment: process.env,
    envFile: existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {},
  };
}

/**
 * Reads all settings.
 *
 * @throws ConfigError `SETTINGS_INVALID` that names everything that is wrong at once
 */
export function loadSettings(variables: Variables = readVariables()): Settings {
  const { settings, faults } = inspectSettings(variables);
  if (settings === undefined) throw settingsFault(faults);
  return settings;
}

/** Reads all settings and tells what was found, also when some are wrong. */
export function inspectSettings(variables: Variables = readVariables()): SettingsReport {
  const texts = new Map<string, SettingText>();
  const faults: string[] = [];
  for (const { name, info } of settingInfos) {
    const text = collectText(name, info, variables);
    texts.set(name, text);
    if (text.fault !== undefined) faults.push(`${name}: ${text.fault}`);
  }

  const present = Object.fromEntries([...texts].map(([name, { text }]) => [name, text]));
  const program = programSchema.safeParse(present);
  const repair = productSchemas.repair.safeParse(present);
  for (const { error } of [program, repair]) {
    faults.push(...(error?.issues ?? []).map((issue) => describeIssue(issue, texts)));
  }
  if (program.success && faults.length === 0) faults.push(...crossCheck(program.data));

  const entries = settingInfos.map(({ name, info }): SettingEntry => {
    const found = texts.get(name) ?? { text: undefined, source: 'none', from: undefined };
    return { name, info, source: found.source, from: found.from, shown: show(info, found.text) };
  });
  const whole = program.success && repair.success && faults.length === 0;
  const settings = whole ? toSettings(program.data, repair.data) : undefined;
  return { entries, faults, settings };
}

/** The error that carries all faults, one a line. */
export function settingsFault(faults: readonly string[]): ConfigError {
  const heading = faults.length === 1 ? 'A setting is wrong' : `${faults.length} settings are wrong`;
  return new ConfigError('SETTINGS_INVALID', [`${heading}:`, ...faults.map((fault) => `  ${fault}`)].join('\n'));
}

function describeIssue(issue: z.core.$ZodIssue, texts: ReadonlyMap<string, SettingText>): string {
  const name = String(issue.path[0] ?? '');
  const from = texts.get(name)?.from;
  // Who set an older name, or a file, looks for that one.
  const shownName = from === undefined || from === name ? name : `${from} (${name})`;
  return `${shownName}: ${issue.message}`;
}

function show(info: SettingInfo, text: string | undefined): string {
  if (text === undefined) return info.default ?? '';
  return info.secret === true ? '[secret]' : text;
}
