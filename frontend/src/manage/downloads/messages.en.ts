import type { Downloads } from './messages.vi'

export const en: Downloads = {
  title: 'Download figures',
  lead: 'The file has the same figures as this page, with their source and time.',
  which: 'Which table?',
  tables: {
    wards: 'Communes and wards',
    villages: 'Villages',
    days: 'By day',
    modules: 'Which modules are hard',
    rolls: 'Rolls of adults',
    statuses: 'How many people got how far',
    residents: 'How far each person got',
  },
  files: {
    wards: 'wards',
    villages: 'villages',
    days: 'days',
    modules: 'modules',
    rolls: 'rolls',
    statuses: 'statuses',
    residents: 'residents',
  },
  province: 'province',
  names: 'Only people who agreed to be listed. The file has names: keep it safe and delete it when you are done.',
  xlsx: 'Download Excel file',
  csv: 'Download CSV file',
  busy: 'Downloading…',
  done: (name) => `Downloaded ${name}.`,
  errors: {
    too_many_requests: { what: 'Too many files were downloaded.', act: 'Wait a while and try again.' },
  },
}
