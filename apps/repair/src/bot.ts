import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNotifier, createActions, createCards, type MasterKeys, sweepJob } from '@durabot/kit';
import type { Database, Log } from '@durabot/postgres';
import { createDialogs, durable, type Clock, type DurableBot, type Ids, languageOf } from '@durabot/runtime';
import { Bot } from 'grammy';
import { clientCardDefinition } from './cards/client-card.ts';
import { moneyCards } from './cards/money-cards.ts';
import { orderCardDefinition } from './cards/order-card.ts';
import { introduceBot } from './commands.ts';
import type { RepairSettings } from './config.ts';
import { runtimeName, type Desk, type RepairContext } from './desk.ts';
import { deskPolicy } from './domain/sla.ts';
import { defineAssigning } from './handlers/assign.ts';
import { auditTrail } from './handlers/audit.ts';
import { blacklist } from './handlers/blacklist.ts';
import { housekeepingJobs } from './exports/housekeeping.ts';
import { takeInJobs } from './files/take-in.ts';
import { board } from './handlers/board.ts';
import { defineClientActions } from './handlers/client-actions.ts';
import { clientLink } from './handlers/client-link.ts';
import { clients } from './handlers/clients.ts';
import { createOrder } from './handlers/create-order.ts';
import { deletedOrders } from './handlers/deleted.ts';
import { editedAnswers } from './handlers/edited-answers.ts';
import { language } from './handlers/language.ts';
import { latePhotos } from './handlers/late-photos.ts';
import { leftovers } from './handlers/leftovers.ts';
import { masters } from './handlers/masters.ts';
import { defineOrderActions } from './handlers/order-actions.ts';
import { orderHistory } from './handlers/order-history.ts';
import { orderTypes } from './handlers/order-types.ts';
import { orderPhotos, photoRefusals } from './handlers/order-photos.ts';
import { orders } from './handlers/orders.ts';
import { privacy } from './handlers/privacy.ts';
import { quickCreate } from './handlers/quick-create.ts';
import { reachability } from './handlers/reachability.ts';
import { search, searchTyped } from './handlers/search.ts';
import { startAndHelp } from './handlers/start-and-help.ts';
import { users } from './handlers/users.ts';
import { createMoney } from './money.ts';
import { isMenuPress, menuWords } from './menu.ts';
import { clientRefusals } from './notify/client-gone.ts';
import { paperJobs } from './notify/client-papers.ts';
import { orderTimers } from './notify/order-clock.ts';
import { createOrderSweep } from './notify/order-sweep.ts';
import { createPeople, readerOf } from './people.ts';
import { privacyJobs } from './privacy/privacy-jobs.ts';
import { createRoles } from './roles.ts';
import { createOrderForms } from './scenes/acts/order-forms.ts';
import { clientMoveDialog } from './scenes/client/move-form.ts';
import { clientWordsDialog } from './scenes/client/words-form.ts';
import { typeDialog } from './scenes/type-form.ts';
import { createOrderDialog } from './scenes/create-order.ts';
import { migrateMasterGroup } from './store/master-store.ts';
import { createCompany } from './store/company-settings.ts';
import { texts } from './texts.ts';
import { createOrderUseCases } from './use-cases/order-use-cases.ts';

const name = runtimeName;

/** What the bot is made of. */
export interface RepairDeps extends Pick<DurableBot, 'token' | 'apiRoot' | 'ingress'> {
  readonly db: Database;
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: RepairSettings;
  /** Where files are kept; the machine's folder for temporary ones unless said otherwise. */
  readonly filesDir?: string;
  /** What keys of encrypted fields are wrapped with; older ones are taken out of use while the bot runs. */
  readonly masterKeys?: MasterKeys;
  /** What phones are hashed with to be found. */
  readonly lookupSecret?: Buffer;
}

