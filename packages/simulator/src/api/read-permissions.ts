import type { JsonObject } from '../json.ts';
import { PERMISSIONS } from '../world/rights.ts';
import type { PermissionName } from '../world/member-records.ts';
import type { Call } from './call.ts';
import { checkFields, parseObject } from './read-object.ts';

const MEDIA: readonly PermissionName[] = [
  'can_send_audios',
  'can_send_documents',
  'can_send_photos',
  'can_send_videos',
  'can_send_video_notes',
  'can_send_voice_notes',
];
/** Parameters of the time before `permissions`. */
const OLD = ['can_send_messages', 'can_send_media_messages', 'can_send_other_messages', 'can_add_web_page_previews'];

/** Reads `permissions`: what is not named is taken away, some permissions bring others. */
export function readPermissions(call: Call): PermissionName[] {
  if (!call.params.has('permissions')) return readOld(call);
  const object = parseObject(call.params.text('permissions'), {
    broken: "can't parse permissions JSON object",
    other: 'object expected as permissions',
  });
  checkFields(object, 'chat_permissions', "can't parse chat permissions");
  return imply(object, call.params.bool('use_independent_chat_permissions'));
}

/** All four old parameters together give everything. */
function readOld(call: Call): PermissionName[] {
  const given = OLD.filter((name) => call.params.bool(name));
  if (given.length === OLD.length) return [...PERMISSIONS];
  return imply(Object.fromEntries(given.map((name) => [name, true])), false);
}

function imply(object: JsonObject, isIndependent: boolean): PermissionName[] {
  const granted = new Set<PermissionName>(PERMISSIONS.filter((name) => object[name] === true));
  const give = (names: readonly PermissionName[]): void => names.forEach((name) => granted.add(name));
  const allMedia = object['can_send_media_messages'] === true;
  if (allMedia && !MEDIA.some((name) => name in object)) give(MEDIA);
  if (!isIndependent) {
    if (allMedia || granted.has('can_send_polls')) give(['can_send_messages']);
    if (granted.has('can_send_other_messages') || granted.has('can_add_web_page_previews')) {
      give([...MEDIA, 'can_send_messages']);
    }
  }
  const byDefault = (name: PermissionName, other: PermissionName): void => {
    if (!(name in object) && granted.has(other)) granted.add(name);
  };
  byDefault('can_manage_topics', 'can_pin_messages');
  byDefault('can_edit_tag', 'can_pin_messages');
  byDefault('can_react_to_messages', 'can_send_messages');
  return PERMISSIONS.filter((name) => granted.has(name));
}
