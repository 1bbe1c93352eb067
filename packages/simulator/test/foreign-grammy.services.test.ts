import { describeLibrary } from './foreign/describe-library.ts';
import { grammy } from './foreign/grammy/bot.ts';

describeLibrary(grammy);
