/** After the end: a soft landing. */
export const landing = {
  title: 'The meeting has ended',
  thanks: 'Thank you all for being here.',
  record: 'Read what you said and decided',
  recordHint: 'It is under the same link, for everyone who was here.',
  next: 'You meet next: {{when}}.',
  help: 'If it gets hard before that',
  helpNow: 'See whom you can ring now',
} as const
