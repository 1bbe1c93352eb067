import type { ActionScope, CardViewer } from '@durabot/kit';
import type { Tx } from '@durabot/postgres';
import { languageOf, type Language } from '@durabot/runtime';
import type { RepairSettings } from '../config.ts';
import type { ActorRole } from '../domain/machines/actor.ts';
import type { OrderState } from '../domain/order-case.ts';
import { findMasterById, findMasterOfGroup } from '../store/master-store.ts';
import type { Order } from '../store/order-row.ts';
import { findPerson } from '../store/person-store.ts';

/** For whom a card is drawn, and what follows for what it shows. */
export interface OrderViewer {
  readonly language: Language;
  /** As whom they act on this order. */
  readonly roles: readonly ActorRole[];
  /** Whose offers and visits are theirs; undefined for who is no master. */
  readonly masterId: number | undefined;
  /** Of the people of the desk, in private: everything but, maybe, the phone. */
  readonly isDesk: boolean;
  /** The master who has the order, as long as they need it. */
  readonly isOwnMaster: boolean;
  readonly seesPhone: boolean;
  /** A group of several people: nothing personal. */
  readonly isPublic: boolean;
  /** Who may press what is drawn. */
  readonly scope: ActionScope;
}

/** What is asked about people. */
interface WhoIsWho {
  readonly settings: RepairSettings;
  readonly roles: {
    actorsOf(userId: number): readonly ActorRole[];
    seesPhone(userId: number, order: { readonly dispatcherId: number }): boolean;
  };
}

/** A master may look up the client for so long after the end of an order. */
export const phoneAfterEndMs = 24 * 3_600_000;

/** Who looks at an order; undefined for somebody who is nothing here any more. */
export async function viewerOf(
  tx: Tx,
  desk: WhoIsWho,
  { order, state, viewer, at }: { order: Order; state: OrderState; viewer: CardViewer; at: Date },
): Promise<OrderViewer | undefined> {
  const { chatId, userId } = viewer;
  if (chatId < 0) {
    const master = isCompanyGroup(desk.settings, chatId) ? undefined : await findMasterOfGroup(tx, chatId);
    const language = groupLanguage(desk.settings.country);
    if (master !== undefined) {
      const isOwnMaster = mayKnowClient(state, master.userId, at);
      return {
        language: (await languageOfPerson(tx, master.userId)) ?? language,
        roles: ['master'],
        masterId: master.userId,
        isDesk: false,
        isOwnMaster,
        seesPhone: isOwnMaster,
        isPublic: false,
        scope: { userIds: [master.userId], roles: ['admin'] },
      };
    }
    const nobody = { masterId: undefined, isDesk: false, isOwnMaster: false, seesPhone: false, isPublic: true };
    return { language, roles: ['master'], ...nobody, scope: { roles: ['master'] } };
  }
  const personId = userId ?? chatId;
  const roles = await rolesNow(tx, desk, personId);
  if (roles.length === 0) return undefined;
  const isDesk = roles.some((role) => role === 'dispatcher' || role === 'admin');
  const isOwnMaster = roles.includes('master') && mayKnowClient(state, personId, at);
  return {
    language: (await languageOfPerson(tx, personId)) ?? groupLanguage(desk.settings.country),
    roles,
    masterId: roles.includes('master') ? personId : undefined,
    isDesk,
    isOwnMaster,
    seesPhone: (isDesk && desk.roles.seesPhone(personId, order)) || isOwnMaster,
    isPublic: false,
    scope: { userIds: [personId] },
  };
}

/** The settings may still name a master who was fired. */
async function rolesNow(tx: Tx, desk: WhoIsWho, userId: number): Promise<readonly ActorRole[]> {
  const roles = desk.roles.actorsOf(userId);
  if (!roles.includes('master')) return roles;
  const master = await findMasterById(tx, userId);
  return master?.status === 'fired' ? roles.filter((role) => role !== 'master') : roles;
}

/** From the acceptance until a day after the end. */
function mayKnowClient(state: OrderState, masterId: number, at: Date): boolean {
  if (state.masterId !== masterId) return false;
  if (['assigned', 'in_progress', 'on_hold', 'work_done'].includes(state.status)) return true;
  return at.getTime() - state.statusSince.getTime() < phoneAfterEndMs;
}

/** The groups of the whole company; every other one that the bot works in is a master's. */
export function isCompanyGroup(settings: RepairSettings, chatId: number): boolean {
  return chatId === settings.dispatchGroupId || chatId === settings.mastersGroupId;
}

async function languageOfPerson(tx: Tx, userId: number): Promise<Language | undefined> {
  const person = await findPerson(tx, userId);
  return person === undefined ? undefined : (person.language ?? languageOf(person.languageCode));
}

/** A group has no language of its own; the company's country is the best guess. */
export function groupLanguage(country: string): Language {
  if (country === 'UA') return 'uk';
  return ['RU', 'BY', 'KZ', 'KG'].includes(country) ? 'ru' : 'en';
}
