/** A promise, one way to break it in the source, and the test that has to fail then. */
export interface BrokenPromise {
  /** Its number in the README. */
  readonly promise: string;
  /** What goes wrong, as an operator would tell it. */
  readonly fault: string;
  /** The source that is changed, from the root. */
  readonly file: string;
  /** Each text stands in the file exactly once. */
  readonly edits: readonly { readonly find: string; readonly replace: string }[];
  /** The test file, from the root, and words of the test's name. */
  readonly test: string;
  readonly name: string;
}

const runtime = 'packages/runtime/src';
const promises = 'packages/runtime/test/promises';

/** At least one for each promise; where a promise has several parts, one for each of them. */
export const brokenPromises: readonly BrokenPromise[] = [
  {
    promise: 'P1',
    fault: 'a webhook is answered before its update is stored',
    file: `${runtime}/ingress/webhook.ts`,
    edits: [
      {
        find: 'target.append(update).then(',
        replace: 'void target.append(update).catch(() => {});\nPromise.resolve().then(',
      },
    ],
    test: `${promises}/updates.e2e.test.ts`,
    name: 'a webhook is answered 200 only after its update is committed',
  },
  {
    promise: 'P1',
    fault: 'a webhook is answered 200 while the database is away',
    file: `${runtime}/ingress/webhook.ts`,
    edits: [{ find: "reply.code(503).header('retry-after', 2)", replace: "reply.code(200).header('retry-after', 2)" }],
    test: `${promises}/updates.e2e.test.ts`,
    name: 'a webhook is answered 503 with Retry-After while the database is away',
  },
  {
    promise: 'P1',
    fault: 'the cursor moves before the batch is stored',
    file: `${runtime}/ingress/poller.ts`,
    edits: [
      {
        find: 'await deps.store(batch, nextOffset);',
        replace: `await db.query('update durabot.bot set next_offset = $2 where name = $1', [bot, nextOffset]);
      await deps.store(batch, nextOffset);`,
      },
    ],
    test: `${promises}/updates.e2e.test.ts`,
    name: 'a crash between fetching a batch and storing it loses nothing',
  },
  {
    promise: 'P2',
    fault: 'an update is stored each time that it comes',
    file: `${runtime}/inbox/inbox.ts`,
    edits: [
      {
        find: 'from input i join fresh using (update_id)\n  order by i.ord\n  returning',
        replace: 'from input i left join fresh using (update_id)\n  order by i.ord\n  returning',
      },
    ],
    test: `${promises}/updates.e2e.test.ts`,
    name: 'the same webhook twice at the same time is handled once',
  },
  {
    promise: 'P2',
    fault: 'what is lower than the highest id seen counts as seen',
    file: `${runtime}/inbox/inbox.ts`,
    edits: [
      {
        find: 'select $1, $2, update_id from input order by ord\n',
        replace: `select $1, $2, update_id from input
  where update_id > (select coalesce(max(s.update_id), 0) from durabot.seen_update s where s.bot = $1) order by ord\n`,
      },
    ],
    test: `${promises}/updates.e2e.test.ts`,
    name: 'a lower id after a higher one is no repetition',
  },
  {
    promise: 'P2',
    fault: 'a press that an app sends again counts again',
    file: `${runtime}/dispatch/repeated-presses.ts`,
    edits: [{ find: 'return laterMs >= 0 &&', replace: 'return laterMs < 0 &&' }],
    test: `${promises}/chats.e2e.test.ts`,
    name: 'under a new id is one press',
  },
  {
    promise: 'P3',
    fault: 'two entries of one chat are handled at the same time',
    file: `${runtime}/dispatch/dispatcher.ts`,
    edits: [
      {
        find: 'outcome = await deps.handle(next.entry, next.fresh, chat.dialogs);',
        replace: `if (chat.entries.length > 0) ready.push(chat);
    pump();
    outcome = await deps.handle(next.entry, next.fresh, chat.dialogs);`,
      },
    ],
    test: `${promises}/order.e2e.test.ts`,
    name: 'updates of one chat never overlap',
  },
  {
    promise: 'P3',
    fault: 'chats are handled one after another',
    file: `${runtime}/dispatch/dispatcher.ts`,
    edits: [{ find: 'concurrency + reserve : concurrency)', replace: 'concurrency + reserve : 1)' }],
    test: `${promises}/order.e2e.test.ts`,
    name: 'a held chat does not hold up another',
  },
  {
    promise: 'P3',
    fault: 'who stands behind an entry that failed overtakes it',
    file: `${runtime}/inbox/inbox.ts`,
    edits: [{ find: 'r.id < i.id and r.due_at > $4)', replace: 'r.id < i.id and r.due_at < $4)' }],
    test: `${promises}/fairness.e2e.test.ts`,
    name: 'still waits for that one',
  },
  {
    promise: 'P3',
    fault: 'an update that was just stored overtakes what another process stored before',
    file: `${runtime}/inbox/inbox.ts`,
    edits: [{ find: 'if (stored.waits) behind.add(row.chat_key);', replace: '' }],
    test: `${promises}/begun-unread.e2e.test.ts`,
    name: 'one that stands behind what another process has stored waits for that',
  },
  {
    promise: 'P4',
    fault: 'rows of a handler are committed before its entry is settled',
    file: `${runtime}/dispatch/handle-entry.ts`,
    edits: [
      {
        find: "await deps.holdPoint?.('dispatch:before-commit', { chatKey: entry.chatKey, entryId: entry.id });",
        replace: `const own = await attempt.openTx();
      await own?.query('commit and chain', []);
      await deps.holdPoint('dispatch:before-commit', { chatKey: entry.chatKey, entryId: entry.id });`,
      },
    ],
    test: `${promises}/order.e2e.test.ts`,
    name: 'a crash before the commit leaves nothing',
  },
  {
    promise: 'P4',
    fault: 'what a handler wrote before it threw is kept',
    file: `${runtime}/dispatch/handle-entry.ts`,
    edits: [{ find: 'await tx?.rollback();', replace: 'await tx?.commit();' }],
    test: `${promises}/order.e2e.test.ts`,
    name: 'a handler that throws after its writes leaves none of them',
  },
  {
    promise: 'P5',
    fault: 'a process that was taken for dead commits',
    file: `${runtime}/dispatch/commit-attempts.ts`,
    edits: [
      { find: 'and exists (select 1 from fence) returning id', replace: 'returning id' },
      { find: 'fenced: (result?.fenced ?? 0) > 0', replace: 'fenced: true' },
    ],
    test: `${promises}/order.e2e.test.ts`,
    name: 'not even what is one statement',
  },
  {
    promise: 'P6',
    fault: 'a handler that always fails is tried for ever',
    file: `${runtime}/dispatch/handle-entry.ts`,
    edits: [{ find: '|| attempts >= deps.maxAttempts) {', replace: '|| attempts >= 1e9) {' }],
    test: `${promises}/order.e2e.test.ts`,
    name: 'an entry that always fails is buried after its attempts',
  },
  {
    promise: 'P6',
    fault: 'an entry that kills its process is begun again and again',
    file: `${runtime}/dispatch/culprit.ts`,
    edits: [{ find: 'if (starts < fewestStarts)', replace: 'if (starts < 1e9)' }],
    test: `${promises}/poison.e2e.test.ts`,
    name: 'an entry that kills its process each time is buried',
  },
  {
    promise: 'P6',
    fault: 'an outage of the database counts as a crash',
    file: `${runtime}/dispatch/handle-entry.ts`,
    edits: [{ find: 'if (!noted) {', replace: '{' }],
    test: `${promises}/poison.e2e.test.ts`,
    name: 'an entry that meets an outage of the database again and again',
  },
  {
    promise: 'P7',
    fault: 'a call leaves before its attempt is recorded',
    file: `${runtime}/sender/sender.ts`,
    edits: [
      {
        find: "await holdPoint?.('sender:before-record', { bot: bot.name, calls: picked.map((call) => call.id) });",
        replace: `for (const call of picked) void bot.client.call(call.method, call.payload).catch(() => {});
    await holdPoint('sender:before-record', { bot: bot.name, calls: picked.map((call) => call.id) });`,
      },
    ],
    test: `${promises}/sends.e2e.test.ts`,
    name: 'an attempt is recorded before the request leaves',
  },
  {
    promise: 'P7',
    fault: 'a call is made at once though its commit has not recorded the attempt',
    file: `${runtime}/dispatch/commit-attempts.ts`,
    edits: [{ find: "case when c.begins then 'sending' else 'pending' end", replace: "'pending'" }],
    test: `${promises}/begun-in-commit.e2e.test.ts`,
    name: 'needs no commit of its own, and stands in the table before the request leaves',
  },
  {
    promise: 'P7',
    fault: 'a refund is begun by its commit, and nobody knows after a kill whether it was made',
    file: `${runtime}/sender/sender.ts`,
    edits: [{ find: "whenUnknown === 'repeat' || whenUnknown === 'mark'", replace: "whenUnknown !== 'drop'" }],
    test: `${promises}/begun-in-commit.e2e.test.ts`,
    name: 'is nothing for calls that are not to be made twice',
  },
  {
    promise: 'P7',
    fault: 'what a commit has begun is forgotten when its answer is lost',
    file: `${runtime}/sender/sender.ts`,
    edits: [
      {
        find: 'if (lost || (revoked && begun.length > 0)) prepared = false;',
        replace: 'if (revoked && begun.length > 0) prepared = false;',
      },
    ],
    test: `${promises}/begun-in-commit.e2e.test.ts`,
    name: 'answer is lost: the call is made once, without a mark',
  },
  {
    promise: 'P7',
    fault: 'an attempt that became visible late is made by nobody',
    file: `${runtime}/sender/sender.ts`,
    edits: [
      { find: 'if (!(await leftOver.look())) return;', replace: 'if ((await leftOver.look()) || woken) return;' },
    ],
    test: `${promises}/begun-in-commit.e2e.test.ts`,
    name: 'its commit goes on after its connection is given up',
  },
  {
    promise: 'P7',
    fault: 'a call is made by its commit and by who has taken it over',
    file: `${runtime}/sender/sender.ts`,
    edits: [{ find: '    permits.revoke();\n', replace: '' }],
    test: `${promises}/begun-in-commit.e2e.test.ts`,
    name: 'the sender takes over what is left before the commit is heard of',
  },
  {
    promise: 'P18',
    fault: 'a commit sends to a chat that was paused while it waited',
    file: `${runtime}/sender/sender.ts`,
    edits: [
      {
        find: 'deps.pauses.isPaused(bot.name, chatOf(readBack(call)));',
        replace: 'deps.pauses.isPaused(bot.name, `not ${chatOf(readBack(call))}`);',
      },
    ],
    test: `${promises}/begun-in-commit.e2e.test.ts`,
    name: 'when an operator pauses it while the commit waits',
  },
  {
    promise: 'P7',
    fault: 'a message that may have arrived is sent again without a mark',
    file: `${runtime}/sender/settlement-of.ts`,
    edits: [
      { find: "{ kind: 'again', id, dueAt, reason, repeated: true }", replace: "{ kind: 'again', id, dueAt, reason }" },
    ],
    test: `${promises}/sends.e2e.test.ts`,
    name: 'a crash after the send and before it was noted',
  },
  {
    promise: 'P7',
    fault: 'a lost answer counts as a success',
    file: `${runtime}/sender/settlement-of.ts`,
    edits: [
      {
        find: "return { settlement: unknownSettlement(call, reason, nowMs), outcome: 'unknown' };",
        replace: "return { settlement: { kind: 'sent', id, messageId: undefined }, outcome: 'sent' };",
      },
    ],
    test: `${promises}/sends.e2e.test.ts`,
    name: 'a lost answer is made again with a mark for a message',
  },
  {
    promise: 'P7',
    fault: 'an unclear refund is made again',
    file: `${runtime}/sender/settlement-of.ts`,
    edits: [{ find: "return { kind: 'held', id, reason };", replace: "return { kind: 'again', id, dueAt, reason };" }],
    test: `${promises}/sends.e2e.test.ts`,
    name: 'an unclear refund is held for an operator',
  },
  {
    promise: 'P8',
    fault: 'a call that failed goes behind those that came after it',
    file: `${runtime}/sender/lanes.ts`,
    edits: [
      {
        find: 'if (head === undefined || lane.taken > 0) return;\n    lane.ticket = { lane, head, untilMs: 0 };',
        replace: `if (head === undefined || lane.taken > 0) return;
    if (head.notBefore > -Infinity && head.after !== undefined) {
      const { call, notBefore } = head;
      const second = head.after;
      head.call = second.call;
      head.notBefore = second.notBefore;
      second.call = call;
      second.notBefore = notBefore;
      nodes.set(head.call.id, head);
      nodes.set(second.call.id, second);
    }
    lane.ticket = { lane, head, untilMs: 0 };`,
      },
    ],
    test: `${promises}/sends.e2e.test.ts`,
    name: 'holds across 429, resets, classes and the death of the process',
  },
  {
    promise: 'P8',
    fault: 'two commits side by side turn the order of their calls round',
    file: `${runtime}/dispatch/commit-attempts.ts`,
    edits: [{ find: 'where (select count(*) from settled) > 0', replace: 'where false' }],
    test: `${promises}/order-of-sends.e2e.test.ts`,
    name: 'a call that another chat began to write first goes first',
  },
  {
    promise: 'P8',
    fault: 'a commit begins a call although another one waits in its lane',
    file: `${runtime}/dispatch/commit-attempts.ts`,
    edits: [{ find: 'or durabot.lane_is_free(r.bot, r.lane) else false end', replace: 'or true else false end' }],
    test: `${promises}/begun-in-commit.e2e.test.ts`,
    name: 'a lane that is not free waits',
  },
  {
    promise: 'P8',
    fault: 'whether a lane is free is told as of the beginning of the statement',
    file: 'packages/runtime/migrations/0010_lane_is_free.sql',
    edits: [{ find: 'language plpgsql volatile as', replace: 'language plpgsql stable as' }],
    test: `${promises}/begun-in-commit.e2e.test.ts`,
    name: 'two commits to one chat side by side keep their order',
  },
  {
    promise: 'P8',
    fault: 'what was written to a chat later is read past a call that its commit has begun',
    file: `${runtime}/outbox/outbox.ts`,
    edits: [{ find: 'rows.filter(({ waits }) => !waits)', replace: 'rows' }],
    test: `${promises}/begun-in-commit.e2e.test.ts`,
    name: 'of its lane before its commit is heard of goes after it',
  },
  {
    promise: 'P9',
    fault: 'a chat gets a message twice as often as Telegram allows',
    file: `${runtime}/sender/pacing/limits.ts`,
    edits: [{ find: 'chat: { intervalMs: 1000, burst: 3 }', replace: 'chat: { intervalMs: 500, burst: 6 }' }],
    test: `${promises}/sends.e2e.test.ts`,
    name: 'with the limits enforced, a hundred chats and a busy one see no 429',
  },
  {
    promise: 'P9',
    fault: 'a flood wait is forgotten with the process',
    file: `${runtime}/sender/sender.ts`,
    edits: [
      {
        find: 'for (const { chatId, untilMs } of await readBrakes(db, bot.name, clock.nowMs())) {',
        replace: 'for (const { chatId, untilMs } of (await readBrakes(db, bot.name, clock.nowMs())).slice(0, 0)) {',
      },
    ],
    test: `${promises}/sends.e2e.test.ts`,
    name: 'one of the whole bot holds a chat that has met none, also after a restart',
  },
  {
    promise: 'P10',
    fault: 'broadcasts go before replies',
    file: `${runtime}/sender/lanes.ts`,
    edits: [{ find: 'for (const level of classes) {', replace: 'for (const level of [3, 2, 1, 0] as const) {' }],
    test: `${promises}/sends.e2e.test.ts`,
    name: 'a broadcast under way delays a reply by no more than one token',
  },
  {
    promise: 'P10',
    fault: 'a press of long ago is handled as if it were new',
    file: `${runtime}/dispatch/handle-entry.ts`,
    edits: [{ find: "if (isExpired(entry)) return 'expired';", replace: '' }],
    test: `${promises}/sends.e2e.test.ts`,
    name: 'a press older than its deadline is acknowledged and skipped',
  },
  {
    promise: 'P11',
    fault: 'a timer that fell due while everything was down never fires',
    file: `${runtime}/scheduler/fire-timers.ts`,
    edits: [
      {
        find: 'where due_at <= $2 and exists',
        replace: "where due_at <= $2 and due_at > $2 - interval '1 second' and exists",
      },
    ],
    test: `${promises}/timers.e2e.test.ts`,
    name: 'a timer that fell due while everything was down fires once',
  },
  {
    promise: 'P11',
    fault: 'a timer stays when it has fired',
    file: `${runtime}/scheduler/fire-timers.ts`,
    edits: [
      {
        find: 'delete from durabot.timer where id = any (array(',
        replace: "update durabot.timer set due_at = $2 + interval '100 ms' where id = any (array(",
      },
    ],
    test: `${promises}/timers.e2e.test.ts`,
    name: 'a timer that fell due while everything was down fires once',
  },
  {
    promise: 'P11',
    fault: 'a schedule moves by an hour when the clocks change',
    file: `${runtime}/scheduler/wall-time.ts`,
    edits: [
      {
        find: 'const zone = knownToEngine(rule.zone);',
        replace: "const zone = knownToEngine(rule.zone) === 'UTC' ? 'UTC' : '+01:00';",
      },
    ],
    test: `${promises}/timers.e2e.test.ts`,
    name: 'a schedule keeps its wall time when the clocks change',
  },
  {
    promise: 'P12',
    fault: 'a recipient is marked in another transaction than its call is written',
    file: `${runtime}/broadcast/feed-broadcasts.ts`,
    edits: [
      {
        find: 'await tx.query("update durabot.broadcast_recipient set outcome = \'queued\' where id = any ($1)", [',
        replace: `await tx.query("update durabot.broadcast_recipient set outcome = 'queued' where id = any ($1) and id % 50 <> 0", [`,
      },
    ],
    test: `${promises}/broadcasts.e2e.test.ts`,
    name: 'deaths of the process',
  },
  {
    promise: 'P12',
    fault: 'a pause lets a broadcast run on',
    file: `${runtime}/broadcast/broadcast-control.ts`,
    edits: [
      {
        find: "where r.broadcast_id = $1 and r.outcome = 'queued' and o.recipient_id = r.id and o.status = 'pending' and o.attempts = 0",
        replace: "where r.broadcast_id = $1 and r.outcome = 'queued' and o.recipient_id = r.id and false",
      },
    ],
    test: `${promises}/broadcasts.e2e.test.ts`,
    name: 'pausing stops it at once',
  },
  {
    promise: 'P13',
    fault: 'nobody is told that a form has changed under them',
    file: `${runtime}/dialog/dialog-session.ts`,
    edits: [
      {
        find: 'state: fit.state, language, note, moved };',
        replace: 'state: fit.state, language, note: undefined, moved };',
      },
    ],
    test: `${promises}/dialogs.e2e.test.ts`,
    name: 'a renamed step is asked again with what is known, and the user is told',
  },
  {
    promise: 'P13',
    fault: 'the answers of an old version are dropped',
    file: `${runtime}/dialog/migrate-dialog.ts`,
    edits: [
      {
        find: 'const values = valuesThatParse(dialog, wanted.data);',
        replace: 'const values = valuesThatParse(dialog, {});',
      },
    ],
    test: `${promises}/dialogs.e2e.test.ts`,
    name: 'a renamed step is asked again with what is known',
  },
  {
    promise: 'P14',
    fault: 'timers stay with the group that is no more',
    file: `${runtime}/migrate-chat.ts`,
    edits: [
      {
        find: 'for (const statement of shardedFollowers) await tx.query(statement, place);',
        replace: 'void shardedFollowers;',
      },
    ],
    test: `${promises}/chats.e2e.test.ts`,
    name: 'follow to the new chat',
  },
  {
    promise: 'P15',
    fault: 'who has blocked the bot is written to again and again',
    file: `${runtime}/sender/settlement-of.ts`,
    edits: [
      {
        find: "return { settlement: { kind: 'unreachable', id, reason: verdict.because }, outcome: 'unreachable' };",
        replace: "return { settlement: { kind: 'buried', id, code: codeOf(error), reason }, outcome: 'refused' };",
      },
    ],
    test: `${promises}/sends.e2e.test.ts`,
    name: 'a user who blocked the bot costs one refused call',
  },
  {
    promise: 'P15',
    fault: 'who is back stays unreachable',
    file: `${runtime}/inbox/inbox.ts`,
    edits: [
      {
        find: 'where u.bot = $1 and u.chat_id = w.chat_id and w.gone is null',
        replace: 'where false and u.chat_id = w.chat_id',
      },
    ],
    test: `${promises}/sends.e2e.test.ts`,
    name: 'is reachable again by writing',
  },
  {
    promise: 'P16',
    fault: 'a stop does not wait for handlers',
    file: `${runtime}/dispatch/dispatcher.ts`,
    edits: [{ find: 'if (running > 0) await new Promise', replace: 'if (running < 0) await new Promise' }],
    test: `${promises}/stop.e2e.test.ts`,
    name: 'a handler under way ends, its answer goes out',
  },
  {
    promise: 'P16',
    fault: 'a webhook that comes while stopping is answered as if it were stored',
    file: `${runtime}/ingress/webhook.ts`,
    edits: [
      {
        find: "void reply.code(503).header('retry-after', 1).send(unavailable);",
        replace: 'void reply.code(200).send();',
      },
    ],
    test: `${promises}/stop.e2e.test.ts`,
    name: 'a webhook that comes while stopping is refused with 503',
  },
  {
    promise: 'P17',
    fault: 'anything is taken for an update',
    file: `${runtime}/ingress/webhook.ts`,
    edits: [{ find: "'update_id' in body && Number.isSafeInteger(body.update_id)", replace: 'true' }],
    test: `${promises}/updates.e2e.test.ts`,
    name: 'malformed, unauthorized and oversize webhooks',
  },
  {
    promise: 'P17',
    fault: 'the secret token is not looked at',
    file: `${runtime}/ingress/webhook.ts`,
    edits: [
      { find: '!isSecret(token, target.secretToken)', replace: 'isSecret(token, target.secretToken) === undefined' },
    ],
    test: `${promises}/updates.e2e.test.ts`,
    name: 'malformed, unauthorized and oversize webhooks',
  },
  {
    promise: 'P10',
    fault: 'a payment waits behind slow handlers',
    file: `${runtime}/dispatch/dispatcher.ts`,
    edits: [
      {
        find: '(next !== undefined && isUrgent(next.kind) ? urgent : ready)',
        replace: '(isUrgent(next?.kind ?? "") ? ready : ready)',
      },
    ],
    test: `${promises}/payments.e2e.test.ts`,
    name: 'one is answered within ten seconds',
  },
  {
    promise: 'P18',
    fault: 'a paused chat is handled all the same',
    file: `${runtime}/pause/pause-watch.ts`,
    edits: [
      { find: 'bots.has(bot) || (chats.get(bot)?.has(chatKey) ?? false)', replace: "bots.has(bot) || chatKey === ''" },
      { find: 'all = ofChats.map(', replace: 'all = ofChats.slice(0, 0).map(' },
    ],
    test: `${promises}/pauses.e2e.test.ts`,
    name: 'a paused chat is neither handled nor written to',
  },
  {
    promise: 'P18',
    fault: 'a call that an operator wants made again is not',
    file: `${runtime}/operations/held-calls.ts`,
    edits: [
      {
        find: "set status = 'pending', attempts = 0, repeated = true",
        replace: "set status = 'held', attempts = 0, repeated = true",
      },
    ],
    test: `${promises}/poison.e2e.test.ts`,
    name: 'a held call is dropped or made again by an operator',
  },
  {
    promise: 'P19',
    fault: 'an error is told with the words that it repeats',
    file: 'packages/bot-api/src/reason-of.ts',
    edits: [
      {
        find: 'return withoutQuoted(wordsOf(error), quoted).slice(0, 500);',
        replace: 'return error instanceof Error ? error.message : withoutQuoted(wordsOf(error), quoted).slice(0, 500);',
      },
    ],
    test: `${promises}/masking.e2e.test.ts`,
    name: 'comes out of the runtime by a log line',
  },
  {
    promise: 'P20',
    fault: 'a process whose connection is gone is waited for',
    file: `${runtime}/lease/lease-table.ts`,
    edits: [{ find: 'silent || !connected);', replace: 'silent && !connected && rows.length > 99);' }],
    test: `${promises}/processes.e2e.test.ts`,
    name: 'what a killed one did, others do within five seconds',
  },
  {
    promise: 'P20',
    fault: 'a lease goes to another process in the middle of an entry',
    file: `${runtime}/lease/process-lease.ts`,
    edits: [
      {
        find: 'const idle = [...givingUp].filter((name) => !underWay.has(name));',
        replace: 'const idle = [...givingUp];',
      },
    ],
    test: `${promises}/many-processes.e2e.test.ts`,
    name: 'a lease goes to another process between two entries',
  },
  {
    promise: 'P20',
    fault: 'what one process commits wakes no other',
    file: `${runtime}/lease/wake-ups.ts`,
    edits: [{ find: 'if (shards.size > 0) send();', replace: 'if (shards.size < 0) send();' }],
    test: `${promises}/many-processes.e2e.test.ts`,
    name: 'what one process commits wakes the next',
  },
];
