import type { ReactElement } from 'react';

import type { Message } from '../../api/types.ts';
import { usePhrases } from '../../i18n/texts.ts';
import type { ChatKey } from '../../model/chat-key.ts';
import { VoicePlayer } from '../voice-player.tsx';
import { ContactCard } from './contact-card.tsx';
import { Dice } from './dice.tsx';
import { FileRow } from './file-row.tsx';
import { Invoice } from './invoice.tsx';
import { contentKindOf } from './kinds.ts';
import { Photo } from './photo.tsx';
import { Place } from './place.tsx';
import { Poll } from './poll.tsx';
import { Sticker } from './sticker.tsx';
import { Video } from './video.tsx';

export interface ContentProps {
  /** The chat in which it is shown: votes, payments and the like go there. */
  chatKey: ChatKey;
  message: Message;
  isOwn: boolean;
}

/** What a message carries besides its text, above it in the bubble. */
export function MessageContent(props: ContentProps): ReactElement | null {
  const { message } = props;
  const { t } = usePhrases();
  switch (contentKindOf(message)) {
    case 'photo':
      return <Photo {...props} />;
    case 'voice':
      return message.voice ? <VoicePlayer file={message.voice} /> : null;
    case 'audio':
      return message.audio ? (
        <VoicePlayer file={message.audio} title={message.audio.title ?? message.audio.file_name ?? t.audio} />
      ) : null;
    case 'video':
      return <Video {...props} />;
    case 'sticker':
      return <Sticker {...props} />;
    case 'document':
      return <FileRow {...props} />;
    case 'location':
      return <Place {...props} />;
    case 'contact':
      return <ContactCard {...props} />;
    case 'dice':
      return <Dice {...props} />;
    case 'poll':
      return <Poll {...props} />;
    case 'invoice':
      return <Invoice {...props} />;
    case 'text':
      return null;
  }
}
