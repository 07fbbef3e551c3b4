/** After the end: a soft landing. */
export const landing = {
  title: 'The meeting has ended',
  thanks: 'Thank you for being here: {{names}}.',
  together: 'You still see and hear each other until {{time}}. Then it ends by itself.',
  withoutClosing: 'It ended without a closing. That is all right.',
  breathe: 'Stay here for a minute or two. Breathe out. Drink some water. Nothing is asked of you now.',
  record: 'Read what you said and decided',
  recordHint: 'You can read it any day, under the same link. So can everyone who was here.',
  next: 'You meet next',
  nextWho: 'The same people are asked. Your link leads there too.',
  nextAsked: 'Asked to come: {{names}}.',
  nextNone: 'There is no next meeting for now. Ring the team when you want one.',
  place: {
    online: 'Online',
    home: 'At home',
    mixed: 'Some at home, some online',
  },
  help: 'If it gets hard before that',
  team: 'Your team:',
  listening: 'Someone who listens, day and night:',
  danger: 'In danger now:',
  helpNow: 'See everyone you can ring now',
} as const
