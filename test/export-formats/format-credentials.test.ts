import { describe, expect, it } from 'vitest';
import type { ExportInput } from '../../src/export-formats/assignments.ts';
import {
  type ExportFormat,
  exportFormats,
  formatCredentials,
  isExportFormat,
} from '../../src/export-formats/format-credentials.ts';
import { Secret } from '../../src/secret.ts';
import {
  base,
  baseInput,
  controlValues,
  hostileValues,
  session,
  sessionInput,
  withHostile,
} from './samples.ts';

const unsetForSession =
  'AWS_ACCESS_KEY AWS_SECRET_KEY AWS_SECURITY_TOKEN AWSUME_EXPIRATION AWS_CREDENTIAL_SCOPE ' +
  'AWS_ACCOUNT_ID AWS_PROFILE AWS_DEFAULT_PROFILE AWS_EB_PROFILE AWS_SSO_PROFILE AWSU_PROFILE ' +
  'AWSUME_PROFILE';
const unsetForBase =
  'AWS_SESSION_TOKEN AWS_ACCESS_KEY AWS_SECRET_KEY AWS_SECURITY_TOKEN AWS_CREDENTIAL_EXPIRATION ' +
  'AWS_SESSION_EXPIRATION AWSUME_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_ACCOUNT_ID AWS_PROFILE ' +
  'AWS_DEFAULT_PROFILE AWS_EB_PROFILE AWS_SSO_PROFILE AWSU_PROFILE AWSUME_PROFILE';

function lines(...items: readonly string[]): string {
  return items.map((item) => `${item}\n`).join('');
}

