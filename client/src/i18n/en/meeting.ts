export const meeting = {
  title: 'Meeting',
} as const
