import { readdirSync, readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

/** The methods that most bots use. */
const FIRST_METHODS =
  `getMe getUpdates setWebhook deleteWebhook getWebhookInfo sendMessage forwardMessage copyMessage sendPhoto sendDocument
  sendVideo sendAudio sendVoice sendAnimation sendVideoNote sendSticker sendMediaGroup sendLocation sendVenue sendContact
  sendPoll stopPoll sendDice sendChatAction setMessageReaction editMessageText editMessageCaption editMessageMedia
  editMessageReplyMarkup deleteMessage deleteMessages getFile getUserProfilePhotos answerCallbackQuery setMyCommands
  getMyCommands deleteMyCommands setChatMenuButton getChatMenuButton getChat getChatMember getChatAdministrators
  getChatMemberCount leaveChat banChatMember unbanChatMember restrictChatMember promoteChatMember pinChatMessage
  unpinChatMessage answerInlineQuery answerWebAppQuery sendInvoice createInvoiceLink answerPreCheckoutQuery
  answerShippingQuery refundStarPayment createForumTopic editForumTopic closeForumTopic`.split(/\s+/);

const folder = new URL('./', import.meta.url);
const data: { methods: Record<string, unknown> } = JSON.parse(
  readFileSync(new URL('../data/bot-api-errors.json', import.meta.url), 'utf8'),
);

it('each of the first 60 methods has its refusals in the data, and a table that provokes all of them', () => {
  expect(FIRST_METHODS).toHaveLength(60);
  expect(FIRST_METHODS.filter((method) => !(method in data.methods))).toEqual([]);
  const inTables = new Set(
    readdirSync(folder)
      .filter((name) => name.endsWith('.integration.test.ts'))
      .flatMap((name) => methodsOfTable(readFileSync(new URL(name, folder), 'utf8'))),
  );
  expect(FIRST_METHODS.filter((method) => !inTables.has(method))).toEqual([]);
});

/** The names in `describeRefusals({ methods: … })`, and in the constants that stand there. */
function methodsOfTable(source: string): string[] {
  const names: string[] = [];
  for (const [, table = ''] of source.matchAll(/describeRefusals\(\{([^]*?)\n? *\}\);/g)) {
    const [, list = ''] = /methods:([^]*?)(?:\n {4}\w+:|,\s*\w+:|$)/.exec(table) ?? [];
    names.push(...namesIn(list, source));
  }
  return names;
}

function namesIn(expression: string, source: string): string[] {
  const quoted = [...expression.matchAll(/'(\w+)'/g)].map(([, name = '']) => name);
  const constants = [...expression.matchAll(/\b[A-Z][A-Z_]+\b/g)].map(([name]) => name);
  return [...quoted, ...constants.flatMap((name) => namesOfConstant(name, source))];
}

/** A list of names, or an object whose keys they are. */
function namesOfConstant(name: string, source: string): string[] {
  const [, value = ''] = new RegExp(`const ${name}\\b[^=]*=([^]*?);\\n`).exec(source) ?? [];
  const keys = [...value.matchAll(/^ {2}(\w+):/gm)].map(([, key = '']) => key);
  return [...keys, ...namesIn(value, source)];
}
