import type { Secret } from '@durabot/bot-api';
import { parseMasterKeys } from '@durabot/kit';
import type { Database, Log } from '@durabot/postgres';
import type { Clock, DurableBot, Ids } from '@durabot/runtime';
import { repairProduct, simulatorUsername } from '../products.ts';
import type { ProductName } from '../products.ts';
import type { Settings } from '../settings/settings.ts';
import { withDemoRoles } from './demo.ts';
import { keptSecret, makeLookupSecret, makeMasterKey, makeSimulatorToken, makeWebhookSecret } from './kept-secret.ts';
import type { RunningSimulator } from './start-simulator.ts';

/** What bots are built from. */
export interface BotParts {
  settings: Settings;
  db: Database;
  log: Log;
  clock: Clock;
  ids: Ids;
  demo: boolean;
  simulator: RunningSimulator | undefined;
  /** Where this process answers on this machine; the built-in simulator delivers webhooks there. */
  ownAddress: string;
}

/** Builds every bot of the settings that has a Telegram to talk to. */
export async function buildBots(parts: BotParts): Promise<DurableBot[]> {
  const bots: DurableBot[] = [];
  for (const name of parts.settings.bots) {
    const token = await tokenOf(name, parts);
    if (token === undefined) parts.log.warn({ bot: name }, 'bot left out, it has no token');
    else bots.push(buildProduct(name, token, parts));
  }
  return bots;
}

function buildProduct(name: ProductName, token: Secret, parts: BotParts): DurableBot {
  const { settings, db, clock, ids, demo, simulator } = parts;
  const apiRoot = simulator?.apiRoot ?? settings.telegramApiRoot;
  const common = {
    token,
    apiRoot,
    ingress: ingressOf(name, parts),
    db,
    log: parts.log.child({ bot: name }),
    clock,
    ids,
  };
  switch (name) {
    case 'repair':
      return repairProduct.build({
        ...common,
        ...keeping(parts),
        settings: demo ? withDemoRoles(settings.repair) : settings.repair,
      });
  }
  return name satisfies never;
}

/** Where files are, and what secrets are kept with. */
function keeping({ settings, clock }: BotParts) {
  const { dataDir, filesDir, masterKeys, lookupSecret } = settings;
  const keys = masterKeys ?? keptSecret(dataDir, 'master-keys', () => makeMasterKey(clock.nowMs()));
  const lookup = lookupSecret ?? keptSecret(dataDir, 'lookup-secret', makeLookupSecret);
  return {
    filesDir,
    masterKeys: parseMasterKeys(keys.reveal()),
    lookupSecret: Buffer.from(lookup.reveal(), 'base64'),
  };
}

async function tokenOf(name: ProductName, { settings, simulator }: BotParts): Promise<Secret | undefined> {
  const given = settings.botTokens[name];
  if (simulator === undefined) return given;
  const token = given ?? keptSecret(settings.dataDir, `simulator-token-${name}`, makeSimulatorToken);
  const username = simulatorUsername(name);
  await simulator.control.ensureBot({
    username,
    firstName: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
    token,
  });
  return token;
}

function ingressOf(name: ProductName, { settings, ownAddress, simulator }: BotParts): DurableBot['ingress'] {
  if (settings.ingress === 'polling') return { kind: 'polling' };
  const base = settings.webhookUrl ?? (simulator === undefined ? undefined : ownAddress);
  // The settings were checked for this; polling is the honest fallback of an impossible case.
  if (base === undefined) return { kind: 'polling' };
  const secretToken = settings.webhookSecret ?? keptSecret(settings.dataDir, 'webhook-secret', makeWebhookSecret);
  return { kind: 'webhook', url: `${base}/telegram/${name}`, secretToken };
}
