import type { ControlHttp } from './http.ts';
import type { SimMessage, SimSent } from './types.ts';

export interface SimPollOption {
  persistent_id: string;
  text: string;
  voter_count: number;
}

/** A poll as the acting person sees it. */
export interface SimPoll {
  id: string;
  question: string;
  options: SimPollOption[];
  total_voter_count: number;
  is_closed: boolean;
  is_anonymous: boolean;
  type: 'regular' | 'quiz';
  allows_multiple_answers: boolean;
  allows_revoting: boolean;
  close_date?: number;
  /** Of a quiz, once the person has voted or it is closed. */
  correct_option_ids?: number[];
  explanation?: string;
  /** Indexes of what the acting person chose. */
  chosen: number[];
}

export interface NewSimPoll {
  is_anonymous?: boolean;
  allows_multiple_answers?: boolean;
  type?: 'regular' | 'quiz';
  correct_option_ids?: number[];
  explanation?: string;
  allow_adding_options?: boolean;
  hide_results_until_closes?: boolean;
  open_period?: number;
}

/** What a person does with polls. */
export interface PollActs {
  /** Chooses options by their indexes; none takes the vote back. */
  votes(message: SimMessage | SimSent | number, ...options: number[]): Promise<SimPoll>;
  /** Sends a poll of the person's own. */
  asks(question: string, options: string[], details?: NewSimPoll): Promise<SimSent>;
  /** Stops a poll of the person's own. */
  stopsPoll(message: SimMessage | SimSent | number): Promise<SimPoll>;
  /** Adds an option to a poll that allows it. */
  addsOption(message: SimMessage | SimSent | number, text: string): Promise<SimPoll>;
}

interface Polled {
  poll: SimPoll;
  rev: number;
}

export function createPollActs(http: ControlHttp, where: object, noteRev: (rev: number) => void): PollActs {
  const call = async (path: string, message: SimMessage | SimSent | number, body: object): Promise<SimPoll> => {
    const id = typeof message === 'number' ? message : message.message_id;
    const { poll, rev } = await http.post<Polled>(path, { ...where, message_id: id, ...body });
    noteRev(rev);
    return poll;
  };
  return {
    votes: async (message, ...options) => await call('votes', message, { options }),
    asks: async (question, options, details) => {
      const sent = await http.post<SimSent>('polls', { ...where, question, options, ...details });
      noteRev(sent.rev);
      return sent;
    },
    stopsPoll: async (message) => await call('polls/close', message, {}),
    addsOption: async (message, text) => await call('polls/options', message, { text }),
  };
}
