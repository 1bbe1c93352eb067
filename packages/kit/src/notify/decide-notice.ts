import { nextWallTime } from '@durabot/runtime';

/** Why somebody is told something; what follows from it is in {@link decideNotice}. */
export type NoticeClass = 'transactional' | 'work' | 'reminder' | 'safety' | 'promo';

/** How somebody wants to be told. */
export interface NoticeWishes {
  /** IANA name of the person's zone. */
  readonly zone: string;
  /** `HH:MM` of the person's clock; it may go over midnight. */
  readonly quiet: { readonly from: string; readonly until: string } | undefined;
  /** Kinds that were switched on or off. */
  readonly kinds: Readonly<Record<string, boolean>>;
}

/** What has been told so far, and how things stand. */
export interface NoticeFacts {
  readonly nowMs: number;
  /** The person is looking at the chat because of this: they have just paid. */
  readonly waiting?: boolean;
  /** The person is at work now. */
  readonly onShift?: boolean;
  /** Notices of class `work` within the last hour, those that wait included. */
  readonly workLastHour: number;
  /** Notices of this kind about this topic, ever. */
  readonly aboutTopic: number;
  /** The same within the last 24 hours. */
  readonly aboutTopicLastDay: number;
  readonly lastPromoAtMs: number | undefined;
  /** The newest promotions without any answer to them, in a row. */
  readonly promosUnanswered: number;
}

export type NoticeDecision =
  | { readonly kind: 'now' }
  | { readonly kind: 'later'; readonly at: Date }
  /** With others in one message. */
  | { readonly kind: 'digest'; readonly at: Date }
  | {
      readonly kind: 'drop';
      readonly why: 'switched_off' | 'not_wanted' | 'told_already' | 'too_often' | 'unanswered';
    };

const hourMs = 3_600_000;
const mostWorkPerHour = 10;
/** One and two follow-ups. */
const mostReminders = 3;
const promoEveryMs = 7 * 24 * hourMs;
const mostPromosUnanswered = 3;

/** Whether somebody is told now, later, with others or not at all. Pure: it reads no clock and stores nothing. */
export function decideNotice(
  notice: { readonly class: NoticeClass; readonly kind: string },
  wishes: NoticeWishes,
  facts: NoticeFacts,
): NoticeDecision {
  const wanted = wishes.kinds[notice.kind];
  const inPeace = (): NoticeDecision => {
    const at = endOfQuiet(wishes, facts.nowMs);
    return at === undefined ? { kind: 'now' } : { kind: 'later', at };
  };
  switch (notice.class) {
    case 'transactional':
      return facts.waiting === true ? { kind: 'now' } : inPeace();
    case 'work': {
      if (wanted === false) return { kind: 'drop', why: 'switched_off' };
      const peaceful = facts.onShift === true ? ({ kind: 'now' } as const) : inPeace();
      if (facts.workLastHour < mostWorkPerHour) return peaceful;
      return { kind: 'digest', at: peaceful.kind === 'later' ? peaceful.at : nextHour(facts.nowMs) };
    }
    case 'reminder':
      if (wanted === false) return { kind: 'drop', why: 'switched_off' };
      return facts.aboutTopic >= mostReminders ? { kind: 'drop', why: 'too_often' } : inPeace();
    case 'safety':
      return facts.aboutTopicLastDay > 0 ? { kind: 'drop', why: 'told_already' } : { kind: 'now' };
    case 'promo':
      if (wanted !== true) return { kind: 'drop', why: wanted === false ? 'switched_off' : 'not_wanted' };
      if (facts.promosUnanswered >= mostPromosUnanswered) return { kind: 'drop', why: 'unanswered' };
      if (facts.lastPromoAtMs !== undefined && facts.nowMs - facts.lastPromoAtMs < promoEveryMs)
        return { kind: 'drop', why: 'too_often' };
      return inPeace();
  }
}

/** When the quiet hours end in which a moment lies; undefined when it lies in none. Clocks that are changed are minded. */
export function endOfQuiet({ zone, quiet }: Pick<NoticeWishes, 'zone' | 'quiet'>, nowMs: number): Date | undefined {
  if (quiet === undefined || quiet.from === quiet.until) return undefined;
  const after = new Date(nowMs);
  const end = nextWallTime({ zone, time: quiet.until, after });
  const begin = nextWallTime({ zone, time: quiet.from, after });
  return end < begin ? end : undefined;
}

function nextHour(nowMs: number): Date {
  return new Date((Math.floor(nowMs / hourMs) + 1) * hourMs);
}
