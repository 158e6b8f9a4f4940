import { AwsxError } from '../src/errors.ts';
import type { Questions } from '../src/ports.ts';
import { Secret } from '../src/secret.ts';

export interface FakeQuestions extends Questions {
  /** The prompts asked so far, in order. */
  readonly asked: readonly string[];
}

/** A person who gives these answers, one per question, and then is gone (`input_required`). */
export function createFakeQuestions(...answers: readonly string[]): FakeQuestions {
  const asked: string[] = [];
  const answer = async (prompt: string): Promise<string> => {
    asked.push(prompt);
    const next = answers[asked.length - 1];
    if (next === undefined) throw new AwsxError('input_required', 'nobody can be asked');
    return next;
  };
  return {
    asked,
    askMfaCode: async ({ profile }) => new Secret(await answer(profile)),
    askSecret: async (prompt) => new Secret(await answer(prompt)),
    askText: answer,
    confirm: async (prompt) => (await answer(prompt)) === 'y',
    choose: async (prompt) => Number(await answer(prompt)),
    askNewSecret: async (prompt) => new Secret(await answer(prompt)),
    confirmName: async (prompt, name) => {
      if ((await answer(prompt)) !== name) throw new AwsxError('cancelled', 'cancelled');
    },
    terminalName: () => undefined,
    offerTakeOver: () => Promise.reject(new AwsxError('input_required', 'nobody can be asked')),
  };
}
