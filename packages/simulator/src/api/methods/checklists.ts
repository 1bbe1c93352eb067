import { isJsonObject, type JsonObject } from '../../json.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readChat } from '../chats.ts';
import { checkFields, parseObject } from '../read-object.ts';
import { refuseToSend } from '../refuse-to-send.ts';
import { readInlineMarkup } from '../reply-markup.ts';

const PREFIX = "can't parse InputChecklist";
const TASK = `${PREFIX}: can't parse InputChecklistTask`;

/** Bots send checklists for business accounts only. */
export function sendChecklist(call: Call): Answer {
  return refuseToSend(call, 'checklists', () => readChecklist(call), 'BUSINESS_CONNECTION_INVALID');
}

export function editMessageChecklist(call: Call): Answer {
  readChecklist(call);
  readInlineMarkup(call.params);
  const chat = readChat(call, 'edit');
  const message = call.world.boxes.find(chat.box, call.params.integer('message_id'));
  if (message === undefined || message.deletedAt !== undefined) throw badRequest('message to edit not found');
  const isOwn = message.from === call.bot.id;
  throw badRequest(isOwn ? 'there is no checklist in the message to edit' : "message can't be edited");
}

function readChecklist(call: Call): JsonObject {
  const checklist = parseObject(call.params.text('checklist'), {
    missing: 'parameter "checklist" is required',
    broken: `${PREFIX} JSON object`,
    other: `${PREFIX}: expected an Object`,
  });
  checkFields(checklist, 'input_checklist', PREFIX);
  const { tasks } = checklist;
  if (!Array.isArray(tasks)) throw badRequest(`${PREFIX}: expected an Array of InputChecklistTask`);
  for (const task of tasks) {
    if (!isJsonObject(task)) throw badRequest(`${TASK}: expected an Object`);
    checkFields(task, 'input_checklist_task', TASK);
  }
  return checklist;
}
