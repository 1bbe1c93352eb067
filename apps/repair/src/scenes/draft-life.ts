/**
 * How long what somebody has begun to fill in is kept after their last answer, in every dialog: whoever comes back from
 * a holiday finds the same question. What the order has become meanwhile is looked at when the answers are used.
 */
export const draftLifeMs = 30 * 24 * 3_600_000;
