import type { UpdateRecord } from '../world/types.ts';

export class Webhooks {
  notice(_update: UpdateRecord): void {
    // Filled in by the next change.
  }
}
