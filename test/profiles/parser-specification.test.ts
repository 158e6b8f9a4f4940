import { describe, expect, test } from 'vitest';
import suite from '../vectors/config-parser/profile-parser-tests.json' with { type: 'json' };
import { readConfig, valuesOf } from './read-config.ts';

interface Case {
  readonly name: string;
  readonly input: { readonly configFile?: string; readonly credentialsFile?: string };
  readonly output: { readonly config?: ExpectedConfig; readonly errorContaining?: string };
}

interface ExpectedConfig {
  readonly profiles: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly sso_sessions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const cases: readonly Case[] = suite.tests;

describe("AWS's parser specification", () => {
  test('has all its cases', () => {
    expect(cases).toHaveLength(65);
  });

  test.each(cases)('$name', ({ input, output }) => {
    const config = readConfig(input.configFile ?? '', input.credentialsFile ?? '');
    const errors = config.diagnostics.filter(({ level }) => level === 'error');
    if (output.errorContaining !== undefined) {
      expect(errors[0]?.message).toContain(output.errorContaining);
      return;
    }
    expect(errors).toEqual([]);
    expect(valuesOf(config.profiles)).toEqual(output.config?.profiles);
    expect(valuesOf(config.ssoSessions)).toEqual(output.config?.sso_sessions ?? {});
  });
});
