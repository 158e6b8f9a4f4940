/** moto's server: an STS and IAM that we did not write. */
import { spawn } from 'node:child_process';

export interface MotoServer {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string;
  /** From now on so many calls are free; those after them must be signed by keys that exist. */
  enforceAuthenticationAfter(calls: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts `moto_server` on a port of its own choice and waits until it says which. */
export async function startMoto(): Promise<MotoServer> {
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PYTHONUNBUFFERED: '1' },
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    const read = (chunk: unknown): void => {
      text += String(chunk);
      const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(text)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('close', (status) => reject(new Error(`moto_server ended ${status}: ${text}`)));
  });
  return {
    url,
    enforceAuthenticationAfter: async (calls) => {
      const answer = await fetch(`${url}/moto-api/reset-auth`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: String(calls),
      });
      if (!answer.ok) throw new Error(`reset-auth: HTTP ${answer.status}`);
    },
    stop: () => {
      child.kill();
      return closed;
    },
  };
}