describe('a session', () => {
  const expected: Record<ExportFormat, string> = {
    env: lines(
      `unset ${unsetForSession};`,
      'export AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE',
      'export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      'export AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEXAMPLE//a+b==',
      'export AWS_CREDENTIAL_EXPIRATION=2026-11-23T10:00:00Z',
      'export AWS_SESSION_EXPIRATION=2026-11-23T10:00:00Z',
      'export AWS_REGION=eu-west-1',
      'export AWS_DEFAULT_REGION=eu-west-1',
      'export AWS_VAULT=dev',
      'export AWSX_PROFILE=dev',
    ),
    'env-no-export': lines(
      'AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE',
      'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      'AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEXAMPLE//a+b==',
      'AWS_CREDENTIAL_EXPIRATION=2026-11-23T10:00:00Z',
      'AWS_SESSION_EXPIRATION=2026-11-23T10:00:00Z',
      'AWS_REGION=eu-west-1',
      'AWS_DEFAULT_REGION=eu-west-1',
    ),
    fish: lines(
      `set -eg ${unsetForSession};`,
      'set -gx AWS_ACCESS_KEY_ID ASIAIOSFODNN7EXAMPLE;',
      'set -gx AWS_SECRET_ACCESS_KEY wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY;',
      'set -gx AWS_SESSION_TOKEN IQoJb3JpZ2luX2VjEXAMPLE//a+b==;',
      'set -gx AWS_CREDENTIAL_EXPIRATION 2026-11-23T10:00:00Z;',
      'set -gx AWS_SESSION_EXPIRATION 2026-11-23T10:00:00Z;',
      'set -gx AWS_REGION eu-west-1;',
      'set -gx AWS_DEFAULT_REGION eu-west-1;',
      'set -gx AWS_VAULT dev;',
      'set -gx AWSX_PROFILE dev;',
    ),
    powershell: lines(
      ...unsetForSession.split(' ').map((name) => `$Env:${name}=$null`),
      "$Env:AWS_ACCESS_KEY_ID='ASIAIOSFODNN7EXAMPLE'",
      "$Env:AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'",
      "$Env:AWS_SESSION_TOKEN='IQoJb3JpZ2luX2VjEXAMPLE//a+b=='",
      "$Env:AWS_CREDENTIAL_EXPIRATION='2026-11-23T10:00:00Z'",
      "$Env:AWS_SESSION_EXPIRATION='2026-11-23T10:00:00Z'",
      "$Env:AWS_REGION='eu-west-1'",
      "$Env:AWS_DEFAULT_REGION='eu-west-1'",
      "$Env:AWS_VAULT='dev'",
      "$Env:AWSX_PROFILE='dev'",
    ),
    'windows-cmd': lines(
      ...unsetForSession.split(' ').map((name) => `set ${name}=\r`),
      'set AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\r',
      'set AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\r',
      'set AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEXAMPLE//a+b==\r',
      'set AWS_CREDENTIAL_EXPIRATION=2026-11-23T10:00:00Z\r',
      'set AWS_SESSION_EXPIRATION=2026-11-23T10:00:00Z\r',
      'set AWS_REGION=eu-west-1\r',
      'set AWS_DEFAULT_REGION=eu-west-1\r',
      'set AWS_VAULT=dev\r',
      'set AWSX_PROFILE=dev\r',
    ),
    dotenv: lines(
      'AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE',
      'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      'AWS_SESSION_TOKEN=IQoJb3JpZ2luX2VjEXAMPLE//a+b==',
      'AWS_CREDENTIAL_EXPIRATION=2026-11-23T10:00:00Z',
      'AWS_SESSION_EXPIRATION=2026-11-23T10:00:00Z',
      'AWS_REGION=eu-west-1',
      'AWS_DEFAULT_REGION=eu-west-1',
    ),
    ini: lines(
      '[dev]',
      'aws_access_key_id = ASIAIOSFODNN7EXAMPLE',
      'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      'aws_session_token = IQoJb3JpZ2luX2VjEXAMPLE//a+b==',
      'aws_credential_expiration = 2026-11-23T10:00:00Z',
      'region = eu-west-1',
    ),
    process: lines(
      '{"Version":1,"AccessKeyId":"ASIAIOSFODNN7EXAMPLE",' +
        '"SecretAccessKey":"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",' +
        '"SessionToken":"IQoJb3JpZ2luX2VjEXAMPLE//a+b==","Expiration":"2026-11-23T10:00:00Z"}',
    ),
    json: lines(
      '{"profile":"dev","accessKeyId":"ASIAIOSFODNN7EXAMPLE",' +
        '"secretAccessKey":"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",' +
        '"sessionToken":"IQoJb3JpZ2luX2VjEXAMPLE//a+b==","expiration":"2026-11-23T10:00:00Z",' +
        '"region":"eu-west-1"}',
    ),
  };

  it.each(exportFormats)('as %s', (format) => {
    expect(formatCredentials(format, sessionInput)).toBe(expected[format]);
  });
});

describe('a base credential has no token, expiry or region', () => {
  const [id, secret] = ['AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'];
  const expected: Partial<Record<ExportFormat, string>> = {
    env: lines(
      `unset ${unsetForBase};`,
      `export AWS_ACCESS_KEY_ID=${id}`,
      `export AWS_SECRET_ACCESS_KEY=${secret}`,
      'export AWS_VAULT=dev',
      'export AWSX_PROFILE=dev',
    ),
    'env-no-export': lines(`AWS_ACCESS_KEY_ID=${id}`, `AWS_SECRET_ACCESS_KEY=${secret}`),
    dotenv: lines(`AWS_ACCESS_KEY_ID=${id}`, `AWS_SECRET_ACCESS_KEY=${secret}`),
    ini: lines('[dev]', `aws_access_key_id = ${id}`, `aws_secret_access_key = ${secret}`),
    process: lines(`{"Version":1,"AccessKeyId":"${id}","SecretAccessKey":"${secret}"}`),
    json: lines(`{"profile":"dev","accessKeyId":"${id}","secretAccessKey":"${secret}"}`),
  };

  it.each(Object.entries(expected))('as %s', (format, text) => {
    expect(formatCredentials(format as ExportFormat, baseInput)).toBe(text);
  });
});

