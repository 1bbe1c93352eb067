import { entitiesToHtml } from './entities-html.ts';
import { escapeHtml } from './escape-html.ts';
import type { Transcript } from './collect.ts';
import { nameOf, senderOf, shownMessage, type ShownMessage } from './shown-message.ts';
import { transcriptStyle, type TranscriptTheme } from './style.ts';
import { transcriptWords, type TranscriptLanguage, type TranscriptWords } from './words.ts';

export interface HtmlOptions {
  theme: TranscriptTheme;
  language: TranscriptLanguage;
  timeZone: string;
  /** The picture behind the address of a file as a `data:` address; `undefined` where it is none. */
  pictureOf: (url: string) => string | undefined;
}

const COLORS = 7;
/** A pause longer than this starts a new run of one sender. */
const RUN_GAP_S = 600;

/** A transcript as one file that needs nothing else: it looks like the chat, and holds its pictures. */
export function transcriptHtml(transcript: Transcript, options: HtmlOptions): string {
  const messages = transcript.messages.map((message) => shownMessage.parse(message));
  const title = titleOf(transcript);
  const isGroup = transcript.bot === undefined;
  const parts: string[] = [];
  let day = '';
  for (const [index, message] of messages.entries()) {
    const label = dayOf(message, options);
    if (label !== day) parts.push(`<div class="pill">${escapeHtml(label)}</div>`);
    const startsRun = label !== day || !isOneRun(messages[index - 1], message);
    day = label;
    parts.push(drawMessage(message, { ...options, isGroup, startsRun }));
  }
  return `<!doctype html>
<html lang="${options.language}" data-theme="${options.theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${transcriptStyle(options.theme)}</style>
</head>
<body>
<header>${avatar(isGroup ? Number(transcript.chat['id']) : Number(transcript.bot?.['id']), title)}<h1>${escapeHtml(title)}</h1></header>
<main>
${parts.join('\n')}
</main>
</body>
</html>
`;
}

interface Place extends HtmlOptions {
  isGroup: boolean;
  startsRun: boolean;
}

function drawMessage(message: ShownMessage, place: Place): string {
  const words = transcriptWords[place.language];
  const event = eventOf(message, words);
  if (event !== undefined)
    return `<div class="pill" data-message-id="${message.message_id}">${escapeHtml(event)}</div>`;
  const sender = senderOf(message);
  const isOwn = message.outgoing === true;
  const picture = drawPicture(message, place, words);
  const text = message.text ?? message.caption;
  const classes = ['message', isOwn ? 'own' : 'other'];
  if (place.startsRun) classes.push('first');
  if (picture !== '') classes.push('has-picture');
  if (message.deleted === true) classes.push('deleted');
  const name =
    place.isGroup && !isOwn && place.startsRun
      ? `<span class="sender name-${Math.abs(sender.id) % COLORS}">${escapeHtml(sender.name)}</span>`
      : '';
  const body = text === undefined ? '' : entitiesToHtml(text, message.entities ?? message.caption_entities);
  const edited = message.edited_at !== undefined && message.from?.['is_bot'] !== true ? `${words.edited} ` : '';
  const time = new Intl.DateTimeFormat(place.language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: place.timeZone,
  }).format(message.date * 1000);
  return `<article class="${classes.join(' ')}" data-message-id="${message.message_id}"><div class="bubble">${name}${forwarded(
    message,
    words,
  )}${quote(message, words)}${picture}${extras(message, words)}<div class="text">${body}<span class="meta">${edited}<time>${time}</time></span></div>${reactions(
    message,
  )}</div>${keyboard(message)}</article>`;
}

function drawPicture(message: ShownMessage, { pictureOf }: Place, words: TranscriptWords): string {
  const url = message.photo?.at(-1)?.url ?? message.sticker?.url;
  if (url === undefined) return '';
  const data = pictureOf(url);
  const alt = message.sticker === undefined ? words.photo : (message.sticker.emoji ?? words.sticker);
  if (data === undefined) return `<p class="card">${escapeHtml(alt)}</p>`;
  return `<img src="${escapeHtml(data)}" alt="${escapeHtml(alt)}">`;
}

/** What is shown by name: files, places, polls, invoices. */
function extras(message: ShownMessage, words: TranscriptWords): string {
  const lines = extraLines(message, words);
  if (lines.length === 0) return '';
  const [head = '', ...rest] = lines;
  return `<div class="card"><b>${escapeHtml(head)}</b>${rest.map((line) => `<span>${escapeHtml(line)}</span>`).join('')}</div>`;
}

