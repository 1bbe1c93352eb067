import { isDeepStrictEqual } from 'node:util';

import { putDefaultRights, renderDefaultRights, type AskingChat } from '../../world/default-rights.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { checkFields, parseObject } from '../read-object.ts';

const PREFIX = "can't parse ChatAdministratorRights";

export function setMyDefaultAdministratorRights(call: Call): Answer {
  const rights = readRights(call.params.text('rights'));
  const chat = readKind(call);
  const before = renderDefaultRights(call.world, call.bot.id, chat);
  putDefaultRights(call.world, call.bot.id, chat, rights);
  if (isDeepStrictEqual(before, renderDefaultRights(call.world, call.bot.id, chat))) {
    throw badRequest('RIGHTS_NOT_MODIFIED');
  }
  return { result: true };
}

export function getMyDefaultAdministratorRights(call: Call): Answer {
  return { result: renderDefaultRights(call.world, call.bot.id, readKind(call)) };
}

function readKind(call: Call): AskingChat {
  return call.params.bool('for_channels') ? 'channel' : 'supergroup';
}

function readRights(text: string): string[] | undefined {
  if (text === '') return undefined;
  const rights = parseObject(text, {
    broken: `${PREFIX} JSON object`,
    other: `${PREFIX}: ChatAdministratorRights must be an Object`,
  });
  checkFields(rights, 'chat_administrator_rights', PREFIX);
  return Object.keys(rights).filter((name) => rights[name] === true);
}
