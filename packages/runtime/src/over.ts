/**
 * The reason of aborts that come with each update and only say that something is over. Without one, each would make an
 * error of its own, whose stack takes longer to write down than all else about it.
 */
export const over = new DOMException('It is over.', 'AbortError');
