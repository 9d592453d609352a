import type { StaffLoginWords } from './messages.vi'

export const en: StaffLoginWords = {
  phone: 'Phone number',
  phoneMissing: 'Enter your phone number.',
  password: 'Password',
  passwordMissing: 'Enter your password.',
  submit: 'Sign in',
  busy: 'Signing in…',
  oidc: (name) => `Sign in with ${name}`,
  reset: {
    what: 'The account is blocked after too many wrong tries.',
    act: 'Ask whoever appointed you to reset the password.',
  },
  oidcFaults: {
    oidc_unknown: {
      what: 'No staff account belongs to the account that was used.',
      act: 'Sign in with your password, or ask the person in charge to be added.',
    },
    oidc_failed: { what: 'The other site did not answer properly.', act: 'Try again, or sign in with your password.' },
    oidc_cancelled: { what: 'The sign-in was stopped half-way.', act: 'Try again when you are ready.' },
  },
  totp: {
    title: 'Authenticator code',
    text: 'Open the authenticator app on your phone and enter the six digits that it shows.',
    label: '6 digits, or a recovery code',
    missing: 'Enter the code.',
    wrong: 'The code is not right or too old. Enter the one shown now.',
    lost: 'Without phone and recovery codes, whoever appointed you can reset your account.',
    back: 'Enter the password again',
  },
  enrol: {
    title: 'Add an authenticator app',
    text: 'Staff accounts can see what belongs to residents, so signing in takes one step more.',
    how: [
      'Install an authenticator app on your phone if you have none.',
      'In the app, add an account and scan the square code below.',
      'Enter the six digits that the app shows.',
    ],
    qr: 'Square code for the authenticator app',
    typed: 'Cannot scan? Type this key into the app:',
    label: 'Six digits of the app',
    missing: 'Enter all six digits.',
    submit: 'Add the app',
  },
  codes: {
    title: 'Keep the recovery codes',
    text: 'Each works once in place of the app when the phone is lost or replaced. They are shown only now. Print or copy them and keep them safe.',
    list: 'Recovery codes',
    copy: 'Copy',
    copied: 'Copied.',
    print: 'Print',
    done: 'I have kept them',
  },
}
