// A slow line delivers what the server sends, no faster than its rate, and passes requests to the server.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { openSlowLine } from './slow-line.ts';

test('two downloads share the line and arrive complete', async () => {
  const content = Buffer.alloc(100_000, 'abc');
  const server = createServer((request, response) => {
    expect(request.headers['x-asked']).toBe('yes');
    response.end(content);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const line = await openSlowLine((server.address() as AddressInfo).port, {
    megabits: 4,
    delay: 5,
  });
  try {
    const began = performance.now();
    const answers = await Promise.all(
      [1, 2].map(async () => {
        const answer = await fetch(line.address, { headers: { 'x-asked': 'yes' } });
        return Buffer.from(await answer.arrayBuffer());
      }),
    );
    for (const answer of answers) expect(answer.equals(content)).toBe(true);
    // 1.6 Mbit at 4 Mbit/s.
    expect(performance.now() - began).toBeGreaterThan(390);
  } finally {
    line.close();
    server.close();
  }
});
