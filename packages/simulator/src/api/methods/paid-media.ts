import type { PaidMediaContent } from '../../world/message-contents.ts';
import { badRequest } from '../api-error.ts';
import type { Answer, Call } from '../call.ts';
import { readInputPaidMedia } from '../input-media.ts';
import { placeMedia } from '../place-media.ts';
import type { MediaDraft } from '../read-media.ts';
import { parseList } from '../read-object.ts';
import { CAPTION_LENGTH, isLongerThan, readText } from '../read-text.ts';
import { sendMessage } from '../send.ts';

const MOST = 10;
const HIGHEST_PRICE = 25_000;
const PAYLOAD_BYTES = 128;

/** Sends photos and videos that are shown to those who pay for them. */
export async function sendPaidMedia(call: Call): Promise<Answer> {
  const { params } = call;
  const starCount = params.integer('star_count', 0, 0, 1_000_000_000);
  const drafts = await readPaidMedia(call);
  const payload = params.text('payload');
  const { text, entities } = readText(call, { text: 'caption', entities: 'caption_entities', parseMode: 'parse_mode' });
  const content: PaidMediaContent = {
    kind: 'paid_media',
    starCount,
    items: [],
    caption: text,
    entities,
    payload,
    buyers: [],
  };
  if (params.bool('show_caption_above_media')) content.showCaptionAboveMedia = true;
  return sendMessage(
    call,
    'paid media',
    () => content,
    () => {
      checkPaid(content, drafts.length);
      content.items = drafts.map((draft) => {
        const { media, file, startTimestamp, cover, livePhoto } = placeMedia(call, draft);
        if (media !== 'photo' && media !== 'video') throw badRequest('invalid paid media file specified');
        const item: PaidMediaContent['items'][number] = { media, file };
        if (startTimestamp !== undefined) item.startTimestamp = startTimestamp;
        if (cover !== undefined) item.cover = cover;
        if (livePhoto !== undefined) item.livePhoto = livePhoto;
        return item;
      });
    },
  );
}

function checkPaid({ starCount, caption, payload }: PaidMediaContent, count: number): void {
  if (isLongerThan(caption, CAPTION_LENGTH)) throw badRequest('message caption is too long');
  if (starCount <= 0 || starCount > HIGHEST_PRICE) throw badRequest('invalid media price specified');
  if (count === 0 || count > MOST) throw badRequest('invalid number of paid media specified');
  if (Buffer.byteLength(payload) > PAYLOAD_BYTES) throw badRequest('PAYLOAD_INVALID');
}

async function readPaidMedia(call: Call): Promise<MediaDraft[]> {
  const list = parseList(call.params.text('media'), {
    missing: 'parameter "media" is required',
    broken: "can't parse paid media JSON object",
    other: 'expected an Array of InputPaidMedia',
  });
  const drafts: MediaDraft[] = [];
  for (const item of list) drafts.push(await readInputPaidMedia(call, item));
  return drafts;
}
