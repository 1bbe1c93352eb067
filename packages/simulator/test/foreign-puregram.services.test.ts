import { describeLibrary } from './foreign/describe-library.ts';
import { puregram } from './foreign/puregram/bot.ts';

describeLibrary(puregram);
