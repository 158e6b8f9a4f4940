import * as fs from 'node:fs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/commands/config.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import suite from '../vectors/config-parser/profile-parser-tests.json' with { type: 'json' };

interface Outcome {
  readonly home: string;
  readonly status: number;
  readonly output: string;
}

async function runConfig(
  files: { readonly config?: string; readonly credentials?: string },
  flags: Readonly<Record<string, true>> = {},
): Promise<Outcome> {
  const home = createTemporaryFolder();
  mkdirSync(join(home, '.aws'));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(home, '.aws', name), text, { mode: 0o600 });
  }
  let output = '';
  const status = await run(
    { positionals: [], flags },
    {
      env: { HOME: home },
      platform: 'linux',
      workingDirectory: home,
      userId: process.getuid?.(),
      fileSystem: fs,
      stdout: {
        isTTY: false,
        write: (text) => {
          output += text;
        },
      },
    },
  );
  return { home, status, output };
}

interface Case {
  readonly name: string;
  readonly input: { readonly configFile?: string; readonly credentialsFile?: string };
  readonly output: {
    readonly config?: { readonly profiles: unknown; readonly sso_sessions?: unknown };
    readonly errorContaining?: string;
  };
}

describe('awsx config --json', () => {
  test.each(suite.tests as readonly Case[])('$name', async ({ input, output }) => {
    const { configFile: config = '', credentialsFile: credentials = '' } = input;
    const { status, output: text } = await runConfig({ config, credentials }, { json: true });
    const parsed = JSON.parse(text);
    if (output.errorContaining !== undefined) {
      expect(status).toBe(3);
      expect(parsed.diagnostics).toContainEqual({
        level: 'error',
        file: expect.stringMatching(/\/\.aws\/config$/),
        line: expect.any(Number),
        message: expect.stringContaining(output.errorContaining),
      });
      return;
    }
    expect(status).toBe(0);
    expect(parsed.profiles).toEqual(output.config?.profiles);
    expect(parsed.ssoSessions).toEqual(output.config?.sso_sessions ?? {});
  });

  test('has files, sections and diagnostics', async () => {
    const config = '[services s]\nsts =\n  endpoint_url = http://x # c\n[foo]\n';
    const { home, status, output } = await runConfig({ config }, { json: true });
    const file = join(home, '.aws/config');
    expect(status).toBe(0);
    expect(JSON.parse(output)).toEqual({
      files: [file, join(home, '.aws/credentials')],
      profiles: {},
      ssoSessions: {},
      services: { s: { sts: { endpoint_url: 'http://x' } } },
      diagnostics: [
        {
          level: 'warning',
          file,
          line: 4,
          message: 'section [foo] is ignored: in the config file write [profile foo]',
        },
      ],
    });
  });

  test('takes __proto__ for a name like any other', async () => {
    const config =
      '[profile __proto__]\n__proto__ = 1\n[services __proto__]\n__proto__ =\n __proto__ = 2\n';
    const { output } = await runConfig({ config }, { json: true });
    expect(output).toContain('"profiles": {\n    "__proto__": {\n      "__proto__": "1"');
    expect(output).toContain(
      '"services": {\n    "__proto__": {\n      "__proto__": {\n        "__proto__": "2"',
    );
  });

  test('writes what a terminal would obey as escapes', async () => {
    const config = '[profile a]\nregion = \u001b[31m\u009b\u202e\u{e0041}\n';
    const { output } = await runConfig({ config }, { json: true });
    expect(output).not.toMatch(/[^\n\x20-\x7e]/);
    expect(JSON.parse(output).profiles.a.region).toBe('\u001b[31m\u009b\u202e\u{e0041}');
  });
});

const secrets = `[a]
aws_access_key_id = AKIA
aws_secret_access_key = canary
AWS_Session_Token = canary
aws_security_token = canary
awsx_aws_secret_access_key = canary
region = x
  aws_secret_access_key = canary
nested =
  aws_session_token = canary
`;

describe.each([{}, { json: true }] as const)('awsx config with %j', (flags) => {
  test('masks secrets, also those that became part of another value', async () => {
    const { output } = await runConfig({ credentials: secrets }, flags);
    expect(output).not.toContain('canary');
    expect(output.match(/\[redacted\]/g)).toHaveLength(6);
    expect(output).toContain('AKIA');
  });

  test('shows what could be read beside an error, and ends with 3', async () => {
    const config = '[profile a]\nregion = r\nbroken\n';
    const { status, output } = await runConfig({ config }, flags);
    expect(status).toBe(3);
    expect(output).toContain("Expected an '=' sign defining a property");
    expect(output).toContain('region');
  });
});

test('awsx config names file and line of everything', async () => {
  const { home, status, output } = await runConfig({
    config: '[profile a]\nRegion = r\ns3 =\n  x = \u001b[31m\n\n[sso-session s]\n[nope]\n',
  });
  expect(status).toBe(0);
  expect(output.replaceAll(home, '~')).toBe(`~/.aws/config
~/.aws/credentials (does not exist)

profile a  (~/.aws/config:1)
  Region = r  (~/.aws/config:2)
  s3 =  (~/.aws/config:3)
    x = \\x1b[31m  (~/.aws/config:4)

sso-session s  (~/.aws/config:6)

warning: ~/.aws/config:7: section [nope] is ignored: in the config file write [profile nope]
`);
});
