import type { Sources } from '../credentials/run-ports.ts';
import type { CredentialSourceStep, Credentials } from '../credentials/types.ts';
import { getContainerCredentials } from './container-credentials.ts';
import { getProcessCredentials } from './credential-process.ts';
import { getEnvironmentCredentials } from './environment-credentials.ts';
import { getInstanceCredentials } from './instance-credentials.ts';
import { getLoginCredentials } from './login-session.ts';
import type { SourceContext } from './source-context.ts';
import { getWebIdentityToken } from './web-identity-token.ts';

/** Everywhere that credentials come from, save the vault, the files and AWS. */
export function openSources(context: SourceContext): Sources {
  return {
    async getCredentials(step) {
      switch (step.kind) {
        case 'credential-process':
          return getProcessCredentials(step, context);
        case 'credential-source':
          return getNamedCredentials(step, context);
        case 'login-session':
          return getLoginCredentials(step, context);
      }
    },
    getWebIdentityToken: (step) => getWebIdentityToken(step, context),
  };
}

async function getNamedCredentials(
  step: CredentialSourceStep,
  context: SourceContext,
): Promise<Credentials> {
  if (step.source.value === 'Environment') return getEnvironmentCredentials(step, context);
  if (step.source.value === 'EcsContainer') return getContainerCredentials(step, context);
  return getInstanceCredentials(step, context);
}
