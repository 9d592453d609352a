import type { Imports } from './messages.vi'

export const en: Imports = {
  link: 'Add people from a file',
  title: 'Add people from a file',
  lead: (ward) => `Bring in the list of residents of ${ward} at once, from Excel or CSV.`,
  back: 'Progress',
  how: 'One person a row: name, village, the year of birth if it is known (only its decade is kept), and an x for what they agreed to on paper. Look first, then store; with any fault nothing is stored.',
  template: 'Download template',
  templateName: 'residents-template',
  previewTitle: 'This file would:',
  added: (n) => (n === '1' ? 'Add 1 new person' : `Add ${n} new people`),
  one: (name, village) => `${name}, ${village}`,
  more: (n) => `and ${n} more`,
  known: (n) => (n === '1' ? '1 is here already and stays unchanged' : `${n} are here already and stay as they are`),
  nothing: 'Everybody in the file is here already. There is nothing to do.',
  agreed: 'Everybody agreed on paper',
  agreedText:
    'Everybody in the file had the text read to them and marked the paper themselves. The ward keeps the papers. This is recorded with the name of who imports.',
  agreedMissing: 'Switch this on when all papers are there.',
  go: (n) => (n === '1' ? 'Add 1 person' : `Add ${n} people`),
  storing: (done, of) => `Stored ${done} of ${of} people`,
  done: (n) =>
    n === '1'
      ? 'Added 1 person. Make a card so that they can sign in.'
      : `Added ${n} people. Make cards so that they can sign in.`,
  broken: {
    what: 'It is not known whether all was stored.',
    act: 'Choose this file again: nobody is stored twice.',
  },
  recent: 'Imports of the last day',
  made: (time, day, who) => `At ${time} on ${day}, ${who}`,
  someone: 'another officer',
  until: (time, day) => `Can be undone until ${time} on ${day}.`,
  undone: 'Undone',
  undo: 'Undo this import',
  undoAsk: 'Undo this import?',
  undoText: 'The people who were added are erased for good. Who has signed in, has a card or was changed stays.',
  undoGo: 'Erase',
  undoing: 'Erasing…',
  undoSoFar: (done, of) => `Looked at ${done} of ${of} people`,
  recentMissing: 'The files of the last day could not be loaded, so they cannot be undone here now.',
  undoDone: (erased, kept) =>
    `${erased === '1' ? 'Erased 1 person' : `Erased ${erased} people`}. ${kept} ${kept === '1' ? 'stays' : 'stay'}.`,
  files: {
    recent: 'Files of the last day',
    until: (time, day) => `Can be undone until ${time} on ${day}.`,
    undone: 'Undone',
    undo: 'Undo',
    undoing: 'At it…',
    undoAsk: 'Undo this file?',
    undoNothing: 'There is nothing left to undo.',
    undoNoted: 'All of it is undone; only that is not noted yet. Press Undo to note it.',
    left: (n) => (n === '1' ? '1 village stays as it is' : `${n} villages stay as they are`),
    leftOne: (name, why) => `${name}: ${why}`,
    errors: {
      changed_meanwhile: {
        what: 'Another change in this commune or ward is going on.',
        act: 'Wait a minute and press again. Nothing is done twice.',
      },
      timeout: { what: 'This takes longer than expected.', act: 'Press again to finish it. Nothing is done twice.' },
    },
  },
  villages: {
    title: 'List of villages from a file',
    lead: (ward) => `Add villages of ${ward} and rename many at once, from Excel or CSV.`,
    back: 'List of villages',
    how: 'One village a row, named as people call it, with the word thôn or buôn. Without an id it is new; an id with another name renames it. Villages that are not in the file stay. Look first, then store; with any fault nothing is stored.',
    templateName: 'villages-template',
    added: (n) => (n === '1' ? 'Add 1 new village' : `Add ${n} new villages`),
    renamed: (n) => (n === '1' ? 'Rename 1 village' : `Rename ${n} villages`),
    change: (before, after) => `${before} → ${after}`,
    known: (n) => (n === '1' ? '1 is there already and stays' : `${n} are there already and stay as they are`),
    nothing: 'Every village in the file is there already. There is nothing to do.',
    go: (n) => (n === '1' ? 'Store 1 change' : `Store ${n} changes`),
    done: (added, renamed) => `Added: ${added}. Renamed: ${renamed}.`,
    counts: (added, renamed) => `${added} added, ${renamed} renamed.`,
    undoText: 'Undoing this file will:',
    dropped: (n) => (n === '1' ? 'Drop 1 village that was added' : `Drop ${n} villages that were added`),
    renamedBack: (n) =>
      n === '1' ? 'Give 1 village its former name back' : `Give ${n} villages their former names back`,
    why: {
      inhabited: 'somebody has registered there, or it has a team',
      roll: 'its number of adults was declared',
      changed: 'it was renamed, merged, split or dropped since',
      name_taken: 'another village has its former name',
    },
    undoDone: (dropped, renamed) => `Undone. Dropped: ${dropped}. With their former names again: ${renamed}.`,
    undoErrors: {
      too_late: {
        what: 'More than a day has passed.',
        act: 'Now drop what was added and rename what was renamed in the list of villages, one by one.',
      },
    },
    errors: {
      changed_meanwhile: {
        what: 'Another change of this ward’s villages is going on.',
        act: 'Wait a minute and choose the file again. Nothing is stored twice.',
      },
      timeout: {
        what: 'This takes longer than expected.',
        act: 'Choose the file again to finish it. Nothing is done twice.',
      },
    },
  },
  errors: {
    too_late: { what: 'More than a day has passed.', act: 'Now people can only be erased one by one, when they ask.' },
  },
}
