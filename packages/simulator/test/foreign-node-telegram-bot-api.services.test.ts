import { describeLibrary } from './foreign/describe-library.ts';
import { nodeTelegramBotApi } from './foreign/node-telegram-bot-api/bot.ts';

describeLibrary(nodeTelegramBotApi);
