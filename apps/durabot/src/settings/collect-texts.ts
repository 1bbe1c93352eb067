import { readFileSync } from 'node:fs';
import type { SettingInfo } from './setting.ts';

/** Where a setting's text came from. */
export type SettingSource = 'default' | 'environment' | '.env' | 'file' | 'none';

/** The text of one setting before it is understood. */
export interface SettingText {
  text: string | undefined;
  source: SettingSource;
  /** The variable that was used, an older name or a `_FILE` perhaps. */
  from: string | undefined;
  fault?: string;
}

/** Variables by name, with where they stand. */
export interface Variables {
  environment: Readonly<Record<string, string | undefined>>;
  /** The pairs of an `.env` file; the environment comes before them. */
  envFile: Readonly<Record<string, string | undefined>>;
}

/** Finds the text of a setting under its names and, for a secret, in the file that is named instead. */
export function collectText(name: string, info: SettingInfo, variables: Variables): SettingText {
  const found = [name, ...(info.aliases ?? [])].flatMap((candidate) => [
    ...findVariable(candidate, variables).map((hit) => ({ ...hit, isFile: false })),
    ...(info.secret === true
      ? findVariable(`${candidate}_FILE`, variables).map((hit) => ({ ...hit, isFile: true }))
      : []),
  ]);
  const [first, second] = found;
  if (first === undefined) {
    return { text: undefined, source: info.default === undefined ? 'none' : 'default', from: undefined };
  }
  if (second !== undefined && first.isFile !== second.isFile && sameSetting(first.variable, second.variable)) {
    return {
      text: undefined,
      source: first.source,
      from: first.variable,
      fault: `set either ${name} or ${name}_FILE, not both`,
    };
  }
  if (!first.isFile) return { text: first.text, source: first.source, from: first.variable };
  return readSecretFile(first.text, first.variable);
}

function findVariable(variable: string, { environment, envFile }: Variables) {
  // An empty variable is an absent one: compose files and hosting panels pass on what nobody filled in.
  const hits: { variable: string; text: string; source: 'environment' | '.env' }[] = [];
  const fromEnvironment = environment[variable]?.trim() ?? '';
  const fromFile = envFile[variable]?.trim() ?? '';
  if (fromEnvironment !== '') hits.push({ variable, text: fromEnvironment, source: 'environment' });
  else if (fromFile !== '') hits.push({ variable, text: fromFile, source: '.env' });
  return hits;
}

function sameSetting(one: string, other: string): boolean {
  return one.replace(/_FILE$/, '') === other.replace(/_FILE$/, '');
}

function readSecretFile(path: string, variable: string): SettingText {
  try {
    const text = readFileSync(path, 'utf8').trim();
    const fault = text === '' ? { fault: `the file that ${variable} names is empty` } : {};
    return { text: text === '' ? undefined : text, source: 'file', from: variable, ...fault };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return {
      text: undefined,
      source: 'file',
      from: variable,
      fault: `the file that ${variable} names cannot be read (${code})`,
    };
  }
}
