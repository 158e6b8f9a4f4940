/**
 * Prints the names of skipped tests and, as the last line, `N passed, N failed`.
 * It waits for the process to end, since the default reporter prints its summary after us.
 */
import type { Reporter, TestCase, TestModule } from 'vitest/node';

export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string): TestCase[] =>
      tests.filter((test) => test.result().state === state);
    const brokenModules = modules.filter((module) => module.errors().length > 0).length;
    const failed = inState('failed').length + brokenModules + unhandledErrors.length;
    const skipped = inState('skipped');
    process.once('exit', () => {
      for (const test of skipped) process.stdout.write(`skipped: ${test.fullName}\n`);
      process.stdout.write(`${inState('passed').length} passed, ${failed} failed\n`);
    });
  }
}
