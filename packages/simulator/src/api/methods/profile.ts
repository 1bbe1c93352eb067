import { badRequest } from '../api-error.ts';
import type { Answer, Call, Method } from '../call.ts';

type ProfileField = 'name' | 'description' | 'short_description';

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
    if (language !== '') {
      const key = keyOf(call, field, language);
      if (text === '') world.store.tables.meta.delete(key);
      else world.store.tables.meta.put(key, { text });
    } else if (field === 'name') bot.first_name = text === '' ? bot.username : text;
    else bot[field] = text;
    world.touchBot(bot);
    world.events.emit('bot', { kind: 'everybody' }, () => ({ bot_id: bot.id }));
    return { result: true };
  };
}

function getter(field: ProfileField): Method {
  return (call): Answer => {
    const language = readLanguage(call);
    const own = language === '' ? undefined : call.world.store.tables.meta.get(keyOf(call, field, language));
    const usual = field === 'name' ? call.bot.first_name : (call.bot[field] ?? '');
    return { result: { [field]: own?.['text'] ?? usual } };
  };
}

function keyOf(call: Call, field: ProfileField, language: string): string {
  return `profile:${call.bot.id}:${field}:${language}`;
}

function readLanguage(call: Call): string {
  const language = call.params.text('language_code').trim();
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified');
  return language;
}