function extraLines(message: ShownMessage, words: TranscriptWords): string[] {
  const { voice, audio, document, location, venue, contact, dice, poll, invoice } = message;
  const video = message.video ?? message.animation ?? message.video_note;
  if (voice) return [`🎤 ${words.voice}`, lengthOf(voice.duration)];
  if (audio) return [`🎵 ${audio.file_name ?? words.audio}`, lengthOf(audio.duration)];
  if (video) return [`🎬 ${words.video}`];
  if (document) return [`📎 ${document.file_name ?? words.file}`];
  if (venue) return [`📍 ${venue.title}`, venue.address];
  if (location) return [`📍 ${words.location}`, `${location.latitude}, ${location.longitude}`];
  if (contact) return [`👤 ${contact.first_name}`, contact.phone_number];
  if (dice) return [`${dice.emoji} ${dice.value}`];
  if (poll) {
    const options = poll.options.map((option) => `${option.text} · ${option.voter_count}`);
    return [`📊 ${poll.question}`, ...options, `${poll.total_voter_count} ${words.votes}`];
  }
  if (invoice) return [invoice.title, invoice.description, priceOf(invoice)];
  return [];
}

/** What happened, in words, when a message tells of an event. */
function eventOf(message: ShownMessage, words: TranscriptWords): string | undefined {
  const name = senderOf(message).name;
  if (message.new_chat_members) return `${message.new_chat_members.map(nameOf).join(', ')} ${words.joined}`;
  if (message.left_chat_member) return `${nameOf(message.left_chat_member)} ${words.left}`;
  if (message.new_chat_title !== undefined) return `${words.renamed} “${message.new_chat_title}”`;
  if (message.pinned_message) return `${name} ${words.pinned}`;
  if (message.group_chat_created === true || message.supergroup_chat_created === true) return words.created;
  if (message.successful_payment) return `${words.paid}: ${priceOf(message.successful_payment)}`;
  if (message.forum_topic_created) return `${words.topic}: ${message.forum_topic_created.name}`;
  return undefined;
}

function forwarded(message: ShownMessage, words: TranscriptWords): string {
  const origin = message.forward_origin;
  if (origin === undefined) return '';
  const name = origin.sender_user
    ? nameOf(origin.sender_user)
    : (origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? '');
  return `<span class="forwarded">${escapeHtml(`${words.forwardedFrom} ${name}`)}</span>`;
}

function quote(message: ShownMessage, words: TranscriptWords): string {
  const replied = message.reply_to_message;
  if (replied === undefined) return '';
  const name = replied.from ? nameOf(replied.from) : '';
  const text = replied.text ?? replied.caption ?? words.other;
  return `<div class="quote"><b>${escapeHtml(name)}</b><span>${escapeHtml(text.slice(0, 120))}</span></div>`;
}

function reactions(message: ShownMessage): string {
  const counts = new Map<string, number>();
  for (const emoji of Object.values(message.reactions ?? {}).flat()) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  if (counts.size === 0) return '';
  const chips = [...counts].map(([emoji, n]) => `<span>${escapeHtml(emoji)} ${n}</span>`);
  return `<div class="reactions">${chips.join('')}</div>`;
}

function keyboard(message: ShownMessage): string {
  const rows = message.reply_markup?.inline_keyboard;
  if (rows === undefined) return '';
  const drawn = rows.map((row) => `<div>${row.map(({ text }) => `<span>${escapeHtml(text)}</span>`).join('')}</div>`);
  return `<div class="keyboard">${drawn.join('')}</div>`;
}

function avatar(id: number, title: string): string {
  return `<span class="avatar color-${Math.abs(id) % COLORS}">${escapeHtml(/[\p{L}\p{N}]/u.exec(title)?.[0] ?? '?')}</span>`;
}

function titleOf({ bot, chat }: Transcript): string {
  const title = bot?.['first_name'] ?? chat['title'] ?? '';
  return typeof title === 'string' ? title : '';
}

function dayOf(message: ShownMessage, { language, timeZone }: HtmlOptions): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(
    message.date * 1000,
  );
}

function isOneRun(earlier: ShownMessage | undefined, later: ShownMessage): boolean {
  if (earlier === undefined) return false;
  return senderOf(earlier).id === senderOf(later).id && later.date - earlier.date <= RUN_GAP_S;
}

function lengthOf(seconds = 0): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`;
}

function priceOf({ currency, total_amount: amount }: { currency: string; total_amount: number }): string {
  return currency === 'XTR' ? `⭐ ${amount}` : `${(amount / 100).toFixed(2)} ${currency}`;
}
