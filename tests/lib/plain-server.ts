// A static server like the simplest hosts: serves a folder's files under a base path, with no headers but type and
// length.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';

export interface PlainServer {
  /** With a trailing slash. */
  url: string;
  close(): void;
}

/** @param under for example "/some/folder/" */
export async function servePlainly(folder: string, under: string): Promise<PlainServer> {
  const send = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    const missing = () => {
      response.statusCode = 404;
      response.end('Not found');
    };
    if (!request.url?.startsWith(under)) return missing();
    request.url = request.url.slice(under.length - 1);
    send(request, response, missing);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}${under}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