/** The bot of a repair desk: scenes, commands, and what happens to everything else. */
export function buildRepairBot(deps: RepairDeps): DurableBot {
  const { db, log, clock, ids, settings } = deps;
  const roles = createRoles({ db, clock, settings });
  const company = createCompany({ db, clock });
  const policy = deskPolicy({
    zone: settings.zone,
    requiredPhotosBefore: settings.photosBefore,
    requiredPhotosAfter: settings.photosAfter,
    rules: () => company.rules(),
  });
  const actions = createActions<RepairContext>({
    bot: name,
    clock,
    ids,
    reader: (ctx) => ({ language: ctx.language, zone: settings.zone }),
    rolesOf: (tx, userId) => roles.grants.rolesOf(tx, userId),
  });
  const desk: Desk = {
    db,
    log,
    clock,
    ids,
    settings,
    roles,
    people: createPeople({ db, clock }),
    actions,
    cards: createCards({
      bot: name,
      clock,
      actions,
      definitions: [
        orderCardDefinition({ settings, clock, policy, roles }),
        clientCardDefinition({ settings, clock }),
        ...moneyCards({ settings, clock, roles }),
      ],
    }),
    notifier: createNotifier({ bot: name, clock, actions, reader: readerOf(settings.zone) }),
    orders: createOrderUseCases(policy),
    company,
    filesDir: deps.filesDir ?? join(tmpdir(), 'durabot-files'),
    policy,
  };
  const sweep = createOrderSweep(desk);
  const dialog = createOrderDialog(desk);
  const forms = createOrderForms(desk);
  const clientForms = { words: clientWordsDialog(desk), move: clientMoveDialog(desk) };
  const type = typeDialog(desk);
  const money = createMoney(desk);
  const all = [dialog, type, ...forms.all, ...Object.values(clientForms), ...money.dialogs];
  const dialogs = createDialogs(all, {
    clock,
    ids,
    log,
    language: (ctx) => desk.people.greet(ctx),
    isCommand: (ctx) => isMenuPress(ctx.message?.text),
    isHelp: (ctx) => menuWords['menu-help'].includes(ctx.message?.text ?? ''),
    zone: () => settings.zone,
  });

  const bot = new Bot<RepairContext>(deps.token.reveal(), { client: { apiRoot: deps.apiRoot } });
  bot.use(durable());
  bot.use(async (ctx, next) => {
    ctx.language = await desk.people.greet(ctx);
    ctx.words = texts(ctx.language);
    await desk.roles.refresh();
    await company.current();
    sweep.keep(ctx);
    await money.greet(ctx);
    await next();
  });
  bot.use(dialogs.middleware);
  bot.use(clientLink(desk), createOrder(desk, dialogs, dialog));
  defineOrderActions(desk, dialogs, forms);
  defineAssigning(desk);
  orderPhotos(desk);
  defineClientActions(desk, dialogs, clientForms);
  bot.use(money.handlers(dialogs));
  bot.use(actions.middleware(desk.cards));
  bot.use(privacy(desk), clients(desk));
  bot.use(search(desk), orderHistory(desk), auditTrail(desk), orderTypes(desk, dialogs, type));
  bot.use(deletedOrders(desk, dialogs, forms), blacklist(desk, dialogs, forms));
  bot.use(masters(desk), board(desk), startAndHelp(desk), orders(desk), users(desk), language(desk));
  bot.use(reachability(desk), latePhotos(desk), editedAnswers(desk, dialogs, forms));
  bot.use(quickCreate(desk, dialogs, dialog), searchTyped(desk), leftovers(desk, dialogs, dialog));

  return {
    name,
    bot,
    token: deps.token,
    apiRoot: deps.apiRoot,
    ingress: deps.ingress,
    timers: {
      ...dialogs.timers,
      ...desk.cards.timers,
      ...desk.notifier.timers,
      ...orderTimers(desk),
      ...sweep.timers,
      ...money.timers,
    },
    refusals: { ...desk.cards.refusals, ...desk.notifier.refusals, ...clientRefusals(desk), ...photoRefusals(desk) },
    migrateRows: async (tx, migration) => {
      await desk.cards.migrateRows(tx, migration);
      await migrateMasterGroup(tx, migration);
    },
    albums: 'together',
    dialogs: all,
    jobs: {
      'kit.sweep': sweepJob({ db, clock }),
      ...paperJobs(desk),
      ...takeInJobs(desk),
      ...privacyJobs(desk),
      ...money.jobs,
      ...housekeepingJobs({ db, clock, filesDir: desk.filesDir, masterKeys: deps.masterKeys }),
    },
    onReady: introduceBot,
    apology: (code) => texts(languageOf(code)).plain('apology'),
    repeatMark: (code) => texts(languageOf(code)).plain('repeat-mark'),
  };
}
