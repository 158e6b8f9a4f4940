import {
  answerOf,
  CANCELLED,
  type DialogAnswer,
  type DialogCall,
  type DialogRequest,
  type FinishedDialog,
  UNAVAILABLE,
} from './dialog.ts';

const CANCEL_STATUS = 3;
/** CREDUI_MAX_MESSAGE_LENGTH of Windows' credential dialog. */
const MAXIMUM_MESSAGE_LENGTH = 1024;

/** The texts are read from the environment, so that none of them is part of the script. */
const SCRIPT = [
  "$ErrorActionPreference = 'Stop'",
  '[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false',
  "$reply = $Host.UI.PromptForCredential($env:AWSX_DIALOG_TITLE, $env:AWSX_DIALOG_MESSAGE, 'awsx', '')",
  `if ($null -eq $reply) { exit ${CANCEL_STATUS} }`,
  '[Console]::Out.Write($reply.GetNetworkCredential().Password)',
].join('; ');

/** Windows' credential dialog, through Windows PowerShell 5. It always hides what is typed. */
export function createPowershellCall(file: string, request: DialogRequest): DialogCall {
  return {
    file,
    args: ['-NoLogo', '-NoProfile', '-Command', SCRIPT],
    input: '',
    env: {
      AWSX_DIALOG_TITLE: request.title,
      AWSX_DIALOG_MESSAGE: request.message.slice(0, MAXIMUM_MESSAGE_LENGTH),
    },
    readAnswer,
  };
}

function readAnswer({ status, stdout, timedOut }: FinishedDialog): DialogAnswer {
  if (status === 0) return answerOf(stdout);
  return timedOut || status === CANCEL_STATUS ? CANCELLED : UNAVAILABLE;
}
