/** The IAM adapter against a server that answers as told. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createIam } from '../../src/aws/create-iam.ts';
import type { StsTarget } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';

const clock = { now: () => new Date('2026-01-01T12:00:00Z'), sleep: async () => {} };

async function serve(status: number, body: string) {
  const requests: { readonly authorization: string; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const authorization = request.headers.authorization ?? '';
    requests.push({ authorization, body: Buffer.concat(chunks).toString() });
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const target: StsTarget = {
    credentials: { accessKeyId: 'AKIAEXAMPLEEXAMPLE01', secretAccessKey: new Secret('secret') },
    endpoint: { url: `http://127.0.0.1:${port}`, signingRegion: 'us-east-1' },
  };
  return { target, requests };
}

const answer = (members: string) =>
  `<ListMFADevicesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListMFADevicesResult><MFADevices>${members}</MFADevices><IsTruncated>false</IsTruncated></ListMFADevicesResult></ListMFADevicesResponse>`;

const member = (serialNumber: string) =>
  `<member><UserName>jon</UserName><SerialNumber>${serialNumber}</SerialNumber><EnableDate>2026-01-01T00:00:00Z</EnableDate></member>`;

test.each([
  ['', []],
  [member('arn:aws:iam::0:mfa/a') + member('GAHT1'), ['arn:aws:iam::0:mfa/a', 'GAHT1']],
])('lists the devices of whoever signs: %#', async (members, devices) => {
  const { target, requests } = await serve(200, answer(members));
  expect(await createIam({ env: {}, clock }).listMfaDevices(target)).toEqual(devices);
  expect(requests).toHaveLength(1);
  expect(requests[0]?.body).toBe('Action=ListMFADevices&Version=2010-05-08');
  expect(requests[0]?.authorization).toContain('/us-east-1/iam/aws4_request');
});

test('a refusal keeps its words', async () => {
  const { target } = await serve(
    403,
    '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
  );
  await expect(createIam({ env: {}, clock }).listMfaDevices(target)).rejects.toMatchObject({
    code: 'aws_refused',
    message: 'ListMFADevices refused: no (AccessDenied)',
  });
});
