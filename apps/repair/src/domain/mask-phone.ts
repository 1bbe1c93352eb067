import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** How much a masked number may show: country code, the next three digits and the last two. */
const shownAtStart = 3;
const shownAtEnd = 2;

/**
 * A phone number for people who may not call it: `+7 916 ***-**-17`.
 * At least four digits of the number itself are always hidden; a short one shows fewer.
 */
export function maskPhone(e164: string): string {
  const parsed = parsePhoneNumberFromString(e164);
  const digits = e164.replaceAll(/\D/g, '');
  const country = parsed?.countryCallingCode ?? '';
  const national = country !== '' && digits.startsWith(country) ? digits.slice(country.length) : digits;
  const prefix = country === '' ? '' : `+${country} `;
  if (national.length < shownAtStart + shownAtEnd + 4) {
    return national.length >= 6 ? `${prefix}***-**-${national.slice(-shownAtEnd)}` : `${prefix}***-**-**`;
  }
  return `${prefix}${national.slice(0, shownAtStart)} ***-**-${national.slice(-shownAtEnd)}`;
}
