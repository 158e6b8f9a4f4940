import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import { emptyProfile, resolveProfile } from '../../profiles/resolve-profile.ts';
import { offerMfaDevice } from '../../src/commands/offer-mfa-device.ts';
import { AwsxError } from '../../src/errors.ts';
import { Secret } from '../../src/secret.ts';
import { createFakeQuestions } from '../fake-questions.ts';
import { type ContextSettings, createFakeContext } from './fake-context.ts';

const phone = 'arn:aws:iam::000000000000:mfa/jon';
const token = 'GAHT12345678';
const securityKey = 'arn:aws:iam::000000000000:u2f/user/jon/key';
const question = `Write ${phone} as mfa_serial of profile "dev"?`;

async function offer(devices: readonly string[], settings: ContextSettings = {}) {
  const listMfaDevices = async () => devices;
  const { context, stderr, home } = createFakeContext({ listMfaDevices, ...settings });
  const config = loadSharedConfig(context);
  await offerMfaDevice({
    context,
    config,
    profile: config.profiles.has('dev') ? resolveProfile(config, 'dev') : emptyProfile('dev'),
    credentials: { accessKeyId: 'AKIAEXAMPLEEXAMPLE01', secretAccessKey: new Secret('x') },
    userArn: 'arn:aws:iam::000000000000:user/jon',
    insecureEndpointAllowed: false,
    mayAsk: settings.questions !== undefined,
  });
  const path = join(home, '.aws', 'config');
  const text = fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : undefined;
  return { text, stderr: stderr(), path };
}

describe('a device', () => {
  test('is written into the profile when the person agrees, and nothing else is touched', async () => {
    const config = '# mine\n[profile dev]\nregion = eu-west-1 # here\n\n[profile other]\n';
    const questions = createFakeQuestions('y');
    const { text, stderr, path } = await offer([phone], { config, questions });
    expect(questions.asked).toEqual([question]);
    expect(text).toBe(config.replace('# here\n', `# here\nmfa_serial = ${phone}\n`));
    expect(stderr).toBe(`awsx: wrote mfa_serial into ${path}\n`);
  });

  test('is written into a new profile', async () => {
    const { text } = await offer([phone], { questions: createFakeQuestions('y') });
    expect(text).toBe(`[profile dev]\nmfa_serial = ${phone}\n`);
  });

  test('is left when the person declines', async () => {
    const { text, stderr } = await offer([phone], { questions: createFakeQuestions('n') });
    expect([text, stderr]).toEqual([undefined, '']);
  });

  test.each([
    ['1', token],
    ['2', undefined],
  ])('is chosen among several: %s', async (answer, expected) => {
    const questions = createFakeQuestions(answer);
    const { text } = await offer([phone, securityKey, token], { questions });
    expect(questions.asked).toEqual(['MFA device as mfa_serial of profile "dev"']);
    expect(text).toBe(expected && `[profile dev]\nmfa_serial = ${expected}\n`);
  });

  test('is only named when nobody may be asked', async () => {
    const { text, stderr, path } = await offer([phone]);
    expect(text).toBeUndefined();
    expect(stderr).toBe(
      `awsx: hint: to use MFA, add to profile "dev" in ${path}: mfa_serial = ${phone}\n`,
    );
  });
});

test('nothing is offered to a profile that has a device, nor looked for', async () => {
  const config = `[profile dev]\nmfa_serial = ${phone}\n`;
  const listMfaDevices = () => Promise.reject(new Error('looked for'));
  const { text, stderr } = await offer([], { config, listMfaDevices });
  expect([text, stderr]).toEqual([config, '']);
});

test.each([[[]], [[securityKey]]])('nothing is offered for %j', async (devices) => {
  const { stderr } = await offer(devices, { questions: createFakeQuestions() });
  expect(stderr).toBe('');
});

test('a user who may not list devices is told so', async () => {
  const refused = new AwsxError('aws_refused', 'ListMFADevices refused: \u001b[2J');
  const { stderr } = await offer([], { listMfaDevices: () => Promise.reject(refused) });
  expect(stderr).toBe('awsx: could not look for an MFA device: ListMFADevices refused: \\x1b[2J\n');
});
