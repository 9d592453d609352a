import type { LoginWords } from './login.vi'

export const en: LoginWords = {
  title: 'Sign in',
  phone: 'Phone number',
  phoneMissing: 'Enter your phone number.',
  pin: '6-digit PIN',
  pinMissing: 'Enter all 6 digits.',
  password: 'Password',
  passwordMissing: 'Enter your password.',
  submit: 'Sign in',
  busy: 'Signing in…',
  staff: 'Staff sign in with a password',
  resident: 'Learners sign in with a PIN',
  none: 'No account yet?',
  register: 'Register',
  forgot: 'If you forgot your PIN, the digital team of your village can help.',
}
