import { formatDay, formatMoney, formatTime, type ActionButton } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import type { Dialog, Dialogs } from '@durabot/runtime';
import { Composer } from 'grammy';
import { z } from 'zod';
import type { Desk, RepairContext } from '../desk.ts';
import { categoryIds } from '../domain/categories.ts';
import { categoryWord } from '../reports/report-words.ts';
import { typedFields } from '../scenes/money/profile-form.ts';
import { auditMoney } from '../store/money-audit.ts';
import { findProfile, setProfileField, setSkill, type MasterProfile } from '../store/profile-store.ts';
import { photoButton } from './master-photo.ts';
import { createMoneyPages, type MoneyPage } from './money-pages.ts';

const kinds = {
  show: 'master.profile',
  skills: 'master.skills',
  skill: 'master.skill',
  toggle: 'master.toggle',
  form: 'master.form',
} as const;

const toggles = ['takesNights', 'needsConfirmation', 'isSenior'] as const;
/** Shown of planned shifts. */
const nextShifts = 3;
/** What presses of a trade go through: none, learning, good, best. */
const levels = [0, 2, 3, 5] as const;

/** What a master can do, where and when, and on what terms; administrators reach it from `/masters` and `/users`. */
export function masterProfile(desk: Desk, dialogs: Dialogs, profileDialog: Dialog): Composer<RepairContext> {
  const { turn, act } = createMoneyPages(desk);
  turn(kinds.show, z.object({ isNew: z.boolean() }), async (ctx, tx, { entityId, params }) => {
    const face = await profileFace(ctx, desk, tx, Number(entityId));
    return face === undefined ? undefined : { ...face, isNew: params.isNew };
  });
  turn(kinds.skills, z.unknown(), (ctx, tx, { entityId }) => skillsFace(ctx, desk, tx, Number(entityId)));
  turn(
    kinds.skill,
    z.object({ category: z.enum(categoryIds), level: z.number().int().min(0).max(5) }),
    async (ctx, tx, press) => {
      const { params, entityId, by, at } = press;
      await setSkill(tx, Number(entityId), params.category, params.level);
      const entity = { kind: 'master', id: entityId } as const;
      await auditMoney(tx, { action: 'master.skill_set', entity, after: { skills: params }, by, at });
      return skillsFace(ctx, desk, tx, Number(entityId));
    },
  );
  turn(kinds.toggle, z.object({ field: z.enum(toggles), value: z.boolean() }), async (ctx, tx, press) => {
    const { params, entityId, by, at } = press;
    await setProfileField(tx, Number(entityId), params.field, params.value);
    const entity = { kind: 'master', id: entityId } as const;
    await auditMoney(tx, { action: 'master.changed', entity, after: { [params.field]: params.value }, by, at });
    return profileFace(ctx, desk, tx, Number(entityId));
  });
  act(kinds.form, z.object({ field: z.enum(typedFields) }), async (ctx, { entityId, params, at }) => {
    const profile = await findProfile(await ctx.durable.tx(), Number(entityId), at);
    if (profile === undefined) return { kind: 'expired' };
    const values = { masterId: profile.userId, name: profile.name, field: params.field };
    await dialogs.prefill(ctx, profileDialog, { values, guessed: [], note: '' });
    return { kind: 'applied', toast: false };
  });
  return new Composer<RepairContext>();
}

function button(kind: string, text: string, masterId: number, params: unknown): ActionButton {
  return { kind, text, entity: 'master_profile', entityId: String(masterId), params, scope: { roles: ['admin'] } };
}

/** Opens a master's profile in a message of its own. */
export function profileButton(masterId: number, text: string): ActionButton {
  return button(kinds.show, text, masterId, { isNew: true });
}

/** The trades of a master, to be chosen: for whoever has just been made one. */
export async function skillsFace(
  { words, language }: Pick<RepairContext, 'words' | 'language'>,
  desk: Desk,
  tx: Tx,
  masterId: number,
): Promise<MoneyPage | undefined> {
  const profile = await findProfile(tx, masterId, new Date(desk.clock.nowMs()));
  if (profile === undefined) return undefined;
  const buttons = categoryIds.map((category) => {
    const level = levelOf(profile, category);
    const next = levels[(levels.findIndex((each) => each >= level) + 1) % levels.length] ?? 0;
    const mark = level === 0 ? '➖' : level <= 2 ? '⭐️' : level <= 4 ? '⭐️⭐️' : '⭐️⭐️⭐️';
    return button(kinds.skill, `${mark} ${categoryWord(category, language)}`, masterId, { category, level: next });
  });
  const rows = [
    ...buttons.map((each) => [each]),
    [button(kinds.show, words.plain('reports-back'), masterId, { isNew: false })],
  ];
  return { html: words.t('profile-skills', { name: profile.name }), rows };
}

async function profileFace(
  { words, language }: RepairContext,
  desk: Desk,
  tx: Tx,
  masterId: number,
): Promise<MoneyPage | undefined> {
  const at = new Date(desk.clock.nowMs());
  const profile = await findProfile(tx, masterId, at);
  if (profile === undefined) return undefined;
  const { currency, zone } = desk.settings;
  const style = { language, zone, nowMs: at.getTime() };
  const shifts = profile.shifts
    .slice(0, nextShifts)
    .map(({ from, to }) => `${formatDay(from, style)} ${formatTime(from, style)}–${formatTime(to, style)}`);
  const html = words.t('profile-card', {
    name: profile.name,
    skills:
      profile.skills.length === 0
        ? '—'
        : profile.skills.map(({ category }) => categoryWord(category, language)).join(', '),
    zones: profile.zones.length === 0 ? words.plain('profile-everywhere') : profile.zones.join(', '),
    shifts: shifts.length === 0 ? words.plain('profile-no-shifts') : shifts.join(', '),
    limit:
      profile.cashLimitMinor === undefined
        ? words.plain('profile-no-limit')
        : formatMoney(profile.cashLimitMinor, currency, language),
    scheme: profile.schemeName ?? words.plain('profile-usual-scheme'),
    capacity: profile.capacityPerDay,
  });
  const toggle = (field: (typeof toggles)[number]): ActionButton[] => {
    const isOn = profile[field];
    const text = `${isOn ? '✅' : '➖'} ${words.plain('profile-toggle', { field })}`;
    return [button(kinds.toggle, text, masterId, { field, value: !isOn })];
  };
  const form = (field: (typeof typedFields)[number]): ActionButton =>
    button(kinds.form, words.plain('profile-form', { field }), masterId, { field });
  const rows = [
    [button(kinds.skills, words.plain('profile-skills-button'), masterId, {}), form('zones')],
    [form('shifts'), form('limit')],
    [photoButton(masterId, words.plain('master-photo-button'), { roles: ['admin'] })],
    ...toggles.map(toggle),
  ];
  return { html, rows };
}

function levelOf({ skills }: MasterProfile, category: string): number {
  return skills.find((skill) => skill.category === category)?.level ?? 0;
}
