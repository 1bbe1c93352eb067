import { badRequest } from './api-error.ts';
import type { Call } from './call.ts';
import { numberField, requiredString } from './json-fields.ts';
import type { UploadedFile } from './params.ts';
import { parseObject } from './read-object.ts';

/** A profile photo of a bot or of a business account, uploaded with the call. */
export function readChatPhoto(call: Call): { type: 'static' | 'animated'; file: UploadedFile } {
  const photo = parseObject(call.params.text('photo'), {
    missing: "photo isn't specified",
    broken: "can't parse photo JSON object",
    other: 'object expected as profile photo',
  });
  const type = requiredString(photo, 'type');
  switch (type) {
    case 'static':
      return { type, file: attached(call, requiredString(photo, 'photo')) };
    case 'animated': {
      const address = requiredString(photo, 'animation');
      numberField(photo, 'main_frame_timestamp');
      return { type, file: attached(call, address) };
    }
    default:
      throw badRequest('invalid profile photo type specified');
  }
}

function attached(call: Call, address: string): UploadedFile {
  const file = findAttached(call, address);
  if (file === undefined) throw badRequest('photo must be uploaded as a file');
  return file;
}

/** The file of the request that `attach://<name>` names. */
export function findAttached(call: Call, address: string): UploadedFile | undefined {
  return address.startsWith('attach://') ? call.params.files.get(address.slice('attach://'.length)) : undefined;
}
