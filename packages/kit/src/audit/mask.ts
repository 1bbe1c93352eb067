/** `Сергей Петров` becomes `Сергей П.`: enough to know a colleague by. */
export function maskName(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  return [first, ...rest.map((word) => `${Array.from(word)[0] ?? ''}.`)].join(' ');
}

/** `+7 916 123-45-17` becomes `+79*******17`: the beginning of the number and its last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '');
  if (digits.length < 7) return '*'.repeat(digits.length);
  const plus = phone.trim().startsWith('+') ? '+' : '';
  return `${plus}${digits.slice(0, 2)}${'*'.repeat(digits.length - 4)}${digits.slice(-2)}`;
}

/** The first letter of a text and dots for the rest, whatever its length. */
export function maskText(text: string): string {
  const first = Array.from(text.trim())[0];
  return first === undefined ? '' : `${first}…`;
}
