import { isJsonObject, type JsonObject } from '../../json.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { requiredString, stringField } from '../json-fields.ts';
import { checkFields, parseList } from '../read-object.ts';
import { checkKnown, readUserId } from '../read-user.ts';

const PREFIX = "can't parse PassportElementError";

const ELEMENTS: readonly string[] = [
  'personal_details',
  'passport',
  'driver_license',
  'identity_card',
  'internal_passport',
  'address',
  'utility_bill',
  'bank_statement',
  'rental_agreement',
  'passport_registration',
  'temporary_registration',
  'phone_number',
  'email',
];

/** Nobody shares Passport data here, so there is nothing in which an error could be. */
export function setPassportDataErrors(call: Call): Answer {
  const userId = readUserId(call);
  const text = call.params.text('errors');
  const errors = parseList(text, {
    broken: "can't parse errors JSON object",
    other: 'expected an Array of PassportElementError',
  });
  for (const error of errors) checkError(error);
  checkKnown(call, userId);
  throw badRequest('USER_ID_INVALID');
}

function checkError(error: unknown): void {
  if (!isJsonObject(error)) throw badRequest(`${PREFIX}: expected an Object`);
  checkFields({ ...error, message: error['message'] ?? '' }, 'passport_element_error', PREFIX);
  if (!ELEMENTS.includes(requiredString(error, 'type', PREFIX))) {
    throw badRequest(`${PREFIX}: wrong Telegram Passport element type specified`);
  }
  requiredString(error, 'message', PREFIX);
  checkSource(error);
}

function checkSource(error: JsonObject): void {
  switch (stringField(error, 'source', PREFIX) ?? '') {
    case '':
    case 'unspecified':
      return checkHash(requiredString(error, 'element_hash', PREFIX));
    case 'data':
      requiredString(error, 'data_hash', PREFIX);
      requiredString(error, 'field_name', PREFIX);
      return checkHash(error['data_hash']);
    case 'file':
    case 'selfie':
    case 'translation_file':
    case 'front_side':
    case 'reverse_side':
      return checkHash(requiredString(error, 'file_hash', PREFIX));
    case 'files':
    case 'translation_files': {
      const hashes = error['file_hashes'];
      if (hashes === undefined) throw badRequest(`${PREFIX}: Can't find field "file_hashes"`);
      if (!Array.isArray(hashes)) throw badRequest(`${PREFIX}: Field "file_hashes" must be of type Array`);
      for (const hash of hashes) {
        if (typeof hash !== 'string') throw badRequest(`${PREFIX}: hash must be a string`);
        checkHash(hash);
      }
      return;
    }
    default:
      throw badRequest(`${PREFIX}: wrong source specified`);
  }
}

function checkHash(hash: unknown): void {
  const text = String(hash);
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    throw badRequest(`${PREFIX}: hash isn't a valid base64-encoded string`);
  }
}
