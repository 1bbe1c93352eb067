import { createDay } from './day.ts';
import { openFirm } from './firm.ts';
import { Ledger } from './ledger.ts';
import { planDay } from './plan.ts';
import { createRandom } from './random.ts';
import { tellCash, tellOrder, type StoryDeps } from './stories.ts';
import { auditBooks, type Audit } from './audit.ts';

export interface DayOptions {
  readonly seed: number;
  readonly orders: number;
  /** Whether the program is ended and started in the middle of the day. */
  readonly restart: boolean;
  readonly onLine: (line: string) => void;
}

export interface DayResult extends Audit {
  readonly seed: number;
  readonly orders: number;
  readonly seconds: number;
}

/** Midnight of a Monday, by the firm's clock. */
const startMs = Date.parse('2026-11-22T21:00:00Z');
const hourMs = 3_600_000;

/** Plays one day of a repair firm through its chats, with what is left over for the next, and compares the books. */
export async function runDay(options: DayOptions): Promise<DayResult> {
  const began = performance.now();
  const firm = await openFirm({ seed: options.seed, startMs: startMs + 7 * hourMs });
  try {
    const ledger = new Ledger(new Map(firm.masters.map(({ id, sheet }) => [id, sheet])), () => firm.clock.nowMs());
    let lastLine = '';
    const day = createDay(firm, {
      onHour: (nowMs) => {
        const line = hourLine(ledger, nowMs);
        // Nothing happens at night.
        if (line.slice(line.indexOf('  ')) !== lastLine) options.onLine(line);
        lastLine = line.slice(line.indexOf('  '));
      },
      ...(options.restart ? { middle: { atMs: startMs + 13 * hourMs, run: () => firm.restart() } } : {}),
    });
    const deps: StoryDeps = { firm, ledger, startMs, callers: new Map() };
    for (const plan of planDay(createRandom(options.seed), options.orders))
      day.tells(async (turn) => {
        try {
          await tellOrder(deps, plan, turn);
        } catch (error) {
          throw new Error(`Order ${plan.index + 1} (${plan.fate}, ${plan.offering}, ${plan.troubles.join()})`, {
            cause: error,
          });
        }
      });
    day.tells((turn) => tellCash(deps, turn));
    await day.play();
    const audit = await auditBooks({ firm, ledger, startMs });
    return { ...audit, seed: options.seed, orders: options.orders, seconds: (performance.now() - began) / 1_000 };
  } finally {
    await firm.stop();
  }
}

function hourLine(ledger: Ledger, nowMs: number): string {
  const count = (ending: string): number => [...ledger.orders.values()].filter((one) => one.ending === ending).length;
  const hours = (nowMs - startMs) / hourMs;
  const day = Math.floor(hours / 24) + 1;
  const time = `${String(Math.floor(hours) % 24).padStart(2, '0')}:00`;
  const gross = ledger.entries.reduce((sum, entry) => sum + entry.gross, 0);
  return `day ${day} ${time}  taken ${ledger.orders.size}, open ${count('open')}, done ${count('done')}, closed ${count('closed')}, refused ${count('refused')}, cancelled ${count('cancelled')}; gross ${(gross / 100).toFixed(2)}`;
}
