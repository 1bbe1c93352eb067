import { describeLibrary } from './foreign/describe-library.ts';
import { telegraf } from './foreign/telegraf/bot.ts';

describeLibrary(telegraf);
