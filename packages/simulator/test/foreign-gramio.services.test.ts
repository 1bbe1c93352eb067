import { describeLibrary } from './foreign/describe-library.ts';
import { gramio } from './foreign/gramio/bot.ts';

describeLibrary(gramio);
