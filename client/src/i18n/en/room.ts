import { decisions, questions, steps } from './room/deciding.ts'
import { closing, ended, reflect } from './room/together.ts'

export const room = {
  title: 'The room',
  meetingWith: 'Meeting with {{name}}',
  someone: 'someone',
  unknown: 'someone who has left',
  you: '{{name}} (you)',
  coming: 'The room opens. One moment.',
  lineLost: 'The connection is gone for a moment. We look for it. What you write stays here.',
  faces: 'The people here',
  notebook: 'What we write and decide',
  look: 'Look',
  jump: 'Parts of the notes',
  jumpTo: {
    notes: 'Notes',
    voices: 'Voices',
    reflections: 'Thoughts',
    decisions: 'Decisions',
    questions: 'Open',
    steps: 'Steps',
  },

  saving: {
    loading: 'The notes are on their way.',
    saved: 'Saved',
    saving: 'Saving',
    keptHere: 'Not connected. Your words are kept on this device.',
    allSaved: 'Not connected. All your words are saved.',
    waits: 'The door is closed. Your words wait on this device.',
    notSaved: 'We cannot save right now. Your words stay on this device. We keep trying.',
    sealed: 'This meeting has ended. Its words stay as they are.',
    shut: 'The notes are not open to you now.',
  },
  refused: {
    title: 'Some words could not be saved',
    refused: 'They stay here for you to copy. You can add them again below.',
    sealed: 'The meeting ended before they arrived. Copy them here. You can add them to the record.',
    done: 'I do not need them any more',
  },

  modes: {
    legend: 'How do we write?',
    talk: 'We just talk',
    one: 'One of us writes',
    all: 'We all write',
    talkHint: 'The notes are folded. There is one quiet line for a phrase you want to keep.',
    oneHint: '{{name}} writes for us. You still write your own words.',
    youHint: 'You write for us. The others see your words as you write.',
    allHint: 'Everyone can write. Everyone here reads it.',
    iWrite: 'I write now',
    unfold: 'Show the notes here',
    fold: 'Fold the notes',
    quiet: 'A phrase to keep',
    keep: 'Keep it',
  },

  notes: {
    title: 'Notes',
    hint: 'Everyone in this meeting can read and change this.',
    label: 'Shared notes',
    placeholder: 'What we want to remember',
    tools: 'Form of the notes',
    bold: 'Bold',
    italic: 'Italic',
    bullets: 'List',
    numbers: 'Numbered list',
  },

  add: {
    label: 'Add in your own words',
    go: 'Add',
    read: 'Everyone in this meeting can read this.',
    closed: 'You can write here. It goes to the others when the door opens.',
    whose: 'Whose words are these?',
    mine: 'My own words',
    part: 'A part of me',
    partName: 'What do you call this part?',
    partHint: 'For example: the tired one.',
    heardFrom: '{{name}} said it',
    absent: 'Someone who is not here',
    absentName: 'Who is it?',
    absentHint: 'For example: Grandmother.',
    takeBack: 'Take back',
    taken: 'You took this back.',
    bringBack: 'Bring back',
    takenBack: 'Taken back',
    up: 'Move up',
    down: 'Move down',
    empty: 'Write here',
  },

  voices: {
    title: 'Voices',
    hint: 'Each of us in our own words. Nobody changes what another person said.',
    none: 'No words yet. That is all right.',
    label: 'In the words of {{name}}',
    labelAbsent: 'Said for {{name}}, who is not here',
    absent: '{{name}}, who is not here',
    part: '{{name}}, {{part}}',
    partHint: 'a part of {{name}}',
    heard: 'Heard, written by {{name}}. Not yet checked.',
    forAbsent: 'Written by {{name}}.',
    checked: 'Written by {{by}}. {{name}} said: yes, that is what I said.',
    check: 'Yes, that’s what I said',
    askCheck: '{{name}} wrote this for you. Is this what you said?',
    placeholder: 'In your own words',
  },

  heard: {
    title: 'Who has been heard?',
    hint: 'Words, a written line and passing all count. It is not in the record.',
    from: 'heard',
    passed: 'passes for now',
    notYet: 'not yet',
    spoke: '{{name}} has spoken',
    pass: 'I pass for now',
  },

  reflections: {
    title: 'Thinking aloud',
    hint: 'What the team and others wonder about, said openly.',
    label: 'A thought by {{name}}',
    by: '{{name}} wonders',
    placeholder: 'I wonder…',
  },

  decisions,

  questions,

  steps,

  here: {
    title: 'At this device',
    you: 'You',
    add: 'Someone sits with me',
    writing: 'Who is writing now?',
    who: 'Who is with you?',
    whoHint: 'Everyone sees that they are here with you.',
    phone: 'They are on the phone, and you put them on speaker',
    other: 'Someone else',
    name: 'First name',
    relation: 'Who are they to you?',
    relationHint: 'For example: aunt, neighbour.',
    go: 'They are here',
    gone: '{{name}} has gone',
    with: 'with {{name}}',
    byPhone: 'by phone',
  },

  waiting: {
    title: 'The room is not open yet',
    forOne: 'We wait for {{name}}.',
    forMany: 'We wait for {{name}} or their people.',
    forPeople: 'We wait for the people of this meeting.',
    why: 'Until then there is no sound, no picture and no writing between us.',
    together: 'If someone of them sits beside you, say so. Then the room opens.',
    here: 'Here now: {{names}}.',
    arranged: 'You are here early. The room opens when you come in.',
  },
  paused: {
    title: 'We wait for the family and friends',
    what: 'Nobody of them is here at the moment. Sound, picture and writing rest.',
    next: 'When one of them comes back, it goes on at once. Nothing is lost.',
    grace: 'The connection of the family is gone. We wait a moment.',
  },
  alone: 'One person of the team is here today. That is all right.',

  out: {
    title: 'You have stepped out',
    what: 'Your seat is kept. Nobody hears or sees you.',
    back: 'Come back',
  },

  pause: {
    title: 'A pause',
    by: '{{name}} asked for a pause. Take the time you need.',
    end: 'Go on',
  },

  reflect,

  closing,

  ended,

  shut: {
    title: 'The room does not open here',
    again: 'Try again',
  },

  cannotTalk: {
    say: 'I can’t talk freely',
    hint: 'Tells only the team. Nothing of it shows on another screen.',
    said: 'The team knows.',
    unseen: 'Nobody from the team has seen it yet. You can press it again, or open “Help now”.',
    heard: '{{name}} can’t talk freely now.',
    noticed: 'I have seen this',
  },

  announce: {
    added: {
      voice: '{{name}} added words',
      reflection: '{{name}} added a thought',
      decision: '{{name}} added a decision',
      question: '{{name}} added an open question',
      step: '{{name}} added a next step',
    },
    changed: 'Others have written.',
    arrived: '{{name}} is here',
    left: '{{name}} has gone',
    out: '{{name}} has stepped out',
    back: '{{name}} is back',
  },
} as const
