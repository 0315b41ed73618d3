// Opens an address in the user's default browser, on the three common systems.
import { spawn } from 'node:child_process';
import process from 'node:process';

/** Never fails. If nothing can be opened, the user still has the printed address. */
export function openInBrowser(address: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '""', address]
        : ['xdg-open', address];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {}); // no such program: the printed address has to do
  child.unref();
}
