/** The way to STS in a company: a proxy, and a certificate that only AWS_CA_BUNDLE vouches for. */
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { createSts } from '../../src/aws/create-sts.ts';
import { Secret } from '../../src/secret.ts';

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`certificate/${name}.pem`, import.meta.url));
const AWS_CA_BUNDLE = pathOf('certificate');
const clock = { now: () => new Date(), sleep: async () => {} };
const ANSWER = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::000000000000:user/dev</Arn><UserId>AIDA</UserId><Account>000000000000</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function startSts(): Promise<number> {
  const tls = { cert: readFileSync(AWS_CA_BUNDLE), key: readFileSync(pathOf('key')) };
  return listen(createHttpsServer(tls, (_, response) => void response.end(ANSWER)));
}

/** Leads every tunnel to the STS, whatever its name. */
async function startProxy(stsPort: number): Promise<{ url: string; tunnels: string[] }> {
  const tunnels: string[] = [];
  const proxy = createHttpServer();
  proxy.on('connect', ({ url }, client) => {
    tunnels.push(String(url));
    const upstream = connect(stsPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(proxy)}`, tunnels };
}

function askWhoAmI(url: string, env: Record<string, string>) {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: new Secret('secret') };
  const endpoint = { url, signingRegion: 'us-east-1' };
  return createSts({ env, clock }).getCallerIdentity({ credentials, endpoint });
}

it('trusts the bundle', async () => {
  const url = `https://127.0.0.1:${await startSts()}`;
  await expect(askWhoAmI(url, { AWS_CA_BUNDLE })).resolves.toMatchObject({ userId: 'AIDA' });
  await expect(askWhoAmI(url, {})).rejects.toMatchObject({ code: 'network' });
});

it('trusts the bundle at the end of a tunnel through the proxy', async () => {
  const { url: proxy, tunnels } = await startProxy(await startSts());
  vi.stubEnv('https_proxy', proxy);
  const sts = 'https://sts.test';
  await expect(askWhoAmI(sts, { AWS_CA_BUNDLE })).resolves.toMatchObject({ userId: 'AIDA' });
  expect(tunnels).toEqual(['sts.test:443']);
  await expect(askWhoAmI(sts, {})).rejects.toMatchObject({ code: 'network' });
});
