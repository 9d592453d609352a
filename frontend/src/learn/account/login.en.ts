import type { LoginWords } from './login.vi'

export const en: LoginWords = {
  title: 'Sign in',
  phone: 'Phone number',
  phoneMissing: 'Enter your phone number.',
  pin: '6-digit PIN',
  pinMissing: 'Enter all 6 digits.',
  submit: 'Sign in',
  busy: 'Signing in…',
  staff: 'Staff sign in with a password',
  resident: 'Learners sign in with a PIN',
  register: 'Register',
  forgot: 'Forgot your PIN?',
  newHere: 'First time on this phone? Enter the team’s code',
  card: 'Scan a learner card',
  who: 'Choose a name of this phone',
  staffAway: 'Signing in with a password needs a network.',
}
