import type { Proof } from './messages.vi'

export const en: Proof = {
  title: 'Enter your password again',
  text: 'This is an important step, so we want to be sure that it is you.',
  password: 'Password',
  passwordMissing: 'Enter your password.',
  totp: 'Six digits of your authenticator app',
  totpHint: 'Without your phone at hand, enter one of the recovery codes you put away.',
  oidc: (name: string) => `Sign in again with ${name}`,
  totpMissing: 'Enter the code of your authenticator app.',
  submit: 'Continue',
  busy: 'Checking…',
  errors: {
    wrong_credentials: { what: 'The password or the code is not right.', act: 'Check them and try again.' },
    totp_required: {
      what: 'A code is needed too.',
      act: 'Open the authenticator app and enter the code that it shows.',
    },
    locked: { what: 'There were too many wrong tries.', act: 'Wait a while, then try again.' },
  },
  missing: { what: 'Not done: the password was not entered again.', act: 'Try again when you are ready.' },
  copy: 'Copy',
  copied: 'Copied.',
  print: 'Print this',
}
