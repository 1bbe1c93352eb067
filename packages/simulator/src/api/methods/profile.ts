import { badRequest } from '../api-error.ts';
import { profileText, putProfileText, type ProfileField } from '../../world/bot-profile.ts';
import type { Answer, Call, Method } from '../call.ts';

/** Longer texts are cut without a word. */
const LENGTHS: Record<ProfileField, number> = { name: 64, description: 512, short_description: 120 };

export const setMyName = setter('name');
export const setMyDescription = setter('description');
export const setMyShortDescription = setter('short_description');
export const getMyName = getter('name');
export const getMyDescription = getter('description');
export const getMyShortDescription = getter('short_description');

/** Texts of a bot's page are kept by language; without one they are for everybody. */
function setter(field: ProfileField): Method {
  return (call) => {
    const language = readLanguage(call);
    const text = Array.from(call.params.text(field).trim()).slice(0, LENGTHS[field]).join('');
    const { bot, world } = call;
    if (language !== '') putProfileText(world, bot, { field, language, text });
    else if (field === 'name') bot.first_name = text === '' ? bot.username : text;
    else bot[field] = text;
    world.touchBot(bot);
    world.events.emit('bot', { kind: 'everybody' }, () => ({ bot_id: bot.id }));
    return { result: true };
  };
}

function getter(field: ProfileField): Method {
  return (call): Answer => ({ result: { [field]: profileText(call.world, call.bot, field, readLanguage(call)) } });
}

function readLanguage(call: Call): string {
  const language = call.params.text('language_code').trim();
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified');
  return language;
}
