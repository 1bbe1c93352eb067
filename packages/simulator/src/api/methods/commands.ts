import { isJsonObject } from '../../json.ts';
import { commandsKey, type BotCommand } from '../../world/commands.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { isLongerThan } from '../read-text.ts';
import { readChat } from '../chats.ts';
import { boolField, requiredInteger, requiredString, tryParseJson } from '../json-fields.ts';
import { parseObject } from '../read-object.ts';
import { subCall } from '../sub-call.ts';

const MAX_COMMANDS = 100;
const MAX_NAME = 32;
const MAX_DESCRIPTION = 256;
const SIMPLE_SCOPES: readonly string[] = ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'];
const CHAT_SCOPES: readonly string[] = ['chat', 'chat_administrators', 'chat_member'];

export function setMyCommands(call: Call): Answer {
  const commands = readCommands(call.params.text('commands'));
  const key = readKey(call);
  for (const { command, description } of commands) checkCommand(command, description);
  if (commands.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const { command } of commands) if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  call.world.store.tables.commands.put(key, { commands });
  noteChange(call);
  return { result: true };
}

export function getMyCommands(call: Call): Answer {
  return { result: call.world.store.tables.commands.get(readKey(call))?.commands ?? [] };
}

export function deleteMyCommands(call: Call): Answer {
  call.world.store.tables.commands.delete(readKey(call));
  noteChange(call);
  return { result: true };
}

function noteChange(call: Call): void {
  call.world.events.emit('bot', { kind: 'everybody' }, () => ({ bot_id: call.bot.id }));
}

function readCommands(text: string): BotCommand[] {
  if (text === '') return [];
  const parsed = tryParseJson(text);
  if (parsed === undefined) throw badRequest("can't parse commands JSON object");
  if (!Array.isArray(parsed.value)) throw badRequest('expected an Array of BotCommand');
  return parsed.value.map((item) => {
    const prefix = "can't parse BotCommand";
    if (!isJsonObject(item)) throw badRequest(`${prefix}: expected an Object`);
    const command = requiredString(item, 'command', prefix);
    // A leading slash is forgiven.
    return {
      command: command.replace(/^\//, '').trim(),
      description: requiredString(item, 'description', prefix).trim(),
      ...(boolField(item, 'is_ephemeral', prefix) ? { is_ephemeral: true } : {}),
    };
  });
}

function checkCommand(command: string, description: string): void {
  if (command === '') throw badRequest('command must be non-empty');
  if (isLongerThan(command, MAX_NAME)) throw badRequest('command length must not exceed 32');
  if (description === '') throw badRequest('command description must be non-empty');
  if (isLongerThan(description, MAX_DESCRIPTION)) throw badRequest('command description length must not exceed 256');
}

function readKey(call: Call): string {
  const scope = readScope(call);
  const language = call.params.text('language_code').trim();
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified');
  return commandsKey(call.bot.id, scope, language);
}

const PREFIX = "can't parse BotCommandScope";

function readScope(call: Call): string {
  const text = call.params.text('scope');
  if (text === '') return 'default';
  const scope = parseObject(text, {
    broken: `${PREFIX} JSON object`,
    other: `${PREFIX}: BotCommandScope must be an Object`,
  });
  const type = requiredString(scope, 'type', PREFIX);
  if (SIMPLE_SCOPES.includes(type)) return type;
  if (!CHAT_SCOPES.includes(type)) throw badRequest(`${PREFIX}: Unsupported type specified`);
  if (requiredString(scope, 'chat_id', PREFIX) === '') throw badRequest(`${PREFIX}: Empty chat_id specified`);
  const userId = type === 'chat_member' ? requiredInteger(scope, 'user_id', PREFIX) : undefined;
  if (userId !== undefined && userId <= 0) throw badRequest(`${PREFIX}: Invalid user_id specified`);
  const chat = readChat(subCall(call, { chat_id: scope['chat_id'] }), 'read');
  if (chat.kind !== 'chat' && type !== 'chat') throw badRequest("can't use specified scope in private chats");
  if (chat.kind === 'chat' && chat.chat.type === 'channel') throw badRequest("can't change commands in channel chats");
  return `${type}:${chat.chatId}${userId === undefined ? '' : `:${userId}`}`;
}
