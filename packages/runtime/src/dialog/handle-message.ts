import type { Message } from 'grammy/types';
import type { DurableContext } from '../context.ts';
import { advance, attach, correct, type Move, type Outcome } from './advance.ts';
import { applyOutcome } from './apply-outcome.ts';
import { isAttachment, readInput, type DialogInput } from './dialog-input.ts';
import { findStep } from './dialog-path.ts';
import { languageFor, loadEnv, openSession, parkActive, type Engine, type Session } from './dialog-session.ts';
import { reviewStep, type DialogState } from './dialog-state.ts';
import { offerDraft } from './enter-dialog.ts';
import { escapeHtml } from './html.ts';
import { save, standAt } from './stand-at.ts';
import { engineTexts } from './texts.ts';

const dayMs = 24 * 3_600_000;

/** Whether the message was for the dialog, or is for the bot's other handlers; then the dialog may have been parked for them. */
export type Handled = 'taken' | 'passed_on' | 'parked';

/** Takes a message as the answer to the question that stands, if one stands. A command parks the dialog and passes on. */
export async function handleMessage(engine: Engine, ctx: DurableContext, message: Message): Promise<Handled> {
  const stored = ctx.durable.dialog.active();
  if (stored === undefined || !isForTheBot(ctx, message)) return 'passed_on';
  const command = engine.deps.isHelp?.(ctx) === true ? 'help' : commandOf(ctx, message);
  if (command === 'foreign') return 'passed_on';
  const input = readInput(message);
  if (input === undefined) return 'passed_on';
  const language = await languageFor(engine, ctx);
  const ofTheProduct = command === 'other' || (command === undefined && engine.deps.isCommand?.(ctx) === true);
  if (ofTheProduct) {
    park(engine, ctx);
    return 'parked';
  }
  const session = openSession(engine, ctx, stored, language);
  if (session === undefined) {
    await ctx.reply(engineTexts[language].unavailable);
    return command === 'help' ? 'passed_on' : 'taken';
  }
  if (command === 'help') {
    await ctx.reply(helpOn(session, await loadEnv(session, session.state, session.state.step)), { parse_mode: 'HTML' });
    return 'passed_on';
  }
  await onInput(session, message, input);
  return 'taken';
}

/** Takes the new text of a message that has answered a step of the active dialog. */
export async function handleEditedMessage(engine: Engine, ctx: DurableContext, message: Message): Promise<Handled> {
  const stored = ctx.durable.dialog.active();
  const input = readInput(message);
  // A live location is edited by Telegram as its sender moves; the answer is where they were.
  if (stored === undefined || input === undefined || input.kind === 'location') return 'passed_on';
  const session = openSession(engine, ctx, stored, await languageFor(engine, ctx));
  if (session === undefined) return 'taken';
  const { dialog, state, language } = session;
  const answered = Object.entries(state.answeredBy).find(([, id]) => id === message.message_id)?.[0];
  if (answered === undefined) return 'passed_on';
  const env = await loadEnv(session, state, answered, input);
  const outcome = correct(dialog, state, answered, input, { env, language });
  const card = outcome.kind === 'moved' ? state.card : undefined;
  await applyOutcome(session, outcome, card === undefined ? { kind: 'new' } : { kind: 'edit', messageId: card });
  return 'taken';
}

async function onInput(session: Session, message: Message, input: DialogInput): Promise<void> {
  const { dialog, state, language, engine } = session;
  const rest = restOfAlbum(session);
  if (message.media_group_id !== undefined && message.media_group_id === state.album)
    return joinAlbum(session, [input, ...rest]);
  if (session.moved) return standAt(session, state, { kind: 'new' });
  const idleMs = engine.deps.clock.nowMs() - state.usedAtMs;
  // After days a message is hardly meant for a question far up in the chat.
  if (idleMs >= (engine.deps.idleMs ?? dayMs) && state.asking.kind === 'answer') return offerDraft(session);
  const album = message.media_group_id === undefined ? {} : { album: message.media_group_id };
  const here = { ...session, state: { ...state, ...album } };
  const move: Move = { kind: 'answer', input, messageId: message.message_id };
  const env = await loadEnv(session, state, state.step, input);
  const outcome = advance(dialog, here.state, move, { env, language });
  await applyOutcome(here, rest.length === 0 ? outcome : withRest(here, outcome, [input, ...rest]), { kind: 'new' });
}

