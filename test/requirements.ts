/**
 * Programs that some tests need and a clone alone does not bring. Without them these tests are
 * skipped by name; with AWSX_TEST_REQUIRE_ALL=1 (as CI sets it) a missing one is a failure, unless
 * AWSX_TEST_OPTIONAL names it: what comes from a registry that could not be reached.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * For `test.skipIf(needs('tmux'))`: true when a program is not on PATH. Throws instead when
 * AWSX_TEST_REQUIRE_ALL is 1, so that a machine that should have it cannot skip in silence.
 */
export function needs(...programs: readonly string[]): boolean {
  const missing = programs.filter((program) => findProgram(program) === undefined);
  if (missing.length === 0) return false;
  if (!missing.some(isRequired)) return true;
  throw new Error(`not on PATH, but AWSX_TEST_REQUIRE_ALL=1 asks for: ${missing.join(', ')}`);
}

/**
 * For a program of a certain version or with a library: true when what it prints does not match,
 * or it cannot be run. Throws like {@link needs}.
 */
export function needsAnswer(pattern: RegExp, program: string, ...args: string[]): boolean {
  const { stdout } = spawnSync(program, args, { encoding: 'utf8' });
  if (pattern.test(stdout ?? '')) return false;
  if (!isRequired(program)) return true;
  throw new Error(`${program} ${args.join(' ')} does not answer ${pattern}`);
}

/**
 * For `test.skipIf(needsPackage('keytar'))`: true when a package cannot be required from here, which
 * NODE_PATH may help. Throws like {@link needs}.
 */
export function needsPackage(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return false;
  } catch {
    if (!isRequired(name)) return true;
    throw new Error(
      `the package ${name} is not installed, but AWSX_TEST_REQUIRE_ALL=1 asks for it`,
    );
  }
}

/** Absolute path of a program on PATH, or undefined. */
export function findProgram(program: string): string | undefined {
  if (isAbsolute(program)) return isExecutableFile(program) ? program : undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find(isExecutableFile);
}

function isRequired(program: string): boolean {
  const optional = (process.env['AWSX_TEST_OPTIONAL'] ?? '').split(' ');
  return process.env['AWSX_TEST_REQUIRE_ALL'] === '1' && !optional.includes(program);
}

function isExecutableFile(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
