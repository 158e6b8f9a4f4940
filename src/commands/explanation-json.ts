/** The stable shape of `explain --json`, described in docs/plan.md. Pure. */
import type { Location } from '../../profiles/types.ts';
import type { StepOutlook } from '../credentials/plan-outlook.ts';
import type { SourceStep, Step } from '../credentials/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import type { Explanation } from './format-explanation.ts';

/** Settings are `{value, origin}`, as the plan has them. No field holds a secret. */
export function explanationToJson({ plan, outlooks }: Explanation): unknown {
  return {
    profile: plan.profile,
    region: plan.region ?? null,
    minTtlSeconds: plan.minTtlSeconds,
    withoutSessionBecause: plan.withoutSessionBecause ?? null,
    steps: outlooks.map(stepToJson),
    notices: plan.notices,
    shadows: plan.shadows.map(({ what, location, by }) => ({ what, ...place(location), by })),
  };
}

function stepToJson({ step, session, cache, isCalled }: StepOutlook): unknown {
  const { kind, profile, location, fingerprint } = step;
  return {
    kind,
    profile,
    ...place(location),
    fingerprint,
    ...describe(step),
    cache: {
      state: cache,
      expiration: session?.expiration.toISOString() ?? null,
      roleSessionName: session?.roleSessionName ?? null,
    },
    isCalled,
    mfaCodeFrom: isCalled ? codeSource(step) : null,
  };
}

function describe(step: Step): object {
  switch (step.kind) {
    case 'get-session-token': {
      const { duration, mfaSerial, mfaProcess, endpoint, feedsLaterSteps } = step;
      return dropUndefined({ duration, mfaSerial, mfaProcess, endpoint, feedsLaterSteps });
    }
    case 'assume-role': {
      const { roleArn, roleSessionName, externalId, sourceIdentity, tags } = step;
      const { transitiveTagKeys, narrowing, duration, mfaSerial, mfaProcess, endpoint } = step;
      return dropUndefined({
        roleArn,
        roleSessionName,
        externalId,
        sourceIdentity,
        tags,
        transitiveTagKeys,
        narrowing,
        duration,
        mfaSerial,
        mfaProcess,
        endpoint,
      });
    }
    default:
      return describeSource(step);
  }
}

function describeSource(step: SourceStep): object {
  switch (step.kind) {
    case 'base-credential':
      return { accessKeyId: step.accessKeyId, backend: step.backend };
    case 'static-keys':
      return { accessKeyId: step.accessKeyId, isTemporary: step.sessionToken !== undefined };
    case 'credential-process':
      return { command: step.command };
    case 'credential-source':
      return dropUndefined({ source: step.source, address: step.address });
    case 'login-session':
      return { loginSession: step.loginSession };
    case 'sso': {
      const { ssoSession, startUrl, ssoRegion, accountId, roleName } = step;
      return dropUndefined({ ssoSession, startUrl, ssoRegion, accountId, roleName });
    }
    case 'web-identity': {
      const { roleArn, token, roleSessionName, durationSeconds, narrowing, endpoint } = step;
      return dropUndefined({
        roleArn,
        token,
        roleSessionName,
        durationSeconds,
        narrowing,
        endpoint,
      });
    }
  }
}

function codeSource(step: Step): 'question' | 'mfa_process' | null {
  if (!('mfaSerial' in step) || step.mfaSerial === undefined) return null;
  return step.mfaProcess === undefined ? 'question' : 'mfa_process';
}

function place(location: Location | undefined) {
  return { location: location ?? null };
}
