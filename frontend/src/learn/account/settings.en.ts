import type { Settings } from './settings.vi'

export const en: Settings = {
  consent: {
    account: {
      label: 'Open a learning account',
      text: 'Stores your name, village and results. Registering is not possible without it.',
    },
    village_list: {
      label: 'Let the village’s digital team see',
      text: 'The team sees your name and lessons, so that it can help.',
    },
    statistics: {
      label: 'Count me in the statistics',
      text: 'Only adds to the figures of village and commune. Nobody sees your name.',
    },
    certificate: {
      label: 'Let my certificate be checked',
      text: 'Whoever has the code on the paper can check that it is genuine.',
    },
  },
  details: 'About me',
  name: 'Full name',
  phone: 'Phone number',
  noPhone: 'None: you can only sign in on this phone',
  home: 'Where I live',
  language: 'Language',
  vi: 'Tiếng Việt',
  en: 'English',
  nameMissing: 'Enter your name.',
  edit: 'Change name',
  saved: 'Saved.',
  consents: 'What I agreed to',
  data: 'My data',
  export: 'Download my data',
  exportText: 'One file with everything the system stores about you.',
  erase: 'Erase my account',
  eraseTitle: 'Erase the account for good?',
  eraseText: 'Your name, answers and results will all be deleted and cannot be brought back.',
  eraseConfirm: 'I understand, erase all my data',
  eraseGo: 'Erase',
}