/** Where the runtime gathers albums, the parts after the first one, as they came. */
function restOfAlbum({ ctx }: Session): DialogInput[] {
  const inputs: DialogInput[] = [];
  for (const { message } of ctx.durable.album?.updates.slice(1) ?? []) {
    const input = message === undefined ? undefined : readInput(message);
    if (input !== undefined) inputs.push(input);
  }
  return inputs;
}

/** An album that came whole is one answer, and says how many files it is. */
function withRest({ dialog, language }: Session, outcome: Outcome, all: readonly DialogInput[]): Outcome {
  if (outcome.kind !== 'moved' && outcome.kind !== 'asked_again') return outcome;
  const state = joined(dialog, outcome.state, all.slice(1));
  if (outcome.kind === 'asked_again') return { ...outcome, state };
  const files = all.filter(isAttachment);
  const count = engineTexts[language].album(
    files.length,
    files.every(({ kind }) => kind === 'photo'),
  );
  return { ...outcome, state, note: outcome.note === undefined ? count : `${count}\n${outcome.note}` };
}

/** The other pictures of an album follow the first one without a question each. */
async function joinAlbum(session: Session, inputs: readonly DialogInput[]): Promise<void> {
  const { dialog, state, ctx } = session;
  const whole = joined(dialog, state, inputs);
  // Parts that come late belong to a card that counts them already.
  if (ctx.durable.album !== undefined && state.card !== undefined)
    return standAt(session, whole, { kind: 'edit', messageId: state.card });
  // The question did not change, so the card's buttons stay good.
  return save({ ...session, state: whole }, whole, 'active');
}

function joined(dialog: Session['dialog'], state: DialogState, inputs: readonly DialogInput[]): DialogState {
  if (state.asking.kind === 'attach')
    return { ...state, asking: { kind: 'attach', held: [...state.asking.held, ...inputs] } };
  return inputs.reduce((all, input) => attach(dialog, all, input), state);
}

function park(engine: Engine, ctx: DurableContext): void {
  parkActive(ctx);
  engine.deps.log.debug({ chatId: ctx.chatId }, 'dialog was parked by a command');
}

function helpOn(session: Session, env: unknown): string {
  const { dialog, state, language } = session;
  const texts = engineTexts[language];
  const view = { data: state.values, env, language };
  const step = findStep(dialog, state.step);
  const lines = [`<b>${escapeHtml(texts.helpNow(dialog.texts.title(language)))}</b>`];
  if (step !== undefined) {
    const example = step.example?.(view);
    lines.push(step.help?.(view) ?? step.prompt(view));
    if (example !== undefined) lines.push(escapeHtml(texts.example(example)));
  }
  if (state.step === reviewStep) lines.push(texts.reviewHint);
  return lines.join('\n');
}

/** In a group people talk to each other: only a reply to the bot is an answer. */
function isForTheBot(ctx: DurableContext, message: Message): boolean {
  if (message.chat.type === 'private') return true;
  return message.reply_to_message?.from?.id === ctx.me.id || message.text?.startsWith('/') === true;
}

/** The engine's own commands are answers like any typed word; `foreign` is for another bot of the group. */
function commandOf(ctx: DurableContext, message: Message): 'help' | 'word' | 'other' | 'foreign' | undefined {
  const entity = message.entities?.find(({ type, offset }) => type === 'bot_command' && offset === 0);
  if (entity === undefined || message.text === undefined) return undefined;
  const [name, receiver] = message.text.slice(1, entity.length).toLowerCase().split('@');
  if (receiver !== undefined && receiver !== ctx.me.username.toLowerCase()) return 'foreign';
  if (name === 'help') return 'help';
  return name === 'cancel' || name === 'back' || name === 'skip' ? 'word' : 'other';
}
