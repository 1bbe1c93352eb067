import type { Secret } from '@durabot/bot-api';

/** Short words are no secrets, and would be taken out of everything. */
const fewestCharacters = 8;

/**
 * The texts that a log must not hold in any form: the secrets, and the passwords in those that are addresses, as they are
 * written there and as they are meant.
 */
export function secretsOf(secrets: readonly (Secret | undefined)[]): string[] {
  const texts = secrets.flatMap((secret) => {
    if (secret === undefined) return [];
    const whole = secret.reveal();
    const password = /^[a-z+]+:\/\/[^:/@]*:?(.*)@/s.exec(whole)?.[1] ?? '';
    return [whole, password, decoded(password), encodeURIComponent(password)];
  });
  return [...new Set(texts)].filter((text) => text.length >= fewestCharacters && /[^a-z]/i.test(text));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
