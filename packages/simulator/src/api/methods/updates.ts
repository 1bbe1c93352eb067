import { renderBotAsUser } from '../../world/render.ts';
import { setAllowedUpdates } from '../../world/updates.ts';
import type { Answer, Call } from '../call.ts';

export function getMe(call: Call): Answer {
  const { bot } = call;
  return {
    result: {
      ...renderBotAsUser(bot),
      can_join_groups: bot.can_join_groups,
      can_read_all_group_messages: bot.can_read_all_group_messages,
      supports_inline_queries: bot.supports_inline_queries,
      supports_guest_queries: false,
      can_connect_to_business: false,
      has_main_web_app: bot.webApps?.[''] !== undefined,
      has_topics_enabled: bot.has_topics_enabled === true,
      allows_users_to_create_topics: bot.allows_users_to_create_topics === true,
      can_manage_bots: false,
    },
  };
}

export async function getUpdates(call: Call): Promise<Answer> {
  const { params } = call;
  const offset = params.integer('offset');
  const limit = params.integer('limit');
  const timeoutS = params.integer('timeout');
  if (call.bot.webhook === null) setAllowedUpdates(call.world, call.bot, params.values.get('allowed_updates'));
  return { text: await call.polling.getUpdates(call.bot, { offset, limit, timeoutS, signal: call.signal() }) };
}

export function logOut(call: Call): Answer {
  call.bot.loggedOut = true;
  call.world.touchBot(call.bot);
  return { result: true };
}

/** The instance is always running here, so closing it only answers. */
export function close(): Answer {
  return { result: true };
}
