import type { DialogInput, Language } from '@durabot/runtime';
import { normaliseText } from '../../domain/normalise-text.ts';
import { texts } from '../../texts.ts';

const longest = 500;

/** A reason in somebody's own words. */
export function readReason(
  input: DialogInput,
  language: Language,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly message: string } {
  const text = input.kind === 'text' ? normaliseText(input.text) : '';
  if (text.length < 2) return { ok: false, message: texts(language).t('form-reason-short') };
  if (text.length > longest) return { ok: false, message: texts(language).t('form-reason-long', { max: longest }) };
  return { ok: true, value: text };
}
