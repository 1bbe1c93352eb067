import type { ReactElement } from 'react';

import type { Message } from '../../api/types.ts';
import type { ChatKey } from '../../model/chat-key.ts';
import { VoicePlayer } from '../voice-player.tsx';
import { Album } from './album.tsx';
import { Animation } from './animation.tsx';
import { ContactCard } from './contact-card.tsx';
import { Dice } from './dice.tsx';
import { FileRow } from './file-row.tsx';
import { Files } from './files.tsx';
import { Invoice } from './invoice.tsx';
import { contentKindOf } from './kinds.ts';
import { Music } from './music.tsx';
import { PaidMedia } from './paid-media.tsx';
import { Photo } from './photo.tsx';
import { Place } from './place.tsx';
import { Poll } from './poll.tsx';
import { Sticker } from './sticker.tsx';
import { VideoNote } from './video-note.tsx';
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
  switch (contentKindOf(message)) {
    case 'album':
      return <Album {...props} />;
    case 'files':
      return <Files {...props} />;
    case 'photo':
      return <Photo {...props} />;
    case 'voice':
      return message.voice ? <VoicePlayer file={message.voice} /> : null;
    case 'audio':
      return <Music {...props} />;
    case 'video':
      return <Video {...props} />;
    case 'animation':
      return <Animation {...props} />;
    case 'video-note':
      return <VideoNote {...props} />;
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
    case 'paid-media':
      return <PaidMedia {...props} />;
    case 'text':
      return null;
  }
}