describe('values that need quoting', () => {
  const profileOnly = (profile: string): ExportInput => ({ profile, credentials: base });
  const lastLine = (text: string) => text.trimEnd().split(/\r?\n/).at(-1);

  it.each<[ExportFormat, string, string]>([
    ['env', "it's $x", "export AWSX_PROFILE='it'\\''s $x'"],
    ['fish', "it's \\ $x", "set -gx AWSX_PROFILE 'it\\'s \\\\ $x';"],
    ['powershell', "it's $x", "$Env:AWSX_PROFILE='it''s $x'"],
    ['powershell', '‘é\n', "$Env:AWSX_PROFILE=''+[char]8216+[char]233+[char]10"],
    ['powershell', 'a😀b', "$Env:AWSX_PROFILE='a'+[char]55357+[char]56832+'b'"],
    ['powershell', '', "$Env:AWSX_PROFILE=''"],
    ['windows-cmd', "it's a & b ^ c", 'set "AWSX_PROFILE=it\'s a & b ^ c"'],
  ])('%s writes %j as %s', (format, profile, line) => {
    expect(lastLine(formatCredentials(format, profileOnly(profile)))).toBe(line);
  });
});

describe('values that a format cannot hold', () => {
  const refused: readonly (readonly [ExportFormat, readonly string[]])[] = [
    ['env', controlValues],
    ['env-no-export', controlValues],
    ['fish', controlValues],
    ['windows-cmd', [...controlValues, '%PATH%', '!PATH!', '"', 'é', '']],
    ['dotenv', [...controlValues, ...hostileValues.filter((value) => !/^[\w-]+$/.test(value))]],
    ['ini', [...controlValues, ...hostileValues.filter((value) => !/^[\w-]+$/.test(value))]],
  ];
  const cases = refused.flatMap(([format, values]) =>
    values.map((value) => [format, value] as const),
  );

  it.each(cases)('%s refuses the region %j', (format, region) => {
    const input = { profile: 'dev', credentials: session, region };
    expect(() => formatCredentials(format, input)).toThrow(
      expect.objectContaining({
        code: 'invalid_argument',
        message: expect.stringMatching(
          /^(?:AWS_REGION|region) "\P{Cc}*" cannot be written as \S+$/u,
        ),
        hint: 'take --format json, which can hold every value',
      }),
    );
  });

  it.each(['a]b', 'a b', 'é', 'a\nb', '', '#', '$(id)'])(
    'ini refuses the profile %j',
    (profile) => {
      const input = { profile, credentials: session };
      expect(() => formatCredentials('ini', input)).toThrow(
        /^profile ".*" cannot be written as ini$/,
      );
    },
  );

  it('ini takes every name that the specification allows without quotes', () => {
    const profile = 'some-thing:long/the_one%only.foo@bar+';
    expect(formatCredentials('ini', { profile, credentials: base })).toContain(`[${profile}]\n`);
  });

  it.each(['env', 'fish', 'windows-cmd', 'dotenv', 'ini'] as const)(
    '%s does not show a secret that it refuses',
    (format) => {
      const credentials = { accessKeyId: 'AKIA', secretAccessKey: new Secret('hush\n"hush') };
      const error = expect.objectContaining({
        message: expect.not.stringContaining('hush'),
      });
      expect(() => formatCredentials(format, { profile: 'dev', credentials })).toThrow(error);
    },
  );
});

it('process names the account when it is known', () => {
  const credentials = { ...base, accountId: '111122223333' };
  const text = formatCredentials('process', { profile: 'dev', credentials });
  expect(JSON.parse(text)).toMatchObject({ AccountId: '111122223333' });
});

describe.each(['process', 'json'] as const)('%s', (format) => {
  it.each([...hostileValues, ...controlValues])('holds %j, on one line', (value) => {
    const text = formatCredentials(format, {
      ...withHostile(value),
      credentials: { ...session, sessionToken: new Secret(value) },
    });
    expect(text.indexOf('\n')).toBe(text.length - 1);
    expect(Object.values(JSON.parse(text))).toContain(value);
  });
});

it.each([
  ['env', true],
  ['json', true],
  ['ENV', false],
  ['toString', false],
  ['__proto__', false],
])('%s is a format: %s', (text, known) => {
  expect(isExportFormat(text)).toBe(known);
});
