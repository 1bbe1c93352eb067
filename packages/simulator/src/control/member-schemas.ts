import { z } from 'zod';

import { ref } from './schemas.ts';

/** Rights or permissions: the names of those that are given, or each name with yes or no. */
const names = z.union([z.array(z.string()), z.record(z.string(), z.boolean())]);

export const newMember = z.object({
  chat: ref,
  user: ref.describe('a person or a bot'),
  status: z.enum(['creator', 'administrator', 'member', 'restricted', 'left', 'kicked']).default('member'),
  by: ref
    .optional()
    .describe(
      'who does it, if they may; when absent, who comes or goes does so by themselves, the rest is done by the owner',
    ),
  rights: names.optional().describe('of an administrator; the usual ones when absent'),
  is_anonymous: z.boolean().optional(),
  custom_title: z.string().max(16).optional(),
  permissions: names.optional().describe('what a restricted person keeps; nothing when absent'),
  can_send: z.boolean().optional().describe('a restricted person keeps all permissions, or none'),
  until_date: z.number().int().optional().describe('Unix seconds when a ban or a restriction ends'),
  tag: z.string().max(16).optional(),
});

export const newMigration = z.object({ chat: ref });

export const newJoin = z.object({
  from: ref,
  chat: ref.optional().describe('a public chat, by id or username'),
  invite_link: z.string().optional(),
  bio: z.string().max(140).optional(),
});

export const newLink = z.object({
  from: ref,
  chat: ref,
  name: z.string().max(32).optional(),
  expire_date: z.number().int().optional(),
  member_limit: z.number().int().min(1).max(99_999).optional(),
  creates_join_request: z.boolean().optional(),
});

export const decision = z.object({ from: ref, chat: ref, user: ref, approve: z.boolean() });

export const changedChat = z.object({
  id: ref,
  from: ref.optional().describe('who changes it, if they may; the owner when absent'),
  title: z.string().min(1).max(128).optional(),
  description: z.string().max(255).optional(),
  permissions: names.optional(),
  slow_mode_delay: z.number().int().min(0).max(3600).optional().describe('seconds'),
  username: z.string().max(32).optional().describe('without @; an empty one makes the chat private'),
  join_by_request: z.boolean().optional(),
  guard_bot: ref.nullable().optional().describe('the administrator bot that decides join requests'),
  signs_messages: z.boolean().optional().describe('posts of a channel name their author'),
  linked_chat: ref.nullable().optional().describe("a channel's discussion group"),
});
