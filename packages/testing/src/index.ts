export { freePort } from './free-port.ts';
export { startRedisServer } from './redis-server.ts';
export type { RedisServer } from './redis-server.ts';
export { silentLog } from './silent-log.ts';
export { createTestDatabase } from './test-database.ts';
export type { TestDatabase } from './test-database.ts';
export { joinTestServer, testServerDirectory } from './test-server.ts';
export type { TestServer } from './test-server.ts';
export { waitUntil } from './wait-until.ts';
