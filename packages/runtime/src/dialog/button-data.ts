import { verbs, type Verb } from './typed-words.ts';

/** What a button of a dialog says when it is pressed. */
export type ButtonCode =
  | { readonly kind: 'choice'; readonly key: string }
  | { readonly kind: 'verb'; readonly verb: Verb }
  | { readonly kind: 'edit'; readonly step: string };

/** A press of a dialog's button. */
export interface Press {
  readonly dialogId: string;
  /** The `rev` that the dialog had when the button was drawn. */
  readonly rev: number;
  readonly code: ButtonCode;
  /** The code as it was written, to compare presses. */
  readonly written: string;
}

/** What every button of a dialog begins with. */
export const buttonPrefix = 'd:';

/** Telegram takes 64 bytes; the parts below need at most 2 + 10 + 1 + 11 + 1 + 25. */
const pattern = /^d:([0-9A-Za-z]{1,16}):([0-9a-z]{1,11}):([=!~])([A-Za-z0-9_-]{1,24})$/;

const signs = { choice: '=', verb: '!', edit: '~' } as const;

/**
 * Writes `callback_data`: `d:<dialog id>:<rev, base 36>:<sign><name>`.
 *
 * @throws TypeError when a part has characters or a length that could not be read back
 */
export function encodeButton(dialogId: string, rev: number, code: ButtonCode): string {
  const name = nameOf(code);
  const data = `${buttonPrefix}${dialogId}:${rev.toString(36)}:${signs[code.kind]}${name}`;
  if (!pattern.test(data))
    throw new TypeError(`A button's key has to be 1 to 24 of A-Za-z0-9_-, not ${JSON.stringify(name)}.`);
  return data;
}

/** Reads `callback_data`; `undefined` when it is not a dialog's. */
export function decodeButton(data: string): Press | undefined {
  const [, dialogId, rev, sign, name] = pattern.exec(data) ?? [];
  if (dialogId === undefined || rev === undefined || name === undefined) return undefined;
  const code = codeOf(sign, name);
  if (code === undefined) return undefined;
  return { dialogId, rev: Number.parseInt(rev, 36), code, written: `${sign}${name}` };
}

function nameOf(code: ButtonCode): string {
  switch (code.kind) {
    case 'choice':
      return code.key;
    case 'verb':
      return code.verb;
    case 'edit':
      return code.step;
  }
}

function codeOf(sign: string | undefined, name: string): ButtonCode | undefined {
  if (sign === signs.choice) return { kind: 'choice', key: name };
  if (sign === signs.edit) return { kind: 'edit', step: name };
  const verb = verbs.find((candidate) => candidate === name);
  return verb === undefined ? undefined : { kind: 'verb', verb };
}
