import type { ReactElement } from 'react';

import type { Message, StoredFile } from '../../api/types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import { useChatActions, type ViewerItem } from '../chat-actions.ts';
import { MediaGrid } from './media-grid.tsx';
import type { ContentProps } from './message-content.tsx';

/** Photos and videos that were sent together; pressing one shows it large, with the others beside it. */
export function Album({ message }: ContentProps): ReactElement {
  const { t } = usePhrases();
  const { view } = useChatActions();
  const parts = (message.album ?? []).flatMap((one) => {
    const file = fileOf(one);
    return file ? [{ one, file }] : [];
  });
  const items = parts.map(({ one, file }): ViewerItem => ({
    kind: one.photo ? 'photo' : 'video',
    file,
    caption: one.caption,
  }));
  return (
    <MediaGrid
      label={t.album}
      cells={parts.map(({ one, file }, index) => ({
        key: one.message_id,
        messageId: one.message_id,
        file,
        isVideo: one.photo === undefined,
        isHidden: one.has_media_spoiler === true,
        label: one.caption ?? `${one.photo ? t.photo : t.video} ${index + 1}`,
      }))}
      onOpen={(index) => view(items, index)}
    />
  );
}

function fileOf(message: Message): StoredFile | undefined {
  return message.photo?.at(-1) ?? message.video ?? message.animation;
}
