import type { ReactElement } from 'react';

import type { PaidMediaItem } from '../../api/content-types.ts';
import type { StoredFile } from '../../api/types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { addressOf } from '../../model/chat-key.ts';
import { priceLabel } from '../../text/price.ts';
import { useChatActions, type ViewerItem } from '../chat-actions.ts';
import { Icon } from '../icon.tsx';
import { albumRows, cellRatio } from './album-rows.ts';
import { MediaGrid } from './media-grid.tsx';
import type { ContentProps } from './message-content.tsx';

/** Media that are paid for: blurred with the price on them, or open once they are bought. */
export function PaidMedia({ chatKey, message }: ContentProps): ReactElement | null {
  const { t, fill, language } = usePhrases();
  const { pay, view } = useChatActions();
  const { paid_media: paid } = message;
  if (!paid) return null;
  const price = priceLabel(paid.star_count, 'XTR', language);
  const open = paid.paid_media.flatMap((item) => {
    const file = fileOf(item);
    return file ? [{ file, isVideo: item.type !== 'photo' }] : [];
  });
  if (open.length > 0) {
    const items = open.map(({ file, isVideo }): ViewerItem => ({ kind: isVideo ? 'video' : 'photo', file }));
    return (
      <MediaGrid
        label={t.album}
        cells={open.map(({ file, isVideo }, index) => ({
          key: index,
          file,
          isVideo,
          isHidden: false,
          label: `${isVideo ? t.video : t.photo} ${index + 1}`,
        }))}
        onOpen={(index) => view(items, index)}
      />
    );
  }
  const invoice = {
    title: fill(t.unlockAsk, { price }),
    description: '',
    currency: 'XTR',
    total_amount: paid.star_count,
  };
  return (
    <button
      type="button"
      className="paid-media"
      onClick={() => pay({ address: addressOf(chatKey), messageId: message.message_id }, invoice)}
    >
      {albumRows(paid.paid_media.map((item, index) => ({ ...item, index }))).map((row) => (
        <span
          key={row[0]?.index}
          className="media-grid-row"
          style={{
            gridTemplateColumns: row.map((item) => `${cellRatio(item)}fr`).join(' '),
            aspectRatio: Math.max(
              1.2,
              row.reduce((sum, item) => sum + cellRatio(item), 0),
            ),
          }}
        >
          {row.map((item) => (
            <span key={item.index} className="paid-media-cover" />
          ))}
        </span>
      ))}
      <span className="paid-media-price">
        <Icon name="lock" size={18} /> {fill(t.unlock, { price })}
      </span>
    </button>
  );
}

function fileOf(item: PaidMediaItem): StoredFile | undefined {
  return item.photo?.at(-1) ?? item.video ?? item.live_photo?.photo.at(-1);
}
